"""A tool asks for a sandbox, declares in it as it would for real, fills it and empties it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from datetime import timedelta

import pytest

from boucle.platform.identity import Principal
from boucle.registry.declarations.sandboxes.idle import idle_sandboxes
from boucle.registry.reference.communes import store as communes
from boucle.registry.reference.communes.commune import Commune
from tests.integration.registry.conftest import CAEN, FALAISE, Api, Body, flow, organisation, site
from tests.kit import FrozenClock

SIREN, SIRET = "732829320", "73282932000074"
Headers = dict[str, str]


async def _asked(api: Api, name: str = "essai", *, expect: int = 201, **fields: object) -> Body:
    return await api.post("/v1/sandboxes", {"name": name, **fields}, by=api.tool, expect=expect)


async def _by(api: Api, credentials: Body) -> Headers:
    """Whom a token of these credentials names."""
    form = {"grant_type": "client_credentials", **credentials}
    answer = await api.http.post("/oauth/token", data=form)
    assert answer.status_code == 200, answer.text
    payload = answer.json()["access_token"].split(".")[1]
    claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    territories = frozenset(claims["territories"])
    client = claims["client_id"]
    return api.tokens.of(Principal(client, claims["role"], client, territories=territories))


def _faults(problem: Body) -> list[tuple[str, str]]:
    return [(one["field"], one["message"]) for one in problem["errors"]]


async def test_a_site_far_from_every_known_commune_is_taken_with_a_warning(api: Api) -> None:
    """A sandbox's territories have no communes of their own."""
    known = Commune("14258", "Falaise", FALAISE, latitude=48.89, longitude=-0.19)
    async with api.database.write() as session:
        await communes.replace_communes(session, [known])
    made = await _asked(api, source="essai")
    source, tool = f"/v1/sources/{made['source']}", await _by(api, made["tool"])
    company = organisation(territory=made["territories"][0]["siren"])
    await api.put(f"{source}/organisations/org", company, by=tool)
    for number, (at, code, words) in enumerate((
        ((48.95, -0.25), None, None),
        ((49.05, -0.19), None, None),  # 18 km
        ((43.30, 5.37), None, "km from the nearest commune that is known here"),
        ((43.30, 5.37), "14258", "km from the centre of Falaise"),
        ((43.30, 5.37), "13055", "km from the nearest commune that is known here"),
    )):  # fmt: skip
        body = site(latitude=at[0], longitude=at[1], territory=None, commune_code=code)
        said = (await api.put(f"{source}/sites/{number}", body, by=tool))["warnings"]
        assert [words in one["message"] for one in said] == ([] if words is None else [True])


async def test_the_same_payloads_with_the_sandbox_s_credentials_and_territory(api: Api) -> None:
    known = Commune("14258", "Falaise", FALAISE, latitude=48.89, longitude=-0.19)
    async with api.database.write() as session:
        await communes.replace_communes(session, [known])
    made = await _asked(api, territories=["Nord", "Sud"], source="essai")
    assert [one["name"] for one in made["territories"]] == ["Nord", "Sud"]
    there, source = made["territories"][0]["siren"], f"/v1/sources/{made['source']}"
    tool = await _by(api, made["tool"])
    real = organisation(siren=SIREN)
    at = site(commune_code="14258", siret=SIRET, territory=None)
    await api.put("/v1/sources/tyca/organisations/org", real)
    await api.put("/v1/sources/tyca/sites/site", at)
    shown = await api.put(f"{source}/organisations/org", {**real, "territory": there}, by=tool)
    assert shown["state"] == "verified"  # of the SIREN that another one is verified with outside
    placed = await api.put(f"{source}/sites/site", at, by=tool)
    assert placed["territory"] == there
    await api.put(f"{source}/flows/flow", flow(), by=tool)
    rows = [
        {"kind": "organisation", "id": "b", "data": {"name": "Autre", "territory": there}},
        {"kind": "site", "id": "b", "data": {**at, "siret": None, "organisation": "b"}},
    ]
    answer = await api.http.post(
        f"{source}/bulk",
        content="\n".join(map(json.dumps, rows)),
        headers={**tool, "content-type": "application/x-ndjson"},
    )
    assert [json.loads(line).get("status") for line in answer.text.splitlines()][:2] == [201, 201]
    events = [data for _, _, data in await api.outbox("flow")]
    assert [(one.territory, one.on_trial) for one in events] == [(there, False)]
    # A second one of this SIREN in there is a claim on the first.
    again = {**real, "territory": made["territories"][1]["siren"]}
    assert (await api.put(f"{source}/organisations/2", again, by=tool))["state"] == "claimed"


