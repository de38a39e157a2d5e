from typing import Literal

MeetingOutKind = Literal['collective_operation', 'site_visit', 'training', 'workshop']

MEETING_OUT_KIND_VALUES: set[MeetingOutKind] = { 'collective_operation', 'site_visit', 'training', 'workshop',  }

def check_meeting_out_kind(value: str) -> MeetingOutKind:
    if value in MEETING_OUT_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MEETING_OUT_KIND_VALUES!r}")
