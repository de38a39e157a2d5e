from typing import Literal

FlowReviseDirection = Literal['input', 'output']

FLOW_REVISE_DIRECTION_VALUES: set[FlowReviseDirection] = { 'input', 'output',  }

def check_flow_revise_direction(value: str) -> FlowReviseDirection:
    if value in FLOW_REVISE_DIRECTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_REVISE_DIRECTION_VALUES!r}")
