from typing import Literal

ListFlowsDirectionType0Item = Literal['input', 'output']

LIST_FLOWS_DIRECTION_TYPE_0_ITEM_VALUES: set[ListFlowsDirectionType0Item] = { 'input', 'output',  }

def check_list_flows_direction_type_0_item(value: str) -> ListFlowsDirectionType0Item:
    if value in LIST_FLOWS_DIRECTION_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_FLOWS_DIRECTION_TYPE_0_ITEM_VALUES!r}")
