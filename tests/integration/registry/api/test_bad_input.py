"""Any field of any body: a 422 that names the field, the value and what would be right."""

from collections.abc import Mapping
from typing import Any

from boucle.catalogue.criteria import CRITERIA
from tests.integration.registry.conftest import (
    FALAISE,
    Api,
    Body,
    flow,
    organisation,
    site,
    territory,
)

FLOW, SITE, ORGANISATION = "flows/f", "sites/s", "organisations/o"
TERRITORY, PRINCIPAL = "territory", "principal"
LONG = "x" * 501
_BASES: Mapping[str, Body] = {
    FLOW: flow(),
    SITE: site(organisation="org"),
    ORGANISATION: organisation(),
    TERRITORY: territory(),
    PRINCIPAL: {"name": "p", "role": "tool", "source": "third"},
}
_GONE = object()
_QUALITIES = {"moisture": {"low": "30", "high": "20", "unit": "%"}}
_CONTACT = {"name": "Zoé", "email": "zoe@scierie.example", "role": "direction"}

# what is sent, the path of the change, the wrong value, a part of the field named
_ROUTE = "wood_a>fuel_biomass"
_LIMITS = f"body.route_limits.{_ROUTE}"
CASES: list[tuple[str, str, Any, str]] = [
    (FLOW, "site", _GONE, "body.site"),
    (FLOW, "site", "nowhere", "body.site"),
    (FLOW, "site", 12, "body.site"),
    (FLOW, "site", "x" * 201, "body.site"),
    (FLOW, "direction", _GONE, "body.direction"),
    (FLOW, "direction", "sideways", "body.direction"),
    (FLOW, "nature", "light", "body.nature"),
    (FLOW, "nature", "water", "body."),
    (FLOW, "family", "unobtainium", "body.family"),
    (FLOW, "family", 3, "body.family"),
    (FLOW, "low", "99 99 99", "body.low"),
    (FLOW, "low", "wood", "body.low"),
    (FLOW, "text", LONG, "body.text"),
    (FLOW, "text", "a\x00b", "body.text"),
    (FLOW, "text", "\x07", "body.text"),
    (FLOW, "text", "  ", "body.text"),
    (FLOW, "quantity", _GONE, "body.quantity"),
    (FLOW, "quantity", "12 stone", "body.quantity"),
    (FLOW, "quantity.value", _GONE, "body.quantity.value"),
    (FLOW, "quantity.value", "-1", "body.quantity.value"),
    (FLOW, "quantity.value", "0", "body.quantity.value"),
    (FLOW, "quantity.value", "0.0000000001", "body.quantity.value"),
    (FLOW, "quantity.value", "99999999999999999", "body.quantity.value"),
    (FLOW, "quantity.value", "1e9", "body.quantity.value"),
    (FLOW, "quantity.value", "NaN", "body.quantity.value"),
    (FLOW, "quantity.value", "12,000", "body.quantity.value"),
    (FLOW, "quantity.value", "9" * 40, "body.quantity.value"),
    (FLOW, "quantity.value", True, "body.quantity.value"),
    (FLOW, "quantity.value", ["1"], "body.quantity.value"),
    (FLOW, "quantity.value", 2**80, "body.quantity.value"),
    (FLOW, "quantity.unit", "MWh", "body.quantity.unit"),
    (FLOW, "quantity.unit", "bushel", "body.quantity.unit"),
    (FLOW, "quantity.unit", _GONE, "body.quantity.unit"),
    (FLOW, "form", "cloud", "body.form"),
    (FLOW, "form", "liquid", "body.form"),
    (FLOW, "hazardous", "perhaps", "body.hazardous"),
    (FLOW, "certainty", "sure", "body.certainty"),
    (FLOW, "certainty", None, "body.certainty"),
    (FLOW, "qualities", _QUALITIES, "body.qualities.moisture"),
    (FLOW, "qualities", {"charm": {"low": "1"}}, "body.qualities.charm"),
    (FLOW, "qualities", {"moisture": {"low": "1", "unit": "kg"}}, "body.qualities.moisture"),
    (FLOW, "qualities", {"moisture": {}}, "body.qualities.moisture"),
    (FLOW, "qualities", {"moisture": {"high": "120"}}, "body.qualities.moisture"),
    (FLOW, "qualities", {"moisture": {"low": "wet"}}, "body.qualities.moisture.low"),
    (FLOW, "availability.months", [0], "body.availability.months[0]"),
    (FLOW, "availability.months", [13], "body.availability.months[0]"),
    (FLOW, "availability.months", [1, 1], "body.availability.months"),
    (FLOW, "availability.months", ["x"], "body.availability.months"),
    (FLOW, "availability", {"start": "2026-05-01", "end": "2026-04-30"}, "body.availability.end"),
    (FLOW, "availability.start", "2026-02-30", "body.availability.start"),
    (FLOW, "availability.start", "02/2026", "body.availability.start"),
    (FLOW, "legal_status", "unknown", "body.legal_status"),
    (FLOW, "accepts", ["waste"], "body.accepts"),
    (FLOW, "current_route", {"operation": "R99"}, "body.current_route.operation"),
    (FLOW, "current_route.cost_eur_per_unit", "dear", "body.current_route.cost_eur_per_unit"),
    (FLOW, "current_supply", {"source": "virgin"}, "body.current_supply"),
    (FLOW, "valid_from", "0001-01-01", "body.valid_from"),
    (FLOW, "valid_from", "soon", "body.valid_from"),
    (FLOW, "colour", "blue", "body.colour"),
    (SITE, "organisation", "nobody", "body.organisation"),
    (SITE, "name", "", "body.name"),
    (SITE, "name", "two\nlines", "body.name"),
    (SITE, "siret", "73282932000075", "body.siret"),
    (SITE, "siret", "35600000000002", "body.siret"),
    (SITE, "siret", "1234", "body.siret"),
    (SITE, "naf", {"code": "99.99Z", "version": "NAF rév. 2"}, "body.naf.code"),
    (SITE, "naf", {"code": "16.10A", "version": "NAF 1900"}, "body.naf.version"),
    (SITE, "latitude", 91, "body.latitude"),
    (SITE, "latitude", "48.9", "body.latitude"),
    (SITE, "latitude", _GONE, "body.latitude"),
    (SITE, "longitude", -180.5, "body.longitude"),
    (SITE, "location_precision", "roughly", "body.location_precision"),
    (SITE, "territory", "111111111", "body.territory"),
    (SITE, "treatments", ["R3", "Z9"], "body.treatments[1]"),
    (SITE, "treatments", "R3", "body.treatments"),
    (SITE, "networks", "heat", "body.networks"),
    (SITE, "networks", ["heat", 12], "body.networks[1]"),
    (SITE, "networks", ["heat", {"code": "heat"}], "body.networks"),
    (SITE, "networks", [{"code": "heat", "length_km": -1}], "body.networks[0].length_km"),
    (SITE, "networks", [{"code": "heat", "length_km": 0}], "body.networks[0].length_km"),
    (SITE, "networks", [{"code": "heat", "length_km": 12.55}], "body.networks[0].length_km"),
    (SITE, "networks", [{"code": "heat", "length_km": 100.5}], "body.networks[0].length_km"),
    (ORGANISATION, "name", "x" * 201, "body.name"),
    (ORGANISATION, "siren", "732829321", "body.siren"),
    (ORGANISATION, "territory", "123456789", "body.territory"),
    (ORGANISATION, "example", "no", "body.example"),
    (ORGANISATION, "contacts", [{**_CONTACT, "email": "zoe"}], "body.contacts[0].email"),
    (ORGANISATION, "contacts", [{**_CONTACT, "email": "a@b.fr\nBcc: x"}], "body.contacts[0].email"),
    (ORGANISATION, "contacts", [{**_CONTACT, "language": "de"}], "body.contacts[0].language"),
    (ORGANISATION, "contacts", [{**_CONTACT, "phone": "call"}], "body.contacts[0].phone"),
    (ORGANISATION, "contacts", [_CONTACT, _CONTACT], "body.contacts"),
    (TERRITORY, "kind", "village", "body.kind"),
    (TERRITORY, "policy", "none", "body.policy"),
    (TERRITORY, "k", 0, "body.k"),
    (TERRITORY, "k", 1.5, "body.k"),
    (TERRITORY, "threshold", 10_001, "body.threshold"),
    (TERRITORY, "weights", {"distance": -1}, "body.weights.distance"),
    (TERRITORY, "weights", {"charm": 3}, "body.weights.charm"),
    (TERRITORY, "weights", dict.fromkeys(CRITERIA, 0), "body.weights"),
    (TERRITORY, "limits", {"distance": "far"}, "body.limits.distance"),
    (TERRITORY, "limits", {"distance": "0"}, "body.limits.distance"),
    (TERRITORY, "limits", {"distance_km": "80"}, "body.limits.distance_km"),
    (TERRITORY, "limits", {"quantity": "1.5"}, "body.limits.quantity"),
    (TERRITORY, "limits", {"season": "-0.1"}, "body.limits.season"),
    (TERRITORY, "routes_off", ["no-such-route"], "body.routes_off[0]"),
    (TERRITORY, "least_share", "1.01", "body.least_share"),
    (TERRITORY, "least_share", "-0.01", "body.least_share"),
    (TERRITORY, "least_share", "2 %", "body.least_share"),
    (TERRITORY, "least_gain", {"pooling": "-1"}, "body.least_gain.pooling"),
    (TERRITORY, "least_gain", {"pooling": "1 k€"}, "body.least_gain.pooling"),
    (TERRITORY, "least_gain", {"exchange": "1"}, "body.least_gain.exchange"),
    (TERRITORY, "route_limits", {"no-such": {}}, "body.route_limits.no-such"),
    (TERRITORY, "route_limits", {_ROUTE: {"charm": {"low": 1}}}, f"{_LIMITS}.charm"),
    (TERRITORY, "route_limits", {_ROUTE: {"moisture": {}}}, f"{_LIMITS}.moisture"),
    (TERRITORY, "route_limits", {_ROUTE: {"moisture": {"high": 90}}}, f"{_LIMITS}.moisture.high"),
    (TERRITORY, "route_limits", {_ROUTE: {"moisture": {"low": 51}}}, f"{_LIMITS}.moisture.low"),
    (
        TERRITORY,
        "route_limits",
        {_ROUTE: {"moisture": {"low": 9, "high": 8}}},
        f"{_LIMITS}.moisture.low",
    ),
    (TERRITORY, "parent", "200065597", "body.parent"),
    (TERRITORY, "parameters", {"poling_margin": "0.2"}, "body.parameters.poling_margin"),
    (TERRITORY, "parameters", {"pooling_margin": "1.5"}, "body.parameters.pooling_margin"),
    (TERRITORY, "parameters", {"workforce_members_most": "3.5"}, "body.parameters.workforce_mem"),
    (TERRITORY, "animator", {"name": "A"}, "body.animator.email"),
    (PRINCIPAL, "role", "king", "body.role"),
    (PRINCIPAL, "source", _GONE, "body.source"),
    (PRINCIPAL, "source", "Not A Name", "body.source"),
    (PRINCIPAL, "organisations", ["x"], "body.organisations[0]"),
]


