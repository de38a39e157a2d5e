"""What is deduced from an activity reaches no company before an animator gave it a life."""

from __future__ import annotations

import httpx
import pytest

from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    World,
    detect,
    lives,
    write_to_both,
)
from tests.kit import ApiClient, ServiceDatabase, Tokens

Headers = dict[str, str]


@pytest.fixture
def world() -> World:
    return World(deduced=True)


@pytest.fixture
async def database(service_database: ServiceDatabase, world: World) -> Database:
    database = await service_database(SERVICE)
    await detect(database, world)
    return database


async def listed(client: httpx.AsyncClient, who: Headers, query: str = "") -> int:
    answer = await client.get(f"/v1/synergies{query}", headers=who)
    assert answer.status_code == 200, answer.text
    return len(answer.json()["items"])


async def covering(client: httpx.AsyncClient, world: World, who: Headers) -> int:
    params = {"need": str(world.need.flow)}
    answer = await client.get("/v1/synergies/coverage", params=params, headers=who)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["candidates"])


async def test_companies_and_their_tools_see_none_of_it_and_cannot_answer(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    one = f"/v1/synergies/{world.synergy_id}"
    both = tokens.company(world.offer.organisation, world.need.organisation)
    async with api_client(SERVICE) as client:
        for who in (
            tokens.company(world.offer.organisation),
            tokens.company(world.need.organisation),
            tokens.tool("tyca"),
            both,
        ):
            assert await listed(client, who) == 0
            assert await listed(client, who, "?updated_after=2020-01-01T00:00:00Z") == 0
            for path in (one, f"{one}/history", f"{one}/replay"):
                assert (await client.get(path, headers=who)).status_code == 404
            body = {"answer": "interested", "consent": True}
            asked = await client.post(f"{one}/answers", json=body, headers=who)
            assert asked.status_code == 404
        assert await covering(client, world, both) == 0
    assert await lives(database) == {}


async def test_animators_see_it_and_their_word_shows_it_to_the_companies(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    one = f"/v1/synergies/{world.synergy_id}"
    company = tokens.company(world.need.organisation)
    async with api_client(SERVICE) as client:
        for who in (tokens.animator(CAEN), tokens.animator(HAVRE), tokens.operator()):
            assert await listed(client, who) == 1
            assert (await client.get(one, headers=who)).status_code == 200
        assert await covering(client, world, tokens.animator(HAVRE)) == 1
        assert (await client.get(one, headers=company)).status_code == 404
        done = await client.post(f"{one}/qualification", json={}, headers=tokens.animator(CAEN))
        assert done.status_code == 200, done.text
        assert (await client.get(one, headers=company)).status_code == 404
        await write_to_both(database, world)
        assert (await client.get(one, headers=company)).status_code == 200
        assert await listed(client, company) == 1
        assert await covering(client, world, company) == 1
