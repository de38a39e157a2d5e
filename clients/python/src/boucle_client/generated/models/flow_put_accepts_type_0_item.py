from typing import Literal

FlowPutAcceptsType0Item = Literal['by_product', 'end_of_waste', 'product', 'waste']

FLOW_PUT_ACCEPTS_TYPE_0_ITEM_VALUES: set[FlowPutAcceptsType0Item] = { 'by_product', 'end_of_waste', 'product', 'waste',  }

def check_flow_put_accepts_type_0_item(value: str) -> FlowPutAcceptsType0Item:
    if value in FLOW_PUT_ACCEPTS_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_PUT_ACCEPTS_TYPE_0_ITEM_VALUES!r}")
