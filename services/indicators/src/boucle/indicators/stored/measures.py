"""Measure how long figures wait to be computed."""

from prometheus_client import CollectorRegistry, Gauge

from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic

EVERY = 15.0
_WAITED = """
SELECT extract(epoch FROM $1 - min(greatest(at, day::timestamptz)))::float8 FROM touched
WHERE day <= $2
"""


def late_figures(
    database: Database, clock: Clock, metrics: CollectorRegistry, every: float = EVERY
) -> Periodic:
    late = Gauge(
        "boucle_indicators_figures_late_seconds",
        "How long the figures that wait the longest to be made again have waited.",
        registry=metrics,
    )

    async def look() -> None:
        now = clock()
        async with database.read() as session:
            late.set(await session.fetchval(_WAITED, now, now.date()) or 0.0)

    return Periodic("late_figures", every, look)
