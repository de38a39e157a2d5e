from typing import Literal

ListOrganisationsStateType0Item = Literal['claimed', 'refused', 'verified']

LIST_ORGANISATIONS_STATE_TYPE_0_ITEM_VALUES: set[ListOrganisationsStateType0Item] = { 'claimed', 'refused', 'verified',  }

def check_list_organisations_state_type_0_item(value: str) -> ListOrganisationsStateType0Item:
    if value in LIST_ORGANISATIONS_STATE_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_ORGANISATIONS_STATE_TYPE_0_ITEM_VALUES!r}")
