from typing import Literal

FigureOutGrade = Literal['computed', 'counted', 'declared', 'estimated', 'verified']

FIGURE_OUT_GRADE_VALUES: set[FigureOutGrade] = { 'computed', 'counted', 'declared', 'estimated', 'verified',  }

def check_figure_out_grade(value: str) -> FigureOutGrade:
    if value in FIGURE_OUT_GRADE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FIGURE_OUT_GRADE_VALUES!r}")
