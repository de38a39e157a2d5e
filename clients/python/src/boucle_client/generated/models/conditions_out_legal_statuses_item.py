from typing import Literal

ConditionsOutLegalStatusesItem = Literal['by_product', 'end_of_waste', 'product', 'waste']

CONDITIONS_OUT_LEGAL_STATUSES_ITEM_VALUES: set[ConditionsOutLegalStatusesItem] = { 'by_product', 'end_of_waste', 'product', 'waste',  }

def check_conditions_out_legal_statuses_item(value: str) -> ConditionsOutLegalStatusesItem:
    if value in CONDITIONS_OUT_LEGAL_STATUSES_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONDITIONS_OUT_LEGAL_STATUSES_ITEM_VALUES!r}")
