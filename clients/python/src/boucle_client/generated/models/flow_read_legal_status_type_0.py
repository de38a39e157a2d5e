from typing import Literal

FlowReadLegalStatusType0 = Literal['by_product', 'end_of_waste', 'product', 'waste']

FLOW_READ_LEGAL_STATUS_TYPE_0_VALUES: set[FlowReadLegalStatusType0] = { 'by_product', 'end_of_waste', 'product', 'waste',  }

def check_flow_read_legal_status_type_0(value: str) -> FlowReadLegalStatusType0:
    if value in FLOW_READ_LEGAL_STATUS_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_READ_LEGAL_STATUS_TYPE_0_VALUES!r}")
