from typing import Literal

FlowOutCertainty = Literal['estimated', 'measured', 'typical']

FLOW_OUT_CERTAINTY_VALUES: set[FlowOutCertainty] = { 'estimated', 'measured', 'typical',  }

def check_flow_out_certainty(value: str) -> FlowOutCertainty:
    if value in FLOW_OUT_CERTAINTY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_OUT_CERTAINTY_VALUES!r}")
