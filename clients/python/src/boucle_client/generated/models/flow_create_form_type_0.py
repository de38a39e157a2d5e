from typing import Literal

FlowCreateFormType0 = Literal['bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam']

FLOW_CREATE_FORM_TYPE_0_VALUES: set[FlowCreateFormType0] = { 'bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam',  }

def check_flow_create_form_type_0(value: str) -> FlowCreateFormType0:
    if value in FLOW_CREATE_FORM_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_CREATE_FORM_TYPE_0_VALUES!r}")
