from typing import Literal

ListSitesSortType0 = Literal['-declared_at', '-name', '-updated_at', 'declared_at', 'name', 'updated_at']

LIST_SITES_SORT_TYPE_0_VALUES: set[ListSitesSortType0] = { '-declared_at', '-name', '-updated_at', 'declared_at', 'name', 'updated_at',  }

def check_list_sites_sort_type_0(value: str) -> ListSitesSortType0:
    if value in LIST_SITES_SORT_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_SITES_SORT_TYPE_0_VALUES!r}")
