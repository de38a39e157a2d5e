"""List all codes of a nomenclature of activities that the catalogue has. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from boucle.catalogue.facts.activities import Level, Nomenclature, nomenclature_of
from boucle.catalogue.facts.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """``nace`` is the NACE rev. 2 code that the entry is read as."""

    code: str
    level: Level
    nomenclature: str
    section: str
    division: str
    nace: str


def activity_codes(catalogue: Catalogue, name: str) -> Iterator[ActivityEntry]:
    """Yield divisions, each followed by its groups, classes and sub-classes. Only divisions where
    the catalogue lacks the classes. Raises ActivityError on an unknown name."""
    by = nomenclature_of(name)
    for section, divisions in by.sections.items():
        for division in divisions:
            for code, level, nace in _below(catalogue, by, division):
                yield ActivityEntry(code, level, by.name, section, division, nace)


def _below(
    catalogue: Catalogue, by: Nomenclature, division: str
) -> Iterator[tuple[str, Level, str]]:
    yield division, "division", division
    if not by.in_catalogue:
        return
    group = ""
    for nace, letters in catalogue.naf_letters.items():
        if nace[:2] != division:
            continue
        if nace[:-1] != group:
            group = nace[:-1]
            yield group, "group", group
        yield nace, "class", nace
        for letter in letters if by.name.startswith("NAF") else "":
            yield nace + letter, "subclass", nace
