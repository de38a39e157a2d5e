from typing import Literal

ListSynergiesStateType0Item = Literal['already_done', 'consented', 'contract_until', 'detected', 'interested', 'introduced', 'qualified', 'refused', 'running', 'stopped', 'studying']

LIST_SYNERGIES_STATE_TYPE_0_ITEM_VALUES: set[ListSynergiesStateType0Item] = { 'already_done', 'consented', 'contract_until', 'detected', 'interested', 'introduced', 'qualified', 'refused', 'running', 'stopped', 'studying',  }

def check_list_synergies_state_type_0_item(value: str) -> ListSynergiesStateType0Item:
    if value in LIST_SYNERGIES_STATE_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_SYNERGIES_STATE_TYPE_0_ITEM_VALUES!r}")
