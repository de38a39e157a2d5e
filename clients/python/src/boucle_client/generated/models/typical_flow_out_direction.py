from typing import Literal

TypicalFlowOutDirection = Literal['input', 'output']

TYPICAL_FLOW_OUT_DIRECTION_VALUES: set[TypicalFlowOutDirection] = { 'input', 'output',  }

def check_typical_flow_out_direction(value: str) -> TypicalFlowOutDirection:
    if value in TYPICAL_FLOW_OUT_DIRECTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TYPICAL_FLOW_OUT_DIRECTION_VALUES!r}")
