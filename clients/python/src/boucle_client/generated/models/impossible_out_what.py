from typing import Literal

ImpossibleOutWhat = Literal['harmless', 'hazardous', 'waste']

IMPOSSIBLE_OUT_WHAT_VALUES: set[ImpossibleOutWhat] = { 'harmless', 'hazardous', 'waste',  }

def check_impossible_out_what(value: str) -> ImpossibleOutWhat:
    if value in IMPOSSIBLE_OUT_WHAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {IMPOSSIBLE_OUT_WHAT_VALUES!r}")
