from typing import Literal

FamilyReachOutState = Literal['beyond', 'excluded', 'nobody', 'suits', 'switched_off']

FAMILY_REACH_OUT_STATE_VALUES: set[FamilyReachOutState] = { 'beyond', 'excluded', 'nobody', 'suits', 'switched_off',  }

def check_family_reach_out_state(value: str) -> FamilyReachOutState:
    if value in FAMILY_REACH_OUT_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FAMILY_REACH_OUT_STATE_VALUES!r}")
