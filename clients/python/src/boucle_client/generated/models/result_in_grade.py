from typing import Literal

ResultInGrade = Literal['declared', 'estimated', 'verified']

RESULT_IN_GRADE_VALUES: set[ResultInGrade] = { 'declared', 'estimated', 'verified',  }

def check_result_in_grade(value: str) -> ResultInGrade:
    if value in RESULT_IN_GRADE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RESULT_IN_GRADE_VALUES!r}")
