from typing import Literal

ExplanationOutDirection = Literal['input', 'output']

EXPLANATION_OUT_DIRECTION_VALUES: set[ExplanationOutDirection] = { 'input', 'output',  }

def check_explanation_out_direction(value: str) -> ExplanationOutDirection:
    if value in EXPLANATION_OUT_DIRECTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EXPLANATION_OUT_DIRECTION_VALUES!r}")
