"""The search for solutions over HTTP: who could take it, who could give it, what is meant."""

from typing import Any

import pytest

from tests.integration.registry.conftest import CAEN, FALAISE, Api, Body, organisation, site

CAEN_PLACE = {"latitude": 49.18, "longitude": -0.37}
PAPER = {"naf": {"code": "17.12Z", "version": "NAF rév. 2"}}
OF = ("route", "offered", "needed", "transformation", "conditions", "reach", "cost", "source")


@pytest.fixture
async def mills(api: Api) -> dict[str, str]:
    """Two paper mills of two companies in two territories, and one far away; ids by name."""
    ids = {}
    places: list[tuple[str, str, Body]] = [
        ("near", CAEN, {"latitude": 49.2, "longitude": -0.4}),
        ("falaise", FALAISE, {"latitude": 48.89, "longitude": -0.19}),
        ("far", CAEN, {"latitude": 43.3, "longitude": 5.4}),
    ]
    for name, territory, place in places:
        await api.put(f"/v1/sources/tyca/organisations/{name}", organisation(territory=territory))
        body = site(organisation=name, name=name, territory=territory, **place, **PAPER)
        made = await api.put(f"/v1/sources/tyca/sites/{name}", body)
        ids[name], ids[f"{name} org"] = made["site_id"], made["organisation_id"]
    return ids


async def _items(api: Api, path: str, *, by: dict[str, str] | None = None, **asked: Any) -> Any:
    answer = await api.http.get(path, params=asked, headers=by or api.operator)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_one_item_a_division_with_all_that_makes_it_credible(api: Api) -> None:
    items = await _items(
        api, "/v1/outlets", low="15 01 01", text="cartons d'emballage", from_naf="47.11F"
    )
    divisions = [item["division"] for item in items]
    assert divisions[0] == "17"
    assert len(divisions) == len(set(divisions))
    best = items[0]
    assert "17.12" in best["classes"]
    assert best["label_fr"]
    assert best["sites"] is None
    route = best["routes"][0]
    assert all(key in route for key in OF)
    assert route["conditions"]["qualities"][0]["unit"]
    assert route["reach"]["hard_stop_km"] == 3 * route["reach"]["km"]
    assert route["reach"]["reason"]


@pytest.mark.parametrize(
    ("asked", "meanings", "guess"),
    [
        ({"text": "drêches de brasserie"}, ["spent_grains"], False),
        ({"text": "boues"}, ["bio_sludge"], True),
        ({"family": "spent_grains"}, [], False),
    ],
)
async def test_an_answer_says_what_it_took_the_question_for(
    api: Api, asked: dict[str, str], meanings: list[str], guess: bool
) -> None:
    answer = await api.http.get("/v1/outlets", params=asked, headers=api.operator)
    body = answer.json()
    assert [each["family"] for each in body["meanings"]][:1] == meanings
    assert body["guess"] is guess


async def test_an_outlet_names_exchanges_that_run(api: Api) -> None:
    items = await _items(api, "/v1/outlets", text="vapeur", from_naf="38.21Z")
    cases = {case["place"] for item in items for case in item["cases"]}
    assert "Kalundborg (DK)" in cases
    assert "Lillebonne (FR)" in cases


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("Drêches de brasserie", "01"),
        ("dreche brasseri", "01"),
        ("brewers spent grains", "01"),
        ("huile de friture usagée", "20"),
        ("waste heat of a data center", "35"),
        ("laitiers de hauts fourneaux", "23"),
        ("EPDM et pneus usagés", "22"),
    ],
)
async def test_free_text_needs_no_code(api: Api, text: str, division: str) -> None:
    items = await _items(api, "/v1/outlets", text=text, limit=5)
    assert division in [item["division"] for item in items]


async def test_sources_mirror_outlets(api: Api) -> None:
    items = await _items(api, "/v1/sources", family="cement_addition", to_naf="23.51Z")
    assert items[0]["division"] in {"24", "35"}
    assert {route["needed"]["family"] for route in items[0]["routes"]} == {"cement_addition"}


