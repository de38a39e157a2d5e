"""Define what ``/readyz`` checks in every service."""

from collections.abc import Mapping
from datetime import timedelta

from boucle.platform.bus import Access, Bus, BusRefused, BusUnavailable
from boucle.platform.clock import Clock
from boucle.platform.consuming.consumer import Consumer
from boucle.platform.db import Database
from boucle.platform.http.health import Check, NotReady
from boucle.platform.outbox.packs import EVENTS_IN_ROW

_TOO_FAR = 50_000  # events: a consumer so far behind tells of another time
_TOO_OLD = timedelta(seconds=60)
# Counted no further than 10,000: a long backlog must not make its own check slow.
_BACKLOG = f"""
    SELECT sum({EVENTS_IN_ROW}) AS unpublished, min(created_at) AS oldest
    FROM (
        SELECT headers, created_at FROM outbox ORDER BY seq LIMIT 10000
    ) AS waiting
"""


def database_check(database: Database) -> Check:
    async def probe() -> Mapping[str, object]:
        async with database.read() as session:
            return {"version": await session.fetchval("SHOW server_version")}

    return Check("database", probe)


async def see_broker(service: str, bus: Bus, access: Access) -> None:
    """Check the broker. Raises BusUnavailable (broker or topic missing), or BusRefused (login or
    rights)."""
    missing_rights = await bus.missing_rights(access)
    if missing_rights:
        raise BusRefused(
            f"Kafka does not let user {bus.user!r} do what {service} does "
            f"({', '.join(missing_rights)}): python -m boucle.{service} acls prints the "
            "commands that do"
        )


def broker_check(service: str, bus: Bus, access: Access, *, required: bool) -> Check:
    async def probe() -> Mapping[str, object]:
        try:
            await see_broker(service, bus, access)
        except (BusUnavailable, BusRefused) as error:
            raise NotReady(str(error)) from error
        return {"topics": len({*access.writes, *access.reads})}

    return Check("broker", probe, required)


def backlog_check(database: Database, clock: Clock, *, required: bool) -> Check:
    """Check that no committed event waits a minute to be published."""

    async def probe() -> Mapping[str, object]:
        async with database.read() as session:
            row = await (await session.driver()).fetchrow(_BACKLOG)
        if row is None or row["oldest"] is None:
            return {"unpublished": 0}
        age = clock() - row["oldest"]
        if age > _TOO_OLD:
            raise NotReady(f"{row['unpublished']} events wait, the oldest for {age.seconds} s")
        return {"unpublished": row["unpublished"], "oldest_s": round(age.total_seconds(), 3)}

    return Check("relay_backlog", probe, required)


def lag_check(consumer: Consumer) -> Check:
    """Report how many events wait for this consumer in its partitions."""

    async def probe() -> Mapping[str, object]:
        if consumer.lag is None:
            raise NotReady("its lag is not known yet")
        if consumer.lag > _TOO_FAR:
            raise NotReady(f"{consumer.lag} events wait")
        return {"lag": consumer.lag}

    return Check(f"consumer_{consumer.name}", probe)
