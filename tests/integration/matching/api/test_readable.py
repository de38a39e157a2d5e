"""Whoever names a flow or company of others that he may not read is answered as if there were
none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.lives.building import CAEN, HAVRE, Company, World, lives
from tests.integration.matching.lives.building import introduce as introduced
from tests.kit import ApiClient, Tokens

Headers = dict[str, str]
CONSENT = {"answer": "interested", "consent": True}


def by_flow(other: UUID) -> Mapping[str, str]:
    return {"flow_id": str(other)}


def by_organisation(other: UUID) -> Mapping[str, str]:
    return {"organisation_id": str(other)}


async def opened(
    client: httpx.AsyncClient, own: Company, other: Mapping[str, str], who: Headers
) -> httpx.Response:
    parties = [by_organisation(own.organisation), other]
    if "flow_id" in other:
        parties = [by_flow(own.flow), other]
    body = {"kind": "pooling", "title": "Collecte", "parties": parties}
    return await client.post("/v1/synergies", json=body, headers=who)


async def asked(client: httpx.AsyncClient, own: UUID, other: UUID, who: Headers) -> httpx.Response:
    pair = {"offer": str(own), "need": str(other)}
    return await client.get("/v1/synergies/refusals", params=pair, headers=who)


def told(answer: httpx.Response, id_: UUID) -> tuple[int, Any]:
    """Status and body, without the id that was asked for."""
    problem = {key: value for key, value in answer.json().items() if key != "request_id"}
    return answer.status_code, str(problem).replace(str(id_), "ID")


def neighbours(world: World, tokens: Tokens) -> list[Headers]:
    return [tokens.animator(CAEN), tokens.company(world.offer.organisation)]


@pytest.mark.usefixtures("database")
async def test_who_may_not_be_read_is_no_party(
    world: World, database: Database, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        for who in neighbours(world, tokens):
            for named, id_ in (
                (by_flow, world.need.flow),
                (by_organisation, world.need.organisation),
            ):
                nobody = uuid4()
                answer = told(await opened(client, world.offer, named(id_), who), id_)
                assert answer == told(await opened(client, world.offer, named(nobody), who), nobody)
                assert answer[0] == 422
    assert await lives(database) == {}


@pytest.mark.usefixtures("database")
async def test_no_pair_is_explained_with_a_flow_that_may_not_be_read(
    world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        for who in neighbours(world, tokens):
            nobody = uuid4()
            answer = told(
                await asked(client, world.offer.flow, world.need.flow, who), world.need.flow
            )
            assert answer == told(await asked(client, world.offer.flow, nobody, who), nobody)
            assert answer[0] == 404


async def test_who_consented_may_be_named(
    world: World, database: Database, api_client: ApiClient, tokens: Tokens
) -> None:
    """To the animators of both, and to the other."""
    await introduced(database, world)
    animator = tokens.animator(CAEN)
    async with api_client(SERVICE) as client:
        answers = f"/v1/synergies/{world.synergy_id}/answers"
        for party in (world.need, world.offer):
            before = await asked(client, world.offer.flow, world.need.flow, animator)
            assert before.status_code == 404
            who = tokens.company(party.organisation)
            done = await client.post(answers, json=CONSENT, headers=who)
            assert done.status_code == 200, done.text
        explained = await asked(client, world.offer.flow, world.need.flow, animator)
        assert (explained.status_code, explained.json()["masked"]) == (200, False)
        for who in neighbours(world, tokens):
            for other in (by_flow(world.need.flow), by_organisation(world.need.organisation)):
                answer = await opened(client, world.offer, other, who)
                assert answer.status_code == 201, answer.text
        stranger = await opened(
            client, world.offer, by_flow(world.need.flow), tokens.animator(HAVRE + "0")
        )
        assert stranger.status_code == 422