def _changed(kind: str, path: str, value: Any) -> Body:
    body: Body = {key: dict(v) if isinstance(v, dict) else v for key, v in _BASES[kind].items()}
    inner = body
    *outer, last = path.split(".")
    for step in outer:
        inner = inner.setdefault(step, {})
    if value is _GONE:
        del inner[last]
    else:
        inner[last] = value
    return body


async def test_each_wrong_field_is_named_with_its_value_and_what_would_be_right(
    declared: Api,
) -> None:
    assert len(CASES) >= 60
    wrong = []
    for kind, path, value, field in CASES:
        body = _changed(kind, path, value)
        if kind == TERRITORY:
            address, by, send = f"/v1/territories/{FALAISE}", declared.operator, declared.http.put
        elif kind == PRINCIPAL:
            address, by, send = "/v1/principals", declared.operator, declared.http.post
        else:
            address, by, send = f"/v1/sources/tyca/{kind}", declared.tool, declared.http.put
        answer = await send(address, json=body, headers=by)
        if answer.status_code != 422:
            wrong.append(f"{kind} {path}={value!r}: {answer.status_code} {answer.text[:200]}")
            continue
        errors = answer.json().get("errors", [])
        named = [
            error for error in errors if error["field"].startswith(field) or field in error["field"]
        ]
        if not named:
            wrong.append(f"{kind} {path}={value!r}: names {[e['field'] for e in errors]}")
        elif not all(error["message"] and error["expected"] for error in named):
            wrong.append(f"{kind} {path}={value!r}: says {named}")
        elif isinstance(value, str) and len(value) < 60 and value.strip() and "\x00" not in value:
            values = {str(error["value"]) for error in named}
            if not any(value.strip() in each or each in value for each in values):
                wrong.append(f"{kind} {path}={value!r}: shows {values}")
    assert not wrong, "\n".join(wrong)
    assert await declared.outbox("flow") == []


