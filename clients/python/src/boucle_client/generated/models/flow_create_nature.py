from typing import Literal

FlowCreateNature = Literal['energy', 'material', 'water']

FLOW_CREATE_NATURE_VALUES: set[FlowCreateNature] = { 'energy', 'material', 'water',  }

def check_flow_create_nature(value: str) -> FlowCreateNature:
    if value in FLOW_CREATE_NATURE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_CREATE_NATURE_VALUES!r}")
