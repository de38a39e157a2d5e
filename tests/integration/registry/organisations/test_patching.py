"""``PATCH`` of an organisation: some fields change, what it leaves out stays, null erases."""

import json
from typing import Any

import pytest

from tests.integration.registry.conftest import CAEN, Api, Body, organisation

OURS = "/v1/sources/tyca/organisations/org"
ZOE = {"name": "Zoé", "email": "zoe@scierie.example", "phone": "+33 2 31 00 00 00", "role": "QSE"}
PAUL = {"email": "paul@scierie.example"}


async def _patch(
    api: Api,
    path: str,
    patch: object,
    *,
    by: dict[str, str] | None = None,
    media: str = "application/merge-patch+json",
    if_match: str | None = None,
) -> tuple[int, Body]:
    sent = {**(by or api.tool), "Content-Type": media} | (
        {"If-Match": if_match} if if_match else {}
    )
    answer = await api.http.patch(path, content=json.dumps(patch), headers=sent)
    if answer.status_code == 200:
        assert answer.headers["etag"] == f'"{answer.json()["version"]}"'
    return answer.status_code, answer.json()


async def _with_contacts(api: Api, *contacts: Body, siren: str | None = "732829320") -> Body:
    return await api.put(OURS, organisation(contacts=[*contacts], siren=siren), expect=200)


async def _address(api: Api, made: Body) -> list[str]:
    return [OURS, f"/v1/organisations/{made['organisation_id']}"]


async def test_what_is_left_out_stays_at_both_addresses(declared: Api) -> None:
    made = await _with_contacts(declared, ZOE, PAUL)
    for number, path in enumerate(await _address(declared, made)):
        status, shown = await _patch(declared, path, {"name": f"Scierie {number}"})
        assert status == 200
        assert shown["contacts"] == made["contacts"]
        assert (shown["name"], shown["siren"]) == (f"Scierie {number}", "732829320")
        assert shown["version"] == made["version"] + 1 + number
        assert (await _patch(declared, path, {"name": f"Scierie {number}"}))[1] == shown


async def test_contacts_given_are_all_that_there_are_and_null_erases(declared: Api) -> None:
    made = await _with_contacts(declared, ZOE, PAUL)
    _, shown = await _patch(declared, OURS, {"contacts": [{**ZOE, "role": "direction"}]})
    [kept] = shown["contacts"]
    before = next(one for one in made["contacts"] if one["email"] == ZOE["email"])
    assert kept == {**before, "role": "direction"}  # the same person, by its address
    _, shown = await _patch(declared, OURS, {"contacts": None, "siren": None, "example": True})
    assert (shown["contacts"], shown["siren"], shown["example"]) == ([], None, True)
    _, shown = await _patch(declared, OURS, {"example": None})
    assert shown["example"] is False


@pytest.mark.parametrize(
    ("patch", "field", "expected"),
    [
        ({"name": None}, "body.name", "a value"),
        ({"nom": "x"}, "body.nom", "one of name, "),
        ({"contacts": [{"mail": "x"}]}, "body.contacts[0].email", "a value"),
        ({"siren": "123"}, "body.siren", "9 digits"),
        ({"territory": "999999999"}, "body.territory", "the SIREN of an EPCI"),
    ],
)
async def test_what_is_wrong_is_named(
    declared: Api, patch: dict[str, Any], field: str, expected: str
) -> None:
    status, problem = await _patch(declared, OURS, patch)
    errors = {error["field"]: error["expected"] for error in problem["errors"]}
    assert status == 422
    assert expected in errors[field]
    assert (await declared.get(OURS, by=declared.tool))["version"] == 1


async def test_conditions_rights_and_absence(declared: Api) -> None:
    made = await declared.get(OURS, by=declared.tool)
    ours, by_id = await _address(declared, made)
    for path in (ours, by_id):
        status, problem = await _patch(declared, path, {"name": "x"}, if_match='"9"')
        assert (status, problem["errors"][0]["expected"]) == (412, '"1"')
    assert (await _patch(declared, by_id, {"name": "x"}, by=declared.other_tool))[0] == 404
    assert (await _patch(declared, ours, {"name": "x"}, by=declared.other_tool))[0] == 404
    assert (await _patch(declared, f"{ours}s", {"name": "x"}))[0] == 404
    animator = declared.tokens.animator(CAEN)
    assert (await _patch(declared, by_id, {"name": "x"}, by=animator))[0] == 404
    assert (await _patch(declared, by_id, {"name": "x"}, media="text/csv"))[0] == 415
    await declared.delete(by_id, by=declared.operator)
    status, problem = await _patch(declared, by_id, {"name": "x"}, by=declared.operator)
    assert (status, problem["type"]) == (409, "urn:boucle:problem:withdrawn")
