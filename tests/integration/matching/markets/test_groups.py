"""Groups follow declarations: through the consumer, the worker and their tables, on Postgres."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from random import Random

import pytest

from boucle.contract.events.groups import Group
from boucle.contract.events.registry import Territory
from boucle.matching.groups import stale
from tests.integration.matching.markets.building import (
    Declarations,
    at_rest,
    folded,
    looked_at,
    published,
    row,
    stored,
    worker,
)
from tests.kit.eventually import eventually
from tests.kit.of_groups.groups import LEAST, SIREN, PlainDetector, need, uid


def states(events: list[tuple[str, int, Group]]) -> list[str]:
    return [type_ for type_, _, _ in events]


async def test_a_group_comes_grows_and_goes(declarations: Declarations) -> None:
    database = declarations.database
    await declarations.declare(need("a"), need("b"))
    await looked_at(declarations)
    assert states(await published(database)) == ["group.near.v1"]
    await declarations.declare(need("c"))
    await looked_at(declarations)
    assert sorted(states(await published(database))[1:]) == ["group.lost.v1", "group.viable.v1"]
    await declarations.declare(need("c", volume="250"))
    await looked_at(declarations)
    last = (await published(database))[-1]
    assert (last[0], last[2].amount) == ("group.viable.v1", "450")
    await declarations.withdraw(need("a"), need("b"), need("c"))
    await looked_at(declarations)
    assert await stored(database) == {}
    assert await row(database, "SELECT count(*) AS n FROM synergy_group") == (0,)


async def test_a_group_that_comes_back_goes_on_above_its_versions(
    declarations: Declarations,
) -> None:
    await declarations.declare(need("a"), need("b"))
    await looked_at(declarations)
    await declarations.withdraw(need("b"))
    await looked_at(declarations)
    await declarations.declare(need("b"))
    await looked_at(declarations)
    events = await published(declarations.database)
    assert states(events) == ["group.near.v1", "group.lost.v1", "group.near.v1"]
    assert len({group.synergy_id for _, _, group in events}) == 1


async def test_what_comes_again_or_late_changes_nothing(declarations: Declarations) -> None:
    await declarations.declare(need("a"), need("b"))
    await declarations.declare(need("b", product="gas"))
    await declarations.declare(need("b"))
    await looked_at(declarations)
    before = await published(declarations.database)
    await declarations.apply(declarations.events)
    await declarations.apply(list(reversed(declarations.events)))
    assert await row(declarations.database, "SELECT count(*) FROM stale_market") == (0,)
    await looked_at(declarations)
    assert await published(declarations.database) == before


async def test_whoever_is_on_trial_stands_in_no_group(declarations: Declarations) -> None:
    await declarations.declare(need("a"), need("b"), need("c", on_trial=True))
    await looked_at(declarations)
    (group,) = (await stored(declarations.database)).values()
    assert {member.sharing_id for member in group.members} == {uid("a"), uid("b")}
    await declarations.declare(need("c"), need("b", on_trial=True))
    await looked_at(declarations)
    (group,) = (await stored(declarations.database)).values()
    assert {member.sharing_id for member in group.members} == {uid("a"), uid("c")}


async def test_nothing_stands_in_a_group_with_what_is_in_a_sandbox(
    declarations: Declarations,
) -> None:
    inside = [need(name, territory="012345017") for name in ("d", "e")]
    await declarations.declare(need("a"), need("b"), *inside, need("f", territory="054321017"))
    await looked_at(declarations)
    groups = (await stored(declarations.database)).values()
    assert sorted(len(group.members) for group in groups) == [2, 2]


async def test_members_that_all_go_to_another_market_keep_their_group(
    declarations: Declarations,
) -> None:
    """The id is of kind, place and members: two markets meet at one row."""
    names = [f"m{number}" for number in range(4)]
    for product in ("electricity", "gas", "electricity", "gas"):
        for name in names:
            await declarations.declare(need(name, product=product))
        async with AsyncExitStack() as workers:
            for _ in range(3):
                made = worker(declarations.database, declarations.wake)
                await workers.enter_async_context(made)
            await at_rest(declarations.database)
        await looked_at(declarations)
    market = await row(declarations.database, "SELECT market FROM synergy_group")
    assert market == ("pooling/purchasing/gas",)


async def test_events_follow_from_the_declaration_that_they_are_of(
    declarations: Declarations,
) -> None:
    await declarations.declare(need("a"))
    await declarations.declare(need("b"))
    await looked_at(declarations)
    headers = await row(declarations.database, "SELECT headers FROM outbox")
    last = declarations.events[-1]
    assert headers["headers"]["ce_causationid"] == str(last.id)
    assert headers["headers"]["ce_correlationid"] == str(last.correlation_id)


async def test_a_territory_s_parameters_change_its_groups(declarations: Declarations) -> None:
    far = [need(name, territory="200000009", east=9) for name in ("x", "y")]
    await declarations.declare(need("a"), need("b"), *far)
    await looked_at(declarations)
    settings = Territory(siren=SIREN, kind="epci", parameters={LEAST: "2"})
    await declarations.settle(settings)
    await looked_at(declarations)
    found = {
        group.territory: group.state for group in (await stored(declarations.database)).values()
    }
    assert found == {SIREN: "viable", "200000009": "near"}


async def test_settings_and_declarations_kept_at_once_miss_neither(
    declarations: Declarations,
) -> None:
    """Whichever commits first: the other sees it, and its market is looked at again."""
    for number in range(6):
        least = str(2 + number % 2)
        settings = Territory(siren=SIREN, kind="epci", parameters={LEAST: least})
        product = ("gas", "fuel", "ppe")[number % 3]
        pair = [need(f"{name}{number}", product=product) for name in "ab"]
        async with asyncio.TaskGroup() as together:
            together.create_task(declarations.settle(settings))
            together.create_task(declarations.declare(*pair))
        await looked_at(declarations)


async def test_a_market_that_fails_holds_up_no_other(
    declarations: Declarations, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = declarations.database
    await declarations.declare(need("a"), need("b"))
    await declarations.declare(need("c", product="gas"), need("d", product="gas"))
    sound = PlainDetector.groups

    def groups(self: PlainDetector, market: str, *rest: object) -> object:
        assert market != "pooling/purchasing/electricity"
        return sound(self, market, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(PlainDetector, "groups", groups)
    async with worker(database, declarations.wake) as made:

        async def other_is_there() -> bool:
            return [one.stream for one in (await stored(database)).values()] == ["gas"]

        await eventually(other_is_there)
        assert made.metrics.failures._value.get() > 0
    monkeypatch.setattr(PlainDetector, "groups", sound)
    await looked_at(declarations)


async def test_what_an_older_release_kept_is_looked_at_again(declarations: Declarations) -> None:
    database = declarations.database
    await declarations.declare(need("a"), need("b"))
    async with database.write() as session:
        driver = await session.driver()
        await driver.execute("DELETE FROM stale_market")
        await driver.execute(
            "UPDATE declared_sharing SET market = 'pooling/older/market', made_by = '2020.1.1'"
        )
    async with worker(database, declarations.wake):

        async def none_is_older() -> bool:
            older = "SELECT count(*) FROM declared_sharing WHERE made_by = '2020.1.1'"
            return bool(await row(database, older) == (0,))

        await eventually(none_is_older)
    await looked_at(declarations)
    assert len(await stored(database)) == 1


async def test_markets_of_a_newer_release_are_left_to_it(declarations: Declarations) -> None:
    database = declarations.database
    await declarations.declare(need("a"), need("b"))
    await declarations.declare(need("c", product="gas"), need("d", product="gas"))
    newer = "UPDATE declared_sharing SET made_by = '2999.1.1' WHERE market LIKE '%gas'"
    async with database.write() as session:
        await (await session.driver()).execute(newer)
    async with worker(database, declarations.wake):

        async def others() -> bool:
            async with database.read() as session:
                return await stale.stale_markets(session) == {"pooling/purchasing/gas"}

        await eventually(others)
    assert len(await stored(database)) == 1


async def test_several_workers_and_random_changes_end_as_a_recompute(
    declarations: Declarations,
) -> None:
    random = Random(7)
    products = ("electricity", "gas", "fuel")
    async with AsyncExitStack() as workers:
        for _ in range(3):
            await workers.enter_async_context(worker(declarations.database, declarations.wake))
        for _ in range(150):
            name = f"n{random.randrange(20)}"
            one = need(
                name,
                product=random.choice(products),
                volume=str(random.randrange(1, 9)),
                east=random.randrange(2),
                on_trial=random.random() < 0.1,
            )
            if random.random() < 0.2:
                await declarations.withdraw(one)
            else:
                await declarations.declare(one)
            if random.random() < 0.2:
                again = random.choices(declarations.events, k=3)
                await declarations.apply(again)
        await at_rest(declarations.database)
    assert await stored(declarations.database) == declarations.expected()
    assert await folded(declarations.database) == declarations.expected()
    assert len(declarations.expected()) > 2
