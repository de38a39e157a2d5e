from typing import Literal

FlowPutCertainty = Literal['estimated', 'measured', 'typical']

FLOW_PUT_CERTAINTY_VALUES: set[FlowPutCertainty] = { 'estimated', 'measured', 'typical',  }

def check_flow_put_certainty(value: str) -> FlowPutCertainty:
    if value in FLOW_PUT_CERTAINTY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_PUT_CERTAINTY_VALUES!r}")
