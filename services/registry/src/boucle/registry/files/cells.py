"""What the cells of a *bilan* mean: read as the fields of a JSON body are, French first."""

from collections.abc import Callable
from typing import Final

from boucle.catalogue import Catalogue
from boucle.registry.declarations.flows.families import in_words
from boucle.registry.declarations.flows.names import family_key, quality_key
from boucle.registry.domain.values import dates, numbers, qualities, units, words

Cell = Callable[[str, Catalogue], object]
"""Raises WrongValue. What a row of a file is called follows from what its cells give: what was read
once is read the same for ever."""


def choice(among: words.WordChoice) -> Cell:
    return lambda value, _catalogue: among(value)


def read_text(value: str, _catalogue: Catalogue) -> str:
    return value


def read_amount(value: str, _catalogue: Catalogue) -> str:
    """``1234.5`` or ``3..5``, and the unit if the cell holds it."""
    found = numbers.read_amount(value)
    return found.value if found.unit is None else f"{found.value} {found.unit}"


def read_price(value: str, _catalogue: Catalogue) -> str:
    """``85``, or ``85/t`` where the cell names a unit."""
    number, unit = numbers.read_price(value)
    return number if unit is None else f"{number}/{unit}"


def read_unit(value: str, _catalogue: Catalogue) -> str:
    """What is no unit stays as it is: what would be right depends on the flow."""
    return units.read_unit(value) or value


def read_date(value: str, _catalogue: Catalogue) -> str:
    return dates.read_day(value)


def read_months(value: str, _catalogue: Catalogue) -> list[int]:
    return list(dates.read_months(value))


def read_yes_no(value: str, _catalogue: Catalogue) -> bool:
    return words.yes_or_no(value)


def read_family(value: str, catalogue: Catalogue) -> str:
    """A key of the catalogue, or a family's label in French or English."""
    return family_key(value, catalogue)


def read_families(value: str, catalogue: Catalogue) -> list[dict[str, str | None]]:
    """``biodéchets 40 %, graisses 20 %`` or ``biodéchets | graisses``."""
    return [
        {**one, "family": read_family(one["family"] or "", catalogue)} for one in in_words(value)
    ]


def read_qualities(value: str, catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """``humidité = 15..25 % | température ≥ 60 Cel``."""
    found = qualities.read_qualities(value)
    return {quality_key(name, catalogue): known for name, known in found.items()}


def read_statuses(value: str, _catalogue: Catalogue) -> list[object]:
    return [words.STATUS(part) for part in value.split("|")]


FORM: Final = choice(words.FORM)
STATUS: Final = choice(words.STATUS)
