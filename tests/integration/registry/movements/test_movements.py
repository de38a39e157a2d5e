"""Who moves or revises again and again is shown to those who may act; honest use never is."""

from datetime import timedelta
from typing import Any

import pytest
from prometheus_client import CollectorRegistry

from boucle.catalogue import load_catalogue
from boucle.registry.declarations.movements.decisions import LIMITS
from boucle.registry.declarations.movements.watching import unusual_movements
from tests.integration.registry.conftest import (
    CAEN,
    FALAISE,
    Api,
    Body,
    flow,
    organisation,
    site,
)

SITE = "/v1/sources/tyca/sites/site"
FLOW = "/v1/sources/tyca/flows/f"
DAY = timedelta(days=1)


async def _shown(api: Api, by: dict[str, str] | None = None) -> list[Body]:
    items: list[Body] = (await api.get("/v1/movements", by=by))["items"]
    return items


async def _move(api: Api, times: int) -> None:
    for number in range(times):
        moved = site(latitude=48.80 + 0.01 * number, longitude=-0.15)
        await api.put(SITE, moved, expect=200)


async def _revise(api: Api, times: int, **changes: object) -> None:
    for number in range(times):
        quantity = {"value": str(600 + number), "unit": "t"}
        await api.put(FLOW, flow(quantity=quantity, **changes), expect=200)


async def _metric(api: Api) -> dict[str, float | None]:
    metrics = CollectorRegistry()
    await unusual_movements(api.database, api.clock, metrics).work()
    return {
        kind: metrics.get_sample_value("boucle_unusual_movements", {"kind": kind})
        for kind in LIMITS
    }


async def test_a_site_that_moves_a_fourth_time_in_a_week(declared: Api) -> None:
    made = await declared.get(SITE, by=declared.tool)
    await _move(declared, 3)
    assert await _shown(declared) == []
    declared.clock.advance(2 * DAY)
    await declared.put(SITE, site(latitude=48.95), expect=200)
    [movement] = await _shown(declared)
    assert movement["kind"] == "site_moved"
    assert (movement["site_id"], movement["flow_id"]) == (made["site_id"], None)
    assert movement["organisation_id"] == made["organisation_id"]
    assert movement["times"] == 4
    assert movement["first_at"] < movement["last_at"] == _spelt(declared)
    assert await _metric(declared) == {"site_moved": 1, "flow_revised": 0, "flows_declared": 0}

    declared.clock.advance(5 * DAY)  # the first three are a week ago
    assert await _shown(declared) == []
    declared.clock.advance(2 * DAY)
    assert await _metric(declared) == dict.fromkeys(LIMITS, 0)
    assert await declared.fetch("SELECT * FROM movement") == []


def _spelt(api: Api) -> str:
    return api.clock().isoformat().replace("+00:00", "Z")


async def test_a_flow_that_is_revised_too_often(declared: Api) -> None:
    made = await declared.put(FLOW, flow())
    await _revise(declared, 20)
    await declared.put(FLOW, flow(quantity={"value": "619", "unit": "t"}), expect=200)  # again
    assert await _shown(declared) == []
    await declared.delete(FLOW)
    await declared.put(FLOW, flow(quantity={"value": "700", "unit": "t"}))
    [movement] = await _shown(declared)
    assert (movement["kind"], movement["times"]) == ("flow_revised", 21)
    assert movement["flow_id"] == made["flow_id"]
    assert movement["family"] == "wood_b"


async def test_many_flows_of_one_family_in_a_day(declared: Api) -> None:
    for number in range(51):
        assert await _shown(declared) == []
        await declared.put(f"{FLOW}{number}", flow(), expect=201)
    [movement] = await _shown(declared)
    assert (movement["kind"], movement["family"]) == ("flows_declared", "wood_b")
    assert (movement["times"], movement["site_id"], movement["flow_id"]) == (51, None, None)
    declared.clock.advance(DAY)
    assert await _shown(declared) == []


async def test_honest_use_is_not_unusual(declared: Api) -> None:
    """200 flows sent once as a file, then one of them each day, and its site placed anew a little
    each day."""
    families = [each for each in load_catalogue().families if each.unit == "t"][:10]
    rows = [
        f"{family.key}{n};Atelier;sortie;{family.key};{100 + n};t"
        for family in families
        for n in range(20)
    ]
    file = "\n".join(["référence;site;sens;famille;quantité;unité", *rows]).encode()
    sent = await declared.http.post(
        "/v1/imports", content=file, headers={**declared.tool, "Content-Type": "text/csv"}
    )
    assert (sent.json()["created"], sent.json()["rejected"]) == (200, 0), sent.text
    address = f"/v1/sources/tyca/flows/{families[0].key}0"
    for day in range(10):
        declared.clock.advance(DAY)
        revised = flow(family=families[0].key, quantity={"value": str(500 + day), "unit": "t"})
        await declared.put(address, revised, expect=200)
        await declared.put(SITE, site(latitude=48.89 + 0.0001 * day), expect=200)
        assert await _shown(declared) == []
        assert await _metric(declared) == dict.fromkeys(LIMITS, 0)


@pytest.fixture
async def two_territories(declared: Api) -> Api:
    """A site that moved too often at Falaise, another at Caen."""
    await _move(declared, 4)
    await declared.put("/v1/sources/tyca/organisations/caen", organisation(territory=CAEN))
    for number in range(5):
        there = site(organisation="caen", territory=CAEN, latitude=49.1 + 0.01 * number)
        await declared.put("/v1/sources/tyca/sites/caen", there, expect=200 if number else 201)
    return declared


async def test_an_animator_sees_those_of_his_territories(two_territories: Api) -> None:
    api = two_territories
    all_of_them = await _shown(api)
    assert [each["times"] for each in all_of_them] == [4, 4]
    assert await _shown(api, by=api.tokens.animator(FALAISE)) == all_of_them[:1]
    assert await _shown(api, by=api.tokens.animator(CAEN)) == all_of_them[1:]
    assert await _shown(api, by=api.tokens.animator(FALAISE, CAEN)) == all_of_them
    for nobody in (api.tokens.company(), api.tool):
        await api.get("/v1/movements", by=nobody, expect=403)


async def test_they_come_in_pages(two_territories: Api) -> None:
    seen: list[Any] = []
    cursor: str | None = ""
    while cursor is not None:
        page = await two_territories.get(f"/v1/movements?limit=1{cursor and '&cursor='}{cursor}")
        seen += page["items"]
        cursor = page["next"]
    assert seen == await _shown(two_territories)
    since = seen[1]["last_at"].replace("+", "%2B")
    later = await two_territories.get(f"/v1/movements?updated_after={since}")
    assert later["items"] == seen[1:]
