from typing import Literal

FlowOutLegalStatusType0 = Literal['by_product', 'end_of_waste', 'product', 'waste']

FLOW_OUT_LEGAL_STATUS_TYPE_0_VALUES: set[FlowOutLegalStatusType0] = { 'by_product', 'end_of_waste', 'product', 'waste',  }

def check_flow_out_legal_status_type_0(value: str) -> FlowOutLegalStatusType0:
    if value in FLOW_OUT_LEGAL_STATUS_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_OUT_LEGAL_STATUS_TYPE_0_VALUES!r}")
