"""Lives over HTTP on a real Postgres: the ways a synergy goes, and what is refused."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec
import pytest

from boucle.matching.app import SERVICE
from boucle.matching.kinds.substitution import synergy_id
from tests.integration.matching.lives.building import (
    CAEN,
    HAVRE,
    Company,
    World,
    declare,
    detect,
    hold,
    introduce,
    keep_flow,
    lives,
    outbox,
    withdraw,
    write_to_both,
)
from tests.kit import ApiClient, FrozenClock, ServiceDatabase, Tokens

Json = dict[str, Any]


def url(world: World, rest: str = "") -> str:
    return f"/v1/synergies/{world.synergy_id}{rest}"


async def post(
    client: httpx.AsyncClient, path: str, body: Json, who: dict[str, str], status: int = 200
) -> Json:
    answer = await client.post(path, json=body, headers=who)
    assert answer.status_code == status, answer.text
    shown: Json = answer.json()
    return shown


async def test_the_whole_way_of_a_synergy(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    world, database = World(), await service_database(SERVICE)
    await detect(database, world)
    animator = tokens.animator(CAEN, HAVRE, id="anim")
    offer, need = (
        tokens.company(world.offer.organisation, id="c-offer"),
        tokens.company(world.need.organisation, id="c-need"),
    )
    async with api_client(SERVICE) as client:
        shown = await post(client, url(world, "/qualification"), {}, animator)
        assert (shown["state"], shown["version"], shown["warnings"]) == ("qualified", 1, [])
        early = {"answer": "interested"}
        await post(client, url(world, "/answers"), early, offer, status=404)
        await write_to_both(database, world)
        await post(client, url(world, "/answers"), {"answer": "interested", "consent": True}, offer)
        shown = await post(client, url(world, "/answers"), {"answer": "interested"}, need)
        assert shown["state"] == "interested"
        assert not shown["disclosed"]
        shown = await post(
            client, url(world, "/answers"), {"answer": "interested", "consent": True}, need
        )
        assert (shown["state"], shown["disclosed"], shown["masked"]) == ("consented", True, False)
        await post(client, url(world, "/state"), {"state": "studying"}, need)
        body = {
            "state": "running",
            "quantity": {"value": "1000", "unit": "t"},
            "since": "2026-02-01",
        }
        shown = await post(client, url(world, "/state"), body, offer)
        assert shown["agreed"] == {"value": "1000", "unit": "t"}
        action = {"action": {"who": "offer", "what": "Peser les bennes", "due": "2026-04-01"}}
        shown = await post(client, url(world, "/next-action"), action, need)
        assert shown["next_action"]["what"] == "Peser les bennes"
        result = {
            "period_start": "2026-02-01",
            "period_end": "2026-02-28",
            "quantity": {"value": "80", "unit": "t"},
            "eur": "-120.50",
            "jobs": "0.5",
        }
        shown = await post(client, url(world, "/results"), result, offer)
        assert shown["results"][0]["eur"] == "-120.5"
        assert shown["results"][0]["baseline"] == "R1"  # as the offer's flow declares
        assert shown["warnings"] == []
        verified = {**result, "grade": "verified"}
        await post(client, url(world, "/results"), verified, animator, 422)
        verified |= {"document": "bon de pesée 114", "baseline": "enfoui"}
        shown = await post(client, url(world, "/results"), verified, animator)
        assert [one["grade"] for one in shown["results"]] == ["declared", "verified"]
        assert shown["results"][1]["verified_by"] == "animator"
        assert shown["results"][1]["baseline"] == "enfoui"
        much = {
            "period_start": "2026-03-01",
            "period_end": "2026-03-02",
            "quantity": {"value": "90000", "unit": "t"},
        }
        shown = await post(client, url(world, "/results"), much, offer)
        assert [one["field"] for one in shown["warnings"]] == ["quantity"]
        much["result_id"] = shown["results"][-1]["result_id"]
        before = much | {"period_start": "2026-01-31"}
        refused = await post(client, url(world, "/results"), before, offer, 422)
        assert refused["errors"][0]["field"] == "body.period_start"
        ended = {"state": "stopped", "on": "2026-02-15"}
        shown = await post(client, url(world, "/state"), ended, animator)
        assert shown["state"] == "stopped"
        (warning,) = shown["warnings"]
        assert (warning["field"], warning["value"]) == ("on", "2026-02-15")
        assert warning["expected"] == "a run that holds 2026-02-01 to 2026-03-02"
        assert "jours sans échange" in warning["message_fr"]
        steps = (await client.get(url(world, "/history"), headers=animator)).json()["steps"]
    assert [step["type"] for step in steps] == [
        "life.qualified.v1",
        "life.introduced.v1",
        "life.answered.v1",
        "life.answered.v1",
        "life.answered.v1",
        "life.studying.v1",
        "life.running.v1",
        "life.planned.v1",
        "life.reported.v1",
        "life.reported.v1",
        "life.reported.v1",
        "life.stopped.v1",
    ]
    assert [step["version"] for step in steps] == list(range(1, 13))
    assert (steps[0]["by"], steps[0]["actor"]) == ("animator", "anim")
    assert (steps[2]["by"], steps[2]["actor"]) == ("party", "c-offer")
    types = [type_ for type_, _ in await outbox(database, "life")]
    assert types == [step["type"] for step in steps]


async def test_whoever_qualifies_a_loss_is_warned(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    """Its holder sells a tonne for 91 EUR today; its taker buys one for 55."""
    offer = Company(CAEN, "output", "41234.5", 49.1830031, "-91.4159", "tyca")
    world, database = World(offer=offer), await service_database(SERVICE)
    await detect(database, world)
    animator = tokens.animator(CAEN, HAVRE, id="anim")
    async with api_client(SERVICE) as client:
        shown = await post(client, url(world, "/qualification"), {}, animator)
        read = (await client.get(url(world), headers=animator)).json()
    assert shown["state"] == "qualified"
    (warning,) = shown["warnings"]
    assert float(shown["eur"]["high"]) < 0
    assert warning["value"] == f"{shown['eur']['low']}..{shown['eur']['high']}"
    assert warning["message"] == "all together would lose money"
    assert warning["message_fr"] == "ensemble, elles perdraient de l'argent"
    assert "warnings" not in read


async def test_another_companys_actor_stays_unknown(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    world, database = World(), await service_database(SERVICE)
    await detect(database, world)
    await introduce(database, world)
    async with api_client(SERVICE) as client:
        offer = tokens.company(world.offer.organisation, id="c-offer")
        await post(client, url(world, "/answers"), {"answer": "interested"}, offer)
        need = tokens.company(world.need.organisation, id="c-need")
        seen = (await client.get(url(world, "/history"), headers=need)).json()["steps"]
        own = (await client.get(url(world, "/history"), headers=offer)).json()["steps"]
    assert (seen[-1]["by"], seen[-1]["actor"]) == ("party", None)
    assert own[-1]["actor"] == "c-offer"
    assert [step["version"] for step in seen] == [1, 2]  # not that it was qualified before
    assert [side["territory"] for side in seen[-1]["parties"]] == [None, world.need.territory]


async def test_both_parties_answer_at_once_and_none_is_lost(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    worlds, database = [World() for _ in range(8)], await service_database(SERVICE)
    for world in worlds:
        await detect(database, world)
        await introduce(database, world)
    yes = {"answer": "interested", "consent": True}
    async with api_client(SERVICE) as client:
        shown = await asyncio.gather(
            *(
                client.post(
                    url(world, "/answers"), json=yes, headers=tokens.company(party.organisation)
                )
                for world in worlds
                for party in (world.offer, world.need)
            )
        )
    assert {answer.status_code for answer in shown} == {200}
    found = await lives(database)
    assert {life.state for life in found.values()} == {"consented"}
    assert len(found) == len(worlds)
    assert len(await outbox(database, "life")) == 4 * len(worlds)


async def test_a_key_sent_again_gets_the_same_answer_and_no_second_step(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    world, database = World(), await service_database(SERVICE)
    await detect(database, world)
    who = {**tokens.animator(CAEN), "Idempotency-Key": "once"}
    async with api_client(SERVICE) as client:
        first = await client.post(url(world, "/qualification"), headers=who)
        again = await client.post(url(world, "/qualification"), headers=who)
        assert (first.status_code, again.status_code) == (200, 200)
        assert first.json() == again.json()
        new = {**who, "Idempotency-Key": "twice"}
        refused = await client.post(url(world, "/qualification"), headers=new)
    assert refused.status_code == 409
    assert "qualified" in refused.json()["detail"]
    assert "possible" in refused.json()["detail"]
    assert len(await outbox(database, "life")) == 1


async def test_an_animator_records_an_answer_for_its_own_company_only(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    world, database = World(), await service_database(SERVICE)
    await detect(database, world)
    who = tokens.animator(CAEN, id="anim")
    async with api_client(SERVICE) as client:
        body = {"answer": "refused", "reason": "price"}
        for asked in (None, str(world.need.organisation), str(uuid4())):
            problem = await post(
                client, url(world, "/answers"), {**body, "organisation_id": asked}, who, 422
            )
            error = problem["errors"][0]
            assert error["field"] == "body.organisation_id"
            assert error["expected"] == f"one of {world.offer.organisation}"
        own = {**body, "organisation_id": str(world.offer.organisation)}
        shown = await post(client, url(world, "/answers"), own, who)
        history = (await client.get(url(world, "/history"), headers=who)).json()
    assert shown["state"] == "refused"
    assert history["steps"][-1]["actor"] == "anim"
    assert (await lives(database))[world.synergy_id].parties[0].refused_value is not None


async def test_an_ended_candidacy_has_nothing_to_act_on(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    world, database = World(), await service_database(SERVICE)
    await detect(database, world)
    await withdraw(database, world)
    async with api_client(SERVICE) as client:
        await post(client, url(world, "/qualification"), {}, tokens.animator(CAEN), status=404)


async def test_people_find_what_the_engine_found_and_it_is_the_same(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    world, database = World(), await service_database(SERVICE)
    await detect(database, world)
    parties = [{"flow_id": str(world.need.flow)}, {"flow_id": str(world.offer.flow)}]
    body = {"parties": parties, "found_by": "workshop", "pre_existing": True}
    async with api_client(SERVICE) as client:
        animator = tokens.animator(CAEN, HAVRE)
        shown = await post(client, "/v1/synergies", body, animator, status=201)
        again = await post(client, "/v1/synergies", body, animator, status=200)
    assert shown["synergy_id"] == again["synergy_id"] == str(world.synergy_id)
    assert (shown["found_by"], shown["pre_existing"], shown["score"]) == (
        "workshop",
        True,
        world.score,
    )
    assert [type_ for type_, _ in await outbox(database, "life")] == ["life.opened.v1"]


async def test_a_pooling_of_three_companies_by_their_organisations(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    database = await service_database(SERVICE)
    three = [Company(CAEN, "output", str(n), 49.0, "1") for n in (1, 2, 3)]
    await declare(database, *three)
    parties = [{"organisation_id": str(one.organisation)} for one in three]
    body = {"kind": "pooling", "title": "Collecte de cartons", "parties": parties}
    async with api_client(SERVICE) as client:
        shown = await post(client, "/v1/synergies", body, tokens.animator(CAEN), status=201)
        assert [side["role"] for side in shown["sides"]] == ["member"] * 3
        assert shown["found_by"] == "animator"
        who = tokens.company(three[0].organisation)
        shown = (await client.get(f"/v1/synergies/{shown['synergy_id']}", headers=who)).json()
        assert [side["masked"] for side in shown["sides"]] == [False, True, True]


async def test_no_synergy_is_opened_with_what_is_on_trial(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    world, database = World(), await service_database(SERVICE)
    await declare(database, world.offer, world.need)
    await keep_flow(database, msgspec.structs.replace(world.need.declared(), on_trial=True), 2)
    parties = [{"flow_id": str(one.flow)} for one in (world.offer, world.need)]
    async with api_client(SERVICE) as client:
        who = tokens.animator(CAEN, HAVRE)
        refused = await post(client, "/v1/synergies", {"parties": parties}, who, status=422)
        [error] = refused["errors"]
        assert error["field"] == "body.parties[1].flow_id"
        assert "not verified" in error["message"]
        await keep_flow(database, world.need.declared(), 3)
        await post(client, "/v1/synergies", {"parties": parties}, who, status=201)


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("", {"parties": []}, "body.parties"),
        ("", {"parties": [{"role": "offer"}]}, "body.parties[0].flow_id"),
        ("", {"parties": [{"flow_id": str(UUID(int=1))}]}, "body.parties[0].flow_id"),
        (
            "",
            {"parties": [{"organisation_id": str(UUID(int=1))}]},
            "body.parties[0].organisation_id",
        ),
        ("", {"parties": [{"flow_id": "x"}]}, "body.parties[0].flow_id"),
        ("", {"parties": [{"flow_id": "OFFER"}]}, "body.parties"),
        ("", {"parties": [{"flow_id": "OFFER", "role": "need"}]}, "body.parties[0].role"),
        ("", {"parties": [{"flow_id": "OFFER"}], "found_by": "engine"}, "body.found_by"),
        ("", {"parties": [{"flow_id": "OFFER"}], "kind": "gift"}, "body.kind"),
        ("", {"parties": [{"flow_id": "OFFER"}], "title": "appelez 02 31 00 00 00"}, "body.title"),
        ("", {"parties": [{"flow_id": "OFFER"}], "colour": "red"}, "body.colour"),
        ("/answers", {"answer": "perhaps"}, "body.answer"),
        ("/answers", {"answer": "refused"}, "body.reason"),
        ("/answers", {"answer": "interested", "reason": "price"}, "body.reason"),
        ("/answers", {"answer": "contract_until"}, "body.contract_until"),
        ("/answers", {"answer": "contract_until", "contract_until": "soon"}, "body.contract_until"),
        (
            "/answers",
            {"answer": "contract_until", "contract_until": "2026-03-02"},
            "body.contract_until",
        ),
        ("/state", {"state": "sleeping"}, "body.state"),
        ("/state", {"state": "studying", "on": "2026-01-01"}, "body.on"),
        ("/state", {"state": "running", "since": "2027-01-01"}, "body.since"),
        (
            "/state",
            {"state": "running", "quantity": {"value": "-1", "unit": "t"}},
            "body.quantity.value",
        ),
        (
            "/state",
            {"state": "running", "quantity": {"value": "1", "unit": "barrel"}},
            "body.quantity.unit",
        ),
        (
            "/state",
            {"state": "running", "quantity": {"value": "1", "unit": "MWh"}},
            "body.quantity.unit",
        ),
        (
            "/state",
            {"state": "running", "quantity": {"value": "1e99", "unit": "t"}},
            "body.quantity.value",
        ),
        (
            "/state",
            {"state": "running", "quantity": {"value": "99999999999999", "unit": "t"}},
            "body.quantity.value",
        ),
        ("/next-action", {"action": {"who": "Jeanne Durand", "what": "call"}}, "body.action.who"),
        (
            "/next-action",
            {"action": {"who": "offer", "what": "write to a@b.example"}},
            "body.action.what",
        ),
        (
            "/results",
            {"period_start": "2026-01-02", "period_end": "2026-01-01", "eur": "1"},
            "body.period_end",
        ),
        ("/results", {"period_start": "2026-01-01", "period_end": "2026-01-31"}, "body"),
        (
            "/results",
            {"period_start": "2026-01-01", "period_end": "2026-12-31", "eur": "1"},
            "body.period_end",
        ),
        (
            "/results",
            {"period_start": "2026-01-01", "period_end": "2026-01-31", "eur": "a"},
            "body.eur",
        ),
        (
            "/results",
            {"period_start": "2026-01-01", "period_end": "2026-01-31", "jobs": "-1"},
            "body.jobs",
        ),
    ],
)
async def test_bad_input_names_field_value_and_what_is_right(
    path: str,
    body: Json,
    field: str,
    service_database: ServiceDatabase,
    api_client: ApiClient,
    tokens: Tokens,
) -> None:
    world, database = World(), await service_database(SERVICE)
    await detect(database, world)
    who = tokens.animator(CAEN, HAVRE)
    for party in body.get("parties", []):
        if party.get("flow_id") == "OFFER":
            party["flow_id"] = str(world.offer.flow)
    async with api_client(SERVICE) as client:
        target = url(world, path) if path else "/v1/synergies"
        problem = await post(client, target, body, who, status=422)
    errors = problem["errors"]
    assert field in [error["field"] for error in errors], errors
    assert all(error["expected"] for error in errors)
    assert await lives(database) == {}
    assert await outbox(database, "life") == []


async def test_after_midnight_in_france_today_is_not_in_the_future(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens, clock: FrozenClock
) -> None:
    world, database = World(), await service_database(SERVICE)
    await detect(database, world)
    clock.set(clock().replace(hour=23, minute=30))
    today = (clock() + timedelta(hours=1)).date()
    async with api_client(SERVICE) as client:
        animator = tokens.animator(CAEN, HAVRE)
        body = {"state": "running", "since": f"{today}"}
        shown = await post(client, url(world, "/state"), body, animator)
        assert shown["running_since"] == f"{today}"
        body = {"state": "stopped", "on": f"{today + timedelta(days=1)}"}
        refused = await post(client, url(world, "/state"), body, animator, 422)
        assert refused["errors"][0]["field"] == "body.on"
        assert f"{today} or before" in str(refused["errors"][0])


async def test_what_does_not_fit_the_state_says_what_is_possible(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    world, database = World(), await service_database(SERVICE)
    await detect(database, world)
    await introduce(database, world)
    async with api_client(SERVICE) as client:
        who = tokens.company(world.offer.organisation)
        problem = await post(client, url(world, "/state"), {"state": "stopped"}, who, status=409)
    assert problem["detail"] == (
        "the synergy is 'introduced': /state 'stopped' by 'party' does not apply; "
        "possible: /answers, /next-action"
    )


async def test_who_sees_one_side_says_nothing_of_what_both_declare(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    """How much may be agreed is told by a refusal, once a caller sees both sides."""
    world, database = World(), await service_database(SERVICE)
    await detect(database, world)
    await introduce(database, world)
    much = {"state": "running", "quantity": {"value": "99999999", "unit": "t"}}
    async with api_client(SERVICE) as client:
        for who in (tokens.animator(CAEN), tokens.company(world.offer.organisation)):
            for body in (much, {"state": "studying"}):
                problem = await post(client, url(world, "/state"), body, who, status=409)
                assert problem["type"].endswith("still-masked")
        told = await post(client, url(world, "/state"), much, tokens.animator(CAEN, HAVRE), 422)
    assert told["errors"][0]["expected"].startswith("at most ")


async def test_a_warning_tells_who_sees_one_side_what_he_is_shown(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    """Exact euros tell the other's price."""
    offer = Company(CAEN, "output", "41234.5", 49.1830031, "-91.4159", "tyca")
    world, database = World(offer=offer), await service_database(SERVICE)
    await detect(database, world)
    async with api_client(SERVICE) as client:
        shown = await post(client, url(world, "/qualification"), {}, tokens.animator(CAEN))
        exact = (await client.get(url(world), headers=tokens.animator(CAEN, HAVRE))).json()["eur"]
    told = [warning["value"] for warning in shown["warnings"]]
    assert f"{exact['low']}..{exact['high']}" not in told
    assert all(value == f"{shown['eur']['low']}..{shown['eur']['high']}" for value in told)


