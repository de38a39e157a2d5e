"""Read routes, and who takes what each of them gives, from the package's data files."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from math import inf
from typing import Final, Literal

import msgspec

from boucle.catalogue.facts.errors import CatalogueError
from boucle.catalogue.facts.model import LEGAL_STATUSES
from boucle.catalogue.facts.routes import (
    LEAST_RANK,
    Case,
    Exchanges,
    Practice,
    Receivers,
    Route,
    Scale,
    Transformation,
)
from boucle.catalogue.loading.rows import (
    files_in,
    parse_band,
    parse_forms,
    parse_limits,
    parse_statuses,
    read_csv,
)
from boucle.catalogue.text.words import words

_RANKS: Final = range(1, LEAST_RANK + 1)


class TransformationRow(msgspec.Struct, forbid_unknown_fields=True):
    key: str
    emits: Literal["yes", "no"]
    label_fr: str
    label_en: str


class ReceiversRow(msgspec.Struct, forbid_unknown_fields=True):
    input: str
    transformation: str | None
    outputs: str | None
    donors: str | None
    said: str | None
    codes: str
    rank: int
    scale: Scale | None
    why_fr: str | None
    why_en: str | None


class RouteRow(msgspec.Struct, forbid_unknown_fields=True):
    output: str
    input: str
    transformation: str | None
    operations: str | None
    yield_: float
    limits: str
    forms: str | None
    statuses: str | None
    hazardous: str
    cost: str
    avoided: str | None
    treatment: str | None
    no_factor: str | None
    practice: Practice
    donors: str | None
    why: str
    source: str | None


class MissingFactorRow(msgspec.Struct, forbid_unknown_fields=True):
    """What is missing to count what a route avoids, and where it could come from."""

    key: str
    fr: str
    en: str


class DocumentedRow(msgspec.Struct, forbid_unknown_fields=True):
    family: str
    giver: str
    taker: str
    exchanges: int


class CaseRow(msgspec.Struct, forbid_unknown_fields=True):
    output: str
    input: str
    donor: str
    receiver: str
    place: str
    label_fr: str
    label_en: str
    source: str


def read_routes(root: Traversable) -> Iterator[Route]:
    """Yield every route with its receivers. Raises CatalogueError at a line that breaks a rule."""
    receivers = _Receivers(root)
    for file in files_in(root, "routes", ".csv"):
        for line, row in read_csv(file, RouteRow):
            try:
                yield _route(row, receivers.of(row))
            except ValueError as error:
                raise CatalogueError(file.name, f"line {line}", str(error)) from error
    receivers.check_used()


def read_transformations(root: Traversable) -> Iterator[Transformation]:
    for _, row in read_csv(root / "transformations.csv", TransformationRow):
        yield Transformation(row.key, row.emits == "yes", row.label_fr, row.label_en)


def read_missing_factors(root: Traversable) -> Mapping[str, tuple[str, str]]:
    rows = read_csv(root / "missing_factors.csv", MissingFactorRow)
    return {row.key: (row.fr, row.en) for _, row in rows}


def read_cases(root: Traversable) -> Iterator[Case]:
    for _, row in read_csv(root / "cases.csv", CaseRow):
        yield Case(
            f"{row.output}>{row.input}",
            row.donor,
            row.receiver,
            row.place,
            row.label_fr,
            row.label_en,
            row.source,
        )


def read_documented(root: Traversable) -> Mapping[str, Exchanges]:
    """Return, by family, how many documented exchanges went from a division to a division."""
    found: dict[str, dict[tuple[str, str], int]] = {}
    for _, row in read_csv(root / "documented.csv", DocumentedRow):
        found.setdefault(row.family, {})[row.giver, row.taker] = row.exchanges
    return found


class _Receivers:
    """The lines of `receivers/*.csv`. Only the narrowest lines that fit a route apply to it: first
    by transformation and output family, then by output family, then by transformation, then the
    rest."""

    def __init__(self, root: Traversable) -> None:
        self._lines: dict[tuple[str, str, str], list[Receivers]] = {}
        self._where: dict[tuple[str, str, str], tuple[str, int]] = {}
        for file in files_in(root, "receivers", ".csv"):
            for line, row in read_csv(file, ReceiversRow):
                where = (file.name, line)
                found = _receivers(row, where)
                for output in (row.outputs or "").split() or [""]:
                    key = (row.input, row.transformation or "", output)
                    self._lines.setdefault(key, []).append(found)
                    self._where.setdefault(key, where)
        self._used: set[tuple[str, str, str]] = set()

    def of(self, row: RouteRow) -> tuple[Receivers, ...]:
        done = row.transformation or ""
        narrow = ((done, row.output), ("", row.output), (done, ""), ("", ""))
        for key in ((row.input, *each) for each in narrow):
            if key in self._lines:
                self._used.add(key)
                return tuple(sorted(self._lines[key], key=lambda line: line.rank))
        raise ValueError(f"nothing says who takes {row.input} (receivers/*.csv)")

    def check_used(self) -> None:
        """Raise CatalogueError for a line that no route uses: its route is gone or a key is
        misspelt."""
        for key in self._lines.keys() - self._used:
            file, line = self._where[key]
            raise CatalogueError(file, f"line {line}", f"no route uses {' '.join(key)!r}")


def _receivers(row: ReceiversRow, where: tuple[str, int]) -> Receivers:
    if row.rank not in _RANKS:
        raise CatalogueError(where[0], f"line {where[1]}", f"rank {row.rank}: 1, 2, 3 or 4")
    return Receivers(
        codes=tuple(row.codes.split()),
        rank=row.rank,
        donors=tuple((row.donors or "").split()),
        text_words=frozenset(words(row.said or "")),
        scale=row.scale,
        why_fr=row.why_fr or "",
        why_en=row.why_en or "",
    )


def _route(row: RouteRow, receivers: Iterable[Receivers]) -> Route:
    low, high = parse_band(row.cost)
    if not 0 < row.yield_ < inf:
        raise ValueError(f"yield_ {row.yield_} should be above 0: units served per unit of offer")
    return Route(
        key=f"{row.output}>{row.input}",
        output_family=row.output,
        input_family=row.input,
        transformation=row.transformation,
        operations=tuple((row.operations or "").split()),
        receivers=tuple(receivers),
        yield_=row.yield_,
        limits=parse_limits(row.limits),
        forms=parse_forms(row.forms),
        statuses=parse_statuses(row.statuses) if row.statuses else LEGAL_STATUSES,
        hazardous=row.hazardous == "yes",
        cost_low=low,
        cost_high=high,
        avoided_factor=row.avoided,
        treatment_factor=row.treatment,
        no_factor=row.no_factor,
        practice=row.practice,
        donors=tuple((row.donors or "").split()),
        why=row.why,
        source=row.source,
    )
