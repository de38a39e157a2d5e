from typing import Literal

VerifyInHow = Literal['call', 'visit']

VERIFY_IN_HOW_VALUES: set[VerifyInHow] = { 'call', 'visit',  }

def check_verify_in_how(value: str) -> VerifyInHow:
    if value in VERIFY_IN_HOW_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VERIFY_IN_HOW_VALUES!r}")