async def test_meanings_come_with_reasons(api: Api) -> None:
    answer = await api.http.get(
        "/v1/classify", params={"text": "calcin de verre"}, headers=api.operator
    )
    body = answer.json()
    assert body["items"][0]["family"] == body["settled"] == "glass_cullet"
    assert "calcin" in body["items"][0]["reasons"][0]["fr"]


async def test_a_mixture_is_told_by_its_parts_and_what_does_not_fit_warns(api: Api) -> None:
    async def read(**asked: str) -> dict[str, Any]:
        answer = await api.http.get("/v1/classify", params=asked, headers=api.operator)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    body = await read(text="60 % carton, 40 % films PE")
    parts = [(part["family"], part["words"], part["share"]) for part in body["components"]]
    assert parts == [("cardboard", "carton", "0.6"), ("ldpe_film", "films PE", "0.4")]
    assert body["warnings"] == []

    body = await read(text="70 % carton, 40 % films PE")
    assert [part["share"] for part in body["components"]] == [None, None]
    (warning,) = body["warnings"]
    assert (warning["field"], warning["value"]) == ("text", "70 % carton, 40 % films PE")
    assert "110 %" in warning["message"]["fr"]

    body = await read(text="big bags vides propres", low="15 01 10*")
    assert body["items"][0]["family"] == "pp"
    assert [each["field"] for each in body["warnings"]] == ["low"]


async def test_registered_sites_are_counted_and_named_only_to_those_who_see_them(
    api: Api, mills: dict[str, str]
) -> None:
    asked = {"family": "cardboard", **CAEN_PLACE}
    everybody = {
        "operator": (api.operator, ["near", "falaise"]),
        "animator": (api.tokens.animator(FALAISE), ["falaise"]),
        "company": (api.tokens.company(), []),
        "other tool": (api.other_tool, []),
        "tool": (api.tool, ["near", "falaise"]),
    }
    for who, (by, seen) in everybody.items():
        items = await _items(api, "/v1/outlets", by=by, **asked)
        paper = next(item for item in items if item["division"] == "17")
        assert paper["sites"]["count"] == 2, who
        assert [known["name"] for known in paper["sites"]["known"]] == seen, who


async def test_a_site_asks_from_its_own_place_and_activity(api: Api, mills: dict[str, str]) -> None:
    by = api.tokens.company(mills["falaise org"])  # type: ignore[arg-type]
    items = await _items(api, "/v1/outlets", by=by, family="cardboard", site_id=mills["falaise"])
    paper = next(item for item in items if item["division"] == "17")
    assert paper["sites"] == {"within_km": paper["sites"]["within_km"], "count": 1, "known": []}
    answer = await api.http.get(
        "/v1/outlets", params={"family": "cardboard", "site_id": mills["near"]}, headers=by
    )
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("path", "asked", "field"),
    [
        ("/v1/outlets", {}, "query.text"),
        ("/v1/outlets", {"from_naf": "17.12Z"}, "query.text"),
        ("/v1/sources", {}, "query.text"),
        ("/v1/classify", {}, "query.text"),
        ("/v1/outlets", {"low": "99 99 99"}, "query.low"),
        ("/v1/outlets", {"low": "wood"}, "query.low"),
        ("/v1/outlets", {"family": "unobtainium"}, "query.family"),
        ("/v1/sources", {"family": "cardbord"}, "query.family"),
        ("/v1/outlets", {"text": "bois", "from_naf": "99.99Z"}, "query.from_naf"),
        ("/v1/sources", {"text": "bois", "to_naf": "bois"}, "query.to_naf"),
        (
            "/v1/outlets",
            {"text": "bois", "from_naf": "17.12Z", "from_naf_version": "NAF 1993"},
            "query.from_naf_version",
        ),
        ("/v1/outlets", {"text": "x" * 501}, "query.text"),
        ("/v1/outlets", {"text": " "}, "query.text"),
        ("/v1/outlets", {"text": "x"}, "query.text"),
        ("/v1/outlets", {"text": "zzzz qqqq"}, "query.text"),
        ("/v1/sources", {"text": "zzzz qqqq", "to_naf": "17.12Z"}, "query.text"),
        ("/v1/sources", {"text": "truc bidule"}, "query.text"),
        ("/v1/outlets", {"text": "bois", "latitude": "91", "longitude": "0"}, "query.latitude"),
        ("/v1/outlets", {"text": "bois", "latitude": "49"}, "query.longitude"),
        ("/v1/outlets", {"text": "bois", "limit": "0"}, "query.limit"),
        ("/v1/outlets", {"text": "bois", "site_id": "here"}, "query.site_id"),
    ],
)
async def test_a_wrong_parameter_is_named_with_what_would_be_right(
    api: Api, path: str, asked: dict[str, str], field: str
) -> None:
    answer = await api.http.get(path, params=asked, headers=api.operator)
    assert answer.status_code == 422, answer.text
    (error,) = answer.json()["errors"]
    assert error["field"] == field
    assert error["expected"]
    sent = asked.get(field.removeprefix("query."))
    assert sent is None or str(error["value"]).startswith(sent[:20]) or sent.isspace()


