"""The life of a group over HTTP on a real Postgres, with the worker that weighs it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.contract.events.matching import Life
from boucle.contract.events.registry import Territory
from boucle.contract.masking import Viewer, mask_synergy
from boucle.contract.views import view_of
from boucle.matching.app import SERVICE
from boucle.matching.groups import store
from boucle.matching.groups.decisions import acted_on, refusing
from boucle.matching.lives.group_qualifying import AT_ONCE
from boucle.matching.markets.turns import take_turn
from boucle.platform.db import Database
from tests.integration.matching.lives.building import lives, outbox
from tests.integration.matching.lives.group_building import (
    CONSENT,
    NAMES,
    NEXT_DOOR,
    REFUSAL,
    Market,
    company,
    post,
    read,
    url,
)
from tests.integration.matching.markets.building import stored
from tests.kit import ApiClient, ServiceDatabase, Tokens
from tests.kit.of_groups.detectors import only
from tests.kit.of_groups.groups import SIREN, need, uid
from tests.kit.of_groups.saving_groups import SavingDetector

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def detector(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, SavingDetector())


@pytest.fixture
async def database(service_database: ServiceDatabase) -> Database:
    return await service_database(SERVICE)


@pytest.fixture
def market(database: Database) -> Market:
    return Market(database)


async def test_staff_find_a_group_and_nobody_else_does(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    group = await market.found()
    async with api_client(SERVICE) as client:
        for query in ("", "?kind=pooling", "?state=detected", f"?territory={SIREN}"):
            page = await read(client, f"/v1/synergies{query}", tokens.animator(SIREN))
            assert [one["synergy_id"] for one in page["items"]] == [str(group.synergy_id)]
        for query in ("?kind=sharing", "?state=qualified", "?nature=water", "?min_score=1"):
            page = await read(client, f"/v1/synergies{query}", tokens.animator(SIREN))
            assert page["items"] == []
        mine = f"/v1/synergies?organisation_id={company('a')}"
        assert len((await read(client, mine, tokens.animator(SIREN)))["items"]) == 1
        assert (await read(client, mine, tokens.animator(NEXT_DOOR)))["items"] == []
        assert len((await read(client, mine, tokens.operator()))["items"]) == 1
        shown = await read(client, url(group), tokens.animator(SIREN))
        assert (shown["state"], shown["version"], shown["found_by"]) == ("detected", 0, "engine")
        assert (shown["group"]["state"], shown["group"]["measure"]) == ("viable", "members")
        # One alone is hidden: a total would tell what it brings.
        assert [one["masked"] for one in shown["group"]["members"]].count(True) == 1
        assert (shown["group"]["amount"], shown["group"]["figures"]) == (None, {})
        # Four are: they stand behind it, by their copies.
        shown = await read(client, url(group), tokens.animator(NEXT_DOOR))
        assert shown["group"]["amount"] == "610.5"
        assert [one["amount"] for one in shown["group"]["members"]].count(None) == 4
        for nobody in (tokens.company(company("a")), tokens.animator("200084952")):
            await read(client, url(group), nobody, status=404)
            assert (await read(client, "/v1/synergies", nobody))["items"] == []


async def test_pages_of_groups_go_on_where_they_ended(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    away = [need(f"{name}{cell}", north=5 * cell) for cell in range(1, 6) for name in NAMES]
    await market.declarations.declare(*away)
    await market.looked_at()
    async with api_client(SERVICE) as client:
        seen, following = [], ""
        for _ in range(5):
            path = f"/v1/synergies?limit=2{following and f'&cursor={following}'}"
            page = await read(client, path, tokens.operator())
            seen += [one["synergy_id"] for one in page["items"]]
            if page["next"] is None:
                break
            following = page["next"]
    assert len(seen) == len(set(seen)) == 5


async def test_who_may_qualify_a_group(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    group = await market.found()
    async with api_client(SERVICE) as client:
        door = url(group, "/qualification")
        await post(client, door, {}, tokens.animator(NEXT_DOOR), status=403)
        shown = await post(client, door, {}, tokens.animator(SIREN))
    assert shown["state"] == "qualified"
    types = [type_ for type_, _ in await outbox(market.database, "life")]
    assert types == ["life.qualified.v1"]
    await market.looked_at()
    types = [type_ for type_, _ in await outbox(market.database, "life")]
    assert types == ["life.qualified.v1"]  # weighed as it was qualified


async def test_a_group_that_is_near_is_not_qualified(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    market.volumes = dict.fromkeys(("a", "b"), "100")
    group = await market.found()
    assert group.state == "near"
    async with api_client(SERVICE) as client:
        answer = await post(client, url(group, "/qualification"), {}, tokens.operator(), status=409)
    assert answer["type"].endswith("not-viable")
    assert group.value not in answer["detail"], "no exact amount: an animator may see but a part"


async def test_a_group_of_which_a_member_just_withdrew_is_not_qualified(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    """Its market was not looked at again yet."""
    group = await market.found()
    await market.declarations.withdraw(market.needs()["c"])
    async with api_client(SERVICE) as client:
        answer = await post(client, url(group, "/qualification"), {}, tokens.operator(), status=409)
    assert answer["type"].endswith("group-changed")


async def test_one_refuses_and_the_others_go_on(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    group = await market.found()
    who = {name: tokens.company(company(name), id=name) for name in NAMES}
    async with api_client(SERVICE) as client:
        await post(client, url(group, "/qualification"), {}, tokens.operator())
        await read(client, url(group), who["a"], status=404)
        await market.write_to_all(group)
        before = await read(client, url(group), who["a"])
        assert [side["organisation_id"] for side in before["sides"]] == [str(company("a"))]
        assert before["group"]["companies"] == 3
        assert before["state"] == "introduced"
        assert before["eur"]["low"] is not None
        hidden = ("amount", "value", "threshold", "anchor", "state", "measure", "territory")
        assert {before["group"][name] for name in hidden} == {None}
        await post(client, url(group, "/answers"), REFUSAL, who["e"])
        await market.looked_at()
        for name in ("b", "c", "d"):
            await post(client, url(group, "/answers"), CONSENT, who[name])
        # What the others answered shows in nothing.
        same = await read(client, url(group), who["a"])
        assert {**same, "updated_at": None} == {**before, "updated_at": None}
        shown = await post(client, url(group, "/answers"), CONSENT, who["a"])
        assert (shown["state"], shown["disclosed"], shown["masked"]) == ("consented", True, False)
        known = {one["organisation_id"] for one in shown["group"]["members"]}
        assert known == {str(company(name)) for name in "abcd"}
        assert shown["group"]["amount"] == "542.75"  # of those who stay
        assert {side["organisation_id"] for side in shown["sides"]} == known
        left = await read(client, url(group), who["e"])
        assert (left["state"], left["disclosed"], len(left["sides"])) == ("refused", False, 1)
        disclosed = await read(client, f"/v1/organisations/{company('e')}/disclosures", who["e"])
        assert disclosed["items"] == []
        disclosed = await read(client, f"/v1/organisations/{company('a')}/disclosures", who["a"])
        identities = [one for one in disclosed["items"] if one["kind"] == "identity"]
        assert len(identities) == 6


async def test_a_group_too_small_is_lost_and_its_members_are_free(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    group = await market.found()
    needs = market.needs()
    async with api_client(SERVICE) as client:
        await post(client, url(group, "/qualification"), {}, tokens.operator())
        await market.write_to_all(group)
        await market.declarations.withdraw(needs["c"], needs["d"], needs["e"])
        await market.looked_at()
        shown = await read(client, url(group), tokens.operator())
        assert (shown["state"], shown["at_risk"]) == ("introduced", True)
        assert shown["group"]["risks"] == ["member_left"]
        own = await read(client, url(group), tokens.company(company("a")))
        assert (own["state"], own["at_risk"], own["group"]["risks"]) == ("introduced", False, [])
        await market.declarations.withdraw(needs["b"])
        await market.looked_at()
        shown = await read(client, url(group), tokens.operator())
        assert shown["state"] == "stopped"
        own = await read(client, url(group), tokens.company(company("a")))
        assert own["state"] == "stopped"
    types = [type_ for type_, _ in await outbox(market.database, "life")]
    assert types[-1] == "life.lost.v1"


async def test_a_group_that_was_refused_is_not_found_again_as_it_was(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    market.volumes = dict.fromkeys(("a", "b", "c", "d"), "100")
    group = await market.found()
    async with api_client(SERVICE) as client:
        await post(client, url(group, "/qualification"), {}, tokens.operator())
        await market.write_to_all(group)
        for name in ("a", "b", "c"):
            door = url(group, "/answers")
            await post(client, door, REFUSAL, tokens.company(company(name)))
        await market.looked_at()
        shown = await read(client, url(group), tokens.operator())
        assert shown["state"] == "refused"
        page = await read(client, "/v1/synergies", tokens.operator())
        assert [one["synergy_id"] for one in page["items"]] == [str(group.synergy_id)]
        # What it declares now is not what it refused with.
        await market.declarations.declare(*(need(name, volume="120") for name in ("a", "b", "c")))
        await market.looked_at()
        await post(client, url(group, "/state"), {"state": "reopen"}, tokens.operator())
        await market.looked_at()
        shown = await post(client, url(group, "/qualification"), {}, tokens.operator())
        assert shown["group"]["amount"] == "460"


async def test_the_carrier_is_named_and_shown_to_those_who_consented(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    group = await market.found()
    offer = need("carrier", direction="offer")
    others = [need("gas", direction="offer", product="gas"), need("any", choices={})]
    inside = need("sandbox", direction="offer", territory="012345017")
    elsewhere = need("elsewhere", direction="offer", territory="200084952")
    await market.declarations.declare(offer, *others, inside)
    async with api_client(SERVICE) as client:
        await post(client, url(group, "/qualification"), {}, tokens.operator())
        await market.write_to_all(group)
        door, named = url(group, "/carrier"), {"sharing_id": str(offer.sharing_id)}
        await post(client, door, named, tokens.company(company("a")), status=403)
        wrong = {"sharing_id": str(uid("a"))}
        answer = await post(client, door, wrong, tokens.operator(), status=422)
        assert answer["errors"][0]["field"] == "body.sharing_id"
        answer = await post(
            client, door, {"sharing_id": str(uid("nothing"))}, tokens.operator(), status=422
        )
        for other in (*others, inside):
            wrong = {"sharing_id": str(other.sharing_id)}
            answer = await post(client, door, wrong, tokens.operator(), status=422)
            (error,) = answer["errors"]
            assert error["value"] == str(other.sharing_id)
            assert "purchasing, stream electricity" in error["expected"]
        await market.declarations.declare(elsewhere)
        for unread in (elsewhere.sharing_id, uid("nothing")):
            wrong = {"sharing_id": str(unread)}
            answer = await post(client, door, wrong, tokens.animator(SIREN), status=422)
            assert answer["errors"][0]["message"] == "no such offer is declared"
        shown = await post(client, door, named, tokens.animator(SIREN))
        assert shown["group"]["carrier"]["sharing_id"] == str(offer.sharing_id)
        member = tokens.company(company("a"))
        assert (await read(client, url(group), member))["group"]["carrier"] is None
        for name in NAMES:
            await post(client, url(group, "/answers"), CONSENT, tokens.company(company(name)))
        shown = await read(client, url(group), member)
        assert shown["group"]["carrier"]["organisation_id"] == str(offer.organisation_id)
        shown = await post(client, door, {"sharing_id": None}, tokens.operator())
        assert shown["group"]["carrier"] is None


async def test_each_member_reports_for_itself(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    group = await market.found()
    async with api_client(SERVICE) as client:
        await post(client, url(group, "/qualification"), {}, tokens.operator())
        await market.write_to_all(group)
        for name in NAMES:
            await post(client, url(group, "/answers"), CONSENT, tokens.company(company(name)))
        running = {"state": "running", "since": "2026-02-01"}
        await post(client, url(group, "/state"), running, tokens.operator())
        period = {"period_start": "2026-02-01", "period_end": "2026-02-28"}
        for name in ("a", "b"):
            body, door = {**period, "eur": f"10{name == 'a':d}"}, url(group, "/results")
            shown = await post(client, door, body, tokens.company(company(name)))
            # Of the others' results it sees none.
            assert [one["organisation_id"] for one in shown["results"]] == [str(company(name))]
        other = {**period, "eur": "7", "organisation_id": str(company("b"))}
        await post(client, url(group, "/results"), other, tokens.company(company("a")), status=422)
        await post(client, url(group, "/results"), {**period, "eur": "9"}, tokens.operator())
        shown = await read(client, url(group), tokens.operator())
        assert len(shown["results"]) == 3
        # Who leaves what runs leaves it to the others.
        shown = await post(client, url(group, "/answers"), REFUSAL, tokens.company(company("e")))
        assert shown["state"] == "refused"
        await market.looked_at()
        shown = await read(client, url(group), tokens.operator())
        assert shown["state"] == "running"
        assert len(shown["group"]["members"]) == 4


async def test_a_member_hears_of_its_own_steps_alone(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    group = await market.found()
    async with api_client(SERVICE) as client:
        await post(client, url(group, "/qualification"), {}, tokens.operator())
        await market.write_to_all(group)
        await post(client, url(group, "/answers"), REFUSAL, tokens.company(company("e")))
        await market.looked_at()
        steps = (await read(client, url(group, "/history"), tokens.operator()))["steps"]
        assert [one["type"] for one in steps] == [
            "life.qualified.v1",
            "life.introduced.v1",
            "life.answered.v1",
            "life.weighed.v1",
        ]
        own = await read(client, url(group, "/history"), tokens.company(company("a")))
        assert [(one["version"], one["state"]) for one in own["steps"]] == [(1, "introduced")]


async def test_the_policy_qualifies_what_is_sure_where_all_territories_leave_it_to_it(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    await market.settle(SIREN)
    group = await market.found()
    async with api_client(SERVICE) as client:
        # The one next door leaves it to its animator.
        shown = await read(client, url(group), tokens.operator())
        assert shown["state"] == "detected"
        # Next door nobody is written to about less than 1,000 EUR a year.
        await market.settle(NEXT_DOOR, least_gain="1000")
        await market.declarations.declare(need("b", volume="211"))
        await market.looked_at()
        shown = await read(client, url(group), tokens.operator())
        assert (shown["state"], float(shown["eur"]["high"]) < 1000) == ("detected", True)
        await market.settle(NEXT_DOOR, version=2)
        await market.declarations.declare(need("b", volume="212"))
        await market.looked_at()
        shown = await read(client, url(group), tokens.operator())
        assert shown["state"] == "qualified"
    (found,) = (await lives(market.database)).values()
    assert found.automatic
    assert {one.companies for one in found.previews} == {3}


async def test_a_turn_qualifies_a_few_of_what_is_sure_the_best_first_and_the_next_go_on(
    market: Market,
) -> None:
    await market.settle(SIREN)
    places = range(2 * AT_ONCE + 2)
    await market.declarations.declare(
        *(
            need(f"{name}{east}", volume=f"{100 + 10 * east}", east=east)
            for east in places
            for name in NAMES
        )
    )
    found: list[list[Life]] = []
    while len(found) < len(places):
        async with market.database.write() as session:
            if await take_turn(session, (), lambda: NOW, []) is None:
                break
        found.append(list((await lives(market.database)).values()))
    assert [len(some) for some in found[:3]] == [AT_ONCE, 2 * AT_ONCE, len(places)]
    assert {len(some) for some in found[3:]} == {len(places)}
    assert {life.state for life in found[-1]} == {"qualified"}
    best = {life.group.amount for life in found[0] if life.group is not None}
    assert best == {f"{5 * (100 + 10 * east)}" for east in places[-AT_ONCE:]}
    assert {one.state for one in (await stored(market.database)).values()} == {"proposed"}


async def test_a_life_that_is_over_is_read_while_a_refusal_of_it_counts(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    group = await market.found()
    far = [need(f"{name}/far", east=5) for name in NAMES]
    await market.declarations.declare(*far)
    await market.looked_at()
    groups = (await stored(market.database)).values()
    (other,) = [one for one in groups if one.synergy_id != group.synergy_id]

    async def read_in_turns() -> set[UUID]:
        async with market.database.read() as session:
            read = await store.lives_of_market(session, "pooling/purchasing/electricity")
        every = sorted((await lives(market.database)).values(), key=lambda one: one.synergy_id)
        assert acted_on(read) == acted_on(every)
        assert refusing(read) == refusing(every)
        return {one.synergy_id for one in read}

    async with api_client(SERVICE) as client:
        for one in (group, other):
            await post(client, url(one, "/qualification"), {}, tokens.operator())
        assert await read_in_turns() == {group.synergy_id, other.synergy_id}
        await market.write_to_all(group)
        for name in NAMES:
            await post(client, url(group, "/answers"), REFUSAL, tokens.company(company(name)))
        await market.declarations.withdraw(*far)
        await market.looked_at()
        states = {id_: life.state for id_, life in (await lives(market.database)).items()}
        assert states == {group.synergy_id: "refused", other.synergy_id: "stopped"}
        assert await read_in_turns() == {group.synergy_id}


async def test_possibilities_are_of_copies_and_for_its_owner(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    await market.found()
    door = f"/v1/sharings/{uid('a')}/possibilities"
    async with api_client(SERVICE) as client:
        shown = await read(client, door, tokens.company(company("a")))
        assert (shown["sharing_version"], shown["none"], shown["on_trial"]) == (1, None, False)
        (found,) = shown["possibilities"]
        assert (found["state"], found["companies"]) == ("viable", 3)
        # A tenth of what stands behind the copies of the others, thrice 100 and 200: thrice 70.71
        # and 141.42 at least, thrice 141.42 and 316.23 at most.
        assert (found["gain"]["low"], found["gain"]["high"]) == ("35", "74.05")
        for other in (tokens.company(company("b")), tokens.animator(NEXT_DOOR)):
            await read(client, door, other, status=404)
        await read(client, door, tokens.animator(SIREN))
        # What the others change behind their copies shows in nothing.
        others = [need(name, volume="99.5") for name in "cd"]
        await market.declarations.declare(*others, need("b", volume="190"))
        assert await read(client, door, tokens.company(company("a"))) == shown
        alone = need("f", north=50)
        await market.declarations.declare(alone)
        path = f"/v1/sharings/{alone.sharing_id}/possibilities"
        none = await read(client, path, tokens.company(company("f")))
        assert (none["possibilities"], none["none"]["reason"]) == ([], "too_few")


async def test_two_worlds_that_differ_behind_the_copies_answer_a_member_the_same(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    """Answers, feed and what mails are made of, byte by byte, until all consented."""
    group = await market.found()
    me = tokens.company(company("a"))
    async with api_client(SERVICE) as client:
        await post(client, url(group, "/qualification"), {}, tokens.operator())
        await market.write_to_all(group)

        async def seen() -> tuple[object, ...]:
            shown = await read(client, url(group), me)
            page = await read(client, "/v1/synergies", me)
            history = await read(client, url(group, "/history"), me)
            (life,) = (await lives(market.database)).values()
            (own,) = [one for one in life.parties if one.side.organisation_id == company("a")]
            mail = mask_synergy(view_of(life), viewer=Viewer.company(company("a")))
            return {**shown, "updated_at": None}, len(page["items"]), history, own.shown, mail

        before = await seen()
        behind = {"b": "190", "c": "99.5", "d": "80", "e": "120"}
        changed = [
            replace(one, figures={"volume": behind[name]}, cost="77777")
            for name, one in market.needs().items()
            if name in behind
        ]
        await market.declarations.declare(*changed)
        await market.looked_at()
        assert await seen() == before
        shown = await read(client, url(group), tokens.operator())
        assert shown["group"]["amount"] == "600.0"


async def test_a_territory_s_new_settings_leave_the_risk_of_a_group_as_it_is(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    """Its market weighs it; the limits of flows say nothing of it."""
    group = await market.found()
    async with api_client(SERVICE) as client:
        await post(client, url(group, "/qualification"), {}, tokens.operator())
        await market.write_to_all(group)
        for name in NAMES:
            await post(client, url(group, "/answers"), CONSENT, tokens.company(company(name)))
        running = {"state": "running", "since": "2026-02-01"}
        await post(client, url(group, "/state"), running, tokens.operator())
        needs = market.needs()
        await market.declarations.withdraw(needs["c"], needs["d"], needs["e"])
        await market.looked_at()
        before = await read(client, url(group), tokens.operator())
        assert (before["state"], before["at_risk"]) == ("running", True)
        await market.declarations.settle(Territory(siren=SIREN, kind="epci", policy="animator"))
        await market.looked_at()
        assert await read(client, url(group), tokens.operator()) == before
