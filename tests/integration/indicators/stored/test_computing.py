"""Facts in real Postgres become figures that are kept: the audit finds them right, says what is
spoilt, and a database without figures is made whole, its readers told meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

import pytest

from boucle.indicators.app import SERVICE
from boucle.indicators.facts import list_store
from boucle.indicators.facts import store as facts
from boucle.indicators.facts.bodies import Fact, FlowBody
from boucle.indicators.facts.lists import FlowList, newest_lists
from boucle.indicators.operations.audit import audit
from boucle.indicators.stored.computing import FigureComputer, touch_at_start
from boucle.platform.db import Database
from boucle.platform.recovery.verdict import DIFFERENT, NOT_DONE, SAME
from tests.kit.facts import HERE, at_random, flows_at_random, lists_at_random, told
from tests.kit.kit import ApiClient, ServiceDatabase
from tests.kit.tokens import Tokens

_SPOIL = """
UPDATE kept_figures SET figures = figures - 0
WHERE (territory, month) = (SELECT territory, max(month) FROM kept_figures WHERE territory = $1
                            GROUP BY territory) RETURNING month
"""
Told = Fact | FlowList
OFFER, NEED, OTHER = UUID(int=17), UUID(int=18), UUID(int=19)
_ALL = "SELECT * FROM kept_figures ORDER BY territory, month"


@dataclass
class Clock:
    today: date

    def __call__(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 9, tzinfo=UTC)


async def tell(database: Database, batch: Sequence[Told], clock: Clock) -> None:
    """As the consumer does."""
    said = [one for one in batch if isinstance(one, Fact)]
    lists = newest_lists(map(told, (one for one in batch if isinstance(one, FlowList))))
    async with database.write() as session:
        if said:
            new = await facts.add_facts(session, said)
            await facts.touch(session, new, clock.today)
            await list_store.touch_of_flows(session, new, clock.today)
        if lists:
            await list_store.touch_of_lists(session, lists, clock.today)
            await list_store.add_lists(session, lists)


async def make(database: Database, clock: Clock, months: int = -1) -> None:
    async with sessions(database) as own:
        await months_of(FigureComputer(own, clock), months)


async def months_of(making: FigureComputer, months: int = -1) -> None:
    while months and await making.compute_month():
        months -= 1


def sessions(database: Database) -> Database:
    """Of one worker."""
    return database.patient(timedelta(minutes=1))


async def filled(database: Database, random: Random, number: int, clock: Clock) -> list[Told]:
    """Facts and lists in any order. Returns them."""
    made: list[Told] = [*at_random(random, number), *lists_at_random(random, number // 3)]
    await told_in_any_order(database, random, made, clock)
    return made


async def told_in_any_order(
    database: Database, random: Random, made: Sequence[Told], clock: Clock
) -> None:
    """Some twice, made now and then by two workers, which start again at times, while days pass."""
    sent = [*made, *random.choices(made, k=len(made) // 3)]
    random.shuffle(sent)
    async with sessions(database) as first, sessions(database) as second:
        workers = [FigureComputer(first, clock), FigureComputer(second, clock)]
        while sent:
            batch = [sent.pop() for _ in range(min(len(sent), random.randrange(1, 9)))]
            await tell(database, batch, clock)
            if random.random() < 0.5:
                await asyncio.gather(*(months_of(one, 3) for one in workers))
            if random.random() < 0.1:  # the session is lost, and its lock
                await random.choice((first, second)).close()
            if random.random() < 0.1:
                workers[0] = FigureComputer(first, clock)
            clock.today += timedelta(days=random.randrange(5))
        for one in workers:
            await months_of(one)


async def lists_are_the_newest(database: Database, said: Sequence[FlowList]) -> None:
    """Of each list, that of the highest version of the months until then, in any month."""
    for month in {one.month for one in said}:
        until = [one for one in said if one.month <= month]
        newest = {one.flow: one for one in sorted(until, key=lambda one: one.version)}
        async with database.read() as session:
            held = await list_store.lists_in_force(session, month)
            flows = await list_store.lists_of_flows(session, list(newest), month)
        assert {one.flow: one.version for one in held} == {
            flow: one.version for flow, one in newest.items()
        }
        assert sorted(held) == sorted(flows)
        for one in newest:
            async with database.read() as session:
                its = await list_store.lists_of_flows(session, [one], month)
            assert its_pairs(its, one) == its_pairs(held, one)


def its_pairs(lists: Sequence[FlowList], flow: UUID) -> list[tuple[object, ...]]:
    """Of a flow: partner, which of both offers, whose list says so, and what it says."""
    found: list[tuple[object, ...]] = []
    for one in lists:
        for number, partner in enumerate(one.partners):
            said = one.synergies[16 * number :][:16], one.ranks[number], one.quantities[number]
            if one.flow == flow:
                found.append((partner, one.offers, one.of_partners, *said))
            elif partner == flow:
                found.append((one.flow, not one.offers, True, *said))
    return sorted(found)


async def audited(database: Database, clock: Clock) -> tuple[int, list[str]]:
    said: list[str] = []
    return await audit(database, clock, 0.0, said.append), said


@pytest.mark.parametrize("seed", range(8))
async def test_figures_that_facts_touched_are_what_facts_say(
    seed: int, service_database: ServiceDatabase
) -> None:
    database, clock = await service_database(SERVICE), Clock(date(2026, 8, 20))
    made = await filled(database, Random(seed), 60, clock)
    status, said = await audited(database, clock)
    assert (status, len(said)) == (SAME, 1), said
    await lists_are_the_newest(database, [one for one in made if isinstance(one, FlowList)])
    kept = await database.fetch(_ALL)
    async with database.write() as session:
        await session.fetch("DELETE FROM kept_figures")
    assert await touch_at_start(database, clock, lag=0)
    await make(database, clock)
    assert (await audited(database, clock))[0] == SAME
    assert len(await database.fetch(_ALL)) >= len(kept) / 2


@pytest.mark.parametrize("seed", range(12))
async def test_few_flows_and_lists_touch_all_that_they_change(
    seed: int, service_database: ServiceDatabase
) -> None:
    database, clock = await service_database(SERVICE), Clock(date(2026, 12, 1))
    for number in range(4):
        random = Random(1000 * seed + number)
        await database.execute("TRUNCATE fact, flow_list, touched, kept_figures")
        made: list[Told] = [*flows_at_random(random, 5), *lists_at_random(random, 3)]
        await told_in_any_order(database, random, made, clock)
        status, said = await audited(database, clock)
        assert (status, len(said)) == (SAME, 1), (number, said)


async def test_what_waits_is_not_comparable(service_database: ServiceDatabase) -> None:
    database, clock = await service_database(SERVICE), Clock(date(2026, 8, 20))
    await tell(database, at_random(Random(1), 0), clock)
    status, said = await audited(database, clock)
    assert status == NOT_DONE
    assert "figures wait to be made again" in said[0]


async def test_what_is_spoilt_is_said(service_database: ServiceDatabase) -> None:
    database, clock = await service_database(SERVICE), Clock(date(2026, 11, 20))
    await filled(database, Random(7), 60, clock)
    async with database.write() as session:
        assert await session.fetch(_SPOIL, HERE)
    status, said = await audited(database, clock)
    assert status == DIFFERENT
    assert said[0].startswith(f"{HERE} ")
    assert ": kept nothing, facts say " in said[0]


async def test_a_database_without_figures_is_made_whole_and_its_readers_are_told_until_then(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    database, clock = await service_database(SERVICE), Clock(date(2026, 3, 20))
    made = at_random(Random(3), 80)
    async with database.write() as session:
        await facts.add_facts(session, made)
    for lag in (None, 5000):  # the log tells lists: it is read first
        assert not await touch_at_start(database, clock, lag)
    assert await touch_at_start(database, clock, lag=0)
    path = f"/v1/territories/{HERE}/indicators"
    async with api_client(SERVICE) as client:
        for month, months_made in (("2026-03", 0), ("2025-11", 1)):
            await make(database, clock, months_made)
            answer = await client.get(path, params={"month": month}, headers=tokens.operator())
            assert answer.status_code == 503
            assert answer.headers["Retry-After"] == "5"
            assert "are made for the first time" in answer.json()["detail"]
        assert (await client.get(path, headers=tokens.operator())).status_code == 200
        await make(database, clock)
        for month in ("2026-03", "2025-11", "2000-01"):
            answer = await client.get(path, params={"month": month}, headers=tokens.operator())
            assert answer.status_code == 200
    assert (await audited(database, clock))[0] == SAME


def flow_of(flow: UUID) -> Fact:
    body = FlowBody(
        territories=(HERE,),
        direction="output",
        nature="material",
        certainty="measured",
        amount=Decimal(7),
    )
    return Fact(
        "flow", str(flow), 1, date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), False, body
    )


async def test_what_a_worker_of_before_told_is_made_when_one_of_this_release_starts(
    service_database: ServiceDatabase,
) -> None:
    database, clock = await service_database(SERVICE), Clock(date(2026, 11, 20))
    await filled(database, Random(5), 20, clock)
    async with database.write() as session:  # as a worker of before does
        await facts.add_facts(session, at_random(Random(6), 40)[-20:])
        await session.fetch("UPDATE kept_figures SET definitions = 'of before'")
    assert await touch_at_start(database, clock, lag=0)
    await make(database, clock)
    assert (await audited(database, clock))[0] == SAME
