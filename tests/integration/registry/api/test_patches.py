"""``PATCH``: merged onto what is declared, then taken exactly as a PUT of the merge."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boucle.platform.http.patching import merged
from boucle.registry.reference.communes.commune import Commune
from boucle.registry.reference.communes.store import replace_communes
from tests.integration.registry.conftest import CAEN, FALAISE, Api, Body, flow, site

SOURCE = "/v1/sources/tyca"
MERGE = "application/merge-patch+json"
FLOW = flow(
    text="bois broyé",
    low="19 12 07",
    form="chips",
    qualities={"moisture": {"low": "15.0", "high": "25"}},
    availability={"months": [3, 1], "start": "2026-01-01", "end": None},
    current_route={"operation": "R1", "cost_eur_per_unit": "-3.50"},
)
SITE = site(naf={"code": "16.10A"}, networks=["caen-heat"], treatments=["R3"], address="1 rue")
FLOW_CHANGES: Body = {
    "quantity": {"value": "7.5"},
    "text": "plaquettes",
    "family": None,
    "low": None,
    "form": None,
    "hazardous": True,
    "qualities": {"moisture": None, "contaminants": {"high": "0.1"}},
    "availability": {"months": [12], "start": None},
    "legal_status": "by_product",
    "certainty": "measured",
    "provenance": "a letter",
    "current_route": {"cost_eur_per_unit": None},
    "valid_from": "2026-02-01",
}
SITE_CHANGES: Body = {
    "name": "Other",
    "naf": None,
    "latitude": 48.91,
    "location_precision": "address",
    "address": None,
    "treatments": ["R5", "R1"],
    "networks": [{"code": "x", "length_km": 2.5}],
    "example": True,
    "siret": "73282932000074",
}
OWN = {"version", "updated_at", "declared_at", "sources", "flow_id", "site_id", "valid_from"}


async def _patch(api: Api, path: str, patch: object, *, media: str = MERGE) -> tuple[int, Body]:
    headers = {**api.tool, "Content-Type": media}
    answer = await api.http.patch(path, content=json.dumps(patch), headers=headers)
    shown: Body = answer.json()
    return answer.status_code, shown


def _subsets(changes: Body) -> st.SearchStrategy[Body]:
    return st.sets(st.sampled_from(sorted(changes))).map(
        lambda names: {name: changes[name] for name in names}
    )


def _said(shown: Body) -> Body:
    return {name: value for name, value in shown.items() if name not in OWN}


@pytest.mark.parametrize(
    ("kind", "whole", "changes"),
    [("flows", FLOW, FLOW_CHANGES), ("sites", SITE, SITE_CHANGES)],
    ids=["flows", "sites"],
)
async def test_a_patch_of_any_fields_is_the_put_of_the_merge(
    declared: Api, kind: str, whole: Body, changes: Body
) -> None:
    drawn: list[Body] = []

    @settings(max_examples=25, suppress_health_check=list(HealthCheck), database=None)
    @given(_subsets(changes))
    def draw(subset: Body) -> None:
        drawn.append(subset)

    draw()
    for number, subset in enumerate(drawn):
        first, second = f"{SOURCE}/{kind}/a{number}", f"{SOURCE}/{kind}/b{number}"
        body = merged(whole, subset)
        if "siret" in subset:  # one a site
            await declared.put(f"{SOURCE}/organisations/o{number}", _organisation())
            whole_a = {**whole, "organisation": f"o{number}"}
        else:
            whole_a = whole
        made = await declared.put(first, whole_a)
        await declared.put(second, whole)
        answer = await declared.http.put(second, json=body, headers=declared.tool)
        status, shown = await _patch(declared, first, subset)
        assert status == answer.status_code, (subset, shown, answer.text)
        if status == 200:
            ours, theirs = _said(shown), _said(answer.json())
            for one in (ours, theirs):
                one.pop("organisation_id")
            assert ours == theirs, subset
            by_id = await declared.get(f"/v1/{kind}/{made[f'{kind[:-1]}_id']}")
            assert by_id["version"] == shown["version"]
            await declared.delete(second)  # for the next one's SIRET
        else:
            fields = [error["field"] for error in answer.json()["errors"]]
            assert [error["field"] for error in shown["errors"]] == fields


def _organisation() -> Body:
    return {"name": "x", "territory": FALAISE}


@pytest.mark.parametrize("kind", ["flows", "sites"])
async def test_by_id_as_by_source(declared: Api, kind: str) -> None:
    made = await declared.put(f"{SOURCE}/{kind}/x", FLOW if kind == "flows" else SITE)
    path = f"/v1/{kind}/{made[f'{kind[:-1]}_id']}"
    nothing = await _patch(declared, path, {})
    assert (nothing[0], nothing[1]["version"]) == (200, 1), "nothing new, no version"
    change = {"certainty": "measured"} if kind == "flows" else {"name": "Other"}
    status, shown = await _patch(declared, path, change)
    assert (status, shown["version"]) == (200, 2)
    assert _said(shown) == {**_said(made), **change}
    assert len(await declared.outbox(kind[:-1])) == (2 if kind == "flows" else 3)


async def test_a_flow_moves_to_another_site(declared: Api) -> None:
    other = await declared.put(f"{SOURCE}/sites/other", site(name="Other"))
    made = await declared.put(f"{SOURCE}/flows/f", flow())
    status, shown = await _patch(declared, f"{SOURCE}/flows/f", {"site": "other"})
    assert (status, shown["site_id"]) == (200, other["site_id"])
    status, shown = await _patch(
        declared, f"/v1/flows/{made['flow_id']}", {"site_id": made["site_id"]}
    )
    assert (status, shown["site_id"]) == (200, made["site_id"])


async def test_what_followed_from_the_text_follows_from_the_next(declared: Api) -> None:
    body = flow(text="lisier de porc")
    del body["family"]
    made = await declared.put(f"{SOURCE}/flows/f", body)
    assert made["family"] is not None
    status, shown = await _patch(declared, f"{SOURCE}/flows/f", {"text": "sciure de bois propre"})
    assert status == 200
    assert shown["family"] not in (None, made["family"])
    # Sent in other words, it is the same flow; but those are the words that the next is merged on.
    body = {**body, "text": "sciure de bois propre"}
    await declared.put(f"{SOURCE}/flows/f", {**body, "family": shown["family"]}, expect=200)
    again = await declared.put(f"{SOURCE}/flows/f", body, expect=200)
    assert again["version"] == shown["version"]
    status, back = await _patch(declared, f"{SOURCE}/flows/f", {"text": "lisier de porc"})
    assert (status, back["family"]) == (200, made["family"])
    assert len(await declared.outbox("flow")) == 3


async def test_a_site_that_moves_to_another_commune_changes_its_territory(declared: Api) -> None:
    communes = (
        Commune("14258", "Falaise", FALAISE, 48.8956, -0.1954),
        Commune("14118", "Caen", CAEN, 49.1829, -0.3707),
    )
    async with declared.database.write() as session:
        await replace_communes(session, communes)
    body = site(commune_code="14258")
    del body["territory"]
    await declared.put(f"{SOURCE}/sites/s", body)
    patch = {"commune_code": "14118", "latitude": 49.18, "longitude": -0.37}
    status, shown = await _patch(declared, f"{SOURCE}/sites/s", patch)
    assert (status, shown["territory"], shown["warnings"]) == (200, CAEN, [])
    wrong = {"commune_code": "14258", "territory": CAEN}
    status, refused = await _patch(declared, f"{SOURCE}/sites/s", wrong)
    assert (status, refused["errors"][0]["field"]) == (422, "body.territory")


@pytest.mark.parametrize(
    ("kind", "patch", "field", "expected"),
    [
        ("flows", {"quantité": 3}, "body.quantité", "quantity"),
        ("flows", {"quantitty": None}, "body.quantitty", "quantity"),
        ("flows", {"quantity": {"valeu": None}}, "body.quantity.valeu", "value"),
        ("flows", {"direction": None}, "body.direction", "one of output, input"),
        ("flows", {"quantity": {"unit": None}}, "body.quantity.unit", "a value"),
        ("flows", {"quantity": {"unit": "parsecs"}}, "body.quantity.unit", "one of g"),
        ("flows", {"current_supply": {"source": "virgin"}}, "body.current_supply", "leave it out"),
        ("flows", {"site": "ghost"}, "body.site", "a site declared before"),
        ("flows", {"site_id": "x"}, "body.site_id", "site"),
        ("sites", {"latitude": None}, "body.latitude", "such as 49.18 and -0.37"),
        ("sites", {"naf": {"code": "99.99Z"}}, "body.naf", ""),
        ("sites", {"organisation": "ghost"}, "body.organisation", "an organisation"),
        ("sites", [], "body", "an object"),
        ("sites", None, "body", "an object"),
        ("sites", "x", "body", "an object"),
    ],
)
async def test_errors_name_the_field_and_what_would_be_right(
    declared: Api, kind: str, patch: object, field: str, expected: str
) -> None:
    await declared.put(f"{SOURCE}/{kind}/x", FLOW if kind == "flows" else SITE)
    status, problem = await _patch(declared, f"{SOURCE}/{kind}/x", patch)
    assert status == 422, problem
    error = problem["errors"][0]
    assert error["field"].startswith(field)
    assert expected in error["expected"]
    assert (await declared.get(f"{SOURCE}/{kind}/x"))["version"] == 1


async def test_other_bodies_are_refused(declared: Api) -> None:
    made = await declared.put(f"{SOURCE}/flows/f", flow())
    for path in (f"{SOURCE}/flows/f", f"/v1/flows/{made['flow_id']}"):
        for media in ("application/json", "text/plain", "application/json-patch+json"):
            status, problem = await _patch(declared, path, {}, media=media)
            assert status == 415
            assert problem["errors"] == [
                {
                    "field": "header.content-type",
                    "value": media,
                    "message": "not a merge patch",
                    "expected": MERGE,
                }
            ]
        for broken in (b"", b'{"text": ', b"[" * 100_000, b'{"a":' * 100_000, b"\xff", b"NaN"):
            headers = {**declared.tool, "Content-Type": f"{MERGE}; charset=utf-8"}
            answer = await declared.http.patch(path, content=broken, headers=headers)
            assert answer.status_code == (400 if broken == b"\xff" else 422), broken[:20]
            assert answer.json()["errors"][0]["field"].startswith("body")
        deep: object = 1
        for _ in range(40):
            deep = {"a": deep}
        status, problem = await _patch(declared, path, deep)
        assert (status, problem["errors"][0]["message"]) == (422, "is too deep")


async def test_what_is_withdrawn_is_declared_again_by_put_only(declared: Api) -> None:
    made = await declared.put(f"{SOURCE}/flows/f", flow())
    await declared.delete(f"{SOURCE}/flows/f")
    for path in (f"{SOURCE}/flows/f", f"/v1/flows/{made['flow_id']}"):
        status, problem = await _patch(declared, path, {"text": "x"})
        assert status == 409
        assert "PUT" in problem["detail"]
    assert (await _patch(declared, f"{SOURCE}/flows/ghost", {}))[0] == 404


async def test_what_is_anothers_is_not_patched(declared: Api) -> None:
    made = await declared.put(f"{SOURCE}/flows/f", flow())
    kept = await declared.get(f"{SOURCE}/sites/site")
    headers = {**declared.other_tool, "Content-Type": MERGE, "If-Match": '"9"'}
    for path in (
        f"{SOURCE}/flows/f",
        f"{SOURCE}/sites/site",
        f"/v1/flows/{made['flow_id']}",
        f"/v1/sites/{kept['site_id']}",
    ):
        answer = await declared.http.patch(path, json={"name": "x"}, headers=headers)
        assert answer.status_code == 404, path


async def test_what_a_put_of_an_organisation_leaves_out_stays(declared: Api) -> None:
    path = f"{SOURCE}/organisations/org"
    person = {"name": "P", "email": "p@company.example", "role": "direction"}
    told = {"name": "Scierie", "territory": FALAISE}
    whole = {**told, "siren": "732829320", "example": True, "contacts": [person]}
    made = await declared.put(path, whole, expect=200)
    by_id = f"/v1/organisations/{made['organisation_id']}"
    for address in (path, by_id):
        kept = await declared.put(address, told, expect=200)
        assert _said(kept) == _said(made)
        assert kept["version"] == made["version"]
    one = await declared.put(path, {**told, "contacts": None}, expect=200)
    assert (one["siren"], one["example"], one["contacts"]) == ("732829320", True, [])
    other = await declared.put(by_id, {**told, "example": False}, expect=200)
    assert (other["siren"], other["example"]) == ("732829320", False)
    new = await declared.put(f"{SOURCE}/organisations/new", told)
    assert (new["siren"], new["example"], new["contacts"]) == (None, False, [])
    erased = await declared.put(f"{SOURCE}/organisations/new", {**told, "siren": None}, expect=200)
    assert erased["version"] == new["version"]
