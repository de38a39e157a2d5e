"""What a tool reads of the pairs of its own declarations, and what the register keeps."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple
from uuid import UUID

import httpx
import pytest
from msgspec.structs import replace as revised

from boucle.contract.events.registry import Quantity
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
    Company,
    World,
    detect,
    event_of,
    introduce,
    keep_flow,
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


async def own(client: httpx.AsyncClient, one: Company, who: Headers) -> list[dict[str, Any]]:
    """Pairs of its own declarations that the tool sees in the possibilities of a flow."""
    answer = await client.get(f"/v1/flows/{one.flow}/possibilities", headers=who)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["own"]
    return found


async def test_a_tool_reads_the_pair_of_which_it_declared_both_flows(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    who = tokens.tool(TOOL)
    async with api_client(SERVICE) as client:
        [shown] = await own(client, world.offer, who)
        [turned] = await own(client, world.need, who)
        for other in (tokens.company(world.offer.organisation), tokens.operator()):
            assert await own(client, world.offer, other) == []
        assert await listed(client, who) == [], "nothing was introduced"
    assert shown == {
        **turned,
        "flow_id": str(world.need.flow),
        "organisation_id": str(world.need.organisation),
    }
    assert (turned["flow_id"], shown["score"]) == (str(world.offer.flow), world.score)
    assert shown["synergy_id"] == str(world.synergy_id)
    assert {one["name"] for one in shown["why"]} > {"route", "distance", "season"}
    parties = world.offer.organisation, world.need.organisation
    line = ("declared_by_one_tool", "tool")
    assert await lines(database) == [
        (*line, *parties, f"tool:{TOOL}"),
        (*line, *parties[::-1], f"tool:{TOOL}"),
    ]


async def test_neither_lists_nor_deals_with_others_change_it(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    """Whether a list holds it would measure a stranger who stands in that list, too."""
    third = Company(CAEN, "input", "30000", 49.19, "1")
    taken = World(offer=world.offer, need=third)
    await detect(database, taken)
    async with api_client(SERVICE) as client:
        before = await own(client, world.offer, tokens.tool(TOOL))
        half = {"state": "running", "quantity": {"value": "20000", "unit": "t"}}
        for path, body in (("qualification", {}), ("state", half)):
            address = f"/v1/synergies/{taken.synergy_id}/{path}"
            done = await client.post(address, json=body, headers=tokens.operator())
            assert done.status_code == 200, done.text
        await execute(database, "DELETE FROM entry")
        assert await own(client, world.offer, tokens.tool(TOOL)) == before
        smaller = revised(world.need.declared(), quantity=Quantity("10", "t"))
        await keep_flow(database, smaller, 2)
        assert await own(client, world.offer, tokens.tool(TOOL)) != before


async def test_introduced_to_both_its_clients_no_list_shows_either(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    """Its figures are those of both flows as they are now, in a list or out of it."""
    one, who = f"/v1/synergies/{world.synergy_id}", tokens.tool(TOOL)
    async with api_client(SERVICE) as client:
        await move(database, world, Qualify(), actor=ANIMATOR)
        assert (await client.get(one, headers=who)).status_code == 404
        await write_to_both(database, world)
        smaller = revised(world.offer.declared(), quantity=Quantity("20000", "t"))
        await keep_flow(database, smaller, 2)

        async def seen() -> list[Any]:
            later = "&updated_after=2026-03-09T00:00:00Z"
            asked = ("", "&candidacy=true", "&candidacy=false", later)
            pages = [await listed(client, who, each) for each in asked]
            pair = {"offer": str(world.offer.flow), "need": str(world.need.flow)}
            why = await client.get("/v1/synergies/refusals", params=pair, headers=who)
            again = await client.get(f"{one}/replay", headers=who)
            return [(await client.get(one, headers=who)).json(), *pages, why.json(), again.json()]

        before = await seen()
        assert before[0]["state"] == "introduced"
        assert (before[0]["masked"], before[0]["candidacy"]) == (False, None)
        assert before[0]["versions"]["offer"] == 2
        assert [len(page) for page in before[1:4]] == [1, 0, 0]
        moved = "UPDATE entry SET rank = rank - 1, changed_at = changed_at + interval '9 days'"
        for statement in (moved, "DELETE FROM entry"):
            await execute(database, statement)
            assert await seen() == before, statement


@pytest.mark.parametrize(
    "world",
    [
        world_of(TOOL, None),
        world_of(None, TOOL),
        world_of(TOOL, "other", grants=(TOOL, TOOL)),
        world_of(TOOL, TOOL, grants=(TOOL, "")),
        world_of(TOOL, TOOL, grants=("", TOOL)),
    ],
)
@pytest.mark.usefixtures("database")
async def test_one_flow_or_one_grant_is_not_enough(
    world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        for one in (one for one in (world.offer, world.need) if one.tool == TOOL):
            assert await own(client, one, tokens.tool(TOOL)) == []


async def test_a_grant_that_ends_ends_it(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        assert len(await own(client, world.offer, tokens.tool(TOOL))) == 1
        site = revised(world.need.sited(), tools=())
        async with database.write() as session:
            await sites.save_sites(session, [event_of(site, 2, "revised")])
        assert await own(client, world.offer, tokens.tool(TOOL)) == []


async def test_the_register_is_compared_with_what_tools_were_shown(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    async with api_client(SERVICE) as client:
        for _ in range(2):
            await own(client, world.offer, tokens.tool(TOOL))
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
        if known:
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
