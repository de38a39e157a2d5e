from typing import Literal

FlowReviseAcceptsType0Item = Literal['by_product', 'end_of_waste', 'product', 'waste']

FLOW_REVISE_ACCEPTS_TYPE_0_ITEM_VALUES: set[FlowReviseAcceptsType0Item] = { 'by_product', 'end_of_waste', 'product', 'waste',  }

def check_flow_revise_accepts_type_0_item(value: str) -> FlowReviseAcceptsType0Item:
    if value in FLOW_REVISE_ACCEPTS_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_REVISE_ACCEPTS_TYPE_0_ITEM_VALUES!r}")
