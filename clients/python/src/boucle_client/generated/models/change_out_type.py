from typing import Literal

ChangeOutType = Literal['flow', 'grant', 'introduction', 'meeting', 'site', 'synergy']

CHANGE_OUT_TYPE_VALUES: set[ChangeOutType] = { 'flow', 'grant', 'introduction', 'meeting', 'site', 'synergy',  }

def check_change_out_type(value: str) -> ChangeOutType:
    if value in CHANGE_OUT_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CHANGE_OUT_TYPE_VALUES!r}")
