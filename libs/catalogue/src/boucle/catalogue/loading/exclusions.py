"""Read and check what a family cannot be and what values it cannot have."""

from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable

from boucle.catalogue.facts.errors import CatalogueError
from boucle.catalogue.facts.model import Attribute, Bound, Family, Impossible, LowEntry
from boucle.catalogue.loading.rows import BoundRow, ImpossibleRow, read_csv

_IMPOSSIBLE = "impossible.csv"
_BOUNDS = "bounds.csv"


def read_impossible(
    root: Traversable, families: Iterable[Family], low_entries: Iterable[LowEntry]
) -> dict[str, tuple[Impossible, ...]]:
    """Return the facts by family. Raises CatalogueError if a code of a family contradicts a
    line."""
    allowed, entries = tuple(families), {entry.code: entry for entry in low_entries}
    found: dict[str, tuple[Impossible, ...]] = {}
    for line, row in read_csv(root / _IMPOSSIBLE, ImpossibleRow):
        apart = tuple((row.apart or "").split(";")) if row.apart else ()
        _all_in(_IMPOSSIBLE, line, apart, entries)
        fact = Impossible(row.what, row.only is not None, apart, row.why_fr, row.why_en)
        for family in _families(_IMPOSSIBLE, line, row.families, allowed):
            led = (entries[code] for code in family.low if code not in apart)
            for entry in led:
                if fact.excludes(entry.hazardous):
                    problem = f"{entry.code} leads to {family.key!r}, which cannot be {row.what}"
                    raise CatalogueError(_IMPOSSIBLE, f"line {line}", problem)
            found[family.key] = (*found.get(family.key, ()), fact)
    return found


def read_bounds(
    root: Traversable, families: Iterable[Family], attributes: Iterable[Attribute]
) -> Iterator[Bound]:
    allowed, keys = tuple(families), {attribute.key for attribute in attributes}
    for line, row in read_csv(root / _BOUNDS, BoundRow):
        _all_in(_BOUNDS, line, filter(None, (row.attribute, row.unless)), keys)
        ends = [value for value in (row.low, row.high) if value is not None]
        if not ends or ends != sorted(ends):
            raise CatalogueError(_BOUNDS, f"line {line}", f"bounds {row.low} to {row.high}")
        of = _families(_BOUNDS, line, row.families or "", allowed)
        yield Bound(
            frozenset(family.key for family in of) or None,
            row.form,
            row.attribute,
            row.low,
            row.high,
            row.unless,
            row.why_fr,
            row.why_en,
        )


def _families(file: str, line: int, keys: str, allowed: tuple[Family, ...]) -> list[Family]:
    found = []
    for key in keys.split():
        of = [family for family in allowed if key in (family.key, family.group)]
        if not of:
            raise CatalogueError(file, f"line {line}", f"{key!r} is no family and no group")
        found += of
    return found


def _all_in(file: str, line: int, keys: Iterable[str], allowed: Iterable[str]) -> None:
    for key in keys:
        if key not in allowed:
            raise CatalogueError(file, f"line {line}", f"{key!r} is not known")
