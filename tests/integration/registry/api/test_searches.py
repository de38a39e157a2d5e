"""What `q` and `ids` find: by how words begin, without accents and case, of what the reader may
see."""

from uuid import UUID

import pytest

from tests.integration.registry.conftest import CAEN, FALAISE, Api, flow, organisation, site


@pytest.fixture
async def filled(declared: Api) -> Api:
    await declared.put(
        "/v1/sources/tyca/organisations/far",
        organisation(name="Scierie de l'Île-d'Œuf", territory=CAEN),
    )
    for number, (owner, name, commune, territory) in enumerate(
        (
            ("org", "Atelier Bleu", "Falaise", FALAISE),
            ("far", "Dépôt Éole", "Hérouville-Saint-Clair", CAEN),
        )
    ):
        body = site(organisation=owner, name=name, territory=territory, commune=commune)
        await declared.put(f"/v1/sources/tyca/sites/q{number}", body)
        for family, text in (("wood_b", "Palettes cassées"), ("cardboard", "Cartons d'été")):
            path = f"/v1/sources/tyca/flows/{family}{number}"
            await declared.put(path, flow(site=f"q{number}", family=family, text=text))
    return declared


@pytest.mark.parametrize(
    ("path", "name", "q", "found"),
    [
        ("organisations", "name", "ile", 1),
        ("organisations", "name", "SCIER oeuf", 1),
        ("organisations", "name", "cierie", 0),  # not as a word begins
        ("organisations", "name", "herouville", 0),
        ("sites", "name", "herou", 1),
        ("sites", "name", "ÉOLE saint", 1),
        ("sites", "name", "atelier eole", 0),
        ("flows", "text", "cassees", 2),
        ("flows", "text", "carton HEROUVILLE", 1),
        ("flows", "text", "d'été", 2),
        ("flows", "text", "atelier", 2),
    ],
)
async def test_words_find(filled: Api, path: str, name: str, q: str, found: int) -> None:
    for by in (filled.operator, filled.tool, filled.tokens.animator(CAEN, FALAISE)):
        items = (await filled.get(f"/v1/{path}?q={q}", by=by))["items"]
        assert len(items) == found, (q, [one[name] for one in items])


async def test_nobody_finds_what_he_may_not_see(filled: Api) -> None:
    near = filled.tokens.animator(FALAISE)
    for path, q in (("organisations", "oeuf"), ("sites", "eole"), ("flows", "herouville")):
        assert (await filled.get(f"/v1/{path}?q={q}", by=near))["items"] == []
    every = (await filled.get("/v1/organisations"))["items"]
    ids = [one["organisation_id"] for one in every]
    query = "&".join(f"ids={id_}" for id_ in (*ids, UUID(int=7)))
    by = {one["organisation_id"]: one["territory"] for one in every}
    for reader, seen in (
        (filled.operator, set(ids)),
        (near, {id_ for id_ in ids if by[id_] == FALAISE}),
    ):
        found = (await filled.get(f"/v1/organisations?{query}", by=reader))["items"]
        assert {one["organisation_id"] for one in found} == seen
    assert seen
    assert seen != set(ids)


@pytest.mark.parametrize("path", ["organisations", "sites", "flows"])
@pytest.mark.parametrize(("q", "why"), [("a", "is one letter"), ("é", "is one letter")])
async def test_one_letter_is_refused_in_one_line(
    declared: Api, path: str, q: str, why: str
) -> None:
    answer = await declared.http.get(f"/v1/{path}", params={"q": q}, headers=declared.operator)
    assert answer.status_code == 422
    [fault] = answer.json()["errors"]
    assert (fault["field"], fault["value"], fault["message"]) == ("query.q", q, why)


async def test_organisations_as_a_file(filled: Api) -> None:
    near = {**filled.tokens.animator(FALAISE), "Accept-Language": "fr"}
    for by, names in (
        (
            {**filled.operator, "Accept-Language": "fr"},
            {"Scierie Normande", "Scierie de l'Île-d'Œuf"},
        ),
        (near, {"Scierie Normande"}),
    ):
        answer = await filled.http.get("/v1/organisations?format=csv&limit=1", headers=by)
        assert answer.status_code == 200
        assert answer.content.startswith(b"\xef\xbb\xbfIdentifiant;Nom;SIREN;")
        rows = [line.split(";") for line in answer.text.splitlines()[1:]]
        assert {row[1] for row in rows} == names


async def test_sites_as_files(filled: Api) -> None:
    near = filled.tokens.animator(FALAISE)
    for by, expected in ((filled.operator, 3), (near, 2)):
        items = (await filled.get("/v1/sites?sort=name", by=by))["items"]
        answer = await filled.http.get("/v1/sites?sort=name&format=geojson&limit=1", headers=by)
        assert answer.headers["content-type"] == "application/geo+json"
        features = answer.json()["features"]
        assert [one["id"] for one in features] == [one["site_id"] for one in items]
        for feature, one in zip(features, items, strict=True):
            place = [round(one["longitude"], 6), round(one["latitude"], 6)]
            assert feature["geometry"] == {"type": "Point", "coordinates": place}
            shown = feature["properties"]
            assert shown["location_precision"] == one["location_precision"]
            assert (shown["name"], shown["version"]) == (one["name"], one["version"])
        rows = (await filled.http.get("/v1/sites?format=csv", headers=by)).text.splitlines()
        assert len(rows) == len(items) + 1
        assert len(items) == expected
    none = await filled.http.get("/v1/sites?format=geojson&q=zzzz", headers=near)
    assert none.json() == {"type": "FeatureCollection", "features": []}
    wrong = await filled.http.get("/v1/sites?format=kml", headers=near)
    [fault] = wrong.json()["errors"]
    assert (fault["field"], fault["value"]) == ("query.format", "kml")
    assert "geojson" in fault["expected"]
