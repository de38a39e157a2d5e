from typing import Literal

VerificationOutHow = Literal['before', 'call', 'declared', 'declared_by_animator', 'declared_by_operator', 'merged', 'post', 'refused', 'restored', 'split', 'tool', 'visit']

VERIFICATION_OUT_HOW_VALUES: set[VerificationOutHow] = { 'before', 'call', 'declared', 'declared_by_animator', 'declared_by_operator', 'merged', 'post', 'refused', 'restored', 'split', 'tool', 'visit',  }

def check_verification_out_how(value: str) -> VerificationOutHow:
    if value in VERIFICATION_OUT_HOW_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VERIFICATION_OUT_HOW_VALUES!r}")
