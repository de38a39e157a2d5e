from typing import Literal

FlowPutFormType0 = Literal['bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam']

FLOW_PUT_FORM_TYPE_0_VALUES: set[FlowPutFormType0] = { 'bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam',  }

def check_flow_put_form_type_0(value: str) -> FlowPutFormType0:
    if value in FLOW_PUT_FORM_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_PUT_FORM_TYPE_0_VALUES!r}")
