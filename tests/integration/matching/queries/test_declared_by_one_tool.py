"""What a tool reads of the pairs of which it declared both flows, and what the register keeps."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple
from uuid import UUID

import httpx
import pytest
from msgspec.structs import replace as revised

from boucle.contract.masking import Viewer
from boucle.matching import sites
from boucle.matching.app import SERVICE
from boucle.matching.disclosures import store
from boucle.matching.lives.commands import Qualify
from boucle.matching.queries import search
from boucle.matching.queries.filters import SynergyFilters
from boucle.platform.db import Database
from boucle.platform.identity import Principal
from boucle.platform.paging import PageRequest
from boucle.platform.recovery.verdict import DIFFERENT, SAME
from tests.integration.matching.disclosures.building import ANIMATOR, execute, move, verified
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    Company,
    World,
    detect,
    event_of,
    introduce,
    write_to_both,
)
from tests.kit import ApiClient, ServiceDatabase, Tokens

TOOL = "tyca"
Headers = dict[str, str]


def world_of(*declared_by: str | None, grants: tuple[str, str] = (TOOL, TOOL)) -> World:
    """A pair whose offer and need these declared, for organisations that let these tools act."""
    world = World()
    offer = replace(world.offer, tool=grants[0], declared_by=declared_by[0])
    need = replace(world.need, tool=grants[1], declared_by=declared_by[1])
    return World(offer=offer, need=need)


@pytest.fixture
def world() -> World:
    return world_of(TOOL, TOOL)


@pytest.fixture
async def database(service_database: ServiceDatabase, world: World) -> Database:
    database = await service_database(SERVICE)
    await detect(database, world)
    return database


async def listed(client: httpx.AsyncClient, who: Headers, query: str = "") -> list[dict[str, Any]]:
    """All pages."""
    found: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        following = f"&cursor={cursor}" if cursor else ""
        page = await client.get(f"/v1/synergies?limit=5{query}{following}", headers=who)
        assert page.status_code == 200, page.text
        found += page.json()["items"]
        cursor = page.json()["next"]
    return found


async def lines(database: Database) -> list[tuple[str, str, UUID, UUID, str]]:
    async with database.read() as session:
        links = await store.after(session, 0, 1000)
    return [
        (one.kind, one.right, one.to_organisation, one.of_organisation, one.actor)
        for one in (link.disclosure for link in links)
    ]


async def test_a_tool_reads_the_pair_of_which_it_declared_both_flows(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    one = f"/v1/synergies/{world.synergy_id}"
    async with api_client(SERVICE) as client:
        [shown] = await listed(client, tokens.tool(TOOL))
        alone = (await client.get(one, headers=tokens.tool(TOOL))).json()
        again = await listed(client, tokens.tool(TOOL))
        others = [tokens.tool("other"), tokens.company(world.offer.organisation)]
        for who in others:
            assert await listed(client, who) == []
            assert (await client.get(one, headers=who)).status_code == 404
    assert shown == alone == again[0]
    assert (shown["masked"], shown["score"], shown["version"]) == (False, world.score, 0)
    assert [side["flow_id"] for side in shown["sides"]] == [
        str(world.offer.flow),
        str(world.need.flow),
    ]
    assert {one["name"] for one in shown["why"]} > {"route", "distance", "season"}
    standing = shown["candidacy"]
    assert (standing["in_offer_list"], standing["in_need_list"]) == (None, None)
    parties = world.offer.organisation, world.need.organisation
    kept = ("declared_by_one_tool", "tool")
    assert await lines(database) == [
        (*kept, *parties, f"tool:{TOOL}"),
        (*kept, *parties[::-1], f"tool:{TOOL}"),
    ]


async def test_it_reads_and_does_not_act(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    """A life that was introduced to nobody is no more than its candidacy."""
    one = f"/v1/synergies/{world.synergy_id}"
    who = tokens.tool(TOOL)
    async with api_client(SERVICE) as client:
        before = await listed(client, who)
        await move(database, world, Qualify(), actor=ANIMATOR)
        after = await listed(client, who)
        assert after == before
        assert (after[0]["state"], after[0]["versions"]["life"]) == ("detected", None)
        assert (await client.get(one, headers=who)).json() == before[0]
        assert (await client.get(f"{one}/history", headers=who)).status_code == 404
        body = {"answer": "interested", "organisation_id": str(world.offer.organisation)}
        answered = await client.post(f"{one}/answers", json=body, headers=who)
        assert answered.status_code == 404
        await write_to_both(database, world)
        [introduced] = await listed(client, who)
    assert introduced["state"] == "introduced"
    assert len(await lines(database)) == 4


@pytest.mark.parametrize(
    "world",
    [
        world_of(TOOL, None),
        world_of(None, TOOL),
        world_of(TOOL, "other", grants=(TOOL, TOOL)),
        world_of(TOOL, TOOL, grants=(TOOL, "")),
        world_of(TOOL, TOOL, grants=("other", TOOL)),
    ],
)
@pytest.mark.usefixtures("database")
async def test_one_flow_or_one_grant_is_not_enough(
    world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        assert await listed(client, tokens.tool(TOOL)) == []
        one = f"/v1/synergies/{world.synergy_id}"
        assert (await client.get(one, headers=tokens.tool(TOOL))).status_code == 404


async def test_a_grant_that_ends_ends_it(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        assert len(await listed(client, tokens.tool(TOOL))) == 1
        site = revised(world.need.sited(), tools=())
        async with database.write() as session:
            await sites.save_sites(session, [event_of(site, 2, "revised")])
        assert await listed(client, tokens.tool(TOOL)) == []


async def test_deals_with_third_parties_change_nothing(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    """Neither what they take, nor the rank that falls by it, nor when."""
    half = {"value": "20000", "unit": "t"}
    third = Company(CAEN, "input", "30000", 49.19, "1")
    taken = World(offer=world.offer, need=third)
    await detect(database, taken)
    one = f"/v1/synergies/{world.synergy_id}"
    async with api_client(SERVICE) as client:
        before = (await client.get(one, headers=tokens.tool(TOOL))).json()
        exact = (await client.get(one, headers=tokens.operator())).json()
        for path, body in (
            ("qualification", {}),
            ("state", {"state": "running", "quantity": half}),
        ):
            address = f"/v1/synergies/{taken.synergy_id}/{path}"
            done = await client.post(address, json=body, headers=tokens.operator())
            assert done.status_code == 200, done.text
        moved = "UPDATE entry SET rank = rank - 1, changed_at = changed_at + interval '1 day'"
        await execute(database, moved)
        after = (await client.get(one, headers=tokens.tool(TOOL))).json()
        listing = await listed(client, tokens.tool(TOOL))
        now = (await client.get(one, headers=tokens.operator())).json()
        since = "&updated_after=2026-03-02T12:00:00Z"
        fresh = [each["synergy_id"] for each in await listed(client, tokens.tool(TOOL), since)]
    assert now["quantity"] != exact["quantity"], "the deal is in the figures of others"
    assert before == after
    assert before in listing
    assert str(world.synergy_id) not in fresh


async def test_filters_ask_of_either_flow(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    await detect(database, world_of(TOOL, TOOL))
    async with api_client(SERVICE) as client:
        for query, count in {
            f"&flow_id={world.need.flow}": 1,
            f"&organisation_id={world.offer.organisation}": 1,
            f"&territory={HAVRE}": 2,
            "&territory=200000000": 0,
            "&nature=water": 0,
            "&state=detected": 2,
            "&state=running": 0,
            "&candidacy=false": 0,
            "&updated_after=2026-03-03T00:00:00Z": 0,
        }.items():
            assert len(await listed(client, tokens.tool(TOOL), query)) == count, query


async def test_the_register_is_compared_with_what_tools_were_shown(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        await listed(client, tokens.tool(TOOL))
        metrics = (await client.get("/metrics")).text
    assert 'boucle_disclosures_total{kind="declared_by_one_tool"} 2.0' in metrics
    await introduce(database, world)
    status, said = await verified(database)
    assert status == SAME
    assert said[:2] == [
        "compared with 1 lives; differences: 0",
        "and with 1 pairs that a tool was shown",
    ]
    await execute(database, "DELETE FROM shown_to_tool")
    status, said = await verified(database)
    assert status == DIFFERENT
    assert [line.split(" to ")[0] for line in said[:2]] == [
        "number 1: no step disclosed declared_by_one_tool",
        "number 2: no step disclosed declared_by_one_tool",
    ]


class Case(NamedTuple):
    declarers: tuple[str, str]
    grants: tuple[str, str]
    life: str


CASES = [
    Case((offer, need), (giver, taker), life)
    for offer, need, giver, taker, life in product(
        *((TOOL, "other"),) * 2, *((TOOL, ""),) * 2, ("", "qualified", "introduced")
    )
]


async def test_what_is_listed_is_what_may_be_seen(service_database: ServiceDatabase) -> None:
    """Whoever declared, whoever may act, whatever was done: SQL and ``sees`` agree."""
    database = await service_database(SERVICE)
    expected = set()
    ids = []
    for case in CASES:
        world = world_of(*case.declarers, grants=case.grants)
        await detect(database, world)
        if case.life:
            await move(database, world, Qualify(), actor=ANIMATOR)
        if case.life == "introduced":
            await write_to_both(database, world)
        ids.append(world.synergy_id)
        known = case.life == "introduced" and TOOL in case.grants
        if known or (case.declarers, case.grants) == ((TOOL, TOOL), (TOOL, TOOL)):
            expected.add(world.synergy_id)
    async with database.read(snapshot=True) as session:
        granted = await sites.granted_to(session, TOOL)
        viewer = Viewer.of(Principal(TOOL, "tool", TOOL), granted)
        seen = set()
        for synergy_id in ids:
            found = await search.one(session, synergy_id, viewer)
            if found is not None and search.sees(viewer, found):
                seen.add(synergy_id)
        page = PageRequest(5, None, None)
        walked: list[UUID] = []
        while True:
            part = await search.find(session, SynergyFilters(), viewer=viewer, page=page)
            walked += [one.synergy_id for one in part.synergies]
            if part.next is None:
                break
            page = PageRequest(5, part.next, None)
    assert seen == set(walked) == expected
    assert len(walked) == len(seen), "each is listed once"