async def test_pages_have_each_synergy_once_and_follow_changes(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens, clock: FrozenClock
) -> None:
    worlds, database = [World() for _ in range(5)], await service_database(SERVICE)
    for place, world in enumerate(worlds):
        await detect(database, world, clock() + timedelta(minutes=place))
    clock.advance(timedelta(hours=1))
    await withdraw(database, worlds[0])
    async with api_client(SERVICE) as client:
        moved = await post(client, url(worlds[1], "/qualification"), {}, tokens.operator())
        assert moved["updated_at"] == "2026-03-02T10:00:00Z"
        lists = ([one.synergy_id for one in worlds[1:]], [worlds[at].synergy_id for at in (3, 4)])
        copies = across(worlds, worlds), across(worlds[3:], worlds)
        for animator, (pairs, new) in (
            (tokens.animator(CAEN), copies),
            (tokens.animator(CAEN, HAVRE), lists),
            (tokens.operator(), lists),
        ):
            seen = await walked(client, animator, limit=2)
            assert seen[0] == str(worlds[1].synergy_id)
            assert sorted(seen) == sorted(map(str, pairs))
            news = await walked(client, animator, updated_after="2026-03-02T09:03:00Z")
            assert sorted(news) == sorted(map(str, [worlds[1].synergy_id, *new]))
            forged = await client.get("/v1/synergies", params={"cursor": "AAAA"}, headers=animator)
            assert forged.status_code == 422


