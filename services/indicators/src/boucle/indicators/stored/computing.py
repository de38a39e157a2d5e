"""Compute stored figures again where facts changed them, from all facts of their scopes.

touched -> plan -> [facts of a month's scopes -> figures -> stored], a transaction a month

Facts are read after the marks: a later fact marks its month again. One session at a time works: its
worker holds the facts of the current month in memory (``replica``).
"""

import asyncio
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import uuid4

import structlog

from boucle.indicators.facts import store as facts
from boucle.indicators.facts.bodies import Fact
from boucle.indicators.facts.reading import facts_of_territories
from boucle.indicators.figures.facts_in_force import FactsInForce
from boucle.indicators.figures.figure import (
    EARLIEST,
    Figure,
    Month,
    Scope,
    first_of,
    members,
)
from boucle.indicators.figures.formulas import figures_of
from boucle.indicators.figures.ran import differ_from
from boucle.indicators.stored import store
from boucle.indicators.stored.plan import ComputationPlan, Touched, parents_of, to_compute
from boucle.indicators.stored.replica import FactReplica
from boucle.platform.clock import Clock
from boucle.platform.db import Database, WriteSession
from boucle.platform.failures import is_transient, pause

_NEAR: Final = 500
"""A batch of events."""
_IDLE_S: Final = 0.5
_WITHIN_S: Final = 4.5
"""What comes while a month is computed waits for a rest and for two months at most."""
_LONG_REST_S: Final = 1.0
"""The rest also applies where slow months then wait longer."""
_LONGEST_STATEMENT: Final = timedelta(minutes=5)

_log = structlog.get_logger(__name__)


async def compute_figures(
    database: Database, clock: Clock, lag: Callable[[], int | None], stop: asyncio.Event
) -> None:
    """Compute changed figures until ``stop``, resting three times the CPU time of each month, less
    where figures would be late: without pause in events that is a quarter of a core. ``lag`` is the
    number of events that the consumer has not read, None before it is known."""
    started = False
    async with database.patient(_LONGEST_STATEMENT) as own:
        computer = FigureComputer(own, clock)
        while not stop.is_set():
            began, cpu, busy = time.monotonic(), time.process_time(), False
            try:
                started = started or await touch_at_start(database, clock, lag())
                busy = started and await computer.compute_month()
            except Exception as error:
                if not is_transient(error):
                    raise
                _log.warning("making_interrupted", cause=repr(error))
            longest = max(_WITHIN_S - 2 * (time.monotonic() - began), _LONG_REST_S)
            rest = min(3 * (time.process_time() - cpu), longest)
            await pause(stop, rest if busy else _IDLE_S)


async def touch_at_start(database: Database, clock: Clock, lag: int | None) -> bool:
    """Mark all figures where none is stored by this release; else the current month: a worker of
    the version before, ending as this one starts, may have marked nothing. Return False while the
    log is still read and figures are missing, as after an upgrade: it may tell what the release
    before did not store, and readers are asked to come back."""
    today = clock().date()
    async with database.write() as session:
        if await store.any_stored(session):
            await store.touch_territories(session, today)
        elif await facts.territories(session) and (lag is None or lag > _NEAR):
            return False
        else:
            await store.touch_all(session, today)
    return True


@dataclass(slots=True)
class FigureComputer:
    """``database`` has one connection, whose session alone computes figures and has the replica."""

    database: Database
    clock: Clock
    _plan: ComputationPlan = field(default_factory=ComputationPlan)
    _replica: FactReplica | None = None
    _mark: str = ""

    async def compute_month(self) -> bool:
        """Compute the next month of the plan. False: nothing is left, or another worker does it."""
        computed = False
        try:
            async with self.database.write() as session:
                computed = await self._is_alone(session) and await self._compute_month(session)
        except BaseException:
            self._replica = None
            raise
        finally:
            if not computed:
                self._plan = ComputationPlan()
        return computed

    async def _is_alone(self, session: WriteSession) -> bool:
        if not await store.marked(session, self._mark):
            self._replica, self._mark = None, uuid4().hex
            if not await store.is_alone(session):
                return False
            await store.mark(session, self._mark)
        return True

    async def _compute_month(self, session: WriteSession) -> bool:
        plan, today = self._plan, self.clock().date()
        await session.may_compute(store.LONG)
        touched = await store.touched(session, today, plan.taken)
        territories = await facts.territories(session)  # read after the marks
        await _take(session, plan, touched, territories)
        planned = plan.next()
        if planned is None:
            return False
        first, sirens = planned
        month = Month.of(first.year, first.month, today)
        scopes = {siren: Scope(members(territories, siren)) for siren in sirens}
        facts_in_force = await self._facts_in_force(session, month, scopes.values())
        for siren, its in await asyncio.to_thread(_computed, facts_in_force, scopes, month):
            await store.save(session, siren, first, its)
            if (day := differ_from(its, month)) is not None:
                await store.touch_next(session, siren, day)
        await store.forget_touched(session, plan.done(first))
        return True

    async def _facts_in_force(
        self, session: WriteSession, month: Month, scopes: Collection[Scope]
    ) -> FactsInForce:
        if first_of(self.clock().date()) != month.first:
            sirens = {one for scope in scopes for one in scope.territories}
            found, lists = await facts_of_territories(session, sirens, month.last)
            return await asyncio.to_thread(FactsInForce.of, found, lists, month.last)
        replica = self._replica
        if replica is not None and month.first <= replica.on <= month.last:
            await replica.follow(session, month.last)
        else:  # once a month too: this drops the flows that are gone
            replica = self._replica = await FactReplica.read(session, month.last)
        return replica.facts


async def _take(
    session: WriteSession,
    plan: ComputationPlan,
    touched: Sequence[Touched],
    territories: Sequence[Fact],
) -> None:
    if not touched:
        return
    since = max(first_of(min(one.day for one in touched)), EARLIEST)
    months, parents = plan.months, parents_of(territories)
    for siren, month in await store.months(session, since):
        months.setdefault(siren, set()).add(month)
    for one in touched:
        plan.add(one, to_compute(one, parents, months))


def _computed(
    facts_in_force: FactsInForce, scopes: Mapping[str, Scope], month: Month
) -> list[tuple[str, tuple[Figure, ...]]]:
    """Compute figures by scope. A scope with a fact that no formula accepts keeps its former
    ones."""
    computed: list[tuple[str, tuple[Figure, ...]]] = []
    for siren, scope in scopes.items():
        try:
            computed.append((siren, figures_of(facts_in_force, scope, month)))
        except (ArithmeticError, ValueError) as error:
            _log.error("not_made", territory=siren, month=str(month.first), cause=repr(error))
    return computed
