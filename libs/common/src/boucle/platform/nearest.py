"""Names that somebody may have meant."""

from collections.abc import Iterable
from difflib import SequenceMatcher


def nearest_first(name: str, known: Iterable[str]) -> list[str]:
    """All of ``known``, the likeliest to be meant by ``name`` first; by name where equally so."""
    wanted = name.casefold()[:200]

    def unlikeness(other: str) -> tuple[float, str]:
        return -SequenceMatcher(None, wanted, other.casefold()).ratio(), other

    return sorted(known, key=unlikeness)
