from typing import Literal

ChangeOutChange = Literal['changed', 'declared', 'given', 'revised', 'taken', 'withdrawn']

CHANGE_OUT_CHANGE_VALUES: set[ChangeOutChange] = { 'changed', 'declared', 'given', 'revised', 'taken', 'withdrawn',  }

def check_change_out_change(value: str) -> ChangeOutChange:
    if value in CHANGE_OUT_CHANGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CHANGE_OUT_CHANGE_VALUES!r}")
