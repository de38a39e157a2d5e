from typing import Literal

ReferenceFamilyFormsItem = Literal['bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam']

REFERENCE_FAMILY_FORMS_ITEM_VALUES: set[ReferenceFamilyFormsItem] = { 'bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam',  }

def check_reference_family_forms_item(value: str) -> ReferenceFamilyFormsItem:
    if value in REFERENCE_FAMILY_FORMS_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REFERENCE_FAMILY_FORMS_ITEM_VALUES!r}")
