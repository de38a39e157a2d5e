from typing import Literal

FlowReadFormType0 = Literal['bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam']

FLOW_READ_FORM_TYPE_0_VALUES: set[FlowReadFormType0] = { 'bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam',  }

def check_flow_read_form_type_0(value: str) -> FlowReadFormType0:
    if value in FLOW_READ_FORM_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_READ_FORM_TYPE_0_VALUES!r}")
