from typing import Literal

ListSharingsDirectionType0Item = Literal['need', 'offer']

LIST_SHARINGS_DIRECTION_TYPE_0_ITEM_VALUES: set[ListSharingsDirectionType0Item] = { 'need', 'offer',  }

def check_list_sharings_direction_type_0_item(value: str) -> ListSharingsDirectionType0Item:
    if value in LIST_SHARINGS_DIRECTION_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_SHARINGS_DIRECTION_TYPE_0_ITEM_VALUES!r}")
