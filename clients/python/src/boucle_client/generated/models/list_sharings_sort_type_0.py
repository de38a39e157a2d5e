from typing import Literal

ListSharingsSortType0 = Literal['-declared_at', '-updated_at', 'declared_at', 'updated_at']

LIST_SHARINGS_SORT_TYPE_0_VALUES: set[ListSharingsSortType0] = { '-declared_at', '-updated_at', 'declared_at', 'updated_at',  }

def check_list_sharings_sort_type_0(value: str) -> ListSharingsSortType0:
    if value in LIST_SHARINGS_SORT_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_SHARINGS_SORT_TYPE_0_VALUES!r}")
