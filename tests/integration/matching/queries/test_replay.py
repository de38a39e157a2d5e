"""A stored score is computed again from the stored inputs, and says what moved where it differs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import msgspec
from msgspec.structs import replace

from boucle.common.bus import Bus
from boucle.common.db import Database
from boucle.common.events.registry import Flow, QualityRange, Quantity
from boucle.matching.app import SERVICE
from tests.integration.matching.lists import building as engine
from tests.integration.matching.lives.building import CAEN, HAVRE, detect
from tests.integration.matching.lives.building import World as Stored
from tests.kit import ApiClient, FrozenClock, ServiceDatabase, Tokens
from tests.kit.eventually import eventually
from tests.kit.kit import RunningWorker

Headers = dict[str, str]


async def candidates(database: Database) -> list[UUID]:
    async with database.read() as session:
        rows = await (await session.driver()).fetch(
            "SELECT synergy_id FROM pair WHERE withdrawn_at IS NULL ORDER BY synergy_id"
        )
    return [row[0] for row in rows]


async def replayed(client: httpx.AsyncClient, synergy_id: UUID, who: Headers) -> dict[str, Any]:
    answer = await client.get(f"/v1/synergies/{synergy_id}/replay", headers=who)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def all_agree(client: httpx.AsyncClient, database: Database, who: Headers) -> int:
    """How many pairs lists hold; each of them replayed."""
    found = await candidates(database)
    for synergy_id in found:
        shown = await replayed(client, synergy_id, who)
        assert (shown["agrees"], shown["moved"], shown["differs"]) == (True, [], []), shown
        assert shown["stored"] == shown["recomputed"]
        assert not shown["masked"]
        assert shown["versions"]["offer"] >= 1
    return len(found)


async def test_every_score_of_the_engine_is_replayed_to_the_digit(
    bus: Bus,
    service_database: ServiceDatabase,
    running_worker: RunningWorker,
    api_client: ApiClient,
    tokens: Tokens,
) -> None:
    database = await service_database(SERVICE)
    async with running_worker(SERVICE), api_client(SERVICE) as client:
        world = engine.World(bus)
        world.settle(
            engine.territory(engine.SIRENS[0], weights={"distance": 70}, limits={"distance": "90"})
        )
        flows = engine.shuffled_flows((f"flow {number}" for number in range(30)), "replay")
        for flow in flows:
            world.declare(flow)
        await world.send()
        await engine.stands(database, world)

        async def settled() -> bool:
            """Settings that a replay reads are kept by another consumer than the lists' owner."""
            return await all_agree(client, database, tokens.operator()) > 10

        await eventually(settled, within=30)

        for flow in flows[:5]:
            world.declare(replace(flow, quantity=Quantity("1500", "MWh"), certainty="measured"))
        world.settle(engine.territory(engine.SIRENS[1], weights={"quantity": 90}, k=3))
        await world.send()
        await engine.stands(database, world)
        await eventually(settled, within=30)

        first, second, *_ = await candidates(database)
        path = f"/v1/synergies/{second}/qualification"
        answer = await client.post(path, headers=tokens.operator())
        assert answer.status_code == 200, answer.text
        body = {"state": "running", "quantity": {"value": "200", "unit": "MWh"}}
        path = f"/v1/synergies/{first}/state"
        answer = await client.post(path, json=body, headers=tokens.operator())
        assert answer.status_code == 200, answer.text

        async def deducted() -> bool:
            assert first not in await candidates(database)
            await all_agree(client, database, tokens.operator())
            return True

        await eventually(deducted, within=30)


async def test_what_moved_since_is_named(
    bus: Bus,
    service_database: ServiceDatabase,
    running_worker: RunningWorker,
    api_client: ApiClient,
    tokens: Tokens,
) -> None:
    database = await service_database(SERVICE)
    offer = engine.flow("offer")
    async with running_worker(SERVICE):
        world = engine.World(bus)
        world.declare(offer)
        world.declare(engine.flow("need", direction="input"))
        await world.send()
        await engine.stands(database, world)
    (pair,) = await candidates(database)
    who = tokens.operator()
    async with api_client(SERVICE) as client:
        await _put(database, replace(offer, quantity=Quantity("400", "MWh")), 7)
        shown = await replayed(client, pair, who)
        assert shown["moved"] == [{"input": "offer", "stored": "1", "now": "7"}]
        assert not shown["agrees"]
        assert {"score", "quantity", "criteria"} <= set(shown["differs"])

        await _put(database, replace(offer, quantity=Quantity("0.5", "MWh")), 8)
        shown = await replayed(client, pair, who)
        assert shown["recomputed"]["excluded"]
        failing = [one for one in shown["recomputed"]["criteria"] if one["verdict"] == "fail"]
        assert [one["name"] for one in failing] == ["quantity"]

        await _put(database, replace(offer, family=None), 9)
        shown = await replayed(client, pair, who)
        assert shown["recomputed"] is None
        assert shown["moved"] == [{"input": "offer: gone", "stored": None, "now": None}]
        assert not shown["agrees"]


