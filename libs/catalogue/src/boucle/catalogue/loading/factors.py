"""Read emission factors, published ones and those computed from them; and public prices."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from math import hypot
from typing import Final

from boucle.catalogue.facts.errors import CatalogueError
from boucle.catalogue.facts.model import Factor, Per, PublicPrice
from boucle.catalogue.loading.rows import (
    FactorRow,
    MadeFactorRow,
    PublicPriceRow,
    VersionFile,
    read_csv,
)

_PERS: Final[tuple[Per, ...]] = ("t", "MWh", "m3", "t.km")


def read_factors(root: Traversable, version: VersionFile) -> Iterator[Factor]:
    published = {factor.key: factor for factor in _published(root, version)}
    yield from published.values()
    yield from _computed(root, published)


def _published(root: Traversable, version: VersionFile) -> Iterator[Factor]:
    for line, row in read_csv(root / "factors.csv", FactorRow):
        yield Factor(
            key=row.key,
            value=row.value,
            per=_per("factors.csv", line, row.per),
            version=version.factors_version,
            source=f"{version.factors_source} {version.factors_version} id {row.id}",
            uncertainty_pct=row.uncertainty_pct,
            label_fr=row.label_fr,
            label_en=row.label_en,
        )


def _computed(root: Traversable, published: dict[str, Factor]) -> Iterator[Factor]:
    """Yield one factor per key: the sum over its lines."""
    factors: dict[str, Factor] = {}
    for line, row in read_csv(root / "made_factors.csv", MadeFactorRow):
        of = published.get(row.of)
        if of is None or row.key in published:
            raise CatalogueError("made_factors.csv", f"line {line}", f"{row.key!r} of {row.of!r}")
        part = Factor(
            key=row.key,
            value=of.value * row.amount,
            per=_per("made_factors.csv", line, row.per),
            version=of.version,
            source=f"{of.source} × {row.amount:g} {of.per}/{row.per} ({row.why})",
            uncertainty_pct=round(hypot(of.uncertainty_pct or 0, row.uncertainty_pct)),
            label_fr=row.label_fr,
            label_en=row.label_en,
            made_of=(of.key,),
        )
        factors[row.key] = _sum(factors[row.key], part) if row.key in factors else part
    yield from factors.values()


def _sum(one: Factor, other: Factor) -> Factor:
    value = one.value + other.value
    shares = (each.value * (each.uncertainty_pct or 0) for each in (one, other))
    return Factor(
        key=one.key,
        value=value,
        per=one.per,
        version=one.version,
        source=f"{one.source} + {other.source}",
        uncertainty_pct=round(hypot(*shares) / value),
        label_fr=one.label_fr,
        label_en=one.label_en,
        made_of=(*one.made_of, *other.made_of),
    )


def _per(file: str, line: int, written: str) -> Per:
    for per in _PERS:
        if written == per:
            return per
    raise CatalogueError(file, f"line {line}", f"per {written!r} not in {_PERS}")


def read_public_prices(root: Traversable) -> Iterator[PublicPrice]:
    for line, row in read_csv(root / "public_prices.csv", PublicPriceRow):
        if not 0.0 < row.low <= row.high:
            wrong = "a price should be a range above 0"
            raise CatalogueError("public_prices.csv", f"line {line}", wrong)
        yield PublicPrice(
            key=row.key,
            families=tuple(row.families.split()),
            unit=row.unit,
            low=row.low,
            high=row.high,
            date=row.date,
            label_fr=row.label_fr,
            label_en=row.label_en,
            source=row.source,
        )
