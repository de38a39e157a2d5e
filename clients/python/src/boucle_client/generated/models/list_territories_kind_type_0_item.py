from typing import Literal

ListTerritoriesKindType0Item = Literal['epci', 'federation']

LIST_TERRITORIES_KIND_TYPE_0_ITEM_VALUES: set[ListTerritoriesKindType0Item] = { 'epci', 'federation',  }

def check_list_territories_kind_type_0_item(value: str) -> ListTerritoriesKindType0Item:
    if value in LIST_TERRITORIES_KIND_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_TERRITORIES_KIND_TYPE_0_ITEM_VALUES!r}")
