from typing import Literal

FlowPutNature = Literal['energy', 'material', 'water']

FLOW_PUT_NATURE_VALUES: set[FlowPutNature] = { 'energy', 'material', 'water',  }

def check_flow_put_nature(value: str) -> FlowPutNature:
    if value in FLOW_PUT_NATURE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_PUT_NATURE_VALUES!r}")
