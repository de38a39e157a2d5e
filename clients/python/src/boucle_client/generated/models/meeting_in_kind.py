from typing import Literal

MeetingInKind = Literal['collective_operation', 'site_visit', 'training', 'workshop']

MEETING_IN_KIND_VALUES: set[MeetingInKind] = { 'collective_operation', 'site_visit', 'training', 'workshop',  }

def check_meeting_in_kind(value: str) -> MeetingInKind:
    if value in MEETING_IN_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MEETING_IN_KIND_VALUES!r}")
