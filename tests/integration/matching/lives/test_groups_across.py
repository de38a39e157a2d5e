"""Groups that nobody acted on, as animators of some of their members' territories read them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from boucle.contract.events.sharing import Sharing
from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.lives.group_building import (
    NEXT_DOOR,
    REFUSAL,
    Market,
    company,
    post,
    read,
    url,
)
from tests.integration.matching.markets.building import NOW, stored
from tests.kit import ApiClient, ServiceDatabase, Tokens
from tests.kit.of_groups.detectors import only
from tests.kit.of_groups.groups import SIREN, need, uid
from tests.kit.of_groups.saving_groups import VolumeDetector

Headers = dict[str, str]
_ASKED = (
    "",
    "?kind=pooling",
    "?kind=sharing",
    f"?territory={SIREN}",
    f"?territory={NEXT_DOOR}",
    f"?organisation_id={company('e')}",
    f"?updated_after={NOW.isoformat().replace('+', '%2B')}",
    "?updated_after=2030-01-01T00:00:00Z",
    "?expand=flows",
    "?group_state=near",
    "?group_state=viable,proposed,lost&total=true",
    "?group_state=near&sort=-eur",
)


@pytest.fixture(autouse=True)
def detector(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, VolumeDetector())


@pytest.fixture
async def database(service_database: ServiceDatabase) -> Database:
    return await service_database(SERVICE)


@pytest.fixture
def market(database: Database) -> Market:
    """4,050 in all, just viable; 4,100 by the copy of the one next door."""
    return Market(database, dict.fromkeys("abcd", "900") | {"e": "450"})


def next_door(volume: str, **changes: Any) -> Sharing:
    return need("e", territory=NEXT_DOOR, volume=volume, **changes)


async def heard(client: httpx.AsyncClient, who: Headers) -> list[object]:
    """Everything that is said of groups, byte by byte."""
    lists = [await client.get(f"/v1/synergies{query}", headers=who) for query in _ASKED]
    ids = dict.fromkeys(one["synergy_id"] for page in lists for one in page.json()["items"])
    paths = [f"/v1/synergies/{id_}{rest}" for id_ in ids for rest in ("", "/history")]
    each = [await client.get(path, headers=who) for path in paths]
    return [(one.status_code, one.content, one.headers.get("etag")) for one in (*lists, *each)]


@pytest.mark.parametrize(
    ("moved", "shows"),
    [
        (next_door("380"), False),
        (next_door("451", cost="9000", excluded=(company("a"),)), False),
        (next_door("380", site=replace(need("e").site, latitude=49.44, longitude=1.1)), False),
        (next_door("90"), True),
    ],
)
async def test_no_move_of_a_member_elsewhere_within_its_copy_shows(
    moved: Sharing, shows: bool, market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    await market.found()
    async with api_client(SERVICE) as client:
        here, everywhere = tokens.animator(SIREN), tokens.animator(SIREN, NEXT_DOOR)
        before, whole = await heard(client, here), await heard(client, everywhere)
        await market.declarations.declare(moved)
        await market.looked_at()
        assert (await heard(client, here) != before) is shows
        assert await heard(client, everywhere) != whole, "who sees both sides notices"
        page = await read(client, "/v1/synergies", here)
    [shown] = page["items"]
    assert shown["group"]["state"] == ("near" if shows else "viable")
    assert [one["amount"] for one in shown["group"]["members"]].count(None) == 1


async def test_of_a_group_that_people_gave_up_neither(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    """It has a life, and is found again."""
    group = await market.found()
    async with api_client(SERVICE) as client:
        await post(client, url(group, "/qualification"), {}, tokens.operator())
        await market.write_to_all(group)
        for name in "abcde":
            await post(client, url(group, "/answers"), REFUSAL, tokens.company(company(name)))
        await market.looked_at()
        await post(client, url(group, "/state"), {"state": "reopen"}, tokens.operator())
        await market.looked_at()
        here = tokens.animator(SIREN)
        before = await heard(client, here)
        await market.declarations.declare(next_door("380"))
        await market.looked_at()
        assert await heard(client, here) == before
        shown = await read(client, url(group), here)
        assert (shown["state"], shown["version"]) == ("detected", 8)
        await post(client, url(group, "/next-action"), _PLAN, here, status=409)


async def test_groups_are_asked_for_by_the_state_that_each_is_shown(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    """By exact amounts it is near, by the copy of the one next door it is viable."""
    market.volumes["e"] = "380"
    group = await market.found()
    here, everywhere = tokens.animator(SIREN), tokens.animator(SIREN, NEXT_DOOR)
    async with api_client(SERVICE) as client:

        async def listed(state: str, who: Headers) -> list[str]:
            page = await read(client, f"/v1/synergies?group_state={state}", who)
            return [one["synergy_id"] for one in page["items"]]

        id_ = str(group.synergy_id)
        for who, shown, other in (
            (here, "viable", "near"),
            (everywhere, "near", "viable"),
            (tokens.operator(), "near", "viable"),
        ):
            assert await listed(shown, who) == await listed(f"lost,{shown}", who) == [id_]
            assert await listed(other, who) == []
        market.volumes["e"] = "450"
        await market.declarations.declare(need("e", territory=NEXT_DOOR, volume="450"))
        await market.looked_at()
        await post(client, url(group, "/qualification"), {}, everywhere)
        await market.write_to_all(group)
        for who in (here, everywhere, tokens.operator(), tokens.company(company("a"))):
            state = (await read(client, url(group), who))["group"]["state"]
            assert await listed("proposed", who) == ([id_] if state == "proposed" else [])
            assert await listed("near,viable", who) == []
        assert await listed("proposed", everywhere) == [id_]
        assert await listed("proposed", here) == [], "the state of it all is not shown"


_PLAN = {"action": {"who": "animator", "what": "appeler"}}


async def test_what_exact_amounts_say_is_asked_by_qualifying_alone(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    """Whoever else acts on it would ask, unheard, whether there is such a group."""
    market.volumes["e"] = "380"
    group = await market.found()
    assert group.state == "near"
    here = tokens.animator(SIREN)
    async with api_client(SERVICE) as client:
        assert (await read(client, url(group), here))["group"]["state"] == "viable"
        answer = await post(client, url(group, "/qualification"), {}, here, status=409)
        assert answer["type"].endswith("not-viable")
        assert "near" not in answer["detail"]
        answer_of_a = {"answer": "interested", "organisation_id": str(company("a"))}
        for path, body in (
            ("/next-action", _PLAN),
            ("/state", {"state": "running"}),
            ("/carrier", {"sharing_id": str(uid("a"))}),
            ("/answers", answer_of_a),
        ):
            answer = await post(client, url(group, path), body, here, status=409)
            assert answer["type"].endswith("not-qualified")
        await market.declarations.declare(next_door("450"))
        await market.looked_at()
        shown = await post(client, url(group, "/qualification"), {}, here)
    assert (shown["state"], shown["masked"]) == ("qualified", True)
    assert shown["synergy_id"] == str(group.synergy_id)


async def test_his_own_members_are_qualified_with_whom_they_stand_exactly(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    """What those next door act on with each other does not show: by copies they are free."""
    there = [need(name, territory=NEXT_DOOR, volume="2500") for name in "ef"]
    await market.declarations.declare(*there)
    await market.looked_at()
    (elsewhere,) = (await stored(market.database)).values()
    here = tokens.animator(SIREN)
    async with api_client(SERVICE) as client:
        await post(client, url(elsewhere, "/qualification"), {}, tokens.operator())
        await market.declarations.declare(*(need(name, volume="1200") for name in "abcd"))
        await market.looked_at()
        [shown] = (await read(client, "/v1/synergies", here))["items"]
        assert len(shown["group"]["members"]) == 6
        path = f"/v1/synergies/{shown['synergy_id']}"
        assert await read(client, path, here) == shown
        done = await post(client, f"{path}/qualification", {}, here)
        ids = {one["sharing_id"] for one in done["group"]["members"]}
        assert ids == {str(uid(name)) for name in "abcd"}
        await read(client, path, here, status=404)


async def test_pages_go_on_where_they_ended(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    """By market, of which a page looks at a few."""
    products = ("electricity", "gas", "fuel", "packaging", "ppe", "office")
    for product in products:
        for north in (0, 5):
            some = [need(f"{product}{north}{at}", product=product, north=north) for at in range(2)]
            there = next_door("3900", product=product, north=north)
            ids = {"sharing_id": uid(f"{product}{north}"), "organisation_id": uid(f"o{north}")}
            await market.declarations.declare(*some, replace(there, **ids))
    await market.looked_at()
    here = tokens.animator(SIREN)
    async with api_client(SERVICE) as client:
        for limit in (1, 5, 100):
            seen, following = [], ""
            for _ in range(2 * len(products) + 3):
                path = f"/v1/synergies?limit={limit}{following and f'&cursor={following}'}"
                page = await read(client, path, here)
                seen += [one["synergy_id"] for one in page["items"]]
                following = page["next"]
                if following is None:
                    break
            assert len(seen) == len(set(seen)) == 2 * len(products)
            assert following is None


async def test_of_companies_elsewhere_alone_he_sees_nothing(
    market: Market, api_client: ApiClient, tokens: Tokens
) -> None:
    group = await market.found()
    async with api_client(SERVICE) as client:
        for who in (tokens.animator("200084952"), tokens.company(company("a"))):
            await read(client, url(group), who, status=404)
            assert (await read(client, "/v1/synergies", who))["items"] == []
