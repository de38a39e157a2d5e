from typing import Literal

ActivityOutLevel = Literal['class', 'division', 'group', 'section']

ACTIVITY_OUT_LEVEL_VALUES: set[ActivityOutLevel] = { 'class', 'division', 'group', 'section',  }

def check_activity_out_level(value: str) -> ActivityOutLevel:
    if value in ACTIVITY_OUT_LEVEL_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACTIVITY_OUT_LEVEL_VALUES!r}")
