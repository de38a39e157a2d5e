"""Ask for everything of a masked synergy, and see nothing move that the other side alone moved."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from boucle.contract.events.registry import Quantity
from boucle.matching.app import SERVICE
from boucle.matching.lives.seen import TOGETHER
from boucle.platform.db import Database
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    NOW,
    World,
    keep_flow,
    withdraw,
    write_to,
    write_to_both,
)
from tests.kit import ApiClient, FrozenClock, Tokens

Headers = dict[str, str]
_ASKED = [
    {},
    *({"candidacy": one} for one in ("true", "false")),
    *({"territory": one} for one in (CAEN, HAVRE, "200000000")),
    *(
        {"updated_after": (NOW + timedelta(**late)).isoformat(), "sort": sort}
        for late, sort in product(
            ({"hours": -1}, {"seconds": 1}, {"hours": 30}), ("updated_at", "-updated_at")
        )
    ),
]
LATER = NOW + timedelta(days=1)


async def seen(client: httpx.AsyncClient, world: World, who: Headers) -> list[Any]:
    """What a company gets of its one synergy, by each filter that could compare the other side."""
    one = await client.get(f"/v1/synergies/{world.synergy_id}", headers=who)
    lists = [await client.get("/v1/synergies", params=each, headers=who) for each in _ASKED]
    return [one.json(), one.headers.get("etag"), *(page.json() for page in lists)]


@pytest.mark.parametrize("moved", ["lists", "flow", "mail"])
async def test_a_company_sees_no_move_of_the_other(
    moved: str, database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        path = f"/v1/synergies/{world.synergy_id}/qualification"
        await client.post(path, json={}, headers=tokens.operator())
        await write_to(database, world.synergy_id, world.offer.organisation)
        who = tokens.company(world.offer.organisation)
        operator = tokens.operator()
        before, whole = await seen(client, world, who), await seen(client, world, operator)
        if moved == "lists":
            await withdraw(database, world)
        elif moved == "mail":
            await write_to(database, world.synergy_id, world.need.organisation, at=LATER)
        else:
            other = replace(world.need.declared(), quantity=Quantity("47891.25", "t"))
            await keep_flow(database, other, 2, LATER)
        assert await seen(client, world, who) == before
        assert await seen(client, world, operator) != whole

    assert before[0]["candidacy"] is None
    found = [len(page["items"]) for page in before[2:]]
    assert found[:6] == [1, 0, 0, 1, 0, 0], "of its own side, whole or not at all"
    assert before[0]["masked"]


async def test_the_other_answered_in_an_hour(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens, clock: FrozenClock
) -> None:
    """Its moment shows in no step, filter or cursor, until both know each other."""
    path = f"/v1/synergies/{world.synergy_id}"
    who, other = (tokens.company(one.organisation) for one in (world.offer, world.need))
    async with api_client(SERVICE) as client:
        await client.post(f"{path}/qualification", json={}, headers=tokens.operator())
        await write_to_both(database, world)
        clock.advance(timedelta(minutes=7, seconds=3))
        await client.post(f"{path}/answers", json={"answer": "interested"}, headers=other)
        sides = (await client.get(path, headers=who)).json()["sides"]
        assert [side["standing"] for side in sides] == ["pending", "interested"]
        steps = (await client.get(f"{path}/history", headers=who)).json()["steps"]
        assert {step["at"] for step in steps} == {"2026-03-02T09:00:00Z"}
        for since in ("09:00", "09:07:02", "09:07:04", "09:59"):
            query = {"updated_after": f"2026-03-02T{since}Z"}
            page = (await client.get("/v1/synergies", params=query, headers=who)).json()
            assert len(page["items"]) == 1
        async with database.read() as session:
            rows = await session.fetch("SELECT organisation_id, changed_at FROM shown_life")
        moments = {row["organisation_id"]: row["changed_at"] for row in rows}
        assert moments.pop(TOGETHER) == clock()
        assert set(moments.values()) == {NOW}, "what pages are ordered by"
        both = tokens.company(world.offer.organisation, world.need.organisation)
        whole = (await client.get(path, headers=both)).json()
        assert whole["updated_at"] == "2026-03-02T09:07:03Z", "who acts for both"
        agreed = {"answer": "interested", "consent": True}
        for one in (who, other):
            await client.post(f"{path}/answers", json=agreed, headers=one)
        steps = (await client.get(f"{path}/history", headers=who)).json()["steps"]
    assert steps[-1]["disclosed"]
    assert steps[-1]["at"] == "2026-03-02T09:07:03Z"
