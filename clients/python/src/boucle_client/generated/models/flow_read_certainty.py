from typing import Literal

FlowReadCertainty = Literal['estimated', 'measured', 'typical']

FLOW_READ_CERTAINTY_VALUES: set[FlowReadCertainty] = { 'estimated', 'measured', 'typical',  }

def check_flow_read_certainty(value: str) -> FlowReadCertainty:
    if value in FLOW_READ_CERTAINTY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_READ_CERTAINTY_VALUES!r}")
