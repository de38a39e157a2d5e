"""Who may do what: deny by default, and what is another's does not exist."""

import json
from uuid import UUID, uuid4

from tests.integration.registry.conftest import (
    CAEN,
    FALAISE,
    Api,
    flow,
    organisation,
    sharing,
    site,
    territory,
)

CANARIES = {
    "name": "Canari-Nom SARL",
    "site": "Canari-Site",
    "address": "1 rue du Canari",
    "contact": "Canari-Personne",
    "email": "canari@company.example",
    "phone": "+33 2 31 99 99 99",
    "text": "canari texte libre",
    "provenance": "canari provenance",
}


async def _known(api: Api) -> dict[str, str]:
    """The ids of one organisation, site and flow, full of canaries."""
    contact = {
        "name": CANARIES["contact"],
        "email": CANARIES["email"],
        "phone": CANARIES["phone"],
        "role": "direction",
    }
    made = await api.put(
        "/v1/sources/tyca/organisations/org",
        organisation(name=CANARIES["name"], contacts=[contact]),
        expect=200,
    )
    place = await api.put(
        "/v1/sources/tyca/sites/site",
        site(name=CANARIES["site"], address=CANARIES["address"]),
        expect=200,
    )
    answer = flow(text=CANARIES["text"], provenance=CANARIES["provenance"])
    one = await api.put("/v1/sources/tyca/flows/f", answer)
    return {
        "organisation": made["organisation_id"],
        "site": place["site_id"],
        "flow": one["flow_id"],
    }


async def test_what_is_anothers_does_not_exist(declared: Api) -> None:
    ids = await _known(declared)
    body = {key: value for key, value in flow().items() if key != "site"}
    place = {key: value for key, value in site().items() if key != "organisation"}
    attempts = [
        ("GET", f"/v1/organisations/{ids['organisation']}", None),
        ("PUT", f"/v1/organisations/{ids['organisation']}", organisation()),
        ("DELETE", f"/v1/organisations/{ids['organisation']}", None),
        ("GET", f"/v1/organisations/{ids['organisation']}/contacts", None),
        ("GET", f"/v1/organisations/{ids['organisation']}/grants", None),
        ("GET", f"/v1/sites/{ids['site']}", None),
        ("PUT", f"/v1/sites/{ids['site']}", {**place, "organisation_id": ids["organisation"]}),
        ("DELETE", f"/v1/sites/{ids['site']}", None),
        ("GET", f"/v1/flows/{ids['flow']}", None),
        ("PUT", f"/v1/flows/{ids['flow']}", {**body, "site_id": ids["site"]}),
        ("DELETE", f"/v1/flows/{ids['flow']}", None),
        ("GET", f"/v1/imports/{uuid4()}", None),
        ("GET", f"/v1/imports/{uuid4()}/rejects.csv", None),
    ]
    foreigners = [
        declared.tokens.company(uuid4()),
        declared.other_tool,
        declared.tokens.animator(CAEN),
    ]
    for by in foreigners:
        for method, address, sent in attempts:
            answer = await declared.http.request(method, address, json=sent, headers=by)
            assert answer.status_code == 404, (method, address, answer.text)
        for listed in ("organisations", "sites", "flows"):
            page = await declared.get(f"/v1/{listed}", by=by)
            assert page == {"items": [], "next": None}, listed
        refused = await declared.post(
            "/v1/flows", {**body, "site_id": ids["site"]}, by=by, expect=422
        )
        assert refused["errors"][0]["field"] == "body.site_id"
    assert [version for _, version, _ in await declared.outbox("flow")] == [1]


