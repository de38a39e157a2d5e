"""What an integrator met ("Wrong" of the integrators' notes), by the notes' numbers: registry's."""

import json
from typing import Any

import pytest

from boucle.registry.reference.communes.commune import Commune
from boucle.registry.reference.communes.store import replace_communes
from tests.integration.registry.conftest import FALAISE, Api, Body, flow, organisation, site

FLOW = "/v1/sources/tyca/flows/f"
SITE = "/v1/sources/tyca/sites/site"
ENERGY = {"nature": "energy", "quantity": {"value": "1000", "unit": "MWh"}}
SAWMILL = {"naf": {"code": "16.10A", "version": "NAF rév. 2"}}
MARSEILLE = {"latitude": 43.2965, "longitude": 5.3698}


def _said(text: str, **changes: object) -> Body:
    """An output that only its text describes."""
    return {name: each for name, each in flow(text=text, **changes).items() if name != "family"}


async def _warned(api: Api, body: Body, *, expect: int = 201) -> dict[str, dict[str, Any]]:
    """The warnings of a write, by field; each has both languages and what would be right."""
    made = await api.put(FLOW, body, expect=expect)
    for each in made["warnings"]:
        assert all(each[name] for name in ("message", "expected", "message_fr", "expected_fr"))
    return {each["field"]: each for each in made["warnings"]}


@pytest.mark.parametrize(
    ("body", "family", "lacks"),
    [
        (_said("CO2 de fermentation"), "co2", "purity"),
        (_said("vapeur fatale", **ENERGY), "heat_steam", "temperature"),
        (_said("chaleur perdue", **ENERGY), "heat_hot_water", "temperature"),
        (_said("besoin de vapeur", direction="input", **ENERGY), "heat_steam", "temperature"),
    ],
    ids=lambda each: each["text"] if isinstance(each, dict) else str(each),
)
async def test_4_good_text_is_taken_and_what_it_lacks_is_warned_of(
    declared: Api, body: Body, family: str, lacks: str
) -> None:
    warned = await _warned(declared, body)
    assert warned[f"body.qualities.{lacks}"]["value"] is None
    kept = await declared.get(FLOW, by=declared.tool)
    assert (kept["family"], kept["qualities"]) == (family, {})
    assert [each["field"] for each in kept["warnings"]] == [f"body.qualities.{lacks}"]
    _, _, published = (await declared.outbox("flow"))[0]
    assert published.family == family  # it is matched


async def test_4_a_temperature_is_read_from_the_text(declared: Api) -> None:
    warned = await _warned(declared, _said("fumées four 400 °C", **ENERGY))
    assert warned["body.qualities.temperature"]["value"] == "400"
    kept = await declared.get(FLOW, by=declared.tool)
    assert kept["family"] == "heat_flue_gas"
    assert kept["qualities"] == {"temperature": {"low": "400", "high": "400", "unit": "Cel"}}
    again = await declared.put(FLOW, _said("fumées four 400 °C", **ENERGY), expect=200)
    assert again["version"] == 1
    measured = {"qualities": {"temperature": {"low": "380", "high": "390"}}}
    warned = await _warned(declared, _said("fumées four 400 °C", **ENERGY, **measured), expect=200)
    assert "body.qualities.temperature" not in warned


@pytest.mark.parametrize(
    ("body", "low", "high"),
    [
        (_said("eau chaude 90 °C, retour 70 °C", **ENERGY), "70", "90"),
        (_said("vapeur 180 °C", direction="input", **ENERGY), "180", None),
        ({**_said("vapeur 180 °C", **ENERGY), "family": "heat_steam"}, "180", "180"),
    ],
)
async def test_4_what_is_needed_takes_what_is_hotter(
    declared: Api, body: Body, low: str, high: str | None
) -> None:
    made = await declared.put(FLOW, body)
    assert made["qualities"] == {"temperature": {"low": low, "high": high, "unit": "Cel"}}


@pytest.mark.parametrize(
    "body",
    [
        _said("vapeur à 60 °C", **ENERGY),  # a text is a guess, and refuses nothing
        _said("froid à 4 °C", direction="input", **ENERGY),  # at most so warm, not at least
    ],
)
async def test_4_a_temperature_that_does_not_fit_is_not_read(declared: Api, body: Body) -> None:
    warned = await _warned(declared, body)
    assert warned.get("body.qualities.temperature", {"value": None})["value"] is None


async def test_4_nonsense_is_taken_with_a_warning(declared: Api) -> None:
    warned = await _warned(declared, _said("xqzt vvrb"))
    assert warned["body.text"]["value"] == "xqzt vvrb"
    assert "matched with nothing" in warned["body.family"]["message"]
    assert "rapproché de rien" in warned["body.family"]["message_fr"]
    kept = await declared.get(FLOW, by=declared.tool)
    assert kept["unclassified"] is True


