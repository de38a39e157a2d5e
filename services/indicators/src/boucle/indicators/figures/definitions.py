"""Load the catalogue of figures: versioned data, each with its unit, words and formula.

A row of ``definitions.toml`` is one figure, or one for each of some terms.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Final

import msgspec


class FigureRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``each`` maps a parameter of the function to the terms that it gets."""

    unit: str
    fr: str
    en: str
    formula: str
    each: dict[str, str] = {}


class FigureCatalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``definitions.toml``: rows by key, terms by name and key."""

    version: str
    terms: dict[str, dict[str, dict[str, str]]]
    figures: dict[str, FigureRow]


@dataclass(frozen=True, slots=True)
class Definition:
    """The definition of a figure; ``row`` is the key of its row, ``arguments`` the arguments of its
    function."""

    unit: str
    label_fr: str
    label_en: str
    formula: str
    row: str
    arguments: Mapping[str, str]


class _Term(SimpleNamespace):
    """A term; it formats as its key, and has its words as attributes."""

    key: str

    def __str__(self) -> str:
        return self.key


def _terms(catalogue: FigureCatalogue) -> dict[str, list[_Term]]:
    """Return the terms by name."""
    return {
        name: [_Term(key=key, **words) for key, words in terms.items()]
        for name, terms in catalogue.terms.items()
    }


def definitions(catalogue: FigureCatalogue) -> Iterator[tuple[str, Definition]]:
    """Yield definitions by key, in display order. Raise KeyError, AttributeError where a row names
    a missing term, or a missing word of one."""
    terms = _terms(catalogue)
    for key, row in catalogue.figures.items():
        for chosen in product(*(terms[name] for name in row.each.values())):
            by_name = dict(zip(row.each, chosen, strict=True))
            yield (
                key.format_map(by_name),
                Definition(
                    unit=row.unit.format_map(by_name),
                    label_fr=row.fr.format_map(by_name),
                    label_en=row.en.format_map(by_name),
                    formula=row.formula.format_map(by_name),
                    row=key,
                    arguments={name: term.key for name, term in by_name.items()},
                ),
            )


CATALOGUE: Final = msgspec.toml.decode(
    Path(__file__).with_name("definitions.toml").read_bytes(), type=FigureCatalogue
)
VERSION: Final = CATALOGUE.version
DEFINITIONS: Final[Mapping[str, Definition]] = dict(definitions(CATALOGUE))
