from typing import Literal

FlowPutLegalStatusType0 = Literal['by_product', 'end_of_waste', 'product', 'waste']

FLOW_PUT_LEGAL_STATUS_TYPE_0_VALUES: set[FlowPutLegalStatusType0] = { 'by_product', 'end_of_waste', 'product', 'waste',  }

def check_flow_put_legal_status_type_0(value: str) -> FlowPutLegalStatusType0:
    if value in FLOW_PUT_LEGAL_STATUS_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_PUT_LEGAL_STATUS_TYPE_0_VALUES!r}")