async def test_two_fields_that_disagree_are_both_named(declared: Api) -> None:
    refused = await declared.put(
        "/v1/sources/tyca/flows/f", flow(low="19 12 06*", hazardous=False), expect=422
    )
    assert {"hazardous", "low"} <= set(refused["errors"][0]["message"].split())


async def test_broken_json_bad_ids_and_large_bodies_are_refused(declared: Api) -> None:
    http, tool = declared.http, {**declared.tool, "Content-Type": "application/json"}
    cases = [
        (await http.put("/v1/sources/tyca/flows/f", content=b"{", headers=tool), 422),
        (await http.put("/v1/sources/tyca/flows/f", content=b"[]", headers=tool), 422),
        (await http.put("/v1/sources/tyca/flows/f", content=b"\xff", headers=tool), 400),
        (await http.put("/v1/sources/tyca/flows/f", content=b" " * 10_000_000, headers=tool), 413),
        (await http.get("/v1/flows/not-a-uuid", headers=tool), 422),
        (await http.get("/v1/flows?limit=0", headers=tool), 422),
        (await http.get("/v1/flows?cursor=abc", headers=tool), 422),
        (await http.get("/v1/flows?updated_after=yesterday", headers=tool), 422),
        (await http.get("/v1/flows?family=%00", headers=tool), 422),
        (await http.get("/v1/sources/%00/flows/f", headers=tool), 422),
    ]
    for answer, status in cases:
        assert answer.status_code in (status, 422), answer.text
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_flow_nobody_can_classify_is_kept_with_suggestions(declared: Api) -> None:
    body = flow(text="zzz qqq")
    del body["family"]
    made = await declared.put("/v1/sources/tyca/flows/f", body)
    assert made["family"] is None
    assert len(made["suggestions"]) == 3
    assert all(each["reason"] for each in made["suggestions"])
    values = await declared.outbox("flow")
    assert values[0][2].family is None
