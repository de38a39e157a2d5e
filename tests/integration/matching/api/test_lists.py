"""What the list of synergies takes: any of several values, orders, fields, its flows."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from boucle.matching.app import SERVICE
from tests.integration.matching.lives.building import CAEN, HAVRE, World, detect, write_to_both
from tests.kit import ApiClient, ServiceDatabase, Tokens

Headers = dict[str, str]


async def _walked(client: httpx.AsyncClient, query: str, by: Headers) -> list[dict[str, Any]]:
    """All pages of two."""
    items: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        following = f"&cursor={cursor}" if cursor else ""
        page = await client.get(f"/v1/synergies?limit=2&{query}{following}", headers=by)
        assert page.status_code == 200, page.text
        items += page.json()["items"]
        cursor = page.json()["next"]
    return items


@pytest.fixture
async def worlds() -> list[World]:
    return [World() for _ in range(5)]


async def test_what_the_list_of_synergies_takes(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens, worlds: list[World]
) -> None:
    database = await service_database(SERVICE)
    for world in worlds:
        await detect(database, world)
    animator, operator = tokens.animator(CAEN, HAVRE), tokens.operator()
    known = {str(world.synergy_id) for world in worlds}
    async with api_client(SERVICE) as client:
        acted = [str(world.synergy_id) for world in worlds[:3]]
        for id_ in acted:
            done = await client.post(
                f"/v1/synergies/{id_}/qualification", json={}, headers=animator
            )
            assert done.status_code == 200, done.text
        await write_to_both(database, worlds[0])

        async def ids(query: str, by: Headers) -> list[str]:
            return [one["synergy_id"] for one in await _walked(client, query, by)]

        for by in (animator, operator):
            rising, falling = await ids("", by), await ids("sort=-updated_at", by)
            assert len(rising) == 5
            assert set(rising) == known
            assert falling == [*rising[:3][::-1], *rising[3:]]  # pairs stand behind lives
            both = f"territory={CAEN}&territory={HAVRE}"
            assert sorted(await ids(both, by)) == sorted(known)
            assert set(await ids("state=detected", by)) == known - set(acted)
            assert set(await ids("state=detected&state=qualified&state=introduced", by)) == known
            flows = f"flow_id={worlds[3].offer.flow}&flow_id={worlds[4].need.flow}"
            assert set(await ids(flows, by)) == known - set(acted)
        one = await client.get("/v1/synergies?limit=1", headers=operator)
        cursor = one.json()["next"]
        other = await client.get(
            f"/v1/synergies?sort=-updated_at&cursor={cursor}", headers=operator
        )
        assert other.status_code == 422
        await _fields_and_flows(client, worlds[0], tokens)
        moved = await client.get("/v1/synergies?after=c&wait=2", headers=operator)
        assert moved.headers["location"] == "/v1/changes?types=synergy&after=c&wait=2"


async def _fields_and_flows(client: httpx.AsyncClient, world: World, tokens: Tokens) -> None:
    """A party, before consent, gets its own flow and nothing of the other's."""
    path = f"/v1/synergies/{world.synergy_id}"
    company = tokens.company(world.offer.organisation)
    shown = (await client.get(f"{path}?fields=state", headers=company)).json()
    assert shown == {"synergy_id": str(world.synergy_id), "state": "introduced"}
    for by, expected in (
        (company, {world.offer.flow}),
        (tokens.animator(HAVRE), {world.need.flow}),
        (tokens.animator(CAEN, HAVRE), {world.offer.flow, world.need.flow}),
        (tokens.operator(), {world.offer.flow, world.need.flow}),
    ):
        answer = await client.get(f"{path}?expand=flows", headers=by)
        assert {one["flow_id"] for one in answer.json()["flows"]} == set(map(str, expected))
        listed = await client.get("/v1/synergies?expand=flows&fields=title", headers=by)
        mine = [one for one in listed.json()["items"] if one["synergy_id"] == path[-36:]]
        assert mine[0]["flows"] == answer.json()["flows"]
        if by is company:
            assert not any(canary in answer.text for canary in world.need.canaries)
