"""The verdict of a comparison: lines for people, an exit status for whoever calls it."""

from collections.abc import Iterator, Sequence
from typing import Final

SAME, DIFFERENT, NOT_DONE = 0, 1, 2
"""The exit statuses: as it should be; something differs; could not be compared."""
SHOWN: Final = 20


class NotComparable(Exception):
    """What there is cannot be compared now: why, in one line."""


def first_of(lines: Sequence[str], count: int | None = None) -> Iterator[str]:
    """The first of them, and how many more there are. ``count``: of all, where only the first ones
    were kept."""
    yield from lines[:SHOWN]
    more = (len(lines) if count is None else count) - SHOWN
    if more > 0:
        yield f"... and {more} more"
