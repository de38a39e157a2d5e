from typing import Literal

ReadChangesTypesType0Item = Literal['flow', 'grant', 'introduction', 'meeting', 'sharing', 'site', 'synergy']

READ_CHANGES_TYPES_TYPE_0_ITEM_VALUES: set[ReadChangesTypesType0Item] = { 'flow', 'grant', 'introduction', 'meeting', 'sharing', 'site', 'synergy',  }

def check_read_changes_types_type_0_item(value: str) -> ReadChangesTypesType0Item:
    if value in READ_CHANGES_TYPES_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {READ_CHANGES_TYPES_TYPE_0_ITEM_VALUES!r}")
