from typing import Literal

ListSharingsKindType0Item = Literal['equipment', 'service', 'workforce']

LIST_SHARINGS_KIND_TYPE_0_ITEM_VALUES: set[ListSharingsKindType0Item] = { 'equipment', 'service', 'workforce',  }

def check_list_sharings_kind_type_0_item(value: str) -> ListSharingsKindType0Item:
    if value in LIST_SHARINGS_KIND_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_SHARINGS_KIND_TYPE_0_ITEM_VALUES!r}")
