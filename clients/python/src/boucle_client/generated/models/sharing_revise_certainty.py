from typing import Literal

SharingReviseCertainty = Literal['estimated', 'measured', 'typical']

SHARING_REVISE_CERTAINTY_VALUES: set[SharingReviseCertainty] = { 'estimated', 'measured', 'typical',  }

def check_sharing_revise_certainty(value: str) -> SharingReviseCertainty:
    if value in SHARING_REVISE_CERTAINTY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SHARING_REVISE_CERTAINTY_VALUES!r}")