async def test_duplicates_are_for_animators_and_the_operator(declared: Api) -> None:
    ids = await _known(declared)
    address, same = f"/v1/duplicates/{ids['flow']}/resolution", {"decision": "same"}
    for by in (declared.tokens.company(UUID(ids["organisation"])), declared.tool):
        await declared.get("/v1/duplicates", by=by, expect=403)
        await declared.post(address, same, by=by, expect=403)
    elsewhere = declared.tokens.animator(CAEN)
    assert (await declared.get("/v1/duplicates", by=elsewhere))["items"] == []
    await declared.post(address, same, by=elsewhere, expect=404)


async def test_those_it_belongs_to_may_reach_it(declared: Api) -> None:
    ids = await _known(declared)
    for by in (
        declared.tokens.company(UUID(ids["organisation"])),
        declared.tokens.animator(FALAISE),
        declared.tool,
        declared.operator,
    ):
        for kind in ("organisation", "site", "flow"):
            shown = await declared.get(f"/v1/{kind}s/{ids[kind]}", by=by)
            assert shown[f"{kind}_id"] == ids[kind]
            page = await declared.get(f"/v1/{kind}s", by=by)
            assert [each[f"{kind}_id"] for each in page["items"]] == [ids[kind]]


async def test_services_and_the_operator_learn_which_versions_were_given(declared: Api) -> None:
    ids = await _known(declared)
    asked = {
        "territories": [FALAISE, CAEN[:-1] + "0"],
        "sites": [ids["site"], str(uuid4())],
        "flows": [ids["flow"], str(uuid4())],
    }
    for by in (declared.tool, declared.tokens.company(uuid4()), declared.tokens.animator(FALAISE)):
        await declared.post("/internal/versions", asked, by=by, expect=403)
    published = {type_.split(".")[0]: 0 for type_, _, _ in await declared.outbox()}
    for type_, version, _ in await declared.outbox():
        published[type_.split(".")[0]] = max(version, published[type_.split(".")[0]])
    for by in (declared.operator, declared.tokens.service()):
        answer = await declared.post("/internal/versions", asked, by=by, expect=200)
        assert answer == {
            "territories": {FALAISE: published["territory"]},
            "sites": {ids["site"]: published["site"]},
            "flows": {ids["flow"]: published["flow"]},
            "sharings": {},
        }
    many = {"flows": [str(uuid4()) for _ in range(1001)]}
    await declared.post("/internal/versions", many, by=declared.operator, expect=422)


async def test_every_route_asks_who_and_services_only_get_the_directory(declared: Api) -> None:
    ids = await _known(declared)
    service = declared.tokens.service()
    for listed in ("territories", "organisations", "sites", "flows", "duplicates", "principals"):
        assert (await declared.http.get(f"/v1/{listed}")).status_code == 401
        await declared.get(f"/v1/{listed}", by=service, expect=403)
    asked = {"organisations": [ids["organisation"], str(uuid4())], "territories": [FALAISE]}
    for by in (declared.tool, declared.operator, declared.tokens.animator(FALAISE)):
        await declared.post("/internal/directory", asked, by=by, expect=403)
    answer = await declared.post("/internal/directory", asked, by=service, expect=200)
    assert list(answer["organisations"]) == [ids["organisation"]]
    entry = answer["organisations"][ids["organisation"]]
    assert entry["name"] == CANARIES["name"]
    assert entry["contacts"][0]["email"] == CANARIES["email"]
    assert entry["contacts"][0]["language"] == "fr"
    assert answer["territories"][FALAISE] == {
        "name": "Pays de Falaise",
        "animator": None,
        "controller": None,
        "parameters": {},
    }
    asked = {"flows": [ids["flow"], str(uuid4())]}
    answer = await declared.post("/internal/directory", asked, by=service, expect=200)
    kept = await declared.get(f"/v1/flows/{ids['flow']}")
    site = await declared.get(f"/v1/sites/{ids['site']}")
    assert answer["flows"] == {
        ids["flow"]: {
            "text": kept["text"],
            "quantity": kept["quantity"],
            "site": site["name"],
            "commune": site["commune"],
            "months": kept["availability"]["months"],
            "cost": kept["current_route"] and kept["current_route"]["cost_eur_per_unit"],
        }
    }


