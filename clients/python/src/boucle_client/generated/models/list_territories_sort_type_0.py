from typing import Literal

ListTerritoriesSortType0 = Literal['-name', '-updated_at', 'name', 'updated_at']

LIST_TERRITORIES_SORT_TYPE_0_VALUES: set[ListTerritoriesSortType0] = { '-name', '-updated_at', 'name', 'updated_at',  }

def check_list_territories_sort_type_0(value: str) -> ListTerritoriesSortType0:
    if value in LIST_TERRITORIES_SORT_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_TERRITORIES_SORT_TYPE_0_VALUES!r}")
