from typing import Literal

FlowOutFormType0 = Literal['bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam']

FLOW_OUT_FORM_TYPE_0_VALUES: set[FlowOutFormType0] = { 'bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam',  }

def check_flow_out_form_type_0(value: str) -> FlowOutFormType0:
    if value in FLOW_OUT_FORM_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_OUT_FORM_TYPE_0_VALUES!r}")
