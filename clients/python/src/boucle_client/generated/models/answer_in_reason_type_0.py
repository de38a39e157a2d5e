from typing import Literal

AnswerInReasonType0 = Literal['concentration', 'distance', 'form', 'has_provider', 'hygiene', 'other', 'price', 'quantity', 'regulation', 'secrecy', 'timing', 'wrong_data']

ANSWER_IN_REASON_TYPE_0_VALUES: set[AnswerInReasonType0] = { 'concentration', 'distance', 'form', 'has_provider', 'hygiene', 'other', 'price', 'quantity', 'regulation', 'secrecy', 'timing', 'wrong_data',  }

def check_answer_in_reason_type_0(value: str) -> AnswerInReasonType0:
    if value in ANSWER_IN_REASON_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ANSWER_IN_REASON_TYPE_0_VALUES!r}")
