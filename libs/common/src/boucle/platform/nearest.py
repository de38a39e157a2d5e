"""Sort names by how likely somebody meant them."""

from collections.abc import Iterable
from difflib import SequenceMatcher


def nearest_first(name: str, known: Iterable[str]) -> list[str]:
    """Return all of ``known``, the most similar to ``name`` first; by name if equal."""
    wanted = name.casefold()[:200]

    def unlikeness(other: str) -> tuple[float, str]:
        return -SequenceMatcher(None, wanted, other.casefold()).ratio(), other

    return sorted(known, key=unlikeness)