async def test_4_a_code_unlike_the_text_is_taken_with_a_warning(declared: Api) -> None:
    warned = await _warned(declared, _said("sciure de bois propre", low="17 04 05"))
    assert warned["body.low"]["value"] == "17 04 05"
    assert "le texte dit « sciure" in warned["body.low"]["message_fr"]
    assert await _warned(declared, _said("sciure de bois", low="03 01 05"), expect=200) == {}


@pytest.mark.parametrize(("tonnes", "doubted"), [("900", False), ("90000000", True)])
@pytest.mark.parametrize("activity", [{}, SAWMILL])
async def test_4_an_unlikely_quantity_is_taken_with_a_warning(
    declared: Api, tonnes: str, doubted: bool, activity: Body
) -> None:
    await declared.put(SITE, site(**activity), expect=200)
    body = _said("sciure de bois propre", quantity={"value": tonnes, "unit": "t"})
    warned = await _warned(declared, body)
    assert ("body.quantity.value" in warned) is doubted
    if doubted:
        assert warned["body.quantity.value"]["value"] == tonnes
        assert "1000 employees" in warned["body.quantity.value"]["message"]


async def test_4_a_receiver_without_treatments_is_warned_of(declared: Api) -> None:
    need = flow(direction="input", family="cardboard")
    warned = await _warned(declared, need)
    assert "R3" in warned["site.treatments"]["expected"]
    assert await _warned(declared, {**need, "accepts": ["product"]}, expect=200) == {}
    await declared.put(SITE, site(treatments=["R3"]), expect=200)
    assert await _warned(declared, need, expect=200) == {}


@pytest.mark.parametrize("how", ["post", "put"])
async def test_4_every_json_door_warns(declared: Api, how: str) -> None:
    kept = await declared.get(SITE, by=declared.tool)
    body = _said("fumées four 400 °C", **ENERGY) | {"site_id": kept["site_id"]}
    del body["site"]
    made = await declared.post("/v1/flows", body, by=declared.tool)
    if how == "put":
        made = await declared.put(f"/v1/flows/{made['flow_id']}", body, expect=200)
    assert [each["field"] for each in made["warnings"]] == ["body.qualities.temperature"]


async def test_6_latitude_and_longitude_swapped_are_refused(declared: Api) -> None:
    swapped = site(latitude=-0.19, longitude=48.89)
    [error] = (await declared.put(SITE, swapped, expect=422))["errors"]
    assert error["field"] == "body.latitude"
    assert "looks swapped" in error["message"]
    assert error["expected"] == "latitude 48.89, longitude -0.19"


async def test_6_marseille_in_an_epci_of_normandy_is_taken_with_a_warning(declared: Api) -> None:
    async with declared.database.write() as session:
        await replace_communes(session, [Commune("14258", "Falaise", FALAISE, 48.8956, -0.1954)])
    for known, against in (({}, FALAISE), ({"commune_code": "14258"}, "Falaise (14258)")):
        made = await declared.put(SITE, site(**MARSEILLE, **known), expect=200)
        [warning] = made["warnings"]
        assert (warning["field"], warning["value"]) == ("body.latitude", "43.2965")
        assert f"{against}" in warning["message"]
        assert f"{against}" in warning["message_fr"]
        assert warning["expected"]
    assert (await declared.put(SITE, site(), expect=200))["warnings"] == []


@pytest.mark.parametrize(("unit", "kept"), [("tonnes", "t"), ("m³", "m3"), ("t/an", "t")])
async def test_8_json_takes_the_units_of_a_file(declared: Api, unit: str, kept: str) -> None:
    made = await declared.put(FLOW, flow(quantity={"value": "1 250,5", "unit": unit}))
    assert made["quantity"] == {"value": "1250.5", "unit": kept}
    assert made["quantity_as_declared"] is None


async def test_9_twelve_with_three_zeros_is_asked_about(declared: Api) -> None:
    body = flow(quantity={"value": "12.000", "unit": "t"})
    [error] = (await declared.put(FLOW, body, expect=422))["errors"]
    assert (error["field"], error["value"]) == ("body.quantity.value", "12.000")
    assert error["expected"].startswith("12 or 12000")


@pytest.mark.parametrize("family", ["dairy", None])
async def test_9_a_star_on_a_code_that_is_not_hazardous_is_refused(
    declared: Api, family: str | None
) -> None:
    body = _said("boues de laiterie", low="02 05 02*")
    [error] = (await declared.put(FLOW, body, expect=422))["errors"]
    assert (error["field"], error["value"]) == ("body.low", "02 05 02*")
    assert error["expected"] == "02 05 02 without a star"
    [error] = (await declared.put(FLOW, {**body, "low": "19 12 07*"}, expect=422))["errors"]
    assert "19 12 06*" in error["expected"]  # its hazardous counterpart
    asked = await declared.get("/v1/outlets?low=02+05+02*", expect=422)
    assert asked["errors"][0]["field"] == "query.low"


