from typing import Literal

SharingPutKind = Literal['equipment', 'service', 'workforce']

SHARING_PUT_KIND_VALUES: set[SharingPutKind] = { 'equipment', 'service', 'workforce',  }

def check_sharing_put_kind(value: str) -> SharingPutKind:
    if value in SHARING_PUT_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SHARING_PUT_KIND_VALUES!r}")
