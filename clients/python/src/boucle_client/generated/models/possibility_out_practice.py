from typing import Literal

PossibilityOutPractice = Literal['known', 'pilot', 'rare', 'usual']

POSSIBILITY_OUT_PRACTICE_VALUES: set[PossibilityOutPractice] = { 'known', 'pilot', 'rare', 'usual',  }

def check_possibility_out_practice(value: str) -> PossibilityOutPractice:
    if value in POSSIBILITY_OUT_PRACTICE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {POSSIBILITY_OUT_PRACTICE_VALUES!r}")
