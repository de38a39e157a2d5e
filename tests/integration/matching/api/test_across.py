"""An animator of one side sees pairs by a copy of the other: nothing within the copy moves them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from boucle.contract.events.registry import Availability, Flow, Quantity
from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    NOW,
    World,
    keep_flow,
    withdraw,
)
from tests.kit import ApiClient, Tokens

Headers = dict[str, str]
LATER = NOW + timedelta(days=1)
_ASKED: tuple[dict[str, str], ...] = (
    {},
    {"candidacy": "true"},
    {"territory": CAEN},
    {"territory": HAVRE},
    {"min_score": "5000"},
    {"updated_after": NOW.isoformat()},
    {"updated_after": LATER.isoformat()},
)


async def seen(client: httpx.AsyncClient, world: World, who: Headers) -> list[Any]:
    """Everything that is said of the pair."""
    lists = [await client.get("/v1/synergies", params=each, headers=who) for each in _ASKED]
    one = await client.get(f"/v1/synergies/{world.synergy_id}", headers=who)
    covered = f"/v1/synergies/coverage?need={world.need.flow}"
    return [answer.json() for answer in (*lists, one, await client.get(covered, headers=who))]


def far(flow: Flow) -> Flow:
    """The same in the farthest corner of its cell of 0.1 by 0.15 degrees."""
    return replace(flow, site=replace(flow.site, latitude=49.4999, longitude=0.1))


@pytest.mark.parametrize("moved", ["lists", "quantity", "place"])
async def test_no_move_of_the_other_within_its_copy_shows(
    moved: str, database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        neighbour, both = tokens.animator(CAEN), tokens.animator(CAEN, HAVRE)
        before, whole = await seen(client, world, neighbour), await seen(client, world, both)
        need = world.need.declared()
        if moved == "lists":
            await withdraw(database, world)
        elif moved == "quantity":
            need = replace(need, quantity=Quantity("51234.75", "t"))
            await keep_flow(database, need, 2, LATER)
        else:
            await keep_flow(database, far(need), 2, LATER)
        assert await seen(client, world, neighbour) == before
        assert await seen(client, world, both) != whole

    found = [len(page["items"]) for page in before[: len(_ASKED)]]
    assert found == [1, 0, 1, 1, 1, 1, 0]
    shown = before[0]["items"][0]
    assert (shown["masked"], shown["candidacy"]) == (True, None)
    assert shown == before[len(_ASKED)]


async def test_what_is_seen_can_be_introduced_whatever_lists_hold(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    """Even where exact values exclude it: a refusal would tell them."""
    await withdraw(database, world)
    offer, need = world.offer.declared(), world.need.declared()
    ends, begins = Availability(end=date(2026, 6, 30)), Availability(start=date(2026, 9, 1))
    await keep_flow(database, replace(offer, availability=ends), 2)
    await keep_flow(database, replace(need, availability=begins), 2)
    path, who = f"/v1/synergies/{world.synergy_id}", tokens.animator(HAVRE)
    async with api_client(SERVICE) as client:
        assert (await client.get(path, headers=who)).status_code == 404, "nobody was shown it yet"
        [shown] = (await client.get("/v1/synergies", headers=who)).json()["items"]
        assert shown["synergy_id"] == str(world.synergy_id)
        assert (await client.get(path, headers=who)).json() == shown
        done = await client.post(f"{path}/qualification", json={}, headers=who)
        assert done.status_code == 200, done.text
        assert done.json()["state"] == "qualified"
        [after] = (await client.get("/v1/synergies", headers=who)).json()["items"]
        assert after["state"] == "qualified"
        assert after["quantity"] == shown["quantity"]
        assert after["sides"][1] == shown["sides"][1], "its own side exactly"
        assert after["masked"]
