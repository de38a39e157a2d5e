from typing import Literal

FlowOutAcceptsItem = Literal['by_product', 'end_of_waste', 'product', 'waste']

FLOW_OUT_ACCEPTS_ITEM_VALUES: set[FlowOutAcceptsItem] = { 'by_product', 'end_of_waste', 'product', 'waste',  }

def check_flow_out_accepts_item(value: str) -> FlowOutAcceptsItem:
    if value in FLOW_OUT_ACCEPTS_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_OUT_ACCEPTS_ITEM_VALUES!r}")
