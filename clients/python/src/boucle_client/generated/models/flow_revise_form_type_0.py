from typing import Literal

FlowReviseFormType0 = Literal['bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam']

FLOW_REVISE_FORM_TYPE_0_VALUES: set[FlowReviseFormType0] = { 'bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam',  }

def check_flow_revise_form_type_0(value: str) -> FlowReviseFormType0:
    if value in FLOW_REVISE_FORM_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_REVISE_FORM_TYPE_0_VALUES!r}")
