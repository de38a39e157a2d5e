"""Bad input at the entry: a problem that names field, value and what would be right; no change."""

from __future__ import annotations

from typing import Any

import pytest

from tests.system.conftest import Played

FLOW = "/v1/sources/demo-tool/flows/e2e-bad"
SITE = "/v1/sources/demo-tool/sites/e2e-bad"
GOOD_FLOW: dict[str, Any] = {
    "site": "mahieu",
    "direction": "output",
    "nature": "material",
    "family": "apple_pomace",
    "quantity": {"value": "10", "unit": "t"},
    "legal_status": "waste",
    "certainty": "estimated",
}
GOOD_SITE: dict[str, Any] = {
    "organisation": "mahieu",
    "name": "Site",
    "latitude": 49.5,
    "longitude": -1.7,
    "location_precision": "commune",
}
BAD_FLOWS: list[tuple[str, dict[str, Any]]] = [
    ("quantity.value", {"quantity": {"value": "-1", "unit": "t"}}),
    ("quantity.value", {"quantity": {"value": "beaucoup", "unit": "t"}}),
    ("quantity.value", {"quantity": {"value": "1e999", "unit": "t"}}),
    ("quantity", {"quantity": {"value": "10", "unit": "MWh"}}),
    ("quantity", {"quantity": {"value": "10", "unit": "brouettes de la ferme"}}),
    ("quantity", {"quantity": None}),
    ("direction", {"direction": "both"}),
    ("nature", {"nature": "gold"}),
    ("family", {"family": "unobtainium"}),
    ("low", {"low": "99 99 99"}),
    ("hazardous", {"hazardous": "yes"}),
    ("form", {"form": "cube"}),
    ("qualities", {"qualities": {"moisture": {"low": "30", "high": "10", "unit": "%"}}}),
    ("qualities", {"qualities": {"smell": {"low": "1"}}}),
    ("availability.months", {"availability": {"months": [0, 13]}}),
    ("availability", {"availability": {"start": "2026-05-01", "end": "2026-01-01"}}),
    ("legal_status", {"legal_status": "maybe"}),
    ("certainty", {"certainty": "sure"}),
    ("current_route.operation", {"current_route": {"operation": "R99"}}),
    ("valid_from", {"valid_from": "31/13/2026"}),
    ("text", {"text": "x" * 5000}),
    ("text", {"text": "a\u0000b"}),
    ("site", {"site": "nowhere"}),
    ("surprise", {"surprise": 1}),
]
BAD_SITES: list[tuple[str, dict[str, Any]]] = [
    ("siret", {"siret": "80380679300012"}),
    ("siret", {"siret": "1234"}),
    ("naf", {"naf": {"code": "99.99Z", "version": "NAF rév. 2"}}),
    ("naf", {"naf": {"code": "20.14Z", "version": "NAF 1993"}}),
    ("latitude", {"latitude": 123}),
    ("latitude", {"latitude": -1.7, "longitude": 49.5}),
    ("commune_code", {"commune_code": "14 118"}),
    ("longitude", {"longitude": "west"}),
    ("location_precision", {"location_precision": "about"}),
    ("territory", {"territory": "123456789"}),
    ("territory", {"territory": "200067205"}),  # a real one, into the demo's sandbox
    ("treatments", {"treatments": ["R42"]}),
    ("organisation", {"organisation": "nobody"}),
]


@pytest.mark.parametrize(("field", "change"), BAD_FLOWS, ids=lambda case: str(case)[:40])
def test_a_bad_flow_is_refused_by_name(played: Played, field: str, change: dict[str, Any]) -> None:
    refused(played, FLOW, {**GOOD_FLOW, **change}, field)


@pytest.mark.parametrize(("field", "change"), BAD_SITES, ids=lambda case: str(case)[:40])
def test_a_bad_site_is_refused_by_name(played: Played, field: str, change: dict[str, Any]) -> None:
    refused(played, SITE, {**GOOD_SITE, **change}, field)


def refused(played: Played, path: str, body: dict[str, Any], field: str) -> None:
    with played.client("tool") as client:
        answer = client.put(path, json=body)
        assert answer.status_code == 422, answer.text
        assert answer.headers["content-type"].startswith("application/problem+json")
        errors = answer.json()["errors"]
        assert any(field in error["field"] for error in errors), errors
        assert all(error["message"] and error["expected"] for error in errors)
        assert client.get(path).status_code == 404, "nothing was written"


def test_what_is_not_even_a_request(played: Played) -> None:
    with played.client("tool") as client:
        headers = {"content-type": "application/json"}
        broken = client.put(FLOW, content=b"{not json", headers=headers)
        assert broken.status_code == 422, broken.text
        assert broken.headers["content-type"].startswith("application/problem+json")
        huge = client.put(FLOW, content=b'{"text": "' + b"x" * 10_000_000 + b'"}', headers=headers)
        assert huge.status_code == 413
        assert client.put(FLOW, content=b"a=b").status_code in {415, 422}
