"""Who may see and do what: nothing of another company before consent, nothing at all if foreign."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import httpx
import pytest
from msgspec.structs import replace

from boucle.contract.events.registry import Quantity
from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    Company,
    World,
    declare,
    detect,
    introduce,
    keep_flow,
    withdraw,
)
from tests.kit import ApiClient, Tokens

Headers = dict[str, str]
CONSENT = {"answer": "interested", "consent": True}


@pytest.fixture
async def introduced(database: Database, world: World) -> Database:
    await introduce(database, world)
    return database


def reads(world: World) -> list[str]:
    one = f"/v1/synergies/{world.synergy_id}"
    return [
        one,
        f"{one}/history",
        "/v1/synergies",
        "/v1/synergies?updated_after=2020-01-01T00:00:00Z",
    ]


async def everything(client: httpx.AsyncClient, world: World, who: Headers) -> str:
    """All that this caller can read, as one text."""
    answers = [await client.get(path, headers=who) for path in reads(world)]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.text for answer in answers)


def leaked(text: str, canaries: Iterable[str]) -> list[str]:
    return [canary for canary in canaries if canary in text]


async def consent(client: httpx.AsyncClient, world: World, who: Headers) -> None:
    path = f"/v1/synergies/{world.synergy_id}/answers"
    answer = await client.post(path, json=CONSENT, headers=who)
    assert answer.status_code == 200, answer.text


@pytest.mark.usefixtures("introduced")
@pytest.mark.parametrize("side", ["offer", "need"])
async def test_a_company_sees_nothing_of_the_other_before_both_consented(
    side: str, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    own, other = (world.offer, world.need) if side == "offer" else (world.need, world.offer)
    who, them = tokens.company(own.organisation), tokens.company(other.organisation)
    hidden = (*other.canaries, *world.pair_canaries)
    async with api_client(SERVICE) as client:
        assert leaked(await everything(client, world, who), hidden) == []
        seen = await everything(client, world, who)
        assert leaked(seen, [str(own.organisation), own.quantity]) == [
            str(own.organisation),
            own.quantity,
        ]
        # What it refuses is the other's figure: shown to nobody, not even to itself.
        path = f"/v1/synergies/{world.synergy_id}/answers"
        for reason in ("price", "quantity", "distance", "concentration", "regulation"):
            body = {"answer": "refused", "reason": reason}
            refused = await client.post(path, json=body, headers=who)
            assert refused.status_code == 200
            assert leaked(refused.text + await everything(client, world, who), hidden) == []
        await consent(client, world, who)
        assert leaked(await everything(client, world, who), hidden) == []
        await consent(client, world, them)
        disclosed = await everything(client, world, who)
    assert str(other.organisation) in disclosed
    assert other.quantity in disclosed


@pytest.mark.usefixtures("database")
async def test_an_animator_sees_its_own_territory_whole_and_the_other_masked(
    world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        one = await everything(client, world, tokens.animator(CAEN))
        both = await everything(client, world, tokens.animator(CAEN, HAVRE))
        operator = await everything(client, world, tokens.operator())
    assert leaked(one, (*world.need.canaries, *world.pair_canaries)) == []
    assert str(world.offer.organisation) in one
    for text in (both, operator):
        assert str(world.need.organisation) in text
        assert leaked(text, world.pair_canaries) == list(world.pair_canaries)


@pytest.mark.usefixtures("introduced")
async def test_a_tool_acts_for_those_who_granted_it(
    world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        seen = await everything(client, world, tokens.tool("tyca"))
        assert str(world.offer.organisation) in seen
        assert leaked(seen, (*world.need.canaries, *world.pair_canaries)) == []
        await consent(client, world, tokens.tool("tyca"))
        foreign = await client.get(f"/v1/synergies/{world.synergy_id}", headers=tokens.tool("x"))
    assert foreign.status_code == 404


COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("/qualification", {}),
    ("/answers", CONSENT),
    ("/state", {"state": "studying"}),
    ("/next-action", {"action": None}),
    ("/results", {"period_start": "2026-01-01", "period_end": "2026-01-31", "eur": "1"}),
]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("foreigner", ["company", "tool", "animator"])
async def test_a_foreign_synergy_does_not_exist(
    foreigner: str, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    who = {
        "company": tokens.company(uuid4()),
        "tool": tokens.tool("stranger"),
        "animator": tokens.animator("200000000"),
    }[foreigner]
    path = f"/v1/synergies/{world.synergy_id}"
    async with api_client(SERVICE) as client:
        absent = await client.get(f"/v1/synergies/{uuid4()}", headers=who)
        answers = [await client.get(path, headers=who)]
        answers += [await client.get(f"{path}/history", headers=who)]
        for rest, body in COMMANDS:
            answers.append(await client.post(path + rest, json=body, headers=who))
        page = (await client.get("/v1/synergies", headers=who)).json()
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].json()["title"] == absent.json()["title"]
    assert page == {"items": [], "next": None}


@pytest.mark.usefixtures("database")
async def test_without_a_principal_nothing_answers(world: World, api_client: ApiClient) -> None:
    async with api_client(SERVICE) as client:
        for path in reads(world):
            assert (await client.get(path)).status_code == 401
        for rest, body in COMMANDS:
            path = f"/v1/synergies/{world.synergy_id}{rest}"
            assert (await client.post(path, json=body)).status_code == 401
        assert (await client.post("/v1/synergies", json={})).status_code == 401


@pytest.mark.usefixtures("introduced")
async def test_only_an_animator_qualifies_and_a_service_only_reads(
    world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    path = f"/v1/synergies/{world.synergy_id}"
    async with api_client(SERVICE) as client:
        for who in (tokens.company(world.offer.organisation), tokens.tool("tyca")):
            assert (await client.post(f"{path}/qualification", headers=who)).status_code == 403
        service = tokens.service()
        assert (await client.get(path, headers=service)).status_code == 200
        for rest, body in COMMANDS:
            answer = await client.post(path + rest, json=body, headers=service)
            assert answer.status_code in (403, 422), answer.text


@pytest.mark.usefixtures("introduced")
async def test_no_filter_is_an_oracle(world: World, api_client: ApiClient, tokens: Tokens) -> None:
    own, other = world.offer, world.need
    async with api_client(SERVICE) as client:
        for who in (tokens.company(own.organisation), tokens.animator(CAEN)):

            async def count(who: Headers = who, **asked: object) -> int:
                params = {name: str(value) for name, value in asked.items()}
                page = await client.get("/v1/synergies", params=params, headers=who)
                return len(page.json()["items"])

            assert await count(organisation_id=own.organisation, flow_id=own.flow) == 1
            assert await count(organisation_id=other.organisation) == 0
            assert await count(flow_id=other.flow) == 0
            # Its score is "good" (6000..7999): the exact score cannot be searched for.
            assert [await count(min_score=least) for least in (6001, world.score, 7999, 8000)] == [
                1,
                1,
                1,
                0,
            ]
            await consent_all(client, world, tokens)
            assert await count(organisation_id=other.organisation) == 0


async def consent_all(client: httpx.AsyncClient, world: World, tokens: Tokens) -> None:
    for party in (world.offer, world.need):
        await consent(client, world, tokens.company(party.organisation))


async def test_what_the_other_did_is_counted_but_not_shown(
    introduced: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    """Standings show; the reason of a refusal, its date and its moment are the refuser's own."""
    assert introduced is not None
    path = f"/v1/synergies/{world.synergy_id}"
    async with api_client(SERVICE) as client:
        body = {"answer": "refused", "reason": "secrecy"}
        await client.post(
            f"{path}/answers", json=body, headers=tokens.company(world.need.organisation)
        )
        shown = (await client.get(path, headers=tokens.company(world.offer.organisation))).json()
    other = next(side for side in shown["sides"] if side["role"] == "need")
    assert other["standing"] == "refused"
    assert (other["reason"], other["answered_at"]) == (None, None)


