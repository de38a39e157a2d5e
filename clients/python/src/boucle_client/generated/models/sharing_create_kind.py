from typing import Literal

SharingCreateKind = Literal['equipment', 'service', 'workforce']

SHARING_CREATE_KIND_VALUES: set[SharingCreateKind] = { 'equipment', 'service', 'workforce',  }

def check_sharing_create_kind(value: str) -> SharingCreateKind:
    if value in SHARING_CREATE_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SHARING_CREATE_KIND_VALUES!r}")