async def test_what_is_understood_but_serves_nobody_is_no_fault(api: Api) -> None:
    assert await _items(api, "/v1/outlets", text="chaleur fatale à 5 °C") == []
    assert await _items(api, "/v1/outlets", text="zzzz qqqq", low="15 01 01")
    asked = {"text": "zzzz qqqq", "from_naf": "17.12Z"}
    answer = (await api.http.get("/v1/outlets", params=asked, headers=api.operator)).json()
    assert answer["guess"]
    assert answer["items"]
    assert await _items(api, "/v1/classify", text="zzzz qqqq") == []


async def test_a_newer_nomenclature_is_taken(api: Api) -> None:
    items = await _items(
        api, "/v1/outlets", text="sciure", from_naf="16.11H", from_naf_version="NAF 2025"
    )
    assert items


@pytest.mark.parametrize(
    ("asked", "nace", "level", "less"),
    [
        ({"from_naf": "1712z"}, "17.12", "class", False),
        ({"from_naf": " 17 10 "}, "17.1", "group", False),
        ({"from_naf": "C"}, "C", "section", False),
        ({"from_naf": "1701", "from_naf_version": "ISIC rev. 4"}, "17", "division", True),
    ],
)
async def test_answers_say_how_the_activity_was_read(
    api: Api, asked: dict[str, str], nace: str, level: str, less: bool
) -> None:
    for path in ("/v1/outlets", "/v1/classify"):
        answer = await api.http.get(path, params={"text": "sciure", **asked}, headers=api.operator)
        body = answer.json()
        assert body["items"]
        assert (body["activity"]["nace"], body["activity"]["level"]) == (nace, level)
        assert (body["activity"]["reason"] is not None) is less
    needed = {key.replace("from", "to"): value for key, value in asked.items()}
    found = await api.http.get(
        "/v1/sources", params={"text": "sciure", **needed}, headers=api.operator
    )
    assert found.json()["activity"]["nace"] == nace


async def test_the_activity_is_that_of_the_site_asked_from_unless_one_is_asked(
    api: Api, mills: dict[str, str]
) -> None:
    asked = {"family": "cardboard", "site_id": mills["near"]}
    for said, nace in (({}, "17.12"), ({"from_naf": "16"}, "16")):
        answer = await api.http.get("/v1/outlets", params=asked | said, headers=api.operator)
        assert answer.json()["activity"]["nace"] == nace
    answer = await api.http.get("/v1/outlets", params={"text": "bois"}, headers=api.operator)
    assert answer.json()["activity"] is None


async def test_a_site_keeps_its_activity_in_its_nomenclatures_spelling(api: Api) -> None:
    await api.put("/v1/sources/tyca/organisations/mill", organisation())
    for code, kept, warned in (("c1712z", "17.12Z", []), ("17", "17", ["body.naf.code"])):
        body = site(organisation="mill", naf={"code": code, "version": "NAF Rev. 2"})
        made = await api.put(f"/v1/sources/tyca/sites/{code}", body)
        assert made["naf"] == {"code": kept, "version": "NAF rév. 2"}
        assert [each["field"] for each in made["warnings"]] == warned


async def test_sources_of_tools_stay_where_they_were(declared: Api) -> None:
    shown = await declared.get("/v1/sources/tyca/sites/site", by=declared.tool)
    assert shown["name"] == "Atelier"
