from typing import Literal

FlowCreateAcceptsType0Item = Literal['by_product', 'end_of_waste', 'product', 'waste']

FLOW_CREATE_ACCEPTS_TYPE_0_ITEM_VALUES: set[FlowCreateAcceptsType0Item] = { 'by_product', 'end_of_waste', 'product', 'waste',  }

def check_flow_create_accepts_type_0_item(value: str) -> FlowCreateAcceptsType0Item:
    if value in FLOW_CREATE_ACCEPTS_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_CREATE_ACCEPTS_TYPE_0_ITEM_VALUES!r}")
