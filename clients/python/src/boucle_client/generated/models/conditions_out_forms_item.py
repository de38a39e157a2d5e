from typing import Literal

ConditionsOutFormsItem = Literal['bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam']

CONDITIONS_OUT_FORMS_ITEM_VALUES: set[ConditionsOutFormsItem] = { 'bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam',  }

def check_conditions_out_forms_item(value: str) -> ConditionsOutFormsItem:
    if value in CONDITIONS_OUT_FORMS_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONDITIONS_OUT_FORMS_ITEM_VALUES!r}")
