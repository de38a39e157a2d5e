"""Read units as people write them, and store ``t``, ``t/month``, ``pallet/week``, ``skip 30
m3/month``. Without a period it is a year."""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from boucle.catalogue import (
    CONTAINERS,
    LABELS,
    PERIODS,
    UNITS,
    Container,
    Dimension,
    Period,
    Unit,
)
from boucle.registry.domain.values.remembering import remembered
from boucle.registry.domain.values.words import folded

_MORE_WORDS: Final = {
    "tonnes": "t", "to": "t", "metric_ton": "t", "ton": "t", "tons": "t", "kilo": "kg",
    "kilos": "kg", "kgs": "kg", "kilotonnes": "kt", "litres": "L", "liter": "L", "liters": "L",
    "lt": "L", "dm3": "L", "m_3": "m3", "m_cube": "m3", "m_cubes": "m3", "metres_cubes": "m3",
    "cubic_meter": "m3", "cubic_meters": "m3", "mc": "m3",
}  # fmt: skip
_SIZED: Final = re.compile(
    r"(?P<name>[^\d]+?)\s*(?:\b(?:de|of)\s+|\bd')?(?P<size>\d{1,6}(?:[.,]\d{1,3})?)\s*"
    r"(?P<unit>[^\W\d_][^\s]*|m\^?3)",
    re.IGNORECASE,
)
_EVERY: Final = re.compile(r"\s+(?:par|per|each|chaque)\s+", re.IGNORECASE)
_YEAR: Final = PERIODS["year"]
_MOST: Final = 64  # characters


@dataclass(frozen=True, slots=True)
class CountedUnit:
    """A unit, or a container, in a period. ``size``: of the container, if given."""

    unit: Unit | None
    container: Container | None
    size: tuple[Fraction, str] | None
    period: Period

    def measures(self, dimension: Dimension) -> bool:
        """Tell whether it is a unit of the dimension or may hold it; a container that needs its
        size may hold any but energy."""
        size = self.size or (self.container.size if self.container else None)
        unit = self.unit or (UNITS[size[1]] if size else None)
        return unit.dimension == dimension if unit else dimension != "energy"

    @property
    def code(self) -> str:
        """Return the stored form."""
        every = "" if self.period is _YEAR else f"/{self.period.key}"
        return f"{self._thing()}{every}"

    def _thing(self) -> str:
        if self.container is None:
            return self.unit.code if self.unit else ""
        sized = f" {float(self.size[0]):g} {self.size[1]}" if self.size else ""
        return f"{self.container.key}{sized}"

    def named(self, language: str, *, many: bool = True) -> str:
        """Write ``palettes de 30 m3``, without the period."""
        if self.container is None:
            return self.unit.code if self.unit else ""
        name = (self.container.fr if language == "fr" else self.container.en)[many]
        if self.size is None:
            return name
        size = f"{float(self.size[0]):g} {self.size[1]}"
        return f"{name} de {size.replace('.', ',')}" if language == "fr" else f"{name} of {size}"


def _all_words() -> dict[str, str]:
    words = {folded(code): code for code in UNITS} | _MORE_WORDS
    for code, label in LABELS["unit"].items():
        for name in (label.fr, label.en):
            words |= {folded(name): code, folded(f"{name}s"): code}
    return words


_UNIT: Final = _all_words()
_CONTAINER: Final = {
    folded(word): one
    for one in CONTAINERS.values()
    for word in (one.key, *one.fr, *one.en, *one.words)
}
_PERIOD: Final = {
    folded(word): one for one in PERIODS.values() for word in (one.key, one.fr, one.en, *one.words)
}


def read_unit(text: str) -> str | None:
    """Return the stored form: ``Tonnes / mois`` is ``t/month``; None if it is no unit."""
    known = counted(text)
    return None if known is None else known.code


def flow_unit(text: str) -> str | None:
    """Return the code of a unit of mass, volume or energy, without period."""
    return _UNIT.get(folded(text))


def period_of(text: str) -> Period | None:
    return _PERIOD.get(folded(text))


@remembered
def counted(text: str) -> CountedUnit | None:
    """Return what the words of a unit mean, if anything."""
    if len(text) > _MOST:
        return None
    head, period = _parted(unicodedata.normalize("NFKC", text).strip())
    if period is None:
        return None
    code = flow_unit(head)
    if code is not None:
        return CountedUnit(UNITS[code], None, None, period)
    container = _CONTAINER.get(folded(head))
    if container is not None:
        return CountedUnit(None, container, None, period)
    return _sized(head, period)


def _parted(text: str) -> tuple[str, Period | None]:
    """Split thing and period: a year by default, None if unknown."""
    head, slash, tail = text.rpartition("/")
    if slash:
        return head, _PERIOD.get(folded(tail))
    every = _EVERY.search(text)
    if every is not None:
        return text[: every.start()], _PERIOD.get(folded(text[every.end() :]))
    head, _, tail = text.rpartition(" ")
    # ``t an`` and ``palettes mensuelles``; but ``h`` alone ends many a name.
    period = _PERIOD.get(folded(tail)) if head and len(tail) > 1 else None
    return (head, period) if period is not None else (text, _YEAR)


def _sized(text: str, period: Period) -> CountedUnit | None:
    found = _SIZED.fullmatch(text)
    if found is None:
        return None
    container = _CONTAINER.get(folded(found["name"]))
    unit = _UNIT.get(folded(found["unit"]))
    size = Fraction(found["size"].replace(",", "."))
    if container is None or unit is None or not size:
        return None
    return CountedUnit(None, container, (size, unit), period)
