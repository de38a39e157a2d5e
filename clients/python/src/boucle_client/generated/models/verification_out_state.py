from typing import Literal

VerificationOutState = Literal['claimed', 'refused', 'verified']

VERIFICATION_OUT_STATE_VALUES: set[VerificationOutState] = { 'claimed', 'refused', 'verified',  }

def check_verification_out_state(value: str) -> VerificationOutState:
    if value in VERIFICATION_OUT_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VERIFICATION_OUT_STATE_VALUES!r}")
