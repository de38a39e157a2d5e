"""Many offers for one need: what they cover together, exactly or rounded."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
from msgspec.structs import replace

from boucle.contract.events.registry import Availability, Flow, Quantity
from boucle.matching.app import SERVICE
from boucle.matching.kinds.substitution import synergy_id
from boucle.platform.bus import Bus
from tests.integration.matching.lists.building import SIRENS, World, flow, stands, territory
from tests.integration.matching.lives.building import write_to
from tests.kit import ApiClient, ServiceDatabase, Tokens
from tests.kit.eventually import eventually
from tests.kit.kit import RunningWorker

NEED = replace(flow("need", direction="input"), quantity=Quantity("1000", "MWh"))
OFFERS = [
    replace(flow(f"offer {amount}"), territory=SIRENS[1], quantity=Quantity(amount, "MWh"))
    for amount in ("412.345", "251.75", "120.5")
]


async def test_offers_cover_a_need_together(
    bus: Bus,
    service_database: ServiceDatabase,
    running_worker: RunningWorker,
    api_client: ApiClient,
    tokens: Tokens,
) -> None:
    database = await service_database(SERVICE)
    async with running_worker(SERVICE), api_client(SERVICE) as client:
        world = World(bus)
        world.settle(territory(SIRENS[0]))
        for one in (NEED, *OFFERS):
            world.declare(one)
        await world.send()
        await stands(database, world)

        async def asked(who: dict[str, str], need: str = str(NEED.flow_id)) -> httpx.Response:
            params = {"need": need}
            return await client.get("/v1/synergies/coverage", params=params, headers=who)

        shown: dict[str, Any] = (await asked(tokens.operator())).json()
        assert shown["wanted"] == {"value": "1000", "unit": "MWh"}
        assert shown["covered"] == {"value": "784.595", "unit": "MWh"}
        assert shown["share"] == "0.7846"
        assert not shown["approximate"]
        assert [one["gives"]["value"] for one in shown["offers"]] == ["412.345", "251.75", "120.5"]

        company = tokens.company(NEED.organisation_id)
        assert (await asked(company)).json()["candidates"] == 0  # nothing was introduced to it yet
        for one in shown["offers"]:
            path = f"/v1/synergies/{one['synergy_id']}/qualification"
            done = await client.post(path, json={}, headers=tokens.operator())
            assert done.status_code == 200, done.text
            await write_to(database, UUID(one["synergy_id"]), NEED.organisation_id)
        answer = await asked(company)
        seen = answer.json()
        assert seen["approximate"]
        assert {one["gives"]["value"] for one in seen["offers"]} == {"500", "200", "100"}
        assert all(one["score"] is None for one in seen["offers"])
        assert not any(amount in answer.text for amount in ("412.345", "251.75", "120.5", "784"))

        body = {"state": "running", "quantity": {"value": "400", "unit": "MWh"}}
        first = shown["offers"][0]["synergy_id"]
        done = await client.post(
            f"/v1/synergies/{first}/state", json=body, headers=tokens.operator()
        )
        assert done.status_code == 200, done.text

        async def followed() -> bool:
            now = (await asked(tokens.operator())).json()
            assert now["running"] == {"value": "400", "unit": "MWh"}
            assert Decimal(now["covered"]["value"]) == Decimal("372.25")
            assert now["share"] == "0.7722"
            return True

        await eventually(followed, within=30)

        assert (await asked(tokens.company(OFFERS[0].organisation_id))).status_code == 404
        assert (await asked(tokens.animator(SIRENS[1]))).status_code == 404
        assert (await asked(tokens.animator(SIRENS[0]))).status_code == 200
        wrong = await asked(tokens.operator(), need=str(OFFERS[0].flow_id))
        assert wrong.status_code == 422
        assert wrong.json()["errors"][0]["field"] == "query.need"


def _heat(name: str, mwh: str, *months: int, need: bool = False) -> Flow:
    return replace(
        flow(name, direction="input" if need else "output"),
        quantity=Quantity(mwh, "MWh"),
        availability=Availability(months=months),
    )


async def test_what_runs_by_a_network_leaves_the_other_months_of_a_need(
    bus: Bus,
    service_database: ServiceDatabase,
    running_worker: RunningWorker,
    api_client: ApiClient,
    tokens: Tokens,
) -> None:
    """300 MWh a month from May to August, of which 200 run in May and June: July and August are
    free, so 600 are covered besides: two thirds of 1200 with the 200."""
    need = _heat("need", "1200", 5, 6, 7, 8, need=True)
    spring = _heat("spring", "900", 1, 2, 3, 4, 5, 6)
    summer = _heat("summer", "600", 7, 8)
    database, who = await service_database(SERVICE), tokens.operator()
    first, second = (synergy_id(one.flow_id, need.flow_id) for one in (spring, summer))
    async with running_worker(SERVICE), api_client(SERVICE) as client:
        world = World(bus)
        world.settle(territory(SIRENS[0]))
        for one in (need, spring, summer):
            world.declare(one)
        await world.send()
        await stands(database, world)

        async def runs(synergy: UUID, mwh: str) -> httpx.Response:
            body = {"state": "running", "quantity": {"value": mwh, "unit": "MWh"}}
            return await client.post(f"/v1/synergies/{synergy}/state", json=body, headers=who)

        assert (await runs(first, "200")).status_code == 200

        async def followed() -> bool:
            params = {"need": str(need.flow_id)}
            now = (await client.get("/v1/synergies/coverage", params=params, headers=who)).json()
            assert now["running"] == {"value": "200", "unit": "MWh"}
            assert now["covered"] == {"value": "600", "unit": "MWh"}
            assert now["share"] == "0.6667"
            return True

        await eventually(followed, within=30)
        refused = await runs(second, "601")
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["expected"] == "at most 600 MWh a year"
        assert (await runs(second, "600")).status_code == 200