async def test_the_directory_says_what_could_be_shared_as_its_own_company_did(
    declared: Api,
) -> None:
    made = await declared.put("/v1/sources/tyca/sharings/s1", sharing(description="Cartons à plat"))
    service = declared.tokens.service()
    asked = {"sharings": [made["sharing_id"], str(uuid4())]}
    answer = await declared.post("/internal/directory", asked, by=service, expect=200)
    site = await declared.get(f"/v1/sites/{made['site_id']}")
    (found,) = answer["sharings"].values()
    assert [*answer["sharings"]] == [made["sharing_id"]]
    assert found["text"] == "Cartons à plat"
    assert (found["site"], found["commune"]) == (site["name"], site["commune"])
    assert (found["kind"], found["direction"]) == (made["kind"], made["direction"])
    assert (found["figures"], found["choices"]) == (made["figures"], made["choices"])


async def test_the_directory_says_what_principals_may_see_until_they_are_revoked(
    declared: Api,
) -> None:
    body = {"name": "Anne", "role": "animator", "territories": [FALAISE]}
    made = await declared.post("/v1/principals", body, by=declared.operator)
    asked = {"principals": [made["client_id"], declared.other_tool_id, "nobody"]}
    service = declared.tokens.service()
    answer = await declared.post("/internal/directory", asked, by=service, expect=200)
    assert answer["principals"] == {
        made["client_id"]: {"role": "animator", "organisations": [], "territories": [FALAISE]},
        declared.other_tool_id: {"role": "tool", "organisations": [], "territories": []},
    }
    listed = await declared.get("/v1/principals?role=animator&role=company")
    assert [one["client_id"] for one in listed["items"]] == [made["client_id"]]
    await declared.delete(f"/v1/principals/{made['client_id']}", by=declared.operator, expect=204)
    answer = await declared.post("/internal/directory", asked, by=service, expect=200)
    assert list(answer["principals"]) == [declared.other_tool_id]


async def test_no_name_address_or_contact_is_in_any_event(declared: Api) -> None:
    await _known(declared)
    await declared.put(
        f"/v1/territories/{FALAISE}",
        territory("Canari-Territoire", animator={"name": "Canari-A", "email": "canari@a.example"}),
        by=declared.operator,
        expect=200,
    )
    await declared.delete("/v1/sources/tyca/organisations/org")
    rows = await declared.fetch("SELECT headers, payload FROM outbox")
    assert len(rows) >= 7
    for row in rows:
        answer = json.dumps(row["headers"]) + row["payload"].decode()
        assert "canari" not in answer.lower()
        assert "99 99 99" not in answer


async def test_grants_are_given_published_and_taken_back(declared: Api) -> None:
    ids = await _known(declared)
    address = f"/v1/organisations/{ids['organisation']}/grants"
    company = declared.tokens.company(UUID(ids["organisation"]))
    grant = {"tool": declared.other_tool_id}
    await declared.post(address, grant, by=declared.tool, expect=403)
    await declared.post(address, {"tool": "nobody"}, by=company, expect=422)
    both = sorted([declared.tool_id, declared.other_tool_id])
    assert await declared.post(address, grant, by=company) == {"tools": both}
    assert await declared.post(address, grant, by=company) == {"tools": both}
    answer = [data.tools for _, _, data in (await declared.outbox("flow"))]
    assert answer == [(declared.tool_id,), tuple(both)]
    await declared.get(f"/v1/flows/{ids['flow']}", by=declared.other_tool)
    await declared.delete(f"{address}/{declared.other_tool_id}", by=company)
    await declared.get(f"/v1/flows/{ids['flow']}", by=declared.other_tool, expect=404)
    assert (await declared.outbox("site"))[-1][2].tools == (declared.tool_id,)


