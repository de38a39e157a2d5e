from typing import Literal

FlowReadNature = Literal['energy', 'material', 'water']

FLOW_READ_NATURE_VALUES: set[FlowReadNature] = { 'energy', 'material', 'water',  }

def check_flow_read_nature(value: str) -> FlowReadNature:
    if value in FLOW_READ_NATURE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_READ_NATURE_VALUES!r}")
