from typing import Literal

SharingPutDirection = Literal['need', 'offer']

SHARING_PUT_DIRECTION_VALUES: set[SharingPutDirection] = { 'need', 'offer',  }

def check_sharing_put_direction(value: str) -> SharingPutDirection:
    if value in SHARING_PUT_DIRECTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SHARING_PUT_DIRECTION_VALUES!r}")
