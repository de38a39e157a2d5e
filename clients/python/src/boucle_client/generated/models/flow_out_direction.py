from typing import Literal

FlowOutDirection = Literal['input', 'output']

FLOW_OUT_DIRECTION_VALUES: set[FlowOutDirection] = { 'input', 'output',  }

def check_flow_out_direction(value: str) -> FlowOutDirection:
    if value in FLOW_OUT_DIRECTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_OUT_DIRECTION_VALUES!r}")
