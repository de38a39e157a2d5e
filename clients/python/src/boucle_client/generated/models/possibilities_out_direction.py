from typing import Literal

PossibilitiesOutDirection = Literal['input', 'output']

POSSIBILITIES_OUT_DIRECTION_VALUES: set[PossibilitiesOutDirection] = { 'input', 'output',  }

def check_possibilities_out_direction(value: str) -> PossibilitiesOutDirection:
    if value in POSSIBILITIES_OUT_DIRECTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {POSSIBILITIES_OUT_DIRECTION_VALUES!r}")
