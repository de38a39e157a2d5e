"""``/v1/quality``: who may ask, and figures that come from what really happened."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest

from boucle.contract.events.registry import Territory
from boucle.matching import declared
from boucle.matching.app import SERVICE
from boucle.matching.lives import use_cases
from boucle.matching.lives.commands import Introduce
from boucle.matching.lives.use_cases import Actor
from boucle.platform.db import Database
from tests.integration.matching.lives.building import CAEN, HAVRE, NOW, World, detect, event_of
from tests.kit import ApiClient, ServiceDatabase, Tokens

Headers = dict[str, str]
FEDERATION = "200067023"


@pytest.fixture
async def database(service_database: ServiceDatabase) -> Database:
    return await service_database(SERVICE)


async def known(database: Database, *territories: Territory) -> None:
    async with database.write() as session:
        for territory in territories:
            await declared.save_territory(session, event_of(territory))


async def introduced(database: Database) -> World:
    """A pair of the engine's, both companies written to."""
    world = World()
    await detect(database, world)
    async with database.write() as session:
        await use_cases.move(
            session,
            world.synergy_id,
            lambda _: [Introduce(sent_at=NOW)],
            actor=Actor("introduction"),
            now=NOW,
        )
    return world


async def asked(client: httpx.AsyncClient, who: Headers, query: str = "") -> dict[str, Any]:
    answer = await client.get(f"/v1/quality{query}", headers=who)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def answered(client: httpx.AsyncClient, world: World, who: Headers, **body: object) -> None:
    path = f"/v1/synergies/{world.synergy_id}/answers"
    answer = await client.post(path, json=body, headers=who)
    assert answer.status_code == 200, answer.text


async def test_precision_and_refusals_follow_what_companies_answered(
    database: Database, api_client: ApiClient, tokens: Tokens
) -> None:
    await known(
        database,
        Territory(siren=CAEN, kind="epci", parent=FEDERATION),
        Territory(siren=HAVRE, kind="epci"),
        Territory(siren=FEDERATION, kind="federation"),
    )
    liked, refused = await introduced(database), await introduced(database)
    await introduced(database)
    async with api_client(SERVICE) as client:
        for side in (liked.offer, liked.need):
            await answered(
                client, liked, tokens.company(side.organisation), answer="interested", consent=True
            )
        need = tokens.company(refused.need.organisation)
        await answered(client, refused, need, answer="refused", reason="price")

        shown = await asked(client, tokens.operator())
        assert (shown["overall"]["shown"], shown["overall"]["won"]) == (3, 1)
        assert shown["overall"]["precision"] == "0.3333"
        assert 0 < float(shown["overall"]["low"]) < 0.3333 < float(shown["overall"]["high"]) < 1
        assert shown["overall"]["small"]
        assert shown["overall"]["outcomes"] == {
            "won": 1,
            "refused": 1,
            "already_done": 0,
            "contract_until": 0,
            "interested": 0,
            "waiting": 1,
        }
        assert {one["territory"] for one in shown["by_territory"]} == {CAEN, HAVRE}
        assert [one["route"] for one in shown["by_route"]] == ["sawdust>fuel_biomass"]

        later = await asked(client, tokens.operator(), "?since=2026-03-03")
        assert (later["overall"]["shown"], later["since"]) == (0, "2026-03-03")

        havre = await asked(client, tokens.animator(HAVRE))
        assert havre["overall"]["refusals"]["price"] == 1
        assert set(havre["overall"]["refusals"]) == {
            *("concentration", "form", "hygiene", "quantity", "timing"),
            *("price", "regulation", "distance", "secrecy"),
            *("wrong_data", "has_provider", "other"),
        }
        caen = await asked(client, tokens.animator(CAEN), f"?territory={CAEN}")
        assert sum(caen["overall"]["refusals"].values()) == 0, "the mask hides it from Caen"
        assert [one["territory"] for one in caen["by_territory_and_route"]] == [CAEN]
        assert caen["overall"]["shown"] == 3
        assert await asked(client, tokens.operator(), f"?territory={FEDERATION}") == {
            **caen,
            "territory": FEDERATION,
        }


async def test_nothing_shown_gives_no_figure_but_the_reason(
    database: Database, api_client: ApiClient, tokens: Tokens
) -> None:
    await known(database, Territory(siren=CAEN, kind="epci"))
    async with api_client(SERVICE) as client:
        overall = (await asked(client, tokens.operator(), f"?territory={CAEN}&k=3"))["overall"]
    assert overall["precision"] is None
    assert overall["missing"]
    assert overall["shown"] == 0


@pytest.mark.usefixtures("database")
async def test_quality_is_for_those_who_run_the_approach(
    api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:

        async def status(who: Headers, query: str = "") -> int:
            return (await client.get(f"/v1/quality{query}", headers=who)).status_code

        assert await status(tokens.company(uuid4())) == 403
        assert await status(tokens.tool("tyca")) == 403
        assert await status(tokens.animator(CAEN), f"?territory={HAVRE}") == 404
        assert await status(tokens.operator(), "?territory=999999999") == 404
        assert await status(tokens.operator(), "?k=0") == 422
        assert await status(tokens.animator(CAEN), f"?territory={CAEN}") == 200
