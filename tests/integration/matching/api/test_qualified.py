"""What a synergy would be once qualified: as qualifying makes it, for who may, without trace."""

from typing import Any
from uuid import uuid4

import httpx
import msgspec

from boucle.contract.events.matching import Life
from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    Company,
    World,
    detect,
    lives,
    outbox,
)
from tests.kit import ApiClient, Tokens

PATH = "/internal/qualified"


def question(world: World, *territories: str, **more: Any) -> dict[str, Any]:
    return {
        "synergy_id": str(world.synergy_id),
        "client_id": "anim",
        "territories": list(territories),
        **more,
    }


async def asked(client: httpx.AsyncClient, tokens: Tokens, body: dict[str, Any]) -> httpx.Response:
    return await client.post(PATH, json=body, headers=tokens.service())


async def test_it_is_what_qualifying_makes_of_it(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        answer = await asked(client, tokens, question(world, CAEN, HAVRE))
        assert answer.status_code == 200, answer.text
        before = msgspec.json.decode(answer.content, type=Life)
        assert await lives(database) == {}
        assert await outbox(database, "life") == []
        path = f"/v1/synergies/{world.synergy_id}/qualification"
        done = await client.post(path, json={}, headers=tokens.animator(CAEN, HAVRE))
        assert done.status_code == 200, done.text
        after = (await lives(database))[world.synergy_id]
        assert before.previews
        for name in ("state", "previews", "asked_first", "coarse_score", "qualified_at"):
            assert getattr(before, name) == getattr(after, name), name
        again = await asked(client, tokens, question(world, CAEN))
        assert msgspec.json.decode(again.content, type=Life) == after


async def test_only_services_ask_and_only_for_who_sees_it(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        body = question(world, CAEN)
        for who in (tokens.operator(), tokens.animator(CAEN), tokens.tool()):
            assert (await client.post(PATH, json=body, headers=who)).status_code == 403
        assert (await client.post(PATH, json=body)).status_code == 401
        assert (await asked(client, tokens, question(world, "200000000"))).status_code == 404
        unknown = {**body, "synergy_id": str(uuid4())}
        assert (await asked(client, tokens, unknown)).status_code == 404
        whole = {**body, "territories": None}
        assert (await asked(client, tokens, whole)).status_code == 200


async def test_a_refusal_is_that_of_qualifying(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    little = World(offer=Company(CAEN, "output", "400", 49.18, "30"), need=world.need)
    await detect(database, little)
    async with api_client(SERVICE) as client:
        answer = await asked(client, tokens, question(little, CAEN, HAVRE))
        path = f"/v1/synergies/{little.synergy_id}/qualification"
        refused = await client.post(path, json={}, headers=tokens.animator(CAEN, HAVRE))
        assert answer.status_code == refused.status_code == 409
        assert answer.json()["type"].endswith("weak-lead")
        assert answer.json()["type"] == refused.json()["type"]
        assert answer.json()["detail"] == refused.json()["detail"]