async def test_each_synergy_is_on_one_page_whoever_walks_and_however_long_pages_are(
    service_database: ServiceDatabase, api_client: ApiClient, tokens: Tokens
) -> None:
    """Also where pages end where flows, lives or both do."""
    database = await service_database(SERVICE)
    worlds = [World() for _ in range(7)]
    for world in worlds:
        await detect(database, world)
    offer, *others = worlds
    for other in others[:3]:  # four pairs of one offer
        await hold(database, offer.offer, other.need)
    ids = {str(world.synergy_id) for world in worlds}
    ids |= {str(synergy_id(offer.offer.flow, other.need.flow)) for other in others[:3]}
    introduced = {str(world.synergy_id) for world in worlds[4:6]}
    async with api_client(SERVICE) as client:
        for world in worlds[4:6]:
            await introduce(database, world)
        for who, seen in (
            (tokens.operator(), ids),
            (tokens.animator(CAEN), set(map(str, across(worlds, worlds)))),
            (tokens.animator(CAEN, HAVRE), ids),
            (tokens.tool("tyca"), introduced),
            (tokens.company(offer.offer.organisation), set()),
            (tokens.company(*(world.need.organisation for world in worlds)), introduced),
        ):
            for limit in (1, 2, 3, 4, 5, 9, 10, 11):
                found = await walked(client, who, limit=limit)
                assert len(found) == len(set(found)), limit
                assert set(found) == seen, limit


