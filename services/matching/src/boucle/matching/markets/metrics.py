"""Measure markets and groups."""

from typing import Final, get_args
from uuid import UUID

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from boucle.contract.events.groups import GroupState
from boucle.matching.groups import stale, store
from boucle.matching.groups.alone import GroupStep
from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic

_log = structlog.get_logger(__name__)
_SECONDS: Final = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


def logged(step: GroupStep, synergy_id: UUID, error: Exception) -> None:
    """Log that a step failed with one group, or with one declaration."""
    _log.error("group_failed", step=step, group=str(synergy_id), exc_info=error)


class MarketMetrics:
    """``seconds`` measures turns."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.waiting = Gauge(
            "boucle_stale_markets", "Markets whose groups are to be found again", registry=registry
        )
        self.oldest = Gauge(
            "boucle_stale_market_seconds", "How long the oldest of them waits", registry=registry
        )
        self.groups = Gauge("boucle_groups", "Groups by state", ["state"], registry=registry)
        for state in get_args(GroupState):
            self.groups.labels(state)
        self.seconds = Histogram(
            "boucle_market_seconds",
            "Finding the groups of a market",
            buckets=_SECONDS,
            registry=registry,
        )
        self.changed = Counter("boucle_groups_changed", "Groups published", registry=registry)
        self.failures = Counter(
            "boucle_market_failures", "Turns that an error ended", registry=registry
        )
        self.group_failures = Counter(
            "boucle_group_failures", "Groups left as they were", ["step"], registry=registry
        )
        for step in get_args(GroupStep):
            self.group_failures.labels(step)

    def failed(self, step: GroupStep, synergy_id: UUID, error: Exception) -> None:
        self.group_failures.labels(step).inc()
        logged(step, synergy_id, error)

    def counting(self, database: Database, clock: Clock, every: float = 15.0) -> Periodic:
        """Return the periodic count of waiting markets and of groups."""

        async def count() -> None:
            async with database.read() as session:
                waiting, since = await stale.waiting(session)
                states = await store.count_by_state(session)
            self.waiting.set(waiting)
            self.oldest.set(0 if since is None else max(0.0, (clock() - since).total_seconds()))
            for state in get_args(GroupState):
                self.groups.labels(state).set(states.get(state, 0))

        return Periodic("group_count", every, count)