async def test_an_animator_sets_its_own_territory_and_not_its_name(api: Api) -> None:
    animator = api.tokens.animator(FALAISE)
    address = f"/v1/territories/{FALAISE}"
    own = territory(policy="auto", animator={"name": "Ana", "email": "ana@epci.example"})
    shown = await api.put(address, own, by=animator, expect=200)
    assert (shown["policy"], shown["version"]) == ("auto", 2)
    assert (await api.put(address, own, by=animator, expect=200))["version"] == 2
    await api.put(address, territory("Autre nom"), by=animator, expect=403)
    await api.put(f"/v1/territories/{CAEN}", territory("Caen la Mer"), by=animator, expect=404)
    assert (await api.get(address, by=animator))["animator"]["name"] == "Ana"
    assert (await api.get(address, by=api.tool))["animator"] is None
    assert [version for _, version, _ in await api.outbox("territory")] == [1, 1, 2]


async def test_a_post_sent_twice_under_one_key_is_done_once(declared: Api) -> None:
    ids = await _known(declared)
    body = {**{k: v for k, v in flow().items() if k != "site"}, "site_id": ids["site"]}
    headers = {**declared.tool, "Idempotency-Key": "k1"}
    first = await declared.http.post("/v1/flows", json=body, headers=headers)
    second = await declared.http.post("/v1/flows", json=body, headers=headers)
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    body["text"] = "another"
    third = await declared.http.post("/v1/flows", json=body, headers=headers)
    assert third.status_code == 422


async def test_a_secret_is_made_once_under_one_key(declared: Api) -> None:
    """Of what was made, only its name is stored."""
    headers = {**declared.operator, "Idempotency-Key": "p1", "Accept-Language": "en"}
    body = {"role": "tool", "name": "Once", "source": "once"}
    first = await declared.http.post("/v1/principals", json=body, headers=headers)
    again = await declared.http.post("/v1/principals", json=body, headers=headers)
    other = await declared.http.post("/v1/principals", json=body | {"name": "x"}, headers=headers)
    assert (first.status_code, again.status_code, other.status_code) == (201, 409, 422)
    made = first.json()
    assert again.json()["type"] == "urn:boucle:problem:secret-shown-once"
    assert made["client_id"] in again.json()["detail"]
    named = await declared.fetch("SELECT client_id FROM client WHERE name = 'Once'")
    assert [one["client_id"] for one in named] == [made["client_id"]]

    path = f"/v1/principals/{made['client_id']}/secret"
    headers["Idempotency-Key"] = "p2"
    rotated = await declared.http.post(path, headers=headers)
    again = await declared.http.post(path, headers=headers)
    assert (rotated.status_code, again.status_code) == (200, 409)
    kept = await declared.fetch("SELECT response FROM idempotency WHERE key IN ('p1', 'p2')")
    assert [bytes(one["response"]).decode() for one in kept] == [f'"{made["client_id"]}"'] * 2
    token = {"grant_type": "client_credentials", "client_id": made["client_id"]}
    secret = {"client_secret": rotated.json()["client_secret"]}
    assert (await declared.http.post("/oauth/token", data=token | secret)).status_code == 200


async def test_an_old_version_is_refused(declared: Api) -> None:
    ids = await _known(declared)
    body = {**{k: v for k, v in flow().items() if k != "site"}, "site_id": ids["site"]}
    headers = {**declared.tool, "If-Match": '"1"'}
    address = f"/v1/flows/{ids['flow']}"
    assert (await declared.http.put(address, json=body, headers=headers)).status_code == 200
    body["text"] = "more"
    assert (await declared.http.put(address, json=body, headers=headers)).status_code == 412


