from typing import Literal

NeededChangeOutBound = Literal['also', 'at_least', 'at_most', 'one_of']

NEEDED_CHANGE_OUT_BOUND_VALUES: set[NeededChangeOutBound] = { 'also', 'at_least', 'at_most', 'one_of',  }

def check_needed_change_out_bound(value: str) -> NeededChangeOutBound:
    if value in NEEDED_CHANGE_OUT_BOUND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NEEDED_CHANGE_OUT_BOUND_VALUES!r}")
