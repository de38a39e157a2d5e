from typing import Literal

SharingCreateCertainty = Literal['estimated', 'measured', 'typical']

SHARING_CREATE_CERTAINTY_VALUES: set[SharingCreateCertainty] = { 'estimated', 'measured', 'typical',  }

def check_sharing_create_certainty(value: str) -> SharingCreateCertainty:
    if value in SHARING_CREATE_CERTAINTY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SHARING_CREATE_CERTAINTY_VALUES!r}")
