"""A stored score is computed again from the stored inputs, and says what moved where it differs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
import msgspec
from msgspec.structs import replace

from boucle.common.bus import Bus
from boucle.common.db import Database
from boucle.common.events.registry import Flow, Quantity
from boucle.common.testing import ApiClient, ServiceDatabase, Tokens
from boucle.common.testing.eventually import eventually
from boucle.common.testing.kit import RunningWorker
from boucle.matching.app import SERVICE
from tests.integration.matching_engine import building as engine
from tests.integration.matching_life.building import CAEN, HAVRE, detect
from tests.integration.matching_life.building import World as Stored

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
    told: dict[str, Any] = answer.json()
    return told


async def all_agree(client: httpx.AsyncClient, database: Database, who: Headers) -> int:
    """How many pairs lists hold; each of them replayed."""
    found = await candidates(database)
    for synergy_id in found:
        told = await replayed(client, synergy_id, who)
        assert (told["agrees"], told["moved"], told["differs"]) == (True, [], []), told
        assert told["stored"] == told["recomputed"]
        assert not told["masked"]
        assert told["versions"]["offer"] >= 1
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
        for told in flows:
            world.declare(told)
        await world.send()
        await engine.stands(database, world)

        async def settled() -> bool:
            """Settings that a replay reads are kept by another consumer than the lists' owner."""
            return await all_agree(client, database, tokens.operator()) > 10

        await eventually(settled, within=30)

        for told in flows[:5]:
            world.declare(replace(told, quantity=Quantity("1500", "MWh"), certainty="measured"))
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
        told = await replayed(client, pair, who)
        assert told["moved"] == [{"input": "offer", "stored": "1", "now": "7"}]
        assert not told["agrees"]
        assert {"score", "quantity", "criteria"} <= set(told["differs"])

        await _put(database, replace(offer, quantity=Quantity("0.5", "MWh")), 8)
        told = await replayed(client, pair, who)
        assert told["recomputed"]["excluded"]
        failing = [one for one in told["recomputed"]["criteria"] if one["verdict"] == "fail"]
        assert [one["name"] for one in failing] == ["quantity"]

        await _put(database, replace(offer, family=None), 9)
        told = await replayed(client, pair, who)
        assert told["recomputed"] is None
        assert told["moved"] == [{"input": "offer: gone", "stored": None, "now": None}]
        assert not told["agrees"]


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
        told = answer.json()
        assert told["masked"]
        assert told["versions"] is None
        assert all(one["stored"] is None for one in told["moved"])
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