async def test_9_a_star_on_a_hazardous_code_may_be_left_out(declared: Api) -> None:
    for written in ("13 02 05*", "130205"):
        body = flow(family="used_oil", low=written, quantity={"value": "9", "unit": "t"})
        made = await declared.put(FLOW, body, expect=201 if written.endswith("*") else 200)
        assert (made["low"], made["hazardous"]) == ("13 02 05", True)


async def test_9_siren_and_siret_may_be_written_with_spaces(api: Api) -> None:
    made = await api.put(
        "/v1/sources/tyca/organisations/org",
        organisation(siren="732 829\u00a0320", territory="241 400 514"),
    )
    assert (made["siren"], made["territory"]) == ("732829320", FALAISE)
    shown = await api.put(SITE, site(siret=" 732 829 320 00074 ", territory="241 400 514"))
    assert (shown["siret"], shown["territory"]) == ("73282932000074", FALAISE)


@pytest.mark.parametrize(
    ("siret", "why"),
    [
        ("732 829 320 00075", "its check digit is wrong"),
        ("732 829 320 0007", "it has 13 digits, not 14"),
        ("732 829 320 0007X", "it holds something else than digits"),
    ],
)
async def test_9_a_siret_is_refused_for_what_is_wrong_with_it(
    declared: Api, siret: str, why: str
) -> None:
    [error] = (await declared.put(SITE, site(siret=siret), expect=422))["errors"]
    assert error["field"] == "body.siret"
    assert why in error["message"]
    assert "14 digits" in error["expected"]


@pytest.mark.parametrize(
    ("written", "kept", "warned"),
    [
        ("1051A", "10.51A", False),
        ("17.12", "17.12", False),
        ("17.1", "17.1", True),
        ("17.10", "17.1", True),
        ("C17", "17", True),
    ],
)
async def test_9_naf_is_read_however_it_is_written(
    declared: Api, written: str, kept: str, warned: bool
) -> None:
    made = await declared.put(SITE, site(naf={"code": written}), expect=200)
    assert made["naf"] == {"code": kept, "version": "NAF rév. 2"}
    assert [each["field"] for each in made["warnings"]] == ["body.naf.code"] * warned
    for each in made["warnings"]:
        assert "ne dit que" in each["message_fr"]


@pytest.mark.parametrize(
    ("formula", "family"), [("H2SO4", "acid_sulphuric"), ("NH3", "ammonia"), ("Ca(OH)2", None)]
)
async def test_9_outlets_of_chemical_formulas_answer(
    api: Api, formula: str, family: str | None
) -> None:
    answer = await api.http.get("/v1/outlets", params={"text": formula}, headers=api.operator)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["items"]
    assert found["warnings"] == []
    assert family in (None, found["meanings"][0]["family"])


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"current_supply": {"source": "virgin"}}, '{"source":"virgin"}'),
        ({"accepts": ["waste", "product"]}, "product, waste"),
    ],
)
async def test_9_an_error_shows_what_was_sent_not_python(
    declared: Api, sent: Body, shown: str
) -> None:
    [error] = (await declared.put(FLOW, flow(**sent), expect=422))["errors"]
    assert error["value"] == shown


async def test_9_json_in_another_encoding_is_told_where(declared: Api) -> None:
    body = json.dumps(flow(text="fumées"), ensure_ascii=False).encode("cp1252")
    headers = {**declared.tool, "Content-Type": "application/json"}
    answer = await declared.http.put(FLOW, content=body, headers=headers)
    assert answer.status_code == 400, answer.text
    [error] = answer.json()["errors"]
    assert error["field"] == "body"
    assert "fumées" in error["value"]
    assert f"byte {body.index(0xE9) + 1}" in error["message"]
    assert "UTF-8" in error["expected"]


async def test_10_the_operator_alone_makes_principals_and_a_tool_gets_its_own_token(
    api: Api,
) -> None:
    """As docs/reference/principals.md says, whose lines tests/system/test_readme.py runs."""
    body = {"name": "Outil", "role": "tool", "source": "outil"}
    others = (api.tool, api.tokens.animator(FALAISE), api.tokens.company())
    for who in others:
        refused = await api.post("/v1/principals", body, by=who, expect=403)
        assert refused["status"] == 403
    made = await api.post("/v1/principals", body)
    form = {
        "grant_type": "client_credentials",
        "client_id": made["client_id"],
        "client_secret": made["client_secret"],
    }
    answer = await api.http.post("/oauth/token", data=form)
    assert answer.status_code == 200, answer.text
    assert answer.json()["token_type"] == "Bearer"
    shown = await api.put(
        "/v1/sources/outil/organisations/org",
        organisation(name="Sienne"),
        by=api.tokens.tool(made["client_id"]),
    )
    assert shown["state"] == "claimed"  # it verifies only where the operator trusts it to
