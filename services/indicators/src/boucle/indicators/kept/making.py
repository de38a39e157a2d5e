"""Makes figures again where facts touched them, by the formulas over all facts of their scopes.

    touched -> plan -> [facts of a month's scopes -> figures -> kept], a transaction a month

Facts are read after what touched: what comes between touches once more. One worker at a time.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import structlog

from boucle.common.clock import Clock
from boucle.common.db import Database, WriteSession
from boucle.common.failures import is_transient, pause
from boucle.indicators.facts import store as facts
from boucle.indicators.facts.bodies import Fact
from boucle.indicators.facts.lists import FlowList
from boucle.indicators.facts.reading import known_of_territories
from boucle.indicators.figures.figure import (
    EARLIEST,
    Figure,
    Known,
    Month,
    Scope,
    first_of,
    members,
)
from boucle.indicators.figures.formulas import figures_of
from boucle.indicators.kept import store
from boucle.indicators.kept.plan import Plan, Touched, parents_of, to_make

_NEAR: Final = 500
"""Events: a batch."""
_IDLE_S: Final = 0.5
_LONGEST_REST_S: Final = 1.0

_log = structlog.get_logger(__name__)


async def make_figures(
    database: Database, clock: Clock, lag: Callable[[], int | None], stop: asyncio.Event
) -> None:
    """Until ``stop``: make again what is touched, resting half as long as each month took. While
    events do not end that is two thirds of a core, and more where a month takes over two seconds.
    ``lag``: how many events the consumer has not read yet, None before it knows.
    """
    plan, started = Plan(), False
    while not stop.is_set():
        began, busy = time.monotonic(), False
        try:
            started = started or await touch_at_start(database, clock, lag())
            busy = started and await make_month(database, clock, plan)
        except Exception as error:
            if not is_transient(error):
                raise
            _log.warning("making_interrupted", cause=repr(error))
        if not busy:
            plan = Plan()
        rest = min((time.monotonic() - began) / 2, _LONGEST_REST_S)
        await pause(stop, rest if busy else _IDLE_S)


async def touch_at_start(database: Database, clock: Clock, lag: int | None) -> bool:
    """All figures, where none is kept as this release makes them; else the month under way: a
    worker of the version before, that ends as this one starts, may have touched nothing.

    False: facts are there and figures are not, as after an upgrade, and the log is still read. It
    may tell what the release before did not keep; readers are asked to come back.
    """
    today = clock().date()
    async with database.write() as session:
        if await store.any_kept(session):
            await store.touch_territories(session, today)
        elif await facts.territories(session) and (lag is None or lag > _NEAR):
            return False
        else:
            await store.touch_all(session, today)
    return True


async def make_month(database: Database, clock: Clock, plan: Plan) -> bool:
    """The next month of the plan. False: nothing is left, or another worker makes figures."""
    today = clock().date()
    async with database.write() as session:
        if not await store.alone(session):
            return False
        await store.take_time(session)
        touched = await store.touched(session, today, plan.taken)
        known = await facts.territories(session)  # after what touched them
        await _take(session, plan, touched, known)
        planned = plan.next()
        if planned is None:
            return False
        first, sirens = planned
        month = Month.of(first.year, first.month, today)
        scopes = {siren: Scope(members(known, siren)) for siren in sirens}
        territories = {one for scope in scopes.values() for one in scope.territories}
        found, lists = await known_of_territories(session, territories, month.last)
        for siren, its in await asyncio.to_thread(_made, found, lists, scopes, month):
            await store.save(session, siren, first, its)
        await store.forget_touched(session, plan.done(first))
    return True


async def _take(
    session: WriteSession, plan: Plan, touched: Sequence[Touched], known: Sequence[Fact]
) -> None:
    if not touched:
        return
    since = max(first_of(min(one.day for one in touched)), EARLIEST)
    months, parents = plan.months, parents_of(known)
    for siren, month in await store.months(session, since):
        months.setdefault(siren, set()).add(month)
    for one in touched:
        plan.add(one, to_make(one, parents, months))


def _made(
    found: Sequence[Fact],
    lists: Sequence[FlowList],
    scopes: Mapping[str, Scope],
    month: Month,
) -> list[tuple[str, tuple[Figure, ...]]]:
    """By scope. One with a fact that no formula can compute with keeps what it had."""
    known = Known.of(found, lists, month.last)
    made: list[tuple[str, tuple[Figure, ...]]] = []
    for siren, scope in scopes.items():
        try:
            made.append((siren, figures_of(known, scope, month)))
        except (ArithmeticError, ValueError) as error:
            _log.error("not_made", territory=siren, month=str(month.first), cause=repr(error))
    return made
