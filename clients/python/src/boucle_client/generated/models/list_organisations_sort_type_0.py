from typing import Literal

ListOrganisationsSortType0 = Literal['-declared_at', '-name', '-updated_at', 'declared_at', 'name', 'updated_at']

LIST_ORGANISATIONS_SORT_TYPE_0_VALUES: set[ListOrganisationsSortType0] = { '-declared_at', '-name', '-updated_at', 'declared_at', 'name', 'updated_at',  }

def check_list_organisations_sort_type_0(value: str) -> ListOrganisationsSortType0:
    if value in LIST_ORGANISATIONS_SORT_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_ORGANISATIONS_SORT_TYPE_0_VALUES!r}")
