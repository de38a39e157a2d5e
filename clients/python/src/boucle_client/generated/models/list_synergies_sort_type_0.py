from typing import Literal

ListSynergiesSortType0 = Literal['-updated_at', 'updated_at']

LIST_SYNERGIES_SORT_TYPE_0_VALUES: set[ListSynergiesSortType0] = { '-updated_at', 'updated_at',  }

def check_list_synergies_sort_type_0(value: str) -> ListSynergiesSortType0:
    if value in LIST_SYNERGIES_SORT_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_SYNERGIES_SORT_TYPE_0_VALUES!r}")
