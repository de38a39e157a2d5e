"""List the containers and periods in which people count quantities beside units."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

import msgspec

from boucle.catalogue.loading.rows import ROOT, read_csv

Size = tuple[Fraction, str]
"""How much, and the unit it is in: ``(Fraction(1, 5), "m3")``."""


class _ContainerRow(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    label_fr: str
    labels_fr: str
    label_en: str
    labels_en: str
    words: str | None
    volume_m3: str | None
    most_t: str | None
    mass_t: str | None
    energy_mwh: str | None
    exact: Literal["yes"] | None
    source: str


class _PeriodRow(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    label_fr: str
    label_en: str
    per_year: str | None
    words: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Container:
    """``size``: of a full one, None if it must be given. ``most_t``: its maximum load. ``fr``,
    ``en``: singular and plural. ``exact``: its size is fixed by definition."""

    key: str
    fr: tuple[str, str]
    en: tuple[str, str]
    words: tuple[str, ...]
    size: Size | None
    most_t: Fraction | None
    exact: bool


@dataclass(frozen=True, slots=True)
class Period:
    """``per_year``: how many a year has, None if it must be given."""

    key: str
    fr: str
    en: str
    words: tuple[str, ...]
    per_year: int | None


def _container(row: _ContainerRow) -> Container:
    sizes = ((row.volume_m3, "m3"), (row.mass_t, "t"), (row.energy_mwh, "MWh"))
    size = next(((Fraction(value), unit) for value, unit in sizes if value is not None), None)
    return Container(
        row.key,
        (row.label_fr, row.labels_fr),
        (row.label_en, row.labels_en),
        _words(row.words),
        size,
        None if row.most_t is None else Fraction(row.most_t),
        row.exact is not None,
    )


def _period(row: _PeriodRow) -> Period:
    per_year = None if row.per_year is None else int(row.per_year)
    return Period(row.key, row.label_fr, row.label_en, _words(row.words), per_year)


def _words(cell: str | None) -> tuple[str, ...]:
    return tuple(cell.split(",")) if cell else ()


CONTAINERS: Final = {
    row.key: _container(row) for _, row in read_csv(ROOT / "containers.csv", _ContainerRow)
}
PERIODS: Final = {row.key: _period(row) for _, row in read_csv(ROOT / "periods.csv", _PeriodRow)}
