"""Bad input is told alike at every door: JSON, NDJSON, files. What each answer says was read."""

from typing import Any

import pytest

from boucle.platform.translating import tr, translated
from tests.integration.registry.bulk.conftest import bulk, row
from tests.integration.registry.conftest import Api, Body, flow, sharing

MONEY = "is in another currency"
OVER_MIDNIGHT = "are no hours of one day"
ENDED = "is behind: this contract ended"
STEAM: Body = {
    "site": "site",
    "kind": "equipment",
    "direction": "offer",
    "subject": "steam",
    "slots": [{"amount": "800"}],
}
CRECHE: Body = {
    "site": "site",
    "kind": "service",
    "direction": "offer",
    "subject": "childcare",
    "figures": {"places": "12"},
}
WASTE = {"Sens": "besoin", "Sujet": "collecte de déchets", "Tonnes par an": "12"}
OFFERED = {"Sens": "offre", "Sujet": "vapeur", "Créneaux": "800"}
PLACES = {"Sens": "offre", "Sujet": "childcare", "Places": "12"}
# The body, the same row of a file, the field, the column, the value, and what is said.
SHARINGS: list[tuple[Body, dict[str, str], str, str, Any, str]] = [
    (sharing(cost="1 200 $"), {**WASTE, "Coût": "1 200 $"}, "cost", "Coût", "1 200 $", MONEY),
    (sharing(cost="£900"), {**WASTE, "Coût": "£900"}, "cost", "Coût", "£900", MONEY),
    (
        {**STEAM, "slots": [{"amount": "0"}]},
        {**OFFERED, "Créneaux": "0"},
        "slots[0].amount",
        "Créneaux",
        "0",
        "is zero: nothing is offered or asked for",
    ),
    (
        {**CRECHE, "figures": {"places": "0 berceau"}},
        {**PLACES, "Places": "0 berceau"},
        "figures.places",
        "Places",
        "0 berceau",
        tr("is less than a site can have ({label})", label="places"),
    ),
    (
        {**CRECHE, "hours": "21h30-6h"},
        {**PLACES, "Horaires": "21h30-6h"},
        "hours",
        "Horaires",
        None,
        OVER_MIDNIGHT,
    ),
    (
        sharing(contract_end="31/12/2025"),
        {**WASTE, "Fin de contrat": "31/12/2025"},
        "contract_end",
        "Fin de contrat",
        None,
        ENDED,
    ),
    (
        {**STEAM, "figures": {"annuity": "9000"}},
        {**OFFERED, "annuité": "9000"},
        "figures.annuity_years",
        "années qui restent à payer",
        None,
        "is missing: an annuity is paid for some years",
    ),
    (
        sharing(excluded=["732829320"]),
        {**WASTE, "Exclus": "732829320"},
        "excluded[0]",
        "Exclus",
        "732829320",
        "is the organisation itself",
    ),
]


@pytest.mark.parametrize(("body", "cells", "field", "column", "value", "said"), SHARINGS)
async def test_a_bad_sharing(
    declared: Api,
    body: Body,
    cells: dict[str, str],
    field: str,
    column: str,
    value: object,
    said: str,
) -> None:
    own = {"name": "Scierie", "territory": "241400514", "siren": "732829320"}
    await declared.put("/v1/sources/tyca/organisations/org", own, expect=200)
    if column == "Coût" or cells["Sens"] == "besoin":
        cells = {**cells, "code déchet": "15 01 01", "contenant": "bin"}
    await _told(declared, "sharing", body, cells, field, column, value, said)


@pytest.mark.parametrize(
    ("part", "cells", "field", "column", "said"),
    [
        (
            {"current_route": {"operation": "D1", "cost_eur_per_unit": "85 $/t"}},
            {"coût": "85 $/t"},
            "current_route.cost_eur_per_unit",
            "coût",
            MONEY,
        ),
        (
            {"current_route": {"operation": "D1", "contract_end": "2025-12-31"}},
            {"fin de contrat": "31/12/2025"},
            "current_route.contract_end",
            "fin de contrat",
            ENDED,
        ),
    ],
)
async def test_a_bad_flow(
    declared: Api, part: Body, cells: dict[str, str], field: str, column: str, said: str
) -> None:
    flow_of = {"sens": "sortie", "famille": "wood_b", "quantité": "500", "unité": "t"}
    await _told(declared, "flow", flow(**part), flow_of | cells, field, column, None, said)


async def _told(
    api: Api,
    kind: str,
    body: Body,
    cells: dict[str, str],
    field: str,
    column: str,
    value: object,
    said: str,
) -> None:
    path = f"/v1/sources/tyca/{kind}s/bad"
    for language in ("fr", "en"):
        headers = {**api.tool, "Accept-Language": language}
        answer = await api.http.put(path, json=body, headers=headers)
        assert answer.status_code == 422, answer.text
        [wrong] = answer.json()["errors"]
        assert (wrong["field"], wrong["message"]) == (f"body.{field}", translated(said, language))
        assert value in (None, wrong["value"])
        assert wrong["expected"]
    [result], _ = await bulk(api, row(kind, "bad", body))
    assert result["status"] == 422
    assert [(one["field"], one["message"]) for one in result["problem"]["errors"]] == [
        (f"data.{field}", translated(said, "en"))
    ]
    file = f"{';'.join(cells)}\n{';'.join(cells.values())}\n"
    imports = "/v1/imports/sharings" if kind == "sharing" else "/v1/imports"
    headers = {**api.tool, "content-type": "text/csv", "Accept-Language": "fr"}
    answer = await api.http.post(f"{imports}?site=site", content=file.encode(), headers=headers)
    assert answer.status_code == 201, answer.text
    told = [(one["line"], one["column"], one["message"]) for one in answer.json()["errors"]]
    assert told == [(2, column, translated(said, "fr"))], answer.text


async def test_a_contract_of_a_flow_that_ended_since_is_kept(declared: Api) -> None:
    route = {"operation": "D1", "contract_end": "2026-06-30"}
    path = "/v1/sources/tyca/flows/f"
    await declared.put(path, flow(current_route=route))
    declared.clock.set(declared.clock().replace(month=8))
    again = flow(current_route=route, quantity={"value": "600", "unit": "t"})
    await declared.put(path, again, expect=200)
    other = flow(current_route={**route, "contract_end": "2026-05-31"})
    await declared.put(path, other, expect=422)


async def test_a_parameter_out_of_its_range(declared: Api) -> None:
    path = "/v1/territories/241400514"
    known = await declared.get(path)
    base = {name: known[name] for name in ("name", "kind", "parent")}
    for key, value, fr, en in (
        ("waste_stop_minutes", "0.5", "1 à 120 min", "1 to 120 min"),
        ("pooling_margin", "-0.1", "0 à 0,9", "0 to 0.9"),
        ("line_years", "2.5", "1 à 60 ans, un nombre entier", "1 to 60 years, a whole number"),
        ("workforce_exit_months", "48", "0 à 24 mois", "0 to 24 months"),
    ):
        for language, expected in (("fr", fr), ("en", en)):
            headers = {**declared.tokens.animator("241400514"), "Accept-Language": language}
            body = {**base, "parameters": {key: value}}
            answer = await declared.http.put(path, json=body, headers=headers)
            assert answer.status_code == 422, answer.text
            [wrong] = answer.json()["errors"]
            shown = wrong["field"], wrong["value"], wrong["expected"]
            assert shown == (f"body.parameters.{key}", value, expected)
