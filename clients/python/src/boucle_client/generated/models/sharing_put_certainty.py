from typing import Literal

SharingPutCertainty = Literal['estimated', 'measured', 'typical']

SHARING_PUT_CERTAINTY_VALUES: set[SharingPutCertainty] = { 'estimated', 'measured', 'typical',  }

def check_sharing_put_certainty(value: str) -> SharingPutCertainty:
    if value in SHARING_PUT_CERTAINTY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SHARING_PUT_CERTAINTY_VALUES!r}")
