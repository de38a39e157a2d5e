from typing import Literal

ListRoutesPracticeType0Item = Literal['known', 'pilot', 'rare', 'usual']

LIST_ROUTES_PRACTICE_TYPE_0_ITEM_VALUES: set[ListRoutesPracticeType0Item] = { 'known', 'pilot', 'rare', 'usual',  }

def check_list_routes_practice_type_0_item(value: str) -> ListRoutesPracticeType0Item:
    if value in LIST_ROUTES_PRACTICE_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_ROUTES_PRACTICE_TYPE_0_ITEM_VALUES!r}")
