from typing import Literal

DuplicateOutDecisionType0 = Literal['distinct', 'same']

DUPLICATE_OUT_DECISION_TYPE_0_VALUES: set[DuplicateOutDecisionType0] = { 'distinct', 'same',  }

def check_duplicate_out_decision_type_0(value: str) -> DuplicateOutDecisionType0:
    if value in DUPLICATE_OUT_DECISION_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DUPLICATE_OUT_DECISION_TYPE_0_VALUES!r}")
