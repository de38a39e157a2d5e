"""What the register shows of a company, and to whom."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import httpx

from boucle.matching.app import SERVICE
from boucle.matching.disclosures import store
from boucle.matching.disclosures.chain import hash_of
from boucle.matching.lives.commands import Answer, Introduce, Qualify, Reopen
from boucle.platform.db import Database
from tests.integration.matching.disclosures.building import (
    ANIMATOR,
    LETTERS,
    both,
    disclose,
    move,
    registered,
)
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    NOW,
    Company,
    World,
    detect,
    introduce,
)
from tests.kit import ApiClient, Tokens

Headers = dict[str, str]


def url(organisation: UUID) -> str:
    return f"/v1/organisations/{organisation}/disclosures"


async def read(client: httpx.AsyncClient, organisation: UUID, who: Headers) -> list[dict[str, Any]]:
    answer = await client.get(url(organisation), headers=who)
    assert answer.status_code == 200, answer.text
    assert answer.json()["next"] is None
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def ids(items: list[dict[str, Any]]) -> list[tuple[str | None, str | None]]:
    return [(one["to"]["organisation_id"], one["of"]["organisation_id"]) for one in items]


async def test_the_counterpart_is_named_once_both_consented(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    offer, need = world.offer.organisation, world.need.organisation
    await move(database, world, Qualify(), actor=ANIMATOR)
    await move(database, world, Introduce(NOW), actor=LETTERS)
    company, tool = tokens.company(offer, id="c-offer"), tokens.tool("tyca")
    async with api_client(SERVICE) as client:
        animator = tokens.animator(CAEN)
        for who in (company, tool, animator):
            items = await read(client, offer, who)
            assert ids(items) == [(str(offer), None), (None, str(offer))]
            where = HAVRE if who == animator else None
            assert [one["of"]["territory"] for one in items] == [where, CAEN]
        # The animators of the counterpart's territory see it; of this company, its territory.
        theirs = await read(client, need, tokens.animator(HAVRE))
        assert ids(theirs) == [(None, str(need)), (str(need), None)]
        for who in (tokens.operator(), tokens.animator(CAEN, HAVRE)):
            assert ids(await read(client, offer, who)) == [
                (str(offer), str(need)),
                (str(need), str(offer)),
            ]
        await move(database, world, *both(world), actor=LETTERS)
        for who in (company, tool, tokens.animator(CAEN)):
            items = await read(client, offer, who)
            assert [one["kind"] for one in items] == ["introduced"] * 2 + ["identity"] * 2
            assert set(ids(items)) == {(str(offer), str(need)), (str(need), str(offer))}
        refused = Answer(need, "refused", NOW, reason="price")
        await move(database, world, refused, Reopen(), actor=ANIMATOR)
        masked = ids(await read(client, offer, company))
        assert masked == [(str(offer), None), (None, str(offer))] * 2


async def test_what_an_item_says(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    await disclose(database, world)
    async with database.read() as session:
        [_, _, third, _] = await store.after(session, 0, 9)
    async with api_client(SERVICE) as client:
        offer = world.offer.organisation
        [_, _, own, _] = await read(client, offer, tokens.company(offer))
        [_, _, trusted, _] = await read(client, offer, tokens.operator())
    expected = hash_of(3, third.previous, third.salt, third.disclosure).hex()
    assert own == {
        "number": 3,
        "hash": expected,
        "at": "2026-03-02T09:00:00Z",
        "kind": "identity",
        "right": "consent",
        "to": {"organisation_id": str(offer), "territory": CAEN},
        "of": {"organisation_id": str(world.need.organisation), "territory": HAVRE},
        "synergy_id": str(world.synergy_id),
        "version": None,
        "by": "introduction",
        "actor": None,
    }
    assert (trusted["actor"], trusted["version"]) == (str(UUID(int=77)), 4)


async def test_answers_over_http_are_registered_and_counted(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    path = f"/v1/synergies/{world.synergy_id}/answers"
    body = {"answer": "interested", "consent": True}
    await introduce(database, world)
    async with api_client(SERVICE) as client:
        for one in (world.offer, world.need):
            answer = await client.post(path, json=body, headers=tokens.company(one.organisation))
            assert answer.status_code == 200, answer.text
        measured = (await client.get("/metrics")).text
    assert 'boucle_disclosures_total{kind="identity"} 2.0' in measured
    assert [row[1] for row in await registered(database)] == ["introduced"] * 2 + ["identity"] * 2


async def test_nobody_else_reads_it(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    await disclose(database, world)
    offer, need = world.offer.organisation, world.need.organisation
    strangers = [
        tokens.company(need),  # its partner, even now that they know each other
        tokens.company(uuid4()),
        tokens.tool("stranger"),
        tokens.animator(HAVRE),
        tokens.animator("200000000"),
    ]
    async with api_client(SERVICE) as client:
        answers = [await client.get(url(offer), headers=who) for who in strangers]
        unknown = await client.get(url(uuid4()), headers=tokens.operator())
        anybody = await client.get(url(offer))
        new = uuid4()  # it has no site yet: nothing was disclosed
        assert await read(client, new, tokens.company(new)) == []
    assert {answer.status_code for answer in answers} == {404}
    assert unknown.status_code == 404
    assert unknown.json()["title"] == answers[0].json()["title"]
    assert anybody.status_code == 401


async def test_an_animator_sees_what_touches_his_territories(
    database: Database, api_client: ApiClient, tokens: Tokens, world: World
) -> None:
    """The same company in Le Havre: none of Caen's business."""
    await disclose(database, world)
    moved = Company(HAVRE, "output", "5000", 49.49, "1", organisation=world.offer.organisation)
    elsewhere = World(offer=moved)
    await detect(database, elsewhere)
    await disclose(database, elsewhere)
    offer = world.offer.organisation
    async with api_client(SERVICE) as client:
        seen = {
            territory: {one["number"] for one in await read(client, offer, who)}
            for territory, who in (
                (CAEN, tokens.animator(CAEN)),
                (HAVRE, tokens.animator(HAVRE)),
                ("", tokens.company(offer)),
            )
        }
    assert seen == {CAEN: {1, 2, 3, 4}, HAVRE: set(range(1, 9)), "": set(range(1, 9))}


async def test_pages_by_number(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    offer = world.offer
    for _ in range(3):  # one company, three partners
        pair = World(offer=offer)
        await detect(database, pair)
        await disclose(database, pair)
    who = tokens.company(offer.organisation)
    async with api_client(SERVICE) as client:
        found, address = [], f"{url(offer.organisation)}?limit=5"
        cursor: str | None = ""
        sizes = []
        while cursor is not None:
            query = f"&cursor={cursor}" if cursor else ""
            page = (await client.get(address + query, headers=who)).json()
            found += [one["number"] for one in page["items"]]
            sizes.append(len(page["items"]))
            cursor = page["next"]
        wrong = await client.get(f"{address}&cursor=WyIyMDI2LTAxLTAxVDAwOjAwOjAwWiIsICJ4Il0",
                                 headers=who)  # fmt: skip
        partner = pair.need.organisation
        last = await read(client, partner, tokens.company(partner))
    assert (found, sizes) == (list(range(1, 13)), [5, 5, 2])
    assert [one["number"] for one in last] == [1, 2, 3, 4]  # those of others are not counted
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["field"] == "query.cursor"
