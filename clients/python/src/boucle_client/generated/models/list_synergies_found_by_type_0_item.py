from typing import Literal

ListSynergiesFoundByType0Item = Literal['animator', 'company', 'engine', 'tool', 'visit', 'workshop']

LIST_SYNERGIES_FOUND_BY_TYPE_0_ITEM_VALUES: set[ListSynergiesFoundByType0Item] = { 'animator', 'company', 'engine', 'tool', 'visit', 'workshop',  }

def check_list_synergies_found_by_type_0_item(value: str) -> ListSynergiesFoundByType0Item:
    if value in LIST_SYNERGIES_FOUND_BY_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_SYNERGIES_FOUND_BY_TYPE_0_ITEM_VALUES!r}")
