from typing import Literal

ListFamiliesNatureType0Item = Literal['energy', 'material', 'water']

LIST_FAMILIES_NATURE_TYPE_0_ITEM_VALUES: set[ListFamiliesNatureType0Item] = { 'energy', 'material', 'water',  }

def check_list_families_nature_type_0_item(value: str) -> ListFamiliesNatureType0Item:
    if value in LIST_FAMILIES_NATURE_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_FAMILIES_NATURE_TYPE_0_ITEM_VALUES!r}")
