"""What contradicts itself is refused by both fields; what is not understood is kept, with help."""

from typing import Any

import pytest

from tests.integration.registry.conftest import Api, Body, flow, site

WATER = {"nature": "water", "quantity": {"value": "10", "unit": "m3"}}
HEAT = {"nature": "energy", "quantity": {"value": "10", "unit": "MWh"}}
OIL = "huile de friture usagée"


def _body(**changes: object) -> Body:
    """A flow; what is given as None is left out."""
    return {key: value for key, value in flow(**changes).items() if value is not None}


@pytest.mark.parametrize(
    ("body", "one", "other"),
    [
        (_body(family="used_cooking_oil", form="bales"), "form", "family"),
        (_body(family=None, text=OIL, form="bales"), "form", "text"),
        (_body(family=None, text="huile", form="bales"), "form", "text"),
        (_body(family=None, text="zzz", form="bales", **WATER), "form", "nature"),
        (_body(family="animal_feed", low="17 02 04*"), "low", "family"),
        (_body(family="animal_feed", hazardous=True), "hazardous", "family"),
        (_body(family="animal_feed", low="17 02 04", direction="input"), "low", "family"),
        (_body(family="wood_b", low="19 12 06*", hazardous=False), "hazardous", "low"),
        (_body(family=None, text="zzz", low="19 12 06*", hazardous=False), "hazardous", "low"),
        (_body(family="heat_steam", **HEAT), "family", "qualities.temperature"),
        (
            _body(
                family="heat_steam", form="steam", qualities={"temperature": {"high": "60"}}, **HEAT
            ),
            "form",
            "qualities.temperature",
        ),
        (_body(family="heat_steam", nature="material"), "nature", "family"),
        (
            _body(
                family="heat_hot_water",
                low="17 02 01",
                qualities={"temperature": {"low": "70"}},
                **HEAT,
            ),
            "low",
            "family",
        ),
        (_body(family="cardboard", low="17 06 05"), "low", "family"),
        (_body(family=None, text="drêches pour nourrir le bétail", low="16 05 06"), "low", "text"),
        (_body(family="asbestos", hazardous=False), "hazardous", "family"),
        (_body(family="cardboard", low="15 01 01", legal_status="product"), "legal_status", "low"),
        (_body(family="electricity", legal_status="waste", **HEAT), "legal_status", "family"),
        (_body(family=None, text="vapeur basse pression"), "nature", "text"),
        (_body(family="caustic", qualities={"ph": {"high": "2"}}), "family", "qualities.ph"),
        (
            _body(qualities={"moisture": {"low": "80"}, "dry_matter": {"low": "60"}}),
            "qualities.moisture",
            "qualities.dry_matter",
        ),
        (
            _body(availability={"months": [1], "start": "2026-03-01", "end": "2026-05-31"}),
            "availability.months",
            "availability.start",
        ),
    ],
)
async def test_two_fields_that_disagree_are_named(
    declared: Api, body: Body, one: str, other: str
) -> None:
    answer = await declared.put("/v1/sources/tyca/flows/f", body, expect=422)
    errors = {error["field"]: error for error in answer["errors"]}
    assert f"body.{one}" in errors
    error = errors[f"body.{one}"]
    assert f"{one} and {other} disagree" in error["message"]
    assert error["expected"]
    assert await declared.outbox("flow") == []


async def _unclassified(api: Api, **published: object) -> Any:
    made = await api.put("/v1/sources/tyca/flows/f", _body(family=None, **published))
    assert (made["unclassified"], made["family"]) == (True, None)
    for each in made["suggestions"]:
        assert each["label_fr"]
        assert each["reason"]
        assert each["reason_en"]
    return [each["family"] for each in made["suggestions"]]


async def test_an_unclassified_flow_is_kept_out_of_matching_with_three_suggestions(
    declared: Api,
) -> None:
    suggested = await _unclassified(declared, text="copeaux ou chutes mélangés")
    assert len(set(suggested)) == 3
    (published,) = await declared.outbox("flow")
    assert published[2].family is None  # matching leaves out what has none
    (flow_out,) = (await declared.get("/v1/flows", by=declared.tool))["items"]
    assert flow_out["unclassified"] is True


async def test_a_mute_text_is_helped_by_the_code_and_the_activity(declared: Api) -> None:
    published = site(naf={"code": "16.10A", "version": "NAF rév. 2"})
    await declared.put("/v1/sources/tyca/sites/site", published, expect=200)
    assert "sawdust" in await _unclassified(declared, text="zzzz")
    by_code = await declared.put(
        "/v1/sources/tyca/flows/g", _body(family=None, text="zzzz", low="19 02 99")
    )
    assert len(by_code["suggestions"]) == 3
    assert any("19 02" in each["reason"] for each in by_code["suggestions"])


async def test_a_classified_flow_needs_no_help(declared: Api) -> None:
    made = await declared.put("/v1/sources/tyca/flows/f", _body(family=None, text=OIL))
    assert made["family"] == "used_cooking_oil"
    assert (made["unclassified"], made["suggestions"]) == (False, [])


async def test_a_file_is_answered_in_french_and_its_unknown_rows_with_suggestions(
    declared: Api,
) -> None:
    rows = (
        "Site;Sens;Famille;Code déchet;Désignation;Quantité;Unité;Forme;Dangereux;Opération",
        "Atelier;sortie;used_cooking_oil;;;1;t;balles;;",
        "Atelier;sortie;wood_b;19 12 06;;1;t;;non;",
        "Atelier;sortie;wood_b;99 99 99;;1;t;;;",
        "Atelier;sortie;wood_b;;;1;MWh;;;",
        "Atelier;sortie;wood_b;;;0;t;;;",
        "Atelier;sortie;wood_b;;;1;t;;;R99",
        f"Atelier;sortie;;;{'x' * 501};1;t;;;",
        "Atelier;sortie;;;copeaux ou chutes mélangés;1;t;;;",
    )
    answer = await declared.http.post(
        "/v1/imports",
        content="\n".join(rows).encode(),
        headers={**declared.tool, "Content-Type": "text/csv"},
    )
    assert answer.status_code == 201, answer.text
    done = answer.json()
    assert [(error["line"], error["column"]) for error in done["errors"]] == [
        (2, "Forme"),
        (3, "Dangereux"),
        (4, "Code déchet"),
        (5, "Unité"),
        (6, "Quantité"),
        (7, "Opération"),
        (8, "Désignation"),
    ]
    said = " ".join(f"{error['message']} {error['expected']}" for error in done["errors"])
    assert "ne s'accorde pas avec Famille" in said
    assert "ne s'accorde pas avec Code déchet" in said
    english = {"is", "not", "the", "one", "should", "agree", "at"}
    assert english.isdisjoint(said.split()), said
    (row,) = done["to_classify"]
    assert (row["line"], row["text"]) == (9, "copeaux ou chutes mélangés")
    assert len(row["suggestions"]) == 3
    shown = await declared.get(f"/v1/imports/{done['import_id']}", by=declared.tool)
    assert shown == done
