from typing import Literal

IntroductionOutState = Literal['answered', 'disclosed', 'due', 'failed', 'held', 'sent', 'withdrawn']

INTRODUCTION_OUT_STATE_VALUES: set[IntroductionOutState] = { 'answered', 'disclosed', 'due', 'failed', 'held', 'sent', 'withdrawn',  }

def check_introduction_out_state(value: str) -> IntroductionOutState:
    if value in INTRODUCTION_OUT_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {INTRODUCTION_OUT_STATE_VALUES!r}")