async def test_what_is_of_a_sandbox_is_refused_outside_and_the_reverse(api: Api) -> None:
    made, other = await _asked(api), await _asked(api, "autre")
    tool, animator = await _by(api, made["tool"]), await _by(api, made["animator"])
    there, source = made["territories"][0]["siren"], f"/v1/sources/{made['source']}"
    outside = ("body.territory", "is outside the sandbox that this is in")
    inside = ("body.territory", "is a territory of a sandbox, and this is not in one")
    for place in (FALAISE, other["territories"][0]["siren"]):
        refused = await api.put(
            f"{source}/organisations/org", organisation(territory=place), by=tool, expect=422
        )
        assert _faults(refused) == [outside]
    path = "/v1/sources/tyca/organisations/org"
    refused = await api.put(path, organisation(territory=there), expect=422)
    assert _faults(refused) == [inside]
    real = await api.put(path, organisation())
    refused = await api.put(path, organisation(territory=there), expect=422)
    assert _faults(refused) == [inside]
    mine = await api.put(f"{source}/organisations/org", organisation(territory=there), by=tool)
    refused = await api.put(f"{source}/sites/site", site(), by=tool, expect=422)
    assert _faults(refused) == [outside]
    refused = await api.put("/v1/sources/tyca/sites/site", site(territory=there), expect=422)
    assert _faults(refused) == [inside]
    # Its animator sets its territory without saying where it is, and moves it nowhere.
    name = made["territories"][0]["name"]
    settings = {"name": name, "kind": "epci", "policy": "auto"}
    mine_now = await api.put(f"/v1/territories/{there}", settings, by=animator, expect=200)
    assert (mine_now["parent"], mine_now["policy"]) == (made["sandbox_id"], "auto")
    settings["parent"] = None
    await api.put(f"/v1/territories/{there}", settings, by=animator, expect=403)
    # Nobody is let in or out by a grant, a merge, or a territory.
    for id_, client in (
        (mine["organisation_id"], api.tool_id),
        (real["organisation_id"], made["tool"]["client_id"]),
    ):
        path = f"/v1/organisations/{id_}/grants"
        refused = await api.post(path, {"tool": client}, expect=422)
        assert _faults(refused)[0][0] == "body.tool"
    into = {"into": real["organisation_id"]}
    await api.post(f"/v1/organisations/{mine['organisation_id']}/merge", into, expect=409)
    new = {"name": "Une EPCI", "kind": "epci"}
    refused = await api.put("/v1/territories/000009019", new, by=api.operator, expect=422)
    assert _faults(refused)[0][0] == "path.siren"
    new["parent"] = made["sandbox_id"]
    refused = await api.put("/v1/territories/200067023", new, by=api.operator, expect=422)
    assert _faults(refused)[0][0] == "body.parent"
    await api.get(f"/v1/territories/{there}", by=api.tool, expect=404)
    await api.get(f"/v1/organisations/{real['organisation_id']}", by=animator, expect=404)
    await api.get(f"/v1/organisations/{mine['organisation_id']}", by=api.tool, expect=404)
    seen = [
        {one["siren"] for one in (await api.get("/v1/territories", by=who))["items"]}
        for who in (api.tool, tool)
    ]
    own = {made["sandbox_id"], there}
    assert (seen[0] & {FALAISE, CAEN, *own}, seen[1] & {FALAISE, CAEN, *own}) == (
        {FALAISE, CAEN},
        {FALAISE, CAEN, *own},
    )


async def test_asked_for_again_it_is_the_same_and_a_tool_has_five_at_most(api: Api) -> None:
    made = await _asked(api)
    again = await _asked(api, expect=200)
    assert again["tool"] == {**made["tool"], "client_secret": None}
    assert {**again, "tool": 0, "animator": 0} == {**made, "tool": 0, "animator": 0}
    for number in range(4):
        await _asked(api, f"essai {number}")
    refused = await _asked(api, "de trop", expect=409)
    assert refused["type"].endswith("too-many-sandboxes")
    right = "you have 5 sandboxes, as many as you may: empty one of them, and use it again"
    assert refused["detail"] == right
    base = f"/v1/sandboxes/{made['sandbox_id']}"
    tool = await _by(api, made["tool"])
    for path in ("/v1/sandboxes", base):
        assert str(made["created_at"]) in json.dumps(await api.get(path, by=api.tool))
    assert len((await api.get("/v1/sandboxes", by=api.tool))["items"]) == 5
    assert len((await api.get("/v1/sandboxes", by=tool))["items"]) == 1
    assert (await api.get("/v1/sandboxes", by=api.other_tool))["items"] == []
    for what in ("secrets", "example", "empty"):
        await api.post(f"{base}/{what}", {}, by=api.other_tool, expect=404)
    await api.post("/v1/sandboxes", {"name": "dedans"}, by=tool, expect=403)
    fresh = await api.post(f"{base}/secrets", {}, by=api.tool, expect=200)
    form = {"grant_type": "client_credentials", **made["tool"]}
    assert (await api.http.post("/oauth/token", data=form)).status_code == 401
    await _by(api, fresh["tool"])


