from typing import Literal

SharingCreateDirection = Literal['need', 'offer']

SHARING_CREATE_DIRECTION_VALUES: set[SharingCreateDirection] = { 'need', 'offer',  }

def check_sharing_create_direction(value: str) -> SharingCreateDirection:
    if value in SHARING_CREATE_DIRECTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SHARING_CREATE_DIRECTION_VALUES!r}")
