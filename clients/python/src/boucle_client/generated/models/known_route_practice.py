from typing import Literal

KnownRoutePractice = Literal['known', 'pilot', 'rare', 'usual']

KNOWN_ROUTE_PRACTICE_VALUES: set[KnownRoutePractice] = { 'known', 'pilot', 'rare', 'usual',  }

def check_known_route_practice(value: str) -> KnownRoutePractice:
    if value in KNOWN_ROUTE_PRACTICE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {KNOWN_ROUTE_PRACTICE_VALUES!r}")
