"""Communes over HTTP: by code, by name, by territory; and where nothing is imported."""

from typing import Any

import pytest

from boucle.registry.reference.communes.commune import Commune
from boucle.registry.reference.communes.store import replace_communes
from boucle.registry.reference.search import folded
from tests.integration.registry.conftest import CAEN, FALAISE, FEDERATION, Api, Body, territory

FAR = "200066389"
COMMUNES = (
    Commune("14258", "Falaise", FALAISE, 48.8956, -0.1954, ("14259",)),
    Commune("14118", "Caen", CAEN, 49.1829, -0.3707),
    Commune("14101", "Bretteville-sur-Odon", CAEN, 49.1661, -0.4164),
    Commune("50502", "Saint-Lô", FAR, 49.1157, -1.0906),
    Commune("14562", "Saint-André-sur-Orne", CAEN, None, None),
    Commune("14658", "Saint-Omer", FALAISE, 48.9, -0.4),
    Commune("85113", "L'Île-d'Yeu", None, 46.7167, -2.35),
)


@pytest.fixture
async def imported(api: Api) -> Api:
    async with api.database.write() as session:
        await replace_communes(session, COMMUNES)
    return api


async def _communes(api: Api, **asked: Any) -> list[Body]:
    answer = await api.http.get("/v1/communes", params=asked, headers=api.tool)
    assert answer.status_code == 200, answer.text
    items: list[Body] = answer.json()["items"]
    return items


async def _codes(api: Api, **asked: Any) -> list[str]:
    return [item["code"] for item in await _communes(api, **asked)]


async def test_nothing_imported_is_said(api: Api) -> None:
    answer = await api.get("/v1/communes?code=14118")
    assert (answer["version"], answer["items"], answer["next"]) == (None, [], None)
    assert "boucle import communes" in answer["hint"]["fr"]
    assert "boucle import communes" in answer["hint"]["en"]


async def test_a_commune_tells_its_epci_and_whether_it_is_served(imported: Api) -> None:
    (falaise,) = await _communes(imported, code="14258")
    assert falaise == {
        "code": "14258",
        "name": "Falaise",
        "merged_into": None,
        "epci": FALAISE,
        "territory_name": "Pays de Falaise",
        "served": True,
        "latitude": 48.8956,
        "longitude": -0.1954,
    }
    (far,) = await _communes(imported, code="50502")
    assert (far["epci"], far["served"], far["territory_name"]) == (FAR, False, None)
    (island,) = await _communes(imported, code="85113")
    assert (island["epci"], island["served"]) == (None, False)


async def test_a_code_of_before_leads_to_the_commune_of_today(imported: Api) -> None:
    (before,) = await _communes(imported, code="14259")
    assert (before["name"], before["merged_into"]) == ("Falaise", "14258")
    assert "14259" not in await _codes(imported, limit=200)


async def test_all_are_in_order_of_their_names_page_by_page(imported: Api) -> None:
    whole = await _communes(imported, limit=200)
    names = [item["name"] for item in whole]
    assert names == sorted((each.name for each in COMMUNES), key=folded)
    paged, cursor = [], ""
    while cursor is not None:
        page = await imported.get(f"/v1/communes?limit=2{cursor and f'&cursor={cursor}'}")
        paged += page["items"]
        cursor = page["next"]
    assert paged == whole


FOUND: tuple[tuple[Body, list[str]], ...] = (
    ({"q": "saint lo"}, ["50502"]),
    ({"q": "SAINT"}, ["14562", "50502", "14658"]),
    ({"q": "l’île"}, ["85113"]),
    ({"q": "lo"}, []),
    ({"code": ["14118", "14259", "99999"]}, ["14118", "14259"]),
    ({"territory": CAEN}, ["14101", "14118", "14562"]),
    ({"territory": CAEN, "q": "saint"}, ["14562"]),
    ({"territory": FAR}, ["50502"]),
    ({"served": False}, ["85113", "50502"]),
    ({"served": True, "q": "saint"}, ["14562", "14658"]),
)


async def test_communes_are_found(imported: Api) -> None:
    for asked, codes in FOUND:
        assert await _codes(imported, **asked) == codes, asked


async def test_a_federation_means_its_members(imported: Api) -> None:
    federation = territory("Calvados", kind="federation")
    await imported.put(f"/v1/territories/{FEDERATION}", federation, by=imported.operator)
    member = territory("Pays de Falaise", parent=FEDERATION)
    await imported.put(f"/v1/territories/{FALAISE}", member, by=imported.operator, expect=200)
    assert await _codes(imported, territory=FEDERATION) == ["14258", "14658"]


async def test_the_etag_follows_what_is_served(imported: Api) -> None:
    kept = await imported.http.get("/v1/communes?code=50502", headers=imported.tool)
    headers = {**imported.tool, "If-None-Match": kept.headers["etag"]}
    again = await imported.http.get("/v1/communes?code=50502", headers=headers)
    assert again.status_code == 304
    body = territory("Saint-Lô Agglo")
    await imported.put(f"/v1/territories/{FAR}", body, by=imported.operator)
    changed = await imported.http.get("/v1/communes?code=50502", headers=headers)
    assert changed.status_code == 200
    assert changed.json()["items"][0]["served"] is True
    assert changed.json()["version"] == kept.json()["version"]


WRONG = (
    ("code=1411", "query.code"),
    ("code=14118&code=x", "query.code"),
    ("territory=12", "query.territory"),
    ("q=%20", "query.q"),
    ("name=Caen", "query.name"),
    ("served=perhaps", "query.served"),
)


async def test_what_is_wrong_is_named(imported: Api) -> None:
    for query, field in WRONG:
        answer = await imported.http.get(f"/v1/communes?{query}", headers=imported.tool)
        assert answer.status_code == 422, query
        (wrong,) = answer.json()["errors"]
        assert wrong["field"].startswith(field)
        assert wrong["expected"]
