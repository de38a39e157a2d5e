"""A score that was given is computed again, and says what moved since."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
import msgspec
from msgspec.structs import replace

from boucle.contract.events.registry import Flow, Quantity
from boucle.matching.app import SERVICE
from boucle.platform.bus import Bus
from boucle.platform.db import Database
from tests.integration.matching.lists import building as engine
from tests.integration.matching.lives.building import CAEN, HAVRE, detect, introduce, write_to
from tests.integration.matching.lives.building import World as Stored
from tests.kit import ApiClient, ServiceDatabase, Tokens
from tests.kit.eventually import eventually
from tests.kit.kit import RunningWorker

Headers = dict[str, str]


async def candidates(database: Database) -> list[UUID]:
    async with database.read() as session:
        rows = await (await session.driver()).fetch(
            "SELECT DISTINCT synergy_id FROM entry ORDER BY synergy_id"
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


async def test_a_list_that_has_yet_to_follow_its_flows_shows(
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
        assert (shown["agrees"], shown["differs"]) == (False, ["score"])
        assert shown["stored"]["score"] != shown["recomputed"]["score"]

        # It matches no more: there is nothing to show until its list follows.
        await _put(database, replace(offer, quantity=Quantity("0.5", "MWh")), 8)
        answer = await client.get(f"/v1/synergies/{pair}/replay", headers=who)
        assert answer.status_code == 404
        listed = await client.get("/v1/synergies", headers=who)
        assert listed.json() == {"items": [], "next": None}


async def test_what_people_acted_on_is_replayed_whatever_becomes_of_it(
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
        await _act(client, f"/v1/synergies/{pair}/qualification", None, who)
        first = await _inputs_kept(database, pair)
        assert first
        await _agrees_from_kept(client, pair, who, set())

        # Its flow moved: the step's own inputs still give its figures; the next step has others.
        await declare(replace(offer, quantity=Quantity("700", "MWh")))
        await _agrees_from_kept(client, pair, who, {"offer"})
        consent = {"answer": "interested", "consent": True}
        await write_to(database, pair, offer.organisation_id, need.organisation_id)
        for one in (offer, need):
            company = tokens.company(one.organisation_id)
            await _act(client, f"/v1/synergies/{pair}/answers", consent, company)
        second = await _inputs_kept(database, pair)
        assert second
        assert second != first
        await _agrees_from_kept(client, pair, who, set())

        run = {"state": "running", "quantity": {"value": "200", "unit": "MWh"}}
        await _act(client, f"/v1/synergies/{pair}/state", run, who)
        await _left_the_lists(database)
        await _agrees_from_kept(client, pair, who, set())  # it takes nothing from itself
        world.settle(engine.territory(engine.SIRENS[0], weights={"distance": 90}, k=3))
        world.withdraw(need)
        await world.send()

        async def gone() -> bool:
            await _agrees_from_kept(client, pair, who, {"need: gone"})
            return True

        await eventually(gone, within=30)
        score = (await replayed(client, pair, who))["stored"]["score"]
        await _act_on(database, "UPDATE life SET inputs = NULL WHERE synergy_id = $1", pair)
        shown = await replayed(client, pair, who)
        assert (shown["agrees"], shown["unkept"], shown["inputs"]) == (False, "not_kept", "current")
        assert (shown["stored"]["score"], shown["recomputed"]) == (score, None)


async def _left_the_lists(database: Database) -> None:
    async def none_is_left() -> bool:
        return await candidates(database) == []

    await eventually(none_is_left, within=30)


async def _agrees_from_kept(
    client: httpx.AsyncClient, pair: UUID, who: Headers, moved: set[str]
) -> None:
    shown = await replayed(client, pair, who)
    assert (shown["agrees"], shown["inputs"], shown["differs"]) == (True, "kept", []), shown
    assert shown["stored"] == shown["recomputed"]
    assert {one["input"] for one in shown["moved"]} == moved


async def _act(client: httpx.AsyncClient, path: str, body: Any, who: Headers) -> None:
    answer = await client.post(path, json=body, headers=who)
    assert answer.status_code == 200, answer.text


async def _inputs_kept(database: Database, pair: UUID) -> bytes | None:
    async with database.read() as session:
        driver = await session.driver()
        found: bytes | None = await driver.fetchval(
            "SELECT inputs FROM life WHERE synergy_id = $1", pair
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
        assert await status(company) == 404
        assert await status(tokens.animator("200067023")) == 404
        assert await status(tokens.animator(CAEN)) == 403
        assert await status(tokens.animator(CAEN, HAVRE)) == 200

        await introduce(database, world)
        assert await status(company) == 403
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
        await (await session.driver()).execute("DELETE FROM entry")
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
