"""These records hold occupations by ROME code (France Travail), their families and neighbours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_CODE: Final = re.compile(r"[A-N]\d{4}")
_SPACES: Final = re.compile(r"[\s.\-]+")


@dataclass(frozen=True, slots=True)
class Occupation:
    """A family of occupations, by its parent's code. Names are our own; ``words``: other names."""

    code: str
    label_fr: str
    label_en: str
    words: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class OccupationCatalogue:
    """``version``: of ROME. ``parents``: each code's parent (a parent is its own). ``named``:
    families with names, by parent. ``neighbours``: pairs of parents, both ways."""

    version: str
    parents: Mapping[str, str]
    named: Mapping[str, Occupation]
    neighbours: frozenset[tuple[str, str]]

    def parent(self, code: str) -> str | None:
        return self.parents.get(code)

    def same_family(self, one: str, other: str) -> bool:
        return one == other or self._family(one) == self._family(other)

    def neighbouring(self, one: str, other: str) -> bool:
        return (self._family(one), self._family(other)) in self.neighbours

    def label(self, code: str) -> Occupation | None:
        return self.named.get(self._family(code))

    def _family(self, code: str) -> str:
        return self.parents.get(code, code)


def normal_rome(text: str) -> str | None:
    """Write ``n1101`` or ``N 11 01`` as ``N1101``; None if it is not a ROME code."""
    found = _SPACES.sub("", text).upper()
    return found if _CODE.fullmatch(found) else None
