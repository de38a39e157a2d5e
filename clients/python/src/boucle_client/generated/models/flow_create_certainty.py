from typing import Literal

FlowCreateCertainty = Literal['estimated', 'measured', 'typical']

FLOW_CREATE_CERTAINTY_VALUES: set[FlowCreateCertainty] = { 'estimated', 'measured', 'typical',  }

def check_flow_create_certainty(value: str) -> FlowCreateCertainty:
    if value in FLOW_CREATE_CERTAINTY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_CREATE_CERTAINTY_VALUES!r}")
