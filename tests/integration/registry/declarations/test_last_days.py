"""Flows whose last day is behind are withdrawn, once, and published again when they go on."""

import asyncio
from datetime import timedelta

from boucle.registry.declarations.flows.store import FLOW_STORE
from boucle.registry.declarations.last_days import last_days
from tests.integration.registry.conftest import Api, flow

FLOW = "/v1/sources/tyca/flows/f1"


def until(day: str) -> dict[str, object]:
    return flow(availability={"start": "2026-01-01", "end": day})


async def published(api: Api) -> list[tuple[str, int]]:
    return [(type_, version) for type_, version, _ in await api.outbox("flow")]


async def test_a_flow_is_withdrawn_the_day_after_its_last(declared: Api) -> None:
    await declared.put(FLOW, until("2026-03-02"))
    await declared.put("/v1/sources/tyca/flows/open", flow())
    ending = last_days(declared.database, declared.clock)
    assert await ending.work() == 0, "its last day is today"
    declared.clock.advance(timedelta(days=1))
    assert sum(filter(None, await asyncio.gather(ending.work(), ending.work()))) >= 1, (
        "two workers look"
    )
    assert await ending.work() == 0
    assert await published(declared) == [
        ("flow.declared.v1", 1),
        ("flow.declared.v1", 1),
        ("flow.withdrawn.v1", 2),
    ]


async def test_a_tool_that_tells_it_every_night_changes_nothing_until_it_goes_on(
    declared: Api,
) -> None:
    await declared.put(FLOW, until("2026-03-02"))
    declared.clock.advance(timedelta(days=1))
    await last_days(declared.database, declared.clock).work()
    again = await declared.put(FLOW, until("2026-03-02"), expect=200)
    assert again["withdrawn_at"] is not None
    assert len(await published(declared)) == 2
    on = await declared.put(FLOW, until("2026-12-31"))
    assert on["withdrawn_at"] is None
    assert (await published(declared))[-1] == ("flow.declared.v1", 3)


async def test_what_is_over_when_first_declared_is_kept_and_never_matched(declared: Api) -> None:
    kept = await declared.put(FLOW, until("2026-02-01"))
    assert kept["withdrawn_at"] is not None
    assert await published(declared) == [("flow.withdrawn.v1", 1)]


async def test_looking_reads_no_flow_that_goes_on(declared: Api) -> None:
    await declared.put(FLOW, until("2026-12-31"))
    asked = FLOW_STORE.over_sql.replace("$1", "'2026-03-02'").replace("$2", "100")
    async with declared.database.write() as session:
        driver = await session.driver()
        await driver.execute("SET LOCAL enable_seqscan = off")
        plan = "\n".join(row[0] for row in await driver.fetch(f"EXPLAIN {asked}"))
    assert "Index Scan using flow_by_end" in plan
    assert "Sort" not in plan
