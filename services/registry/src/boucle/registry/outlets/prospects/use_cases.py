"""Find undeclared establishments that could serve a flow."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Final

from boucle.catalogue import Catalogue, crowd_classes, outlets, reach_km, sources
from boucle.contract.events.registry import ActivityCode
from boucle.platform.db import Database
from boucle.platform.errors import Fault, Faulty
from boucle.registry.declarations.lives.use_cases import met_flows
from boucle.registry.domain.codes import nace_of
from boucle.registry.domain.entities import Flow
from boucle.registry.outlets.prospects import store
from boucle.registry.outlets.prospects.coverage import Coverage
from boucle.registry.outlets.prospects.sirene import (
    Establishment,
    SireneColumns,
    read_establishment,
)
from boucle.registry.outlets.prospects.store import Want, WantedClass
from boucle.registry.reference.establishments.counting import Companies
from boucle.registry.reference.establishments.use_cases import publish_companies

_BATCH: Final = 2000
_ERRORS_SHOWN: Final = 20
_DIVISIONS: Final = 20
_CELL_KM: Final = 8  # half the diagonal of a tenth of a degree: wants are kept by cell


@dataclass(slots=True)
class ImportReport:
    """What an import did; ``errors``: the first ones, with their line in the file. ``cells``: those
    whose companies changed."""

    rows: int = 0
    kept: int = 0
    dropped: int = 0
    cells: int = 0
    passed: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    errors: list[tuple[int, Fault]] = field(default_factory=list)


async def import_stock(
    database: Database,
    lines: Iterator[Sequence[str]],
    catalogue: Catalogue,
    now: datetime,
) -> ImportReport:
    """Store the establishments that flows without a partner want nearby, delete those of an earlier
    file, and publish the companies of each cell. Memory stays bounded: rows pass one by one,
    batches are committed as they fill. After an interruption, a second run ends as if it had run
    once. Raises Faulty if the header lacks a column, the last row cells, most rows are wrong or
    none is there: what an earlier file had stays."""
    columns = SireneColumns(next(lines, ()))
    if columns.missing:
        raise Faulty(
            Fault(
                "header",
                ", ".join(columns.missing),
                "these columns are missing",
                "INSEE's StockEtablissement file, with its header",
            )
        )
    coverage = await _coverage(database, catalogue)
    counted, report, companies = crowd_classes(catalogue), ImportReport(), Companies()
    read = _read(lines, columns, coverage.classes | counted, report)
    found = _wanted(_counted(read, counted, companies), coverage, report)
    for first in found:
        batch = [first, *(each for _, each in zip(range(_BATCH - 1), found, strict=False))]
        async with database.write() as session:
            # A SIRET listed twice would meet itself in one statement.
            await store.keep(session, list({each.siret: each for each in batch}.values()), now)
    async with database.write() as session:
        report.dropped = await store.forget_before(session, now)
    report.cells = await publish_companies(database, companies, now)
    return report


def _read(
    lines: Iterable[Sequence[str]],
    columns: SireneColumns,
    classes: frozenset[str],
    report: ImportReport,
) -> Iterator[Establishment]:
    row: Sequence[str] = ()
    for line, row in enumerate(lines, start=2):
        report.rows += 1
        match read_establishment(row, columns, classes):
            case Fault() as fault:
                report.wrong += 1
                if len(report.errors) < _ERRORS_SHOWN:
                    report.errors.append((line, fault))
            case Establishment() as each:
                yield each
            case passed:
                report.passed[passed] += 1
    _check_end(report, len(row) < columns.width)


def _check_end(report: ImportReport, is_short: bool) -> None:
    """Raise Faulty on a file that would wipe what an earlier one had."""
    last, share = f"line {report.rows + 1}", f"{report.wrong} of {report.rows} rows"
    if not report.rows:
        raise Faulty(Fault("file", last, "holds no establishment", "a file with rows"))
    if is_short:
        raise Faulty(Fault("file", last, "ends in the middle of a row", "the whole file"))
    if report.wrong * 2 > report.rows:
        raise Faulty(Fault("file", share, "most rows are wrong", "a file of right rows"))


def _counted(
    found: Iterable[Establishment], counted: frozenset[str], companies: Companies
) -> Iterator[Establishment]:
    """Yield establishments and count those whose activity matters to crowds."""
    for each in found:
        if each.nace in counted:
            companies.add(each.siret[:9], each.nace, each.latitude, each.longitude)
        yield each


def _wanted(
    found: Iterable[Establishment], coverage: Coverage, report: ImportReport
) -> Iterator[Establishment]:
    wanted = coverage.classes
    for each in found:
        if each.nace not in wanted:
            report.passed["other_activity"] += 1
        elif coverage.covers(each.nace, each.latitude, each.longitude):
            report.kept += 1
            yield each
        else:
            report.passed["far"] += 1


async def _coverage(database: Database, catalogue: Catalogue) -> Coverage:
    coverage = Coverage()

    @lru_cache(maxsize=10_000)
    def wanted(direction: str, family: str, naf: str | None) -> Sequence[WantedClass]:
        return wanted_classes(catalogue, direction, naf, family=family)

    async with database.read() as session:
        async for want in store.wants(session, await met_flows(session, catalogue)):
            for each in wanted(want.direction, want.family, _activity(want, catalogue)):
                radius_km = each.radius_km + _CELL_KM
                coverage.add(each.nace, want.latitude, want.longitude, radius_km)
    return coverage


def _activity(want: Want, catalogue: Catalogue) -> str | None:
    return nace_of(ActivityCode(want.naf, want.naf_version), catalogue) if want.naf else None


def wanted_for(flow: Flow, naf: str | None, catalogue: Catalogue) -> Sequence[WantedClass]:
    """Return the classes that could take (or give) this flow of a site of activity ``naf``."""
    draft = flow.draft
    if draft.families:
        of_each = (
            wanted_classes(catalogue, draft.direction, naf, family=one.family)
            for one in draft.families
        )
        return _best_of(chain.from_iterable(of_each))
    if draft.family is not None:
        return wanted_classes(catalogue, draft.direction, naf, family=draft.family)
    return wanted_classes(catalogue, draft.direction, naf, text=draft.text, low=draft.low)


def _best_of(wanted: Iterable[WantedClass]) -> Sequence[WantedClass]:
    """Keep each class once, with the family that wants it most."""
    best: dict[str, WantedClass] = {}
    for one in wanted:
        if one.nace not in best or one.weight > best[one.nace].weight:
            best[one.nace] = one
    return tuple(best.values())


def wanted_classes(
    catalogue: Catalogue,
    direction: str,
    naf: str | None,
    *,
    family: str | None = None,
    text: str | None = None,
    low: str | None = None,
) -> Sequence[WantedClass]:
    """Return, by class, its division's score, less for later classes of it."""
    if direction == "output":
        found = outlets(
            catalogue, text=text, family=family, low=low, from_naf=naf, limit=_DIVISIONS
        )
    else:
        found = sources(catalogue, text=text, family=family, to_naf=naf, limit=_DIVISIONS)
    return tuple(
        chain.from_iterable(
            (
                WantedClass(nace, outlet.score / (1 + place / 10), reach_km(catalogue, outlet))
                for place, nace in enumerate(outlet.classes)
            )
            for outlet in found
        )
    )
