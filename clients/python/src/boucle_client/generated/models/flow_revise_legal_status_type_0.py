from typing import Literal

FlowReviseLegalStatusType0 = Literal['by_product', 'end_of_waste', 'product', 'waste']

FLOW_REVISE_LEGAL_STATUS_TYPE_0_VALUES: set[FlowReviseLegalStatusType0] = { 'by_product', 'end_of_waste', 'product', 'waste',  }

def check_flow_revise_legal_status_type_0(value: str) -> FlowReviseLegalStatusType0:
    if value in FLOW_REVISE_LEGAL_STATUS_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FLOW_REVISE_LEGAL_STATUS_TYPE_0_VALUES!r}")
