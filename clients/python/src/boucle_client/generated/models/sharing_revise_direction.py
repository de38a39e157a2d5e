from typing import Literal

SharingReviseDirection = Literal['need', 'offer']

SHARING_REVISE_DIRECTION_VALUES: set[SharingReviseDirection] = { 'need', 'offer',  }

def check_sharing_revise_direction(value: str) -> SharingReviseDirection:
    if value in SHARING_REVISE_DIRECTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SHARING_REVISE_DIRECTION_VALUES!r}")