def across(offers: list[World], needs: list[World]) -> list[UUID]:
    """By copies, each offer goes with each need, whatever lists hold."""
    return [synergy_id(one.offer.flow, two.need.flow) for one in offers for two in needs]


async def walked(client: httpx.AsyncClient, who: dict[str, str], **asked: str | int) -> list[str]:
    """Ids on all pages, in order."""
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = (await client.get("/v1/synergies", params={**asked, **cursor}, headers=who)).json()
        seen += [one["synergy_id"] for one in page["items"]]
        if page["next"] is None:
            return seen
        cursor = {"cursor": page["next"]}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, True),
        ({"territory": CAEN}, True),
        ({"territory": HAVRE}, True),
        ({"territory": "200000000"}, False),
        ({"nature": "material"}, True),
        ({"nature": "water"}, False),
        ({"kind": "substitution"}, True),
        ({"kind": "pooling"}, False),
        ({"found_by": "engine"}, True),
        ({"found_by": "visit"}, False),
        ({"candidacy": "true"}, True),
        ({"candidacy": "false"}, False),
        ({"min_score": str(World().score)}, True),
        ({"min_score": str(World().score + 1)}, False),
    ],
)
@pytest.mark.parametrize("moved", [False, True])
async def test_filters(
    filters: dict[str, str],
    found: bool,
    moved: bool,
    service_database: ServiceDatabase,
    api_client: ApiClient,
    tokens: Tokens,
) -> None:
    world, database = World(), await service_database(SERVICE)
    await detect(database, world)
    async with api_client(SERVICE) as client:
        who = tokens.operator()
        if moved:
            await post(client, url(world, "/qualification"), {}, who)
        state = "qualified" if moved else "detected"
        for asked in (filters, {**filters, "state": state}):
            page = (await client.get("/v1/synergies", params=asked, headers=who)).json()
            assert len(page["items"]) == found, page
        other = {**filters, "state": "running"}
        assert not (await client.get("/v1/synergies", params=other, headers=who)).json()["items"]
