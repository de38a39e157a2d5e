"""How much movement is unusual, shown as a metric; what is too old to count is forgotten."""

from prometheus_client import CollectorRegistry, Gauge

from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic
from boucle.registry.declarations.movements import store
from boucle.registry.declarations.movements.decisions import LIMITS, first_day

EVERY = 300.0


def unusual_movements(database: Database, clock: Clock, metrics: CollectorRegistry) -> Periodic:
    """Any number may run: they show the same."""
    gauge = Gauge(
        "boucle_unusual_movements",
        "Sites, flows and organisations that move more than is usual (GET /v1/movements).",
        ["kind"],
        registry=metrics,
    )
    for kind in LIMITS:
        gauge.labels(kind).set(0)

    async def show() -> None:
        now = clock()
        async with database.read() as session:
            found = await store.how_many(session, now)
        for kind, many in found.items():
            gauge.labels(kind).set(many)
        async with database.write() as session:
            await store.forget_before(session, min(first_day(kind, now) for kind in LIMITS))

    return Periodic("unusual_movements", EVERY, show)
