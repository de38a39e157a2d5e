"""Why a flow has no possibility, over HTTP: equal for worlds that differ within a step, for whom
its possibilities are, and naming nobody."""

from __future__ import annotations

from uuid import uuid4

import httpx
from msgspec.structs import replace

from boucle.contract.events.registry import Flow, QualityRange, Quantity
from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    Company,
    World,
    declare,
    keep_flow,
)
from tests.integration.matching.possibilities.test_route import (
    CELLS,
    HEATERS,
    SAWMILLS,
    Headers,
    Json,
    register,
)
from tests.kit import ApiClient, Tokens

BOTH = {**SAWMILLS, **HEATERS, "16.29": (21, 22, 23)}


async def explained(client: httpx.AsyncClient, one: Company, who: Headers) -> Json:
    answer = await client.get(f"/v1/flows/{one.flow}/explain", headers=who)
    assert answer.status_code == 200, answer.text
    shown: Json = answer.json()
    return shown


def wet(one: Company, percent: str) -> Flow:
    moisture = {"moisture": QualityRange(percent, percent, "%")}
    return replace(one.declared(), qualities=moisture)


def dry(one: Company, most: str) -> Flow:
    return replace(one.declared(), qualities={"moisture": QualityRange(None, most, "%")})


async def test_the_nearest_miss_says_what_would_have_to_change(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    await register(database, companies=BOTH)
    await keep_flow(database, wet(world.offer, "57.5"), 2)
    await keep_flow(database, dry(world.need, "18.25"), 2)
    async with api_client(SERVICE) as client:
        shown = await explained(client, world.offer, tokens.company(world.offer.organisation))
        assert (shown["possibilities"], shown["none"]["reason"]) == (0, "excluded")
        assert shown["looked_at"] == 1
        [one] = shown["criteria"]
        assert (one["name"], one["fails"], one["alone"]) == ("quality.moisture", 1, 1)
        near = one["nearest"]
        assert near["family"]["key"] == world.need.family
        assert near["distance_band"] in ("10-30 km", "30-60 km")
        assert near["gap"] == {"value": "37.5", "unit": "%"}
        [change] = near["changes"]
        assert (change["field"], change["bound"]) == ("qualities.moisture", "at_most")
        assert change["values"] == ["20"]
        assert change["sentence"]["en"] == "If your moisture were at most 20%."
        states = {each["family"]["key"]: each["state"] for each in shown["families"]}
        assert states[world.need.family] == "excluded"
        assert set(states.values()) == {"excluded", "nobody"}
        text = str(shown)
        hidden = (*world.need.canaries, *world.pair_canaries, "18.25")
        assert [canary for canary in hidden if canary in text] == []


async def test_worlds_that_differ_within_a_cell_and_a_step_answer_alike(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    await register(database, companies=BOTH)
    await keep_flow(database, wet(world.offer, "57.5"), 2)
    who = tokens.company(world.offer.organisation)
    answers = []
    async with api_client(SERVICE) as client:
        for version, (north, tonnes, most) in enumerate(
            ((49.493, "47891.25", "18.25"), (49.408, "36000", "11")), 2
        ):
            flow = dry(world.need, most)
            site = replace(flow.site, latitude=north)
            await keep_flow(database, replace(flow, site=site, quantity=_t(tonnes)), version)
            answers.append(await explained(client, world.offer, who))
    assert answers[0] == answers[1]


async def test_beyond_reach_a_band_is_said(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    await register(database, companies=BOTH, latitudes=(*CELLS, 43.6))
    await keep_flow(database, replace(world.need.declared(), on_trial=True), 2)
    who = tokens.company(world.offer.organisation)
    async with api_client(SERVICE) as client:
        shown = await explained(client, world.offer, who)
        assert (_state(shown, world.need), shown["none"]["reason"]) == (("nobody", None), "nobody")
        for version, latitude in ((3, 43.62), (4, 43.68)):
            flow = world.need.declared()
            far = replace(flow, site=replace(flow.site, latitude=latitude))
            await keep_flow(database, far, version)
            await register(database, companies=BOTH, latitudes=(*CELLS, 43.6))
            shown = await explained(client, world.offer, who)
            assert _state(shown, world.need) == ("beyond", "200+ km")
            assert (shown["looked_at"], shown["none"]["reason"]) == (0, "nobody")


async def test_without_a_register_no_distance_is_said(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    await keep_flow(database, wet(world.offer, "57.5"), 2)
    await keep_flow(database, dry(world.need, "18.25"), 2)
    async with api_client(SERVICE) as client:
        shown = await explained(client, world.offer, tokens.company(world.offer.organisation))
    assert [one["name"] for one in shown["criteria"]] == ["quality.moisture"]
    bands = [one["nearest"]["distance_band"] for one in shown["criteria"]]
    bands += [one["distance_band"] for one in shown["families"]]
    assert set(bands) == {None}


async def test_what_suits_is_said_too(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    await register(database, companies=BOTH)
    async with api_client(SERVICE) as client:
        shown = await explained(client, world.offer, tokens.company(world.offer.organisation))
    assert (shown["possibilities"], shown["none"], shown["criteria"]) == (1, None, [])
    assert _state(shown, world.need)[0] == "suits"


async def test_what_takes_no_part_says_so(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    unclassified = Company(CAEN, "output", "40000", 49.18, "10")
    await declare(database, unclassified)
    await keep_flow(database, replace(unclassified.declared(), family=None), 2)
    async with api_client(SERVICE) as client:
        who = tokens.company(unclassified.organisation)
        shown = await explained(client, unclassified, who)
    assert (shown["none"]["reason"], shown["criteria"], shown["families"]) == ("no_part", [], [])


async def test_a_receiver_without_treatments_is_a_possibility_in_doubt(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    """Waste for a site that does not say what it may treat: to be settled, not refused."""
    await register(database, companies=BOTH)
    await keep_flow(database, replace(world.offer.declared(), legal_status="waste"), 2)
    async with api_client(SERVICE) as client:
        path = f"/v1/flows/{world.need.flow}/possibilities"
        shown = (await client.get(path, headers=tokens.company(world.need.organisation))).json()
        [one] = shown["possibilities"]
        [legal] = [each for each in one["why"] if each["name"] == "legal"]
        assert legal["verdict"] == "unknown"
        assert (legal["points"], legal["value"], legal["limit"]) == (None, None, None)
        assert "site.treatments" in {each["field"] for each in shown["lacks"]}
        r1 = replace(world.need.declared().site, treatments=("D1",))
        await keep_flow(database, replace(world.need.declared(), site=r1), 2)
        refused = await explained(client, world.need, tokens.company(world.need.organisation))
    [one] = refused["criteria"]
    assert one["name"] == "legal"
    [change] = one["nearest"]["changes"]
    assert change["field"] == "site.treatments"


async def test_nobody_else_reads_it(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    path = f"/v1/flows/{world.offer.flow}/explain"
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
        unknown = await client.get(f"/v1/flows/{uuid4()}/explain", headers=tokens.operator())
    assert unknown.status_code == 404


def _t(tonnes: str) -> Quantity:
    return Quantity(tonnes, "t")


def _state(shown: Json, of: Company) -> tuple[str, str | None]:
    [one] = [each for each in shown["families"] if each["family"]["key"] == of.family]
    return one["state"], one["distance_band"]
