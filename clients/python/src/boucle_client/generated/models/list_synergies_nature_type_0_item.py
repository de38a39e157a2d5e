from typing import Literal

ListSynergiesNatureType0Item = Literal['energy', 'material', 'water']

LIST_SYNERGIES_NATURE_TYPE_0_ITEM_VALUES: set[ListSynergiesNatureType0Item] = { 'energy', 'material', 'water',  }

def check_list_synergies_nature_type_0_item(value: str) -> ListSynergiesNatureType0Item:
    if value in LIST_SYNERGIES_NATURE_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_SYNERGIES_NATURE_TYPE_0_ITEM_VALUES!r}")
