from typing import Literal

FlowReviseNature = Literal['energy', 'material', 'water']

FLOW_REVISE_NATURE_VALUES: set[FlowReviseNature] = { 'energy', 'material', 'water',  }

def check_flow_revise_nature(value: str) -> FlowReviseNature:
    if value in FLOW_REVISE_NATURE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_REVISE_NATURE_VALUES!r}")