@pytest.mark.parametrize("places", [[], ["Nord", "Centre", "Sud"]])
async def test_filled_by_one_call_and_emptied_by_one(api: Api, places: list[str]) -> None:
    made = await _asked(api, territories=places)
    base, tool = f"/v1/sandboxes/{made['sandbox_id']}", await _by(api, made["tool"])
    for _ in range(2):  # done twice, it is done once
        loaded = await api.post(f"{base}/example", {}, by=tool, expect=200)
        assert loaded == {"organisations": 19, "sites": 19, "flows": 19, "sharings": 8}
    seen = (await api.get("/v1/organisations?limit=200", by=tool))["items"]
    assert {one["state"] for one in seen} == {"verified"}
    assert {one["territory"] for one in seen} == {one["siren"] for one in made["territories"]}
    flows = [type_ for type_, _, _ in await api.outbox("flow")]
    assert flows == ["flow.declared.v1"] * 19
    for gone in (19, 0):
        emptied = await api.post(f"{base}/empty", {}, by=api.tool, expect=200)
        assert emptied == {"organisations": gone}
    assert (await api.get("/v1/flows", by=tool))["items"] == []
    flows = [type_ for type_, _, _ in await api.outbox("flow")]
    assert flows == ["flow.declared.v1"] * 19 + ["flow.withdrawn.v1"] * 19
    await api.post(f"{base}/example", {}, by=tool, expect=200)
    assert len((await api.get("/v1/flows", by=tool))["items"]) == 19


async def test_a_company_of_a_sandbox_gets_no_access_of_its_own(api: Api) -> None:
    """It would hold no territory of the sandbox, and count as being outside."""
    made = await _asked(api)
    there, path = made["territories"][0]["siren"], f"/v1/sources/{made['source']}/organisations/org"
    tool = await _by(api, made["tool"])
    shown = await api.put(path, organisation(territory=there), by=tool)
    principals = f"/v1/organisations/{shown['organisation_id']}/principals"
    for by in (tool, await _by(api, made["animator"])):
        refused = await api.post(principals, {"name": "Supervision"}, by=by, expect=409)
        assert refused["type"] == "urn:boucle:problem:in-sandbox"


async def test_an_animator_makes_one_too(api: Api) -> None:
    id_ = await api.principal(role="animator", territories=[CAEN])
    animator = api.tokens.animator(CAEN, id=id_)
    made = await api.post("/v1/sandboxes", {"name": "atelier"}, by=animator, expect=201)
    base = f"/v1/sandboxes/{made['sandbox_id']}"
    loaded = await api.post(f"{base}/example", {}, by=animator, expect=200)
    assert loaded["flows"] == 19
    await api.post(f"{base}/empty", {}, by=api.tool, expect=404)


async def test_an_idle_one_is_emptied_after_thirty_days(api: Api, clock: FrozenClock) -> None:
    idle, used = [await _asked(api, name) for name in ("oublié", "suivi")]
    for each in (idle, used):
        await api.post(f"/v1/sandboxes/{each['sandbox_id']}/example", {}, by=api.tool, expect=200)
    empty = idle_sandboxes(api.database, clock).work
    clock.advance(timedelta(days=29))
    assert await empty() == 0
    place = used["territories"][0]["siren"]
    tool = await _by(api, used["tool"])
    body = organisation(territory=place)
    await api.put(f"/v1/sources/{used['source']}/organisations/neuve", body, by=tool, expect=201)
    clock.advance(timedelta(days=2))
    assert [await empty(), await empty()] == [1, 0]
    left = {
        each["name"]: len((await api.get("/v1/flows", by=await _by(api, each["tool"])))["items"])
        for each in (idle, used)
    }
    assert left == {"oublié": 0, "suivi": 19}