async def test_a_score_with_a_life_is_replayed_once_its_pair_left_the_lists(
    bus: Bus,
    service_database: ServiceDatabase,
    running_worker: RunningWorker,
    api_client: ApiClient,
    tokens: Tokens,
) -> None:
    database, who = await service_database(SERVICE), tokens.operator()
    offer, need = engine.flow("offer"), engine.flow("need", direction="input")
    world = engine.World(bus)

    async def declare(*flows: Flow) -> None:
        for one in flows:
            world.declare(one)
        await world.send()
        await engine.stands(database, world)

    async with running_worker(SERVICE), api_client(SERVICE) as client:
        await declare(offer, need)
        (pair,) = await candidates(database)
        assert await _inputs_kept(database, pair) is None
        await _act(client, f"/v1/synergies/{pair}/qualification", None, who)
        first = await _inputs_kept(database, pair)
        assert first

        # In the lists still: the newer score brings its own inputs.
        await declare(replace(offer, quantity=Quantity("700", "MWh")))
        second = await _inputs_kept(database, pair)
        assert second
        assert second != first
        score = (await replayed(client, pair, who))["stored"]["score"]

        consent = {"answer": "interested", "consent": True}
        for one in (offer, need):
            company = tokens.company(one.organisation_id)
            await _act(client, f"/v1/synergies/{pair}/answers", consent, company)
        run = {"state": "running", "quantity": {"value": "200", "unit": "MWh"}}
        await _act(client, f"/v1/synergies/{pair}/state", run, who)

        def moved(inputs: set[str]) -> Callable[[], Awaitable[bool]]:
            async def look() -> bool:
                await _agrees_from_kept(client, pair, who, score, inputs)
                return True

            return look

        await _left_the_lists(database)
        await eventually(moved({"life"}), within=30)

        cold = replace(offer, qualities={"temperature": QualityRange(low="40", unit="Cel")})
        world.declare(cold)
        await world.send()
        await eventually(moved({"life", "offer"}), within=30)

        world.settle(engine.territory(engine.SIRENS[0], weights={"distance": 90}, k=3))
        world.withdraw(need)
        await world.send()
        await eventually(moved({"need: gone"}), within=30)
        assert await _inputs_kept(database, pair) == second
    async with api_client(SERVICE) as client:
        await _act_on(database, "UPDATE pair SET inputs = '' WHERE synergy_id = $1", pair)
        assert (await replayed(client, pair, who))["unkept"] == "late"


async def test_what_running_synergies_took_since_is_named(
    clock: FrozenClock,
    bus: Bus,
    service_database: ServiceDatabase,
    running_worker: RunningWorker,
    api_client: ApiClient,
    tokens: Tokens,
) -> None:
    """The row of a pair that leaves for it is written as the pair leaves: after the run began."""
    database, who = await service_database(SERVICE), tokens.operator()
    world = engine.World(bus)
    async with running_worker(SERVICE), api_client(SERVICE) as client:
        world.declare(engine.flow("offer"))
        world.declare(engine.flow("need", direction="input"))
        world.declare(engine.flow("other need", direction="input"))
        await world.send()
        await engine.stands(database, world)
        runs, lived = await candidates(database)
        for pair in (runs, lived):
            await _act(client, f"/v1/synergies/{pair}/qualification", None, who)
        score = (await replayed(client, lived, who))["stored"]["score"]
        clock.advance(timedelta(minutes=1))
        run = {"state": "running", "quantity": {"value": "1000", "unit": "MWh"}}
        await _act(client, f"/v1/synergies/{runs}/state", run, who)

        await _left_the_lists(database)
        shown = await _agrees_from_kept(client, lived, who, score, {"running synergy", "life"})
        assert str(runs) in [one["now"] for one in shown["moved"]]


