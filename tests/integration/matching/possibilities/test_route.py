"""Possibilities of a flow: what is shown, to whom, and how little where there is no crowd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from msgspec.structs import replace

from boucle.contract.cells import cell_of
from boucle.contract.events.registry import Establishments, Quantity, Territory
from boucle.matching import declared
from boucle.matching.app import SERVICE
from boucle.matching.crowds.use_cases import partitioning
from boucle.matching.lists.partitions import GROUP
from boucle.matching.lives import consumers
from boucle.platform.consuming.consumer import Received
from boucle.platform.consuming.progress import bump_epoch
from boucle.platform.db import Database
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    NOW,
    Company,
    World,
    declare,
    detect,
    event_of,
    introduce,
    keep_flow,
    lives,
)
from tests.kit import ApiClient, ServiceDatabase, Tokens

Json = dict[str, Any]
Headers = dict[str, str]
CELLS = (49.1830031, 49.4930071)
SAWMILLS = {"16.10": tuple(range(1, 10))}
HEATERS = {"35.30": tuple(range(10, 19))}


async def register(
    database: Database,
    *,
    companies: Mapping[str, tuple[int, ...]],
    latitudes: Sequence[float] = CELLS,
) -> None:
    """The public register has these in the cells of both companies; crowds are counted."""
    handle = consumers.save_sites_and_settings(lambda: NOW)
    cells = [cell_of(latitude, 0.1234567) for latitude in latitudes]
    events = [
        event_of(Establishments(north=one.north, east=one.east, companies=dict(companies)))
        for one in cells
    ]
    async with database.write() as session:
        await handle(session, [Received(one, "establishments", 0, 0) for one in events])
    while await partitioning(database, settled=0).work():
        pass


async def read(client: httpx.AsyncClient, one: Company, who: Headers) -> Json:
    answer = await client.get(f"/v1/flows/{one.flow}/possibilities", headers=who)
    assert answer.status_code == 200, answer.text
    shown: Json = answer.json()
    return shown


async def test_a_company_sees_what_could_be_and_nobody(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    # Five sawmills that could give sawdust; who could take it, too.
    await register(database, companies={**SAWMILLS, **HEATERS, "16.29": (21, 22, 23)})
    async with api_client(SERVICE) as client:
        for own, other in ((world.offer, world.need), (world.need, world.offer)):
            shown = await read(client, own, tokens.company(own.organisation))
            [one] = shown["possibilities"]
            assert one["family"]["key"] == other.family
            assert one["distance_band"] in ("10-30 km", "30-60 km")
            assert one["crowd"] in ("3-9", "10-29")
            assert shown["none"] is None
            text = str(shown)
            hidden = (*other.canaries, *world.pair_canaries)
            assert [canary for canary in hidden if canary in text] == []


async def test_for_a_crowd_too_small_less_is_shown(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    who = tokens.company(world.need.organisation)
    async with api_client(SERVICE) as client:
        # Nobody counted yet: the family alone.
        [one] = (await read(client, world.need, who))["possibilities"]
        assert (one["sector"], one["distance_band"], one["crowd"]) == (None, None, None)
        await register(database, companies=SAWMILLS)
        [one] = (await read(client, world.need, who))["possibilities"]
        assert one["sector"]["code"] == "16"
        assert one["crowd"] == "3-9"
        # Too few of a sector, enough of all: less; then too few of all: nothing.
        await register(database, companies={"16.10": (1, 2, 3, 4, 5), "31.09": (6, 7, 8)})
        [one] = (await read(client, world.need, who))["possibilities"]
        assert one["sector"] is None
        await register(database, companies={"16.10": tuple(range(1, 8))})
        shown = await read(client, world.need, who)
        assert shown["possibilities"] == []
        assert shown["none"]["reason"] == "nobody"


async def test_lists_and_deals_of_others_change_nothing(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    await register(database, companies=SAWMILLS)
    third = World(offer=world.offer)
    who = tokens.company(world.need.organisation)
    async with api_client(SERVICE) as client:
        before = await read(client, world.need, who)
        async with database.write() as session:
            await (await session.driver()).execute("DELETE FROM entry")
        assert await read(client, world.need, who) == before
        await detect(database, third)
        running = {"state": "running", "quantity": {"value": "30000", "unit": "t"}}
        path = f"/v1/synergies/{third.synergy_id}/state"
        done = await client.post(path, json=running, headers=tokens.operator())
        assert done.status_code == 200, done.text
        assert await read(client, world.need, who) == before


async def test_who_is_on_trial_sees_and_is_not_seen(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    await register(database, companies=SAWMILLS | HEATERS)
    trial = Company(CAEN, "output", "40000", 49.18, "10")
    await declare(database, trial)
    await keep_flow(database, replace(trial.declared(), on_trial=True), 2)
    await keep_flow(database, replace(world.offer.declared(), on_trial=True), 2)
    async with api_client(SERVICE) as client:
        shown = await read(client, trial, tokens.company(trial.organisation))
        assert shown["on_trial"]
        assert shown["flow_version"] == 2
        theirs = await read(client, world.need, tokens.company(world.need.organisation))
        assert theirs["possibilities"] == []


async def test_nobody_else_reads_them(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    path = f"/v1/flows/{world.offer.flow}/possibilities"
    assert database is not None
    async with api_client(SERVICE) as client:
        for who in (
            tokens.company(world.need.organisation),
            tokens.tool("stranger"),
            tokens.animator(HAVRE),
        ):
            assert (await client.get(path, headers=who)).status_code == 404
        for who in (tokens.tool("tyca"), tokens.animator(CAEN), tokens.operator()):
            assert (await client.get(path, headers=who)).status_code == 200
        unknown = await client.get(f"/v1/flows/{uuid4()}/possibilities", headers=tokens.operator())
    assert unknown.status_code == 404


@pytest.mark.timeout(60)
@pytest.mark.parametrize("what", ["flows/{}/possibilities", "flows/{}/explain"])
async def test_nothing_is_waited_for_unless_a_version_is_named(
    database: Database,
    world: World,
    api_client: ApiClient,
    tokens: Tokens,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    """Another's flow looks like one that is nowhere."""
    assert database is not None
    monkeypatch.setattr("boucle.matching.api.possibilities._WAITS", (3600,))
    stranger, bodies = tokens.tool("stranger"), []
    async with api_client(SERVICE) as client:
        for flow in (world.offer.flow, uuid4()):
            answer = await client.get("/v1/" + what.format(flow), headers=stranger)
            assert answer.status_code == 404
            bodies.append(answer.text.replace(str(flow), "flow"))
    assert bodies[0] == bodies[1]
    assert "may not be read yet: ask again in a moment" in bodies[0]


