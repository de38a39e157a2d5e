from typing import Literal

ListFlowsNatureType0Item = Literal['energy', 'material', 'water']

LIST_FLOWS_NATURE_TYPE_0_ITEM_VALUES: set[ListFlowsNatureType0Item] = { 'energy', 'material', 'water',  }

def check_list_flows_nature_type_0_item(value: str) -> ListFlowsNatureType0Item:
    if value in LIST_FLOWS_NATURE_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_FLOWS_NATURE_TYPE_0_ITEM_VALUES!r}")
