from typing import Literal

ListSynergiesKindType0Item = Literal['new_activity', 'pooling', 'sharing', 'substitution']

LIST_SYNERGIES_KIND_TYPE_0_ITEM_VALUES: set[ListSynergiesKindType0Item] = { 'new_activity', 'pooling', 'sharing', 'substitution',  }

def check_list_synergies_kind_type_0_item(value: str) -> ListSynergiesKindType0Item:
    if value in LIST_SYNERGIES_KIND_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_SYNERGIES_KIND_TYPE_0_ITEM_VALUES!r}")
