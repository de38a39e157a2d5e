from typing import Literal

PartyOutAnswerType0 = Literal['already_done', 'interested', 'refused']

PARTY_OUT_ANSWER_TYPE_0_VALUES: set[PartyOutAnswerType0] = { 'already_done', 'interested', 'refused',  }

def check_party_out_answer_type_0(value: str) -> PartyOutAnswerType0:
    if value in PARTY_OUT_ANSWER_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PARTY_OUT_ANSWER_TYPE_0_VALUES!r}")