async def test_a_life_that_begins_before_its_score_follows_says_that_nothing_is_kept(
    bus: Bus,
    service_database: ServiceDatabase,
    running_worker: RunningWorker,
    api_client: ApiClient,
    tokens: Tokens,
) -> None:
    """Until the score follows: that one is kept, though its writer has yet to read of the life."""
    database, who = await service_database(SERVICE), tokens.operator()
    offer = engine.flow("offer")
    async with running_worker(SERVICE):
        world = engine.World(bus)
        world.declare(offer)
        world.declare(engine.flow("need", direction="input"))
        await world.send()
        await engine.stands(database, world)
    (pair,) = await candidates(database)
    async with api_client(SERVICE) as client:
        newer = replace(offer, quantity=Quantity("400", "MWh"))
        await _put(database, newer, 2)
        await _act(client, f"/v1/synergies/{pair}/qualification", None, who)
        shown = await replayed(client, pair, who)
        assert (shown["agrees"], shown["inputs"], shown["unkept"]) == (False, "current", "late")
        assert [one["input"] for one in shown["moved"]] == ["offer", "life"]

        world.declare(newer)
        async with running_worker(SERVICE):
            await world.send()
            await engine.stands(database, world)
        assert await _inputs_kept(database, pair)
        shown = await replayed(client, pair, who)
        assert (shown["agrees"], shown["inputs"], shown["unkept"]) == (True, "current", None)


async def _left_the_lists(database: Database) -> None:
    async def none_is_left() -> bool:
        return await candidates(database) == []

    await eventually(none_is_left, within=30)


async def _agrees_from_kept(
    client: httpx.AsyncClient, pair: UUID, who: Headers, score: int, moved: set[str]
) -> dict[str, Any]:
    shown = await replayed(client, pair, who)
    assert (shown["agrees"], shown["inputs"], shown["differs"]) == (True, "kept", []), shown
    assert shown["stored"] == shown["recomputed"]
    assert shown["stored"]["score"] == score
    assert {one["input"] for one in shown["moved"]} == moved
    return shown


async def _act(client: httpx.AsyncClient, path: str, body: Any, who: Headers) -> None:
    answer = await client.post(path, json=body, headers=who)
    assert answer.status_code == 200, answer.text


async def _inputs_kept(database: Database, pair: UUID) -> bytes | None:
    async with database.read() as session:
        driver = await session.driver()
        found: bytes | None = await driver.fetchval(
            "SELECT inputs FROM pair WHERE synergy_id = $1", pair
        )
    return found


async def _act_on(database: Database, statement: str, pair: UUID) -> None:
    async with database.write() as session:
        await (await session.driver()).execute(statement, pair)


async def _put(database: Database, flow: Flow, version: int) -> None:
    """A newer version of a flow, as an owner that has yet to mend its lists would store it."""
    async with database.write() as session:
        await (await session.driver()).execute(
            "UPDATE owned_flow SET body = $2, version = $3 WHERE flow_id = $1",
            flow.flow_id,
            msgspec.json.encode(flow),
            version,
        )


async def test_a_replay_shows_no_more_than_the_synergy_does(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    database, world = await service_database(SERVICE), Stored()
    await detect(database, world)
    path = f"/v1/synergies/{world.synergy_id}/replay"
    async with api_client(SERVICE) as client:

        async def status(who: Headers) -> int:
            return (await client.get(path, headers=who)).status_code

        company = tokens.company(world.offer.organisation)
        assert await status(company) == 403
        assert await status(tokens.animator("200067023")) == 404
        answer = await client.get(path, headers=tokens.animator(CAEN))
        assert answer.status_code == 200
        shown = answer.json()
        assert shown["masked"]
        assert shown["versions"] is None
        assert all(one["stored"] is None for one in shown["moved"])
        hidden = (*world.need.canaries, *world.pair_canaries)
        assert [canary for canary in hidden if canary in answer.text] == []
        assert await status(tokens.animator(CAEN, HAVRE)) == 200

        consent = {"answer": "interested", "consent": True}
        for side in (world.offer, world.need):
            who = tokens.company(side.organisation)
            done = await client.post(
                f"/v1/synergies/{world.synergy_id}/answers", json=consent, headers=who
            )
            assert done.status_code == 200
        assert await status(company) == 200


async def test_nothing_is_replayed_where_nothing_was_computed(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    database, world = await service_database(SERVICE), Stored()
    await detect(database, world)
    async with database.write() as session:
        await (await session.driver()).execute("DELETE FROM pair")
    async with api_client(SERVICE) as client:
        body = {
            "parties": [{"flow_id": str(world.offer.flow)}, {"flow_id": str(world.need.flow)}],
            "found_by": "workshop",
        }
        opened = await client.post("/v1/synergies", json=body, headers=tokens.operator())
        assert opened.status_code == 201, opened.text
        path = f"/v1/synergies/{opened.json()['synergy_id']}/replay"
        answer = await client.get(path, headers=tokens.operator())
        assert answer.status_code == 409
        assert "no score" in answer.json()["detail"]
