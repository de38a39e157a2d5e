"""Flows that nobody takes: what the list of synergies leaves of what was declared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
from msgspec.structs import replace as with_value

from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    World,
    declare,
    detect,
    keep_flow,
    withdraw,
    write_to_both,
)
from tests.kit import ApiClient, ServiceDatabase, Tokens

Headers = dict[str, str]
_OVER = {"refused", "stopped", "already_done", "contract_until"}


def _world(latitude: float, offer: str = CAEN, need: str = CAEN) -> World:
    """Far from the others."""
    whole = World()
    return World(
        offer=replace(whole.offer, territory=offer, latitude=latitude),
        need=replace(whole.need, territory=need, latitude=latitude + 0.1),
    )


async def _walked(
    client: httpx.AsyncClient, path: str, by: Headers, **query: Any
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = None
    for _ in range(100):
        asked = query if cursor is None else {**query, "cursor": cursor}
        answer = await client.get(path, params=asked, headers=by)
        assert answer.status_code == 200, answer.text
        found += answer.json()["items"]
        cursor = answer.json()["next"]
        if cursor is None:
            return found
    raise AssertionError("it has no end")


async def _met(client: httpx.AsyncClient, by: Headers) -> set[str]:
    """The flows of every synergy that is not over, as this reader is shown them."""
    found = await _walked(client, "/v1/synergies", by)
    living = [one for one in found if one["state"] not in _OVER]
    return {side["flow_id"] for one in living for side in one["sides"] if side["flow_id"]}


async def test_unmet_is_what_no_living_synergy_shows(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    database = await service_database(SERVICE)
    within, refused, border = _world(47.0), _world(45.0), _world(49.2, need=HAVRE)
    alone, typical, doubled, gone = (
        replace(World().offer, territory=CAEN, latitude=43.0) for _ in range(4)
    )
    for world in (within, refused, border):
        await detect(database, world)
    await declare(database, alone, doubled)
    await keep_flow(database, with_value(typical.declared(), certainty="typical"), 1)
    twice = with_value(doubled.declared(), duplicate_of=alone.flow)
    await keep_flow(database, twice, 2)
    await keep_flow(database, with_value(gone.declared(), family=None), 1)
    here, both = tokens.animator(CAEN), tokens.animator(CAEN, HAVRE)
    flows = [alone, *(one for w in (within, refused, border) for one in (w.offer, w.need))]
    async with api_client(SERVICE) as client:
        await _refuse(client, database, refused, both, tokens)
        for by, own in ((here, {CAEN}), (both, {CAEN, HAVRE}), (tokens.operator(), {CAEN, HAVRE})):
            met = await _met(client, by)
            expected = {str(one.flow) for one in flows if one.territory in own} - met
            for limit in (1, 3, 50):
                found = await _walked(client, "/v1/unmet-flows", by, limit=limit)
                ids = [one["flow_id"] for one in found]
                assert sorted(ids) == sorted(expected)
                moments = [one["updated_at"] for one in found]
                assert moments == sorted(moments, reverse=True)
            assert expected == {str(one.flow) for one in (alone, refused.offer, refused.need)}
            only = await _walked(client, "/v1/unmet-flows", by, territory=HAVRE)
            assert only == []
        for by, status in ((tokens.company(alone.organisation), 403), ({}, 401)):
            assert (await client.get("/v1/unmet-flows", headers=by)).status_code == status


async def test_no_list_across_a_border_shows(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    """The exact pair left all lists; by copies it is still one."""
    database = await service_database(SERVICE)
    border = _world(49.2, need=HAVRE)
    await detect(database, border)
    async with api_client(SERVICE) as client:

        async def unmet(*territories: str) -> list[dict[str, Any]]:
            by = tokens.animator(*territories)
            return await _walked(client, "/v1/unmet-flows", by)

        assert await unmet(CAEN) == await unmet(CAEN, HAVRE) == []
        await withdraw(database, border)
        assert await unmet(CAEN) == []
        assert {one["flow_id"] for one in await unmet(CAEN, HAVRE)} == {
            str(border.offer.flow),
            str(border.need.flow),
        }


async def _refuse(
    client: httpx.AsyncClient, database: Database, world: World, by: Headers, tokens: Tokens
) -> None:
    path = f"/v1/synergies/{world.synergy_id}"
    done = await client.post(f"{path}/qualification", json={}, headers=by)
    assert done.status_code == 200, done.text
    await write_to_both(database, world)
    body = {"answer": "refused", "reason": "price"}
    who = tokens.company(world.offer.organisation)
    done = await client.post(f"{path}/answers", json=body, headers=who)
    assert done.status_code == 200, done.text
