from typing import Literal

ListMeetingsSortType0 = Literal['-starts_at', '-updated_at', 'starts_at', 'updated_at']

LIST_MEETINGS_SORT_TYPE_0_VALUES: set[ListMeetingsSortType0] = { '-starts_at', '-updated_at', 'starts_at', 'updated_at',  }

def check_list_meetings_sort_type_0(value: str) -> ListMeetingsSortType0:
    if value in LIST_MEETINGS_SORT_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_MEETINGS_SORT_TYPE_0_VALUES!r}")
