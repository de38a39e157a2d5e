"""The verdict of a comparison: lines for people, an exit status for whoever calls it."""

from collections.abc import Iterator, Sequence
from typing import Final

SAME, DIFFERENT, NOT_DONE = 0, 1, 2
"""The exit statuses: as it should be; something differs; could not be compared."""
_SHOWN: Final = 20


class NotComparable(Exception):
    """What there is cannot be compared now: why, in one line."""


def first_of(lines: Sequence[str]) -> Iterator[str]:
    """The first of them, and how many more there are."""
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"... and {len(lines) - _SHOWN} more"
