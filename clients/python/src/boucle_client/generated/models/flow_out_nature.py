from typing import Literal

FlowOutNature = Literal['energy', 'material', 'water']

FLOW_OUT_NATURE_VALUES: set[FlowOutNature] = { 'energy', 'material', 'water',  }

def check_flow_out_nature(value: str) -> FlowOutNature:
    if value in FLOW_OUT_NATURE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_OUT_NATURE_VALUES!r}")
