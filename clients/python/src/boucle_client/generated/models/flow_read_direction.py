from typing import Literal

FlowReadDirection = Literal['input', 'output']

FLOW_READ_DIRECTION_VALUES: set[FlowReadDirection] = { 'input', 'output',  }

def check_flow_read_direction(value: str) -> FlowReadDirection:
    if value in FLOW_READ_DIRECTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_READ_DIRECTION_VALUES!r}")
