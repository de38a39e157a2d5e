"""Cache what was read: bulk declarations repeat the same words."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar

T = TypeVar("T")
_LONGEST: Final = 80
"""Characters. What is longer is no such value: it is read each time, so as not to fill memory."""


def remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    """Cache the pure function's recent results."""
    kept = lru_cache(maxsize=10_000)(read)

    @wraps(read)
    def reading(text: str) -> T:
        return kept(text) if len(text) <= _LONGEST else read(text)

    return reading
