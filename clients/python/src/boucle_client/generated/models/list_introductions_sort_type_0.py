from typing import Literal

ListIntroductionsSortType0 = Literal['-updated_at', 'updated_at']

LIST_INTRODUCTIONS_SORT_TYPE_0_VALUES: set[ListIntroductionsSortType0] = { '-updated_at', 'updated_at',  }

def check_list_introductions_sort_type_0(value: str) -> ListIntroductionsSortType0:
    if value in LIST_INTRODUCTIONS_SORT_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_INTRODUCTIONS_SORT_TYPE_0_VALUES!r}")
