from typing import Literal

FlowReviseCertainty = Literal['estimated', 'measured', 'typical']

FLOW_REVISE_CERTAINTY_VALUES: set[FlowReviseCertainty] = { 'estimated', 'measured', 'typical',  }

def check_flow_revise_certainty(value: str) -> FlowReviseCertainty:
    if value in FLOW_REVISE_CERTAINTY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_REVISE_CERTAINTY_VALUES!r}")
