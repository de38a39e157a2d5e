"""Names that somebody may have meant."""

from collections.abc import Iterable
from difflib import SequenceMatcher


def nearest_first(name: str, known: Iterable[str]) -> list[str]:
    """All of ``known``, the likeliest to be meant by ``name`` first."""
    wanted = name.casefold()[:200]

    def likeness(other: str) -> float:
        return SequenceMatcher(None, wanted, other.casefold()).ratio()

    return sorted(known, key=likeness, reverse=True)
