from typing import Literal

FlowCreateLegalStatusType0 = Literal['by_product', 'end_of_waste', 'product', 'waste']

FLOW_CREATE_LEGAL_STATUS_TYPE_0_VALUES: set[FlowCreateLegalStatusType0] = { 'by_product', 'end_of_waste', 'product', 'waste',  }

def check_flow_create_legal_status_type_0(value: str) -> FlowCreateLegalStatusType0:
    if value in FLOW_CREATE_LEGAL_STATUS_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_CREATE_LEGAL_STATUS_TYPE_0_VALUES!r}")
