from typing import Literal

FlowCreateDirection = Literal['input', 'output']

FLOW_CREATE_DIRECTION_VALUES: set[FlowCreateDirection] = { 'input', 'output',  }

def check_flow_create_direction(value: str) -> FlowCreateDirection:
    if value in FLOW_CREATE_DIRECTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_CREATE_DIRECTION_VALUES!r}")
