"""Where sites are: refused or warned of, by every route that takes one."""

from typing import Any

import pytest

from boucle.registry.reference.communes.commune import Commune
from boucle.registry.reference.communes.store import replace_communes
from tests.integration.registry.bulk.conftest import bulk, row
from tests.integration.registry.conftest import (
    CAEN,
    FALAISE,
    FEDERATION,
    Api,
    Body,
    flow,
    site,
    territory,
)

ELSEWHERE = "200066389"
COMMUNES = (
    Commune("14258", "Falaise", FALAISE, 48.8956, -0.1954, ("14259",)),
    Commune("14118", "Caen", CAEN, 49.1829, -0.3707),
    Commune("50129", "Coutances", ELSEWHERE, 49.0452, -1.4452),
)
PUT, POST, REVISE = "put of a source", "post", "put"


def _untold(**changes: object) -> Body:
    """A site at Falaise that tells its commune and no territory."""
    body = site(commune_code="14258")
    del body["territory"]
    return {**body, **changes}


@pytest.fixture
async def known(declared: Api) -> Api:
    """... and communes imported."""
    async with declared.database.write() as session:
        await replace_communes(session, COMMUNES)
    return declared


async def _sent(api: Api, how: str, body: Body, *, expect: int | None = None) -> Body:
    if how == PUT:
        return await api.put("/v1/sources/tyca/sites/new", body, expect=expect or 201)
    kept = await api.get("/v1/sources/tyca/sites/site")
    body = {**body, "organisation_id": kept["organisation_id"]}
    del body["organisation"]
    if how == POST:
        return await api.post("/v1/sites", body, expect=expect or 201)
    address = f"/v1/sites/{kept['site_id']}"
    return await api.put(address, body, by=api.operator, expect=expect or 200)


@pytest.mark.parametrize("how", [PUT, POST, REVISE])
async def test_the_territory_of_a_site_follows_from_its_commune(known: Api, how: str) -> None:
    made = await _sent(known, how, _untold())
    assert (made["territory"], made["commune_code"]) == (FALAISE, "14258")
    assert made["warnings"] == []
    shown = await known.get(f"/v1/sites/{made['site_id']}")
    assert shown == {name: value for name, value in made.items() if name != "warnings"}


async def test_a_site_that_moves_to_another_commune_moves_with_its_flows(known: Api) -> None:
    await known.put("/v1/sources/tyca/sites/site", _untold(), expect=200)
    await known.put("/v1/sources/tyca/flows/f", flow())
    moved = _untold(commune_code="14118", latitude=49.18, longitude=-0.37)
    assert (await known.put("/v1/sources/tyca/sites/site", moved, expect=200))["territory"] == CAEN
    type_, _, published = (await known.outbox("flow"))[-1]
    assert (type_, published.territory) == ("flow.revised.v1", CAEN)
    same = await known.put("/v1/sources/tyca/sites/site", moved, expect=200)
    assert same["version"] == 3


REFUSED: list[tuple[dict[str, Any], str, object, str, str]] = [
    # what is sent; the field named, its value, a part of what is wrong and of what would be right
    ({"territory": CAEN}, "territory", CAEN, "is not the EPCI of Falaise (14258)", FALAISE),
    ({"territory": FEDERATION}, "territory", FEDERATION, "a federation is never", FALAISE),
    ({"commune_code": "14259"}, "commune_code", "14259", "was merged into Falaise", "14258"),
    ({"commune_code": "14999"}, "commune_code", "14999", "is not a commune of", "INSEE code"),
    ({"commune_code": "14700 "}, "commune_code", "14700", "is not a commune of", "INSEE code"),
    ({"commune_code": "1425"}, "commune_code", "1425", "is not the INSEE code", "14118"),
    (
        {"commune_code": "50129"},
        "commune_code",
        "50129",
        f"is in EPCI {ELSEWHERE}, which is not a territory here",
        "PUT /v1/territories",
    ),
    (
        {"latitude": -0.19, "longitude": 48.89},
        "latitude",
        "-0.19",
        "looks swapped with longitude 48.89",
        "latitude 48.89, longitude -0.19",
    ),
    ({"latitude": 12.5}, "latitude", "12.5", "is outside what is served", "41.2 to 51.2"),
    ({"commune_code": None}, "territory", None, "is missing", "SIREN of the site's EPCI"),
]


@pytest.mark.parametrize("how", [PUT, POST, REVISE])
async def test_a_place_that_cannot_be_is_refused(known: Api, how: str) -> None:
    await known.put(
        f"/v1/territories/{FEDERATION}",
        territory("Normandie", kind="federation"),
        by=known.operator,
    )
    for changes, field, value, message, right in REFUSED:
        problem = await _sent(known, how, _untold(**changes), expect=422)
        [error] = problem["errors"]
        assert (error["field"], error["value"]) == (f"body.{field}", value), problem
        assert message in error["message"]
        assert right in error["expected"]
    assert (await known.get("/v1/sites"))["items"][0]["version"] == 1


