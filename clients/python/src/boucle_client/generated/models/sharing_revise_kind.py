from typing import Literal

SharingReviseKind = Literal['equipment', 'service', 'workforce']

SHARING_REVISE_KIND_VALUES: set[SharingReviseKind] = { 'equipment', 'service', 'workforce',  }

def check_sharing_revise_kind(value: str) -> SharingReviseKind:
    if value in SHARING_REVISE_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SHARING_REVISE_KIND_VALUES!r}")
