from typing import Literal

ReferenceUnitNaturesItem = Literal['energy', 'material', 'water']

REFERENCE_UNIT_NATURES_ITEM_VALUES: set[ReferenceUnitNaturesItem] = { 'energy', 'material', 'water',  }

def check_reference_unit_natures_item(value: str) -> ReferenceUnitNaturesItem:
    if value in REFERENCE_UNIT_NATURES_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REFERENCE_UNIT_NATURES_ITEM_VALUES!r}")
