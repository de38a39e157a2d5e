from typing import Literal

AnswerInAnswer = Literal['already_done', 'contract_until', 'interested', 'refused']

ANSWER_IN_ANSWER_VALUES: set[AnswerInAnswer] = { 'already_done', 'contract_until', 'interested', 'refused',  }

def check_answer_in_answer(value: str) -> AnswerInAnswer:
    if value in ANSWER_IN_ANSWER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ANSWER_IN_ANSWER_VALUES!r}")
