"""Define the metrics of every worker beside its own."""

from prometheus_client import CollectorRegistry, Gauge

from boucle.platform.consuming import dead_letters, halts
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic

EVERY = 15.0


def dead_letter_count(
    database: Database, metrics: CollectorRegistry, every: float = EVERY
) -> Periodic:
    """Measure how many dead letters wait; it falls when they are sent again, not with time."""
    waiting = Gauge(
        "boucle_dead_letters_waiting",
        "Events put aside and not sent again, in this service's database.",
        registry=metrics,
    )

    async def count() -> None:
        async with database.read() as session:
            waiting.set(await dead_letters.count_waiting(session))

    return Periodic("dead_letter_count", every, count)


def halt_count(database: Database, metrics: CollectorRegistry, every: float = EVERY) -> Periodic:
    """Measure how many events halt consumers. The API measures it: a halted worker is hardly
    running."""
    waiting = Gauge(
        "boucle_halts_waiting",
        "Events at which a consumer of this service halts, not skipped.",
        registry=metrics,
    )

    async def count() -> None:
        async with database.read() as session:
            waiting.set(await halts.count_waiting(session))

    return Periodic("halt_count", every, count)
