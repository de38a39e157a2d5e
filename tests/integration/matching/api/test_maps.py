"""Synergies as GeoJSON: the list of their reader, at the places of the sides that he is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest

from boucle.contract.cells import cell_of
from boucle.matching import sites
from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.api.test_access import consent_all
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    Company,
    World,
    detect,
    event_of,
    introduce,
)
from tests.kit import ApiClient, ServiceDatabase, Tokens

Headers = dict[str, str]
EAST = 0.1234567


@pytest.fixture
async def worlds() -> list[World]:
    return [
        World(
            offer=Company(CAEN, "output", tonnes, 49.1830031, "31.4159"),
            need=Company(HAVRE, "input", tonnes, 49.4930071, "27.1828"),
        )
        for tonnes in ("41234.5", "900")
    ]


@pytest.fixture
async def database(service_database: ServiceDatabase, worlds: list[World]) -> Database:
    database = await service_database(SERVICE)
    for world in worlds:
        await detect(database, world)
    await introduce(database, worlds[0])
    return database


async def _map(client: httpx.AsyncClient, by: Headers, query: str = "") -> bytes:
    answer = await client.get(f"/v1/synergies?format=geojson{query}", headers=by)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/geo+json"
    return answer.content


async def _drawn(client: httpx.AsyncClient, by: Headers, query: str = "") -> list[dict[str, Any]]:
    answer = await client.get(f"/v1/synergies?format=geojson{query}", headers=by)
    features: list[dict[str, Any]] = answer.json()["features"]
    return features


def _at(latitude: float) -> list[float]:
    north, east = cell_of(latitude, EAST).centre
    return [round(east, 6), round(north, 6)]


async def _move(database: Database, company: Company, latitude: float) -> None:
    moved = replace(company, latitude=latitude)
    async with database.write() as session:
        await sites.save_sites(session, [event_of(moved.sited(), 2, "revised")])


async def test_the_file_is_the_list(
    database: Database, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        for by in (tokens.operator(), tokens.animator(CAEN, HAVRE), tokens.animator(CAEN)):
            for query in ("", "&sort=-score", "&sort=-eur&min_gain=1", "&state=detected"):
                listed = await client.get(f"/v1/synergies?limit=200{query}", headers=by)
                ids = [one["synergy_id"] for one in listed.json()["items"]]
                assert [one["id"] for one in await _drawn(client, by, query)] == ids


async def test_nothing_hangs_on_where_a_masked_partner_is(
    database: Database, api_client: ApiClient, tokens: Tokens, worlds: list[World]
) -> None:
    world = worlds[0]
    own = {"type": "Point", "coordinates": _at(world.offer.latitude)}
    company, near = tokens.company(world.offer.organisation), tokens.animator(CAEN)
    both = tokens.animator(CAEN, HAVRE)
    query = "&state=introduced&sort=-score"
    async with api_client(SERVICE) as client:
        before = [await _map(client, by, query) for by in (company, near)]
        [drawn] = await _drawn(client, company)
        assert drawn["geometry"] == own
        assert not any(canary in str(drawn) for canary in world.need.canaries)
        [drawn] = await _drawn(client, both, query)
        line = [_at(world.offer.latitude), _at(world.need.latitude)]
        assert drawn["geometry"] == {"type": "LineString", "coordinates": line}
        await _move(database, world.need, 49.75)
        assert [await _map(client, by, query) for by in (company, near)] == before
        [drawn] = await _drawn(client, both, query)
        assert drawn["geometry"]["coordinates"] == [line[0], _at(49.75)]
        await consent_all(client, world, tokens)
        for by in (company, tokens.company(world.need.organisation)):
            [drawn] = await _drawn(client, by)
            assert drawn["geometry"]["coordinates"] == [line[0], _at(49.75)]
            assert drawn["properties"]["disclosed"]
