"""Compare the stored figures with all facts, on one snapshot of the tables: ``audit``.

snapshot -> does anything wait to be computed? -> each territory, each month

Figures are computed by the formulas, as if none were stored, and compared as readers get them.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Annotated, Any, Final

import typer

from boucle.indicators.facts import store as facts
from boucle.indicators.facts.reading import facts_of_territories
from boucle.indicators.figures.figure import EARLIEST, Figure, Month, Scope, members
from boucle.indicators.figures.formulas import figures
from boucle.indicators.stored.store import LONG, stored_figures
from boucle.platform.clock import Clock
from boucle.platform.db import Database, ReadSession
from boucle.platform.process.service import Resources, Service
from boucle.platform.process.verdict import exit_with_verdict
from boucle.platform.recovery.verdict import DIFFERENT, NOT_DONE, SAME, NotComparable, first_of

_PAUSE_S: Final = 0.2
_WAITING = "SELECT count(*) FROM touched WHERE day <= $1"
_MONTHS = """
SELECT month FROM kept_figures WHERE territory = any($1)
UNION SELECT date_trunc('month', valid_from)::date FROM fact
WHERE territories && $1::text[] AND valid_from BETWEEN $2 AND $3
UNION SELECT month FROM flow_list WHERE month <= $3
UNION SELECT date_trunc('month', $3::date)::date
ORDER BY month
"""

Wait = Annotated[
    float, typer.Option("--wait", min=0, help="Seconds to wait until all figures are made.")
]


def audit_command(service: Callable[[], Service[Any]]) -> Callable[..., None]:
    def command(wait: Wait = 30.0) -> None:
        """Compare all figures that are kept with what the facts say. Exit status: 0 equal, 1
        different, 2 not done."""

        async def audited(resources: Resources[Any]) -> int:
            return await audit(resources.database, resources.clock, wait, typer.echo)

        exit_with_verdict(service(), "audit", audited)

    return command


async def audit(database: Database, clock: Clock, wait: float, say: Callable[[str], None]) -> int:
    """Wait up to ``wait`` seconds until nothing waits, compare, print the differences. Return the
    exit status."""
    began = time.monotonic()
    today = clock().date()
    found: list[str] = []
    reports = 0
    try:
        async with _at_rest(database, today, wait) as session:
            territory_facts = await facts.territories(session)
            for siren in sorted({fact.entity for fact in territory_facts}):
                territories = members(territory_facts, siren)
                for month in await _months(session, territories, today):
                    reports += 1
                    found += await _compared(session, siren, territories, month)
    except NotComparable as why:
        say(f"not comparable now: {why}")
        return NOT_DONE
    for line in first_of(found):
        say(line)
    seconds = time.monotonic() - began
    say(f"{reports} reports compared in {seconds:.1f} s; differences: {len(found)}")
    return DIFFERENT if found else SAME


@asynccontextmanager
async def _at_rest(database: Database, today: date, wait: float) -> AsyncIterator[ReadSession]:
    """Yield a snapshot in which all is computed. Raise NotComparable when there is none in time."""
    deadline = time.monotonic() + wait
    while True:
        async with database.read(snapshot=True) as session:
            touched = await session.fetchval(_WAITING, today)
            if not touched:
                await session.may_compute(LONG)
                yield session
                return
        if time.monotonic() >= deadline:
            raise NotComparable(f"{touched} figures wait to be made again (waited {wait:g} s)")
        await asyncio.sleep(_PAUSE_S)


async def _months(session: ReadSession, territories: frozenset[str], today: date) -> list[Month]:
    rows = await session.fetch(_MONTHS, list(territories), EARLIEST, today)
    return [Month.of(row["month"].year, row["month"].month, today) for row in rows]


async def _compared(
    session: ReadSession, siren: str, territories: frozenset[str], month: Month
) -> list[str]:
    its = await stored_figures(session, siren, month.last) or ()
    territory_facts, lists = await facts_of_territories(session, territories, month.last)
    expected = await asyncio.to_thread(figures, territory_facts, Scope(territories), month, lists)
    return _differences(siren, its, expected, month)


def _differences(
    siren: str, its: Sequence[Figure], computed: Sequence[Figure], month: Month
) -> list[str]:
    expected = {(one.key, one.grade): one for one in computed}
    found = {(one.key, one.grade): one for one in its}
    return [
        f"{siren} {month.first:%Y-%m} {' '.join(place)}: kept {_value_of(found.get(place))}, "
        f"facts say {_value_of(expected.get(place))}"
        for place in sorted(expected.keys() | found.keys())
        if expected.get(place) != found.get(place)
    ]


def _value_of(figure: Figure | None) -> str:
    return "nothing" if figure is None else ", ".join(_parts(figure))


def _parts(figure: Figure) -> Iterator[str]:
    if figure.value is not None:
        yield f"{figure.value:f}"
    if figure.low is not None or figure.high is not None:
        yield f"{figure.low} to {figure.high}"
    yield f"of {figure.counted}"
    yield from (*figure.factors, *figure.missing)
