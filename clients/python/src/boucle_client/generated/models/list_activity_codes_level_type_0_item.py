from typing import Literal

ListActivityCodesLevelType0Item = Literal['class', 'division', 'group', 'section', 'subclass']

LIST_ACTIVITY_CODES_LEVEL_TYPE_0_ITEM_VALUES: set[ListActivityCodesLevelType0Item] = { 'class', 'division', 'group', 'section', 'subclass',  }

def check_list_activity_codes_level_type_0_item(value: str) -> ListActivityCodesLevelType0Item:
    if value in LIST_ACTIVITY_CODES_LEVEL_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_ACTIVITY_CODES_LEVEL_TYPE_0_ITEM_VALUES!r}")