async def test_a_company_of_both_sides_territory_is_still_foreign(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    neighbour = Company(CAEN, "output", "1", 49.0, "1")
    assert database is not None
    async with api_client(SERVICE) as client:
        who = tokens.company(neighbour.organisation)
        answer = await client.get(f"/v1/synergies/{world.synergy_id}", headers=who)
    assert answer.status_code == 404


async def explained(
    client: httpx.AsyncClient, offer: Company, need: Company, who: Headers
) -> httpx.Response:
    asked = {"offer": str(offer.flow), "need": str(need.flow)}
    return await client.get("/v1/synergies/refusals", params=asked, headers=who)


@pytest.mark.usefixtures("database")
async def test_why_a_pair_is_or_is_not_a_synergy(
    world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        shown = (await explained(client, world.offer, world.need, tokens.operator())).json()
        assert (shown["matches"], shown["listed"], shown["state"]) == (True, True, "detected")
        assert {one["name"] for one in shown["criteria"]} > {"route", "distance", "season"}
        turned = await explained(client, world.need, world.offer, tokens.operator())
        assert turned.status_code == 422
        assert turned.json()["errors"][0]["field"] == "query.offer"
        unknown = Company(CAEN, "output", "1", 49.0, "1")
        absent = await explained(client, unknown, world.need, tokens.operator())
        assert absent.status_code == 404


async def test_what_another_run_takes_is_deducted_when_a_pair_is_explained(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    elsewhere = Company(CAEN, "input", world.offer.quantity, 49.19, "1")
    taken = World(offer=world.offer, need=elsewhere)
    await detect(database, taken)
    async with api_client(SERVICE) as client:
        for given in ("qualification", "state"):
            body = {} if given == "qualification" else {
                "state": "running",
                "quantity": {"value": world.offer.quantity, "unit": "t"},
            }  # fmt: skip
            done = await client.post(
                f"/v1/synergies/{taken.synergy_id}/{given}", json=body, headers=tokens.operator()
            )
            assert done.status_code == 200, done.text
        shown = (await explained(client, world.offer, world.need, tokens.operator())).json()
        own = (await explained(client, world.offer, elsewhere, tokens.operator())).json()
        clients = tokens.company(world.offer.organisation, world.need.organisation)
        alone = (await explained(client, world.offer, world.need, clients)).json()
    failing = [one["name"] for one in shown["criteria"] if one["verdict"] == "fail"]
    assert (shown["matches"], failing) == (False, ["quantity"])
    assert own["matches"], "a run takes nothing from itself"
    assert alone["matches"], "what others take is not for who has both flows to see"


async def test_the_least_score_is_looked_for_in_the_score_that_is_shown(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        path = f"/v1/synergies/{world.synergy_id}/qualification"
        await client.post(path, json={}, headers=tokens.operator())
        # Out of the lists, and the flow has grown since: the score of the last step counts.
        await withdraw(database, world)
        larger = replace(world.offer.declared(), quantity=Quantity("47891.25", "t"))
        await keep_flow(database, larger, 2)

        async def found(least: int) -> list[int]:
            params = {"min_score": str(least)}
            page = await client.get("/v1/synergies", params=params, headers=tokens.operator())
            return [one["score"] for one in page.json()["items"]]

        assert await found(world.score) == [world.score]
        assert await found(world.score + 1) == []


async def test_a_decoy_says_why_it_is_none(
    database: Database, api_client: ApiClient, tokens: Tokens
) -> None:
    far = Company(HAVRE, "input", "100", 43.3, "1")
    near = Company(CAEN, "output", "100", 49.18, "1")
    await declare(database, far, near)
    async with api_client(SERVICE) as client:
        shown = (await explained(client, near, far, tokens.operator())).json()
    failing = [one["name"] for one in shown["criteria"] if one["verdict"] == "fail"]
    assert (shown["matches"], failing) == (False, ["distance"])


@pytest.mark.usefixtures("database")
async def test_explaining_probes_nobody(
    world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    both = tokens.company(world.offer.organisation, world.need.organisation)
    async with api_client(SERVICE) as client:
        shown = (await explained(client, world.offer, world.need, both)).json()
        # Nothing of lists and lives that was not introduced to it.
        assert (shown["matches"], shown["listed"], shown["state"]) == (True, None, None)
        for who in (
            tokens.company(world.offer.organisation),
            tokens.tool("tyca"),
            tokens.company(uuid4()),
            tokens.animator("200000000"),
            tokens.animator(CAEN),
        ):
            assert (await explained(client, world.offer, world.need, who)).status_code == 404