@pytest.mark.parametrize("how", [PUT, POST, REVISE])
async def test_a_site_far_from_its_commune_is_taken_with_a_warning(known: Api, how: str) -> None:
    made = await _sent(known, how, _untold(latitude=49.18, longitude=-0.37))
    assert (made["territory"], made["latitude"]) == (FALAISE, 49.18)
    [warning] = made["warnings"]
    assert (warning["field"], warning["value"]) == ("body.latitude", "49.18")
    assert "34 km from the centre of Falaise (14258)" in warning["message"]
    assert "within 20 km" in warning["expected"]


async def test_the_same_again_changes_nothing_and_warns_again(known: Api) -> None:
    far = _untold(latitude=49.18, longitude=-0.37)
    first = await known.put("/v1/sources/tyca/sites/far", far)
    assert await known.put("/v1/sources/tyca/sites/far", far, expect=200) == first


async def test_while_no_commune_is_known_what_is_told_counts(declared: Api) -> None:
    told = _untold(commune_code="14999", territory=FALAISE)
    made = await declared.put("/v1/sources/tyca/sites/new", told)
    assert (made["commune_code"], made["territory"], made["warnings"]) == ("14999", FALAISE, [])
    problem = await declared.put("/v1/sources/tyca/sites/other", _untold(), expect=422)
    [error] = problem["errors"]
    assert (error["field"], error["value"]) == ("body.territory", None)
    assert "no communes were imported here" in error["message"]


async def test_a_site_without_a_code_is_as_before(known: Api) -> None:
    stored = await known.get("/v1/sources/tyca/sites/site")
    assert (stored["commune_code"], stored["territory"]) == (None, FALAISE)
    again = await known.put("/v1/sources/tyca/sites/site", site(), expect=200)
    assert (again["version"], again["warnings"]) == (1, [])


def _unplaced(**changes: object) -> Body:
    """A site that tells neither place nor precision."""
    body = _untold(**changes)
    for name in ("latitude", "longitude", "location_precision"):
        del body[name]
    return body


@pytest.mark.parametrize("how", [PUT, POST, REVISE])
async def test_the_place_of_a_site_follows_from_its_commune(known: Api, how: str) -> None:
    made = await _sent(known, how, _unplaced())
    place = made["latitude"], made["longitude"], made["location_precision"]
    assert place == (48.8956, -0.1954, "commune")
    assert made["warnings"] == []


async def test_rows_and_files_place_a_site_alike(known: Api) -> None:
    [done], _ = await bulk(known, row("site", "far", _unplaced()))
    assert done["status"] == 201, done
    made = await known.get("/v1/sources/tyca/sites/far", by=known.tool)
    assert (made["latitude"], made["location_precision"]) == (48.8956, "commune")
    file = (
        "référence;organisation;code commune;sujet;charge utile;contenant;source\n"
        "t1;Transports Dupont;14258;collecte de déchets;9;bac roulant;registre des transporteurs\n"
    )
    headers = {**known.tokens.animator(FALAISE), "content-type": "text/csv"}
    answer = await known.http.post(
        f"/v1/territories/{FALAISE}/offers", content=file.encode(), headers=headers
    )
    assert answer.json()["created"] == 1, answer.text
    [kept] = await known.fetch("SELECT latitude FROM site WHERE name = 'Transports Dupont'")
    assert kept["latitude"] == 48.8956


async def test_a_site_nowhere_is_refused(declared: Api) -> None:
    refused = await _sent(declared, PUT, _unplaced(territory=FALAISE), expect=422)
    [wrong] = refused["errors"]
    assert (wrong["field"], wrong["value"]) == ("body.commune_code", "14258")
    refused = await _sent(
        declared, PUT, _unplaced(territory=FALAISE, commune_code=None), expect=422
    )
    assert [one["field"] for one in refused["errors"]] == ["body.latitude", "body.longitude"]


async def test_a_contact_may_have_no_role(declared: Api) -> None:
    path = "/v1/sources/tyca/organisations/org"
    body = {"name": "Scierie", "territory": FALAISE, "contacts": [{"email": "a@scierie.example"}]}
    made = await declared.put(path, body, expect=200)
    kept = await declared.get(f"/v1/organisations/{made['organisation_id']}/contacts")
    assert [(one["name"], one["role"]) for one in kept["items"]] == [("", "")]


async def test_a_flow_may_leave_its_nature_out(declared: Api) -> None:
    said = {name: value for name, value in flow().items() if name != "nature"}
    made = await declared.put("/v1/sources/tyca/flows/f", said)
    assert made["nature"] == "material"
    again = await declared.put("/v1/sources/tyca/flows/f", flow(), expect=200)
    assert again["version"] == made["version"]
    [done], _ = await bulk(declared, row("flow", "g", said))
    assert done["status"] == 201, done
