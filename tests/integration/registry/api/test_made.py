"""What a POST made: where it is and in which version; a replayed answer says that it is one."""

import pytest

from tests.integration.registry.conftest import Api, Body, flow, organisation, sharing, site

KINDS = ("organisation", "site", "flow", "sharing")


async def _body(api: Api, kind: str) -> Body:
    if kind == "organisation":
        return organisation()
    known = await api.get("/v1/sources/tyca/sites/site", by=api.tool)
    if kind == "site":
        told = site(organisation_id=known["organisation_id"])
        return {name: value for name, value in told.items() if name != "organisation"}
    told = (flow if kind == "flow" else sharing)(site_id=known["site_id"])
    return {name: value for name, value in told.items() if name != "site"}


@pytest.mark.parametrize("kind", KINDS)
async def test_it_is_read_where_the_answer_says(declared: Api, kind: str) -> None:
    body = await _body(declared, kind)
    sent = {**declared.tool, "Idempotency-Key": f"made-{kind}"}
    first = await declared.http.post(f"/v1/{kind}s", json=body, headers=sent)
    assert first.status_code == 201, first.text
    address = f"/v1/{kind}s/{first.json()[f'{kind}_id']}"
    assert first.headers["location"] == address
    assert "idempotent-replayed" not in first.headers
    kept = await declared.http.get(first.headers["location"], headers=declared.tool)
    assert kept.status_code == 200
    assert kept.headers["etag"] == first.headers["etag"] == '"1"'
    again = await declared.http.post(f"/v1/{kind}s", json=body, headers=sent)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["idempotent-replayed"] == "true"
    for name in ("location", "etag"):
        assert again.headers[name] == first.headers[name]


async def test_an_import_and_a_sandbox_say_where_they_are(declared: Api) -> None:
    file = "site;sens;famille;quantité;unité\nAtelier;sortie;wood_b;12;t\n"
    headers = {**declared.tool, "Content-Type": "text/csv"}
    made = await declared.http.post("/v1/imports", content=file.encode(), headers=headers)
    assert made.headers["location"] == f"/v1/imports/{made.json()['import_id']}"
    assert await declared.get(made.headers["location"], by=declared.tool) == made.json()
    asked = await declared.http.post("/v1/sandboxes", json={"name": "essai"}, headers=declared.tool)
    address = f"/v1/sandboxes/{asked.json()['sandbox_id']}"
    assert asked.headers["location"] == address
    await declared.get(address, by=declared.tool)
