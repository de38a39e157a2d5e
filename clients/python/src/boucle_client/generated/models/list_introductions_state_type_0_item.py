from typing import Literal

ListIntroductionsStateType0Item = Literal['answered', 'disclosed', 'due', 'failed', 'held', 'sent', 'withdrawn']

LIST_INTRODUCTIONS_STATE_TYPE_0_ITEM_VALUES: set[ListIntroductionsStateType0Item] = { 'answered', 'disclosed', 'due', 'failed', 'held', 'sent', 'withdrawn',  }

def check_list_introductions_state_type_0_item(value: str) -> ListIntroductionsStateType0Item:
    if value in LIST_INTRODUCTIONS_STATE_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_INTRODUCTIONS_STATE_TYPE_0_ITEM_VALUES!r}")
