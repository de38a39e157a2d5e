from typing import Literal

ResolutionInDecision = Literal['distinct', 'same']

RESOLUTION_IN_DECISION_VALUES: set[ResolutionInDecision] = { 'distinct', 'same',  }

def check_resolution_in_decision(value: str) -> ResolutionInDecision:
    if value in RESOLUTION_IN_DECISION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RESOLUTION_IN_DECISION_VALUES!r}")
