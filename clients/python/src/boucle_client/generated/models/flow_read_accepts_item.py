from typing import Literal

FlowReadAcceptsItem = Literal['by_product', 'end_of_waste', 'product', 'waste']

FLOW_READ_ACCEPTS_ITEM_VALUES: set[FlowReadAcceptsItem] = { 'by_product', 'end_of_waste', 'product', 'waste',  }

def check_flow_read_accepts_item(value: str) -> FlowReadAcceptsItem:
    if value in FLOW_READ_ACCEPTS_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_READ_ACCEPTS_ITEM_VALUES!r}")
