from typing import Literal

FlowPutDirection = Literal['input', 'output']

FLOW_PUT_DIRECTION_VALUES: set[FlowPutDirection] = { 'input', 'output',  }

def check_flow_put_direction(value: str) -> FlowPutDirection:
    if value in FLOW_PUT_DIRECTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_PUT_DIRECTION_VALUES!r}")
