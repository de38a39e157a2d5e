"""Sort names by how likely somebody meant them."""

from collections.abc import Iterable
from difflib import SequenceMatcher


def nearest_first(name: str, names: Iterable[str]) -> list[str]:
    """Return all of ``known``, the most similar to ``name`` first; by name if equal."""
    folded = name.casefold()[:200]

    def unlikeness(other: str) -> tuple[float, str]:
        return -SequenceMatcher(None, folded, other.casefold()).ratio(), other

    return sorted(names, key=unlikeness)
