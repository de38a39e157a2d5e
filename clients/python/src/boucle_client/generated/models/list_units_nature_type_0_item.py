from typing import Literal

ListUnitsNatureType0Item = Literal['energy', 'material', 'water']

LIST_UNITS_NATURE_TYPE_0_ITEM_VALUES: set[ListUnitsNatureType0Item] = { 'energy', 'material', 'water',  }

def check_list_units_nature_type_0_item(value: str) -> ListUnitsNatureType0Item:
    if value in LIST_UNITS_NATURE_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_UNITS_NATURE_TYPE_0_ITEM_VALUES!r}")