async def test_lists_come_in_pages(declared: Api) -> None:
    for n in range(5):
        await declared.put(f"/v1/sources/tyca/flows/f{n}", flow())
    seen: list[str] = []
    cursor = ""
    while True:
        page = await declared.get(f"/v1/flows?limit=2{cursor}", by=declared.tool)
        seen += [each["sources"][0]["external_id"] for each in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert sorted(seen) == [f"f{n}" for n in range(5)]
    await declared.delete("/v1/sources/tyca/flows/f0")
    moment = "2026-01-01T00:00:00Z"
    every = await declared.get(f"/v1/flows?updated_after={moment}", by=declared.tool)
    assert len(every["items"]) == 5
    territories = await declared.get("/v1/territories?limit=1")
    rest = await declared.get(f"/v1/territories?limit=1&cursor={territories['next']}")
    assert {territories["items"][0]["siren"], rest["items"][0]["siren"]} == {FALAISE, CAEN}
    answer = await declared.http.get(
        f"/v1/flows?cursor={territories['next']}", headers=declared.operator
    )
    assert answer.status_code == 422


async def test_a_token_is_issued_to_who_has_the_secret(api: Api) -> None:
    made = await api.post(
        "/v1/principals", {"name": "Animatrice", "role": "animator", "territories": [FALAISE]}
    )
    form = {
        "grant_type": "client_credentials",
        "client_id": made["client_id"],
        "client_secret": made["client_secret"],
    }
    answer = await api.http.post("/oauth/token", data=form)
    assert answer.status_code == 200, answer.text
    token = answer.json()
    assert (token["token_type"], token["expires_in"]) == ("Bearer", 900)
    assert answer.headers["cache-control"] == "no-store"
    basic = (made["client_id"], made["client_secret"])
    grant = {"grant_type": "client_credentials"}
    assert (await api.http.post("/oauth/token", data=grant, auth=basic)).status_code == 200
    keys = (await api.http.get("/.well-known/jwks.json")).json()["keys"]
    assert keys[0]["crv"] == "Ed25519"
    assert "d" not in keys[0]
    rotated = await api.post(f"/v1/principals/{made['client_id']}/secret", {}, expect=200)
    assert (await api.http.post("/oauth/token", data=form)).status_code == 401
    form["client_secret"] = rotated["client_secret"]
    assert (await api.http.post("/oauth/token", data=form)).status_code == 200
    await api.delete(f"/v1/principals/{made['client_id']}", by=api.operator)
    assert (await api.http.post("/oauth/token", data=form)).status_code == 401
    listed = await api.get("/v1/principals")
    assert "secret" not in json.dumps(listed)
    some = await api.get("/v1/principals?role=company&role=animator")
    roles = {one["role"] for one in listed["items"]} & {"company", "animator"}
    assert {one["role"] for one in some["items"]} == roles


async def test_token_errors_are_those_of_the_standard(api: Api) -> None:
    good = {"grant_type": "client_credentials", "client_id": "x", "client_secret": "y"}
    cases: list[tuple[dict[str, object], int, str]] = [
        ({"data": good}, 401, "invalid_client"),
        ({"data": {**good, "grant_type": "password"}}, 400, "unsupported_grant_type"),
        ({"data": {"client_id": "x", "client_secret": "y"}}, 400, "invalid_request"),
        ({"data": {"grant_type": "client_credentials"}}, 401, "invalid_client"),
        ({"data": {**good, "client_id": "a\x00"}}, 401, "invalid_client"),
        ({"data": good, "auth": ("x", "y")}, 400, "invalid_request"),
        ({"json": good}, 400, "invalid_request"),
        ({"data": good, "headers": {"Authorization": "Bearer x"}}, 400, "invalid_request"),
        (
            {"data": {"grant_type": "client_credentials"}, "headers": {"Authorization": "Basic !"}},
            401,
            "invalid_client",
        ),
    ]
    for sent, status, error in cases:
        answer = await api.http.post("/oauth/token", **sent)  # type: ignore[arg-type]  # httpx's many parameters
        assert (answer.status_code, answer.json()["error"]) == (status, error), sent