async def test_before_anything_was_read_a_flow_may_be_on_its_way(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    """An empty list of flows tells nothing yet; once the worker took its partitions, it does."""
    path, who = f"/v1/flows/{uuid4()}/possibilities", tokens.operator()
    database = await service_database(SERVICE)
    async with api_client(SERVICE) as client:
        early = await client.get(path, headers=who)
        assert (early.status_code, early.headers["Retry-After"]) == (503, "10")
        async with database.write() as session:
            await bump_epoch(session, GROUP, [("flow", 0)])
        assert (await client.get(path, headers=who)).status_code == 404


async def test_what_a_party_sees_was_made_when_it_was_qualified(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    """And does not move with the other's exact values."""
    await register(database, companies=SAWMILLS | HEATERS)
    await introduce(database, world)
    path = f"/v1/synergies/{world.synergy_id}"
    who = tokens.company(world.need.organisation)
    async with api_client(SERVICE) as client:
        before = (await client.get(path, headers=who)).json()
        await keep_flow(database, replace(world.offer.declared(), hazardous=True), 2)
        after = (await client.get(path, headers=who)).json()
    [life] = (await lives(database)).values()
    assert life.asked_first is None
    assert {one.organisation_id for one in life.previews} == {
        world.offer.organisation,
        world.need.organisation,
    }
    for name in ("score_band", "distance_band", "quantity", "why", "eur", "tco2e", "sides"):
        assert before[name] == after[name]


async def test_the_rarer_side_is_asked_first(database: Database, world: World) -> None:
    """Of the sawmill nothing may be shown: it hears of the need, not the need of it."""
    await register(database, companies=HEATERS)
    await introduce(database, world)
    [life] = (await lives(database)).values()
    assert life.asked_first == world.offer.organisation
    previews = {one.organisation_id: one for one in life.previews}
    [of_offer] = previews[world.need.organisation].others
    assert (of_offer.family, of_offer.quantity) == (None, None)


async def test_a_weak_lead_is_listed_and_not_introduced(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    little = World(offer=Company(CAEN, "output", "400", 49.18, "30"), need=world.need)
    await detect(database, little)
    path = f"/v1/synergies/{little.synergy_id}"
    who = tokens.animator(CAEN, HAVRE)
    async with api_client(SERVICE) as client:
        assert (await client.get(path, headers=who)).json()["state"] == "detected"
        refused = await client.post(f"{path}/qualification", json={}, headers=who)
        assert refused.status_code == 409
        assert refused.json()["type"].endswith("weak-lead")
        assert "least_share" in refused.json()["detail"]
        assert await lives(database) == {}
        async with database.write() as session:
            patient = Territory(siren=HAVRE, kind="epci", least_share="0.001")
            await declared.save_territory(session, event_of(patient, 2, "revised"))
        done = await client.post(f"{path}/qualification", json={}, headers=who)
        assert done.status_code == 200, done.text


async def test_a_company_with_many_flows_hides_nobody(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    """60 flows of one company, all declared before the one that suits: it is shown all the same."""
    await register(database, companies={**SAWMILLS, **HEATERS})
    hers, theirs = world.offer.declared(), uuid4()
    for number in range(60):
        useless = replace(
            hers, flow_id=UUID(int=number), organisation_id=theirs, quantity=Quantity("1", "t")
        )
        await keep_flow(database, useless, 1, NOW)
    async with api_client(SERVICE) as client:
        shown = await read(client, world.need, tokens.company(world.need.organisation))
    [one] = shown["possibilities"]
    assert one["quantity"]["value"] == "50000", "the step of its 41,234.5 t"
