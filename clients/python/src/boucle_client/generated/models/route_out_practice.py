from typing import Literal

RouteOutPractice = Literal['known', 'pilot', 'rare', 'usual']

ROUTE_OUT_PRACTICE_VALUES: set[RouteOutPractice] = { 'known', 'pilot', 'rare', 'usual',  }

def check_route_out_practice(value: str) -> RouteOutPractice:
    if value in ROUTE_OUT_PRACTICE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ROUTE_OUT_PRACTICE_VALUES!r}")
