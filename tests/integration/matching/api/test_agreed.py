"""No more is agreed than there is: of a pair, beside what its flows give and take elsewhere."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from msgspec.structs import replace

from boucle.contract.events.registry import Quantity
from boucle.matching.app import SERVICE
from boucle.matching.kinds.substitution import synergy_id
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    NOW,
    Company,
    World,
    declare,
    detect,
    hold,
    introduce,
    keep_flow,
    lives,
    withdraw,
)
from tests.kit import ApiClient, ServiceDatabase, Tokens

OFFER = Company(CAEN, "output", "60", 49.18, "30")
NEEDS = [Company(HAVRE, "input", amount, 49.19, "25") for amount in ("100", "70", "39")]


def run(tonnes: str, **more: Any) -> dict[str, Any]:
    return {"state": "running", "quantity": {"value": tonnes, "unit": "t"}, **more}


async def told(
    client: httpx.AsyncClient, synergy: UUID, body: dict[str, Any], who: dict[str, str]
) -> httpx.Response:
    return await client.post(f"/v1/synergies/{synergy}/state", json=body, headers=who)


def fault(answer: httpx.Response) -> tuple[str, str, str]:
    assert answer.status_code == 422, answer.text
    (one,) = answer.json()["errors"]
    return one["field"], one["value"], one["expected"]


async def test_a_flow_of_sixty_tonnes_runs_sixty(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    """60 + 60 + 39 t of 60 t were taken before."""
    database, who = await service_database(SERVICE), tokens.operator()
    await declare(database, OFFER, *NEEDS)
    for need in NEEDS:
        await hold(database, OFFER, need)
    first, second, third = [synergy_id(OFFER.flow, need.flow) for need in NEEDS]
    async with api_client(SERVICE) as client:
        field = "body.quantity.value"
        assert fault(await told(client, first, run("200"), who)) == (
            field,
            "200",
            "at most 60 t a year",
        )
        assert (await told(client, first, run("21"), who)).status_code == 200
        for synergy in (second, third):
            assert fault(await told(client, synergy, run("39.5"), who)) == (
                field,
                "39.5",
                "at most 39 t a year",
            )
        for synergy in (second, third):
            path = f"/v1/synergies/{synergy}/qualification"
            assert (await client.post(path, json={}, headers=who)).status_code == 200
        both = [told(client, synergy, run("39"), who) for synergy in (second, third)]
        answers = await asyncio.gather(*both)
        assert sorted(one.status_code for one in answers) == [200, 422]
        (refused,) = [one for one in answers if one.status_code == 422]
        assert fault(refused)[2] == "at most 0 t a year"
        # What it takes itself is its own.
        assert fault(await told(client, first, run("22"), who))[2] == "at most 21 t a year"
        assert (await told(client, first, run("20"), who)).status_code == 200


async def test_what_was_possible_when_they_agreed_stays_so(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    database, who = await service_database(SERVICE), tokens.operator()
    world = World(offer=OFFER, need=NEEDS[0])
    await detect(database, world)
    await introduce(database, world)
    revised = replace(OFFER.declared(), quantity=Quantity("40", "t"))
    await keep_flow(database, revised, 2, NOW)
    async with api_client(SERVICE) as client:
        answer = await told(client, world.synergy_id, run("61"), who)
        assert fault(answer)[2] == "at most 60 t a year"
        answer = await told(client, world.synergy_id, run("60"), who)
        assert answer.status_code == 200, answer.text
        assert [one["expected"] for one in answer.json()["warnings"]] == ["at most 40 t a year"]


async def test_more_than_a_run_can_still_take_is_warned_of(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    """60 t ran, 20 are declared now: 50 are more. What runs is in no list."""
    database, who = await service_database(SERVICE), tokens.operator()
    world = World(offer=OFFER, need=NEEDS[0])
    await detect(database, world)
    await introduce(database, world)
    async with api_client(SERVICE) as client:
        answer = await told(client, world.synergy_id, run("60"), who)
        assert (answer.status_code, answer.json()["warnings"]) == (200, [])
        await withdraw(database, world)
        await keep_flow(database, replace(OFFER.declared(), quantity=Quantity("20", "t")), 2, NOW)
        answer = await told(client, world.synergy_id, run("50"), who)
        assert [one["expected"] for one in answer.json()["warnings"]] == ["at most 20 t a year"]
        assert answer.json()["quantity"] == {"value": "20", "unit": "t"}
        replayed = await client.get(f"/v1/synergies/{world.synergy_id}/replay", headers=who)
        assert replayed.json()["moved"] == [], "of the flows as this step found them"


async def test_a_run_keeps_what_was_declared_as_it_ran(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    """60 t are declared and run. Revised to 20, a report still is of 60; from then on 20 run."""
    database, who = await service_database(SERVICE), tokens.operator()
    world = World(offer=OFFER, need=NEEDS[0])
    await detect(database, world)
    await introduce(database, world)
    began = (NOW.date() - timedelta(days=90)).isoformat()
    first = run("60", since=began)
    async with api_client(SERVICE) as client:
        assert (await told(client, world.synergy_id, first, who)).status_code == 200
        then = (await lives(database))[world.synergy_id]
        await keep_flow(database, replace(OFFER.declared(), quantity=Quantity("20", "t")), 2, NOW)
        result = {"period_start": began, "period_end": began, "grade": "declared", "jobs": "1"}
        path = f"/v1/synergies/{world.synergy_id}/results"
        answer = await client.post(path, json=result, headers=who)
        assert answer.status_code == 200, answer.text
        assert (await lives(database))[world.synergy_id].potential == Quantity("60", "t")
        second = run("20", since=NOW.date().isoformat())
        assert (await told(client, world.synergy_id, second, who)).status_code == 200
    after = (await lives(database))[world.synergy_id]
    (former,) = after.former_runs
    assert (former.potential, former.eur) == (Quantity("60", "t"), then.eur)
    assert (former.tco2e, former.months) == (then.tco2e, then.months)
    assert after.potential == Quantity("20", "t")


async def test_a_step_of_a_pair_that_no_list_holds_is_of_its_flows_as_they_are(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    """60 t become 40, and another pair runs them all: who answers then is told 40, never 60."""
    database, who = await service_database(SERVICE), tokens.operator()
    world = World(offer=OFFER, need=NEEDS[0])
    await declare(database, *NEEDS[1:2])
    await detect(database, world)
    await introduce(database, world)
    await hold(database, OFFER, NEEDS[1])
    other, forty = synergy_id(OFFER.flow, NEEDS[1].flow), {"value": "40", "unit": "t"}
    await keep_flow(database, replace(OFFER.declared(), quantity=Quantity("40", "t")), 2, NOW)
    async with api_client(SERVICE) as client:
        assert (await told(client, other, run("40"), who)).status_code == 200
        await withdraw(database, world)
        path = f"/v1/synergies/{world.synergy_id}"
        said = {"organisation_id": str(OFFER.organisation), "answer": "interested"}
        answer = await client.post(f"{path}/answers", json=said, headers=who)
        assert answer.json()["quantity"] == forty
    assert (await lives(database))[world.synergy_id].potential == Quantity("40", "t")


async def test_what_nobody_reckoned_is_warned_of(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    database, who = await service_database(SERVICE), tokens.operator()
    companies = (OFFER, NEEDS[0])
    await declare(database, *companies)
    parties = [
        {"organisation_id": str(one.organisation), "site_id": str(one.site), "family": one.family}
        | {"role": role}
        for one, role in zip(companies, ("offer", "need"), strict=True)
    ]
    found = {"kind": "substitution", "nature": "material", "parties": parties}
    async with api_client(SERVICE) as client:
        opened = await client.post("/v1/synergies", json=found, headers=who)
        assert opened.status_code in (200, 201), opened.text
        kept = await client.get(opened.headers["location"], headers=who)
        assert kept.headers["etag"].removeprefix("W/") == opened.headers["etag"]
        answer = await told(client, UUID(opened.json()["synergy_id"]), run("500"), who)
        assert answer.status_code == 200, answer.text
        (warning,) = answer.json()["warnings"]
        assert (warning["field"], warning["value"]) == ("agreed", "500 t")
        assert warning["message"] == "nobody reckoned how much there can be"
