"""A claim on a SIREN is confirmed or refused; two organisations become one, or one two."""

from uuid import UUID, uuid4

from tests.integration.registry.conftest import (
    CAEN,
    FALAISE,
    Api,
    Body,
    flow,
    organisation,
    site,
)
from tests.integration.registry.organisations.conftest import (
    OTHER_SIREN,
    OTHER_SIRET,
    SIREN,
    SIRET,
    client_of,
    declare,
    ensure_published_as_kept,
    history,
    on_trial,
)

JOIN = "/v1/join-requests"


async def _claim(api: Api, stranger: dict[str, str]) -> tuple[Body, Body]:
    """A verified company of a tool, and a claim on its SIREN by another: both have a site of one
    SIRET; the claim has another one too."""
    true = await declare(api, "tyca", api.tool)
    false = await declare(api, "stranger", stranger)
    await api.put("/v1/sources/stranger/sites/t", site(organisation="o", name="Dépôt"), by=stranger)
    more = flow(site="t", quantity={"value": "40", "unit": "t"})
    await api.put("/v1/sources/stranger/flows/g", more, by=stranger)
    return true, false


async def test_a_claim_is_a_request_that_the_company_confirms(
    api: Api, stranger: dict[str, str]
) -> None:
    true, false = await _claim(api, stranger)
    company = api.tokens.company(UUID(true["organisation"]))
    [request] = (await api.get(JOIN, by=company))["items"]
    assert (request["request_id"], request["into"]) == (false["organisation"], true["organisation"])
    asking = await client_of(api, "stranger")
    assert request["tools"] == [asking]
    assert request["asking"] == [{"client_id": asking, "name": "p", "source": "stranger"}]
    assert request["brings"] == {"sites": 2, "flows": 2, "sharings": 1}
    assert request["hands_over"] == {
        "sites": 1,
        "flows": 1,
        "sharings": 1,
        "rights": ["read", "change", "answer"],
        "acting": [{"client_id": api.tool_id, "name": "p", "source": "tyca"}],
    }
    for _ in range(2):
        letting = {"tools": [asking]}
        path = f"{JOIN}/{request['request_id']}/confirm"
        done = await api.post(path, letting, by=company, expect=200)
        assert (done["state"], done["into"]) == ("confirmed", true["organisation"])
    assert (await api.get(JOIN, by=company))["items"] == []
    # Both sources, one company: two sites, of which one is known to both, and three flows.
    page = await api.get("/v1/sites", by=company)
    assert sorted(len(each["sources"]) for each in page["items"]) == [1, 2]
    flows = (await api.get("/v1/flows", by=company))["items"]
    assert {each["organisation_id"] for each in flows} == {true["organisation"]}
    assert set((await on_trial(api)).values()) == {False}
    assert len(flows) == 3
    # What both tell of the one site is now compared: the operator is told, nobody else.
    [pair] = (await api.get("/v1/duplicates"))["items"]
    assert pair["flow"]["flow_id"] == false["flow"]
    assert pair["original"]["flow_id"] == true["flow"]
    assert {each["duplicate_of"] for each in flows} == {None}
    # The tool goes on with its own ids.
    base = "/v1/sources/stranger"
    shown = await api.get(f"{base}/organisations/o", by=stranger)
    assert (shown["organisation_id"], shown["name"]) == (true["organisation"], "tyca")
    again = flow(site="s", quantity={"value": "700", "unit": "t"})
    told = await api.put(f"{base}/flows/f", again, by=stranger, expect=200)
    assert (told["flow_id"], told["site_id"]) == (false["flow"], true["site"])
    assert (await history(api, false["organisation"]))[-1] == ("claimed", "merged")
    assert (await history(api, true["organisation"]))[-1] == ("verified", "merged")
    gone = f"/v1/organisations/{false['organisation']}"
    refused = await api.put(gone, organisation(), by=api.operator, expect=409)
    assert true["organisation"] in refused["detail"], "it does not come back"
    read = await api.get(gone, by=company, expect=404)
    assert true["organisation"] in read["detail"], "whose company reads it is told"
    other = await api.get(gone, by=api.tokens.company(uuid4()), expect=404)
    assert true["organisation"] not in other["detail"]
    await ensure_published_as_kept(api)


async def test_a_confirmation_lets_no_tool_act_that_it_does_not_name(
    api: Api, stranger: dict[str, str]
) -> None:
    true, false = await _claim(api, stranger)
    asking = await client_of(api, "stranger")
    company = api.tokens.company(UUID(true["organisation"]))
    path = f"{JOIN}/{false['organisation']}/confirm"
    for wrong in (api.tool_id, "nobody"):
        refused = await api.post(path, {"tools": [asking, wrong]}, by=company, expect=422)
        [error] = refused["errors"]
        assert (error["field"], error["value"]) == ("body.tools", wrong)
        assert asking in error["expected"]
    before = await api.outbox()
    assert {type_ for type_, _, _ in before if "withdrawn" in type_} == set(), "nothing half-done"
    await api.post(path, {}, by=company, expect=200)
    grants = f"/v1/organisations/{true['organisation']}/grants"
    assert (await api.get(grants))["tools"] == [api.tool_id]
    # It reads and changes nothing, by its own ids neither: not even what it declared itself.
    for kind in ("organisations/o", "sites/s", "flows/f"):
        await api.get(f"/v1/sources/stranger/{kind}", by=stranger, expect=404)
    for listed in ("organisations", "sites", "flows"):
        assert (await api.get(f"/v1/{listed}", by=stranger))["items"] == []
    again = flow(site="s", quantity={"value": "700", "unit": "t"})
    flows = "/v1/sources/stranger/flows"
    denied = await api.http.put(f"{flows}/f", json=again, headers=stranger)
    assert denied.status_code in (403, 404, 422)
    assert true["organisation"] not in denied.text
    for _, _, data in (await api.outbox("flow"))[len(before) :]:
        assert asking not in data.tools
    # The company lets it act: it goes on with its own ids.
    await api.post(grants, {"tool": asking}, by=company)
    told = await api.put(f"{flows}/f", again, by=stranger, expect=200)
    assert (told["flow_id"], told["site_id"]) == (false["flow"], true["site"])
    await ensure_published_as_kept(api)


async def test_a_merge_lets_no_tool_act_that_it_does_not_name(
    api: Api, stranger: dict[str, str]
) -> None:
    true, false = await _claim(api, stranger)
    path = f"/v1/organisations/{false['organisation']}/merge"
    body: Body = {"into": true["organisation"]}
    animator = api.tokens.animator(FALAISE)
    await api.post(path, {**body, "tools": [api.tool_id]}, by=animator, expect=422)
    await api.post(path, body, by=animator, expect=200)
    grants = await api.get(f"/v1/organisations/{true['organisation']}/grants")
    assert grants["tools"] == [api.tool_id]
    await ensure_published_as_kept(api)


async def test_a_request_that_is_refused_stays_refused(api: Api, stranger: dict[str, str]) -> None:
    true, false = await _claim(api, stranger)
    company = api.tokens.company(UUID(true["organisation"]))
    path = f"{JOIN}/{false['organisation']}"
    for _ in range(2):
        body = {"reason": "nous ne les connaissons pas"}
        done = await api.post(f"{path}/refuse", body, by=company, expect=200)
        assert done["state"] == "refused"
    assert (await api.get(JOIN))["items"] == []
    await api.post(f"{path}/confirm", {}, by=company, expect=409)
    claimed = organisation(name="stranger", siren=SIREN)
    shown = await api.put("/v1/sources/stranger/organisations/o", claimed, by=stranger, expect=200)
    assert shown["state"] == "refused"
    assert (await api.get(JOIN))["items"] == []
    await ensure_published_as_kept(api)


async def test_a_request_is_nobody_elses(api: Api, stranger: dict[str, str]) -> None:
    true, false = await _claim(api, stranger)
    path = f"{JOIN}/{false['organisation']}"
    for by in (api.tool, stranger):
        await api.get(JOIN, by=by, expect=403)
        await api.post(f"{path}/confirm", {}, by=by, expect=403)
    others = (api.tokens.company(UUID(false["organisation"])), api.tokens.animator(CAEN))
    for by in others:
        assert (await api.get(JOIN, by=by))["items"] == []
        await api.post(f"{path}/confirm", {}, by=by, expect=404)
        await api.post(f"{path}/refuse", {"reason": "x"}, by=by, expect=404)
    for unknown in (uuid4(), true["organisation"]):
        await api.post(f"{JOIN}/{unknown}/confirm", {}, expect=404)
    for by in (api.tokens.animator(FALAISE), api.operator):
        assert len((await api.get(JOIN, by=by))["items"]) == 1
    assert (await on_trial(api))[false["flow"]] is True


async def test_what_contradicts_itself_is_not_merged(api: Api, stranger: dict[str, str]) -> None:
    true = await declare(api, "tyca", api.tool)
    other = await declare(api, "autre", api.other_tool, siren=OTHER_SIREN, siret=OTHER_SIRET)
    claim = await declare(api, "stranger", stranger, siren=None, siret=OTHER_SIRET)
    cases = [
        (true, other, "two SIRENs"),
        (true, true, "itself"),
        (true, claim, "is verified"),
        (claim, true, claim["site"]),
    ]
    before = await api.outbox()
    for one, into, said in cases:
        body = {"into": into["organisation"]}
        path = f"/v1/organisations/{one['organisation']}/merge"
        refused = await api.post(path, body, expect=409)
        assert said in refused["detail"]
    assert await api.outbox() == before, "nothing half-done"
    path = f"/v1/organisations/{claim['organisation']}"
    animator = api.tokens.animator(FALAISE)
    await api.post(f"{path}/merge", {"into": str(uuid4())}, by=animator, expect=404)
    await api.post(f"{path}/merge", {"into": other["organisation"]}, by=stranger, expect=403)
    for _ in range(2):
        done = await api.post(
            f"{path}/merge", {"into": other["organisation"]}, by=animator, expect=200
        )
        assert done["organisation_id"] == other["organisation"]
    await api.post(f"{path}/refuse", {"reason": "x"}, expect=409)
    await ensure_published_as_kept(api)


async def test_one_that_is_two_is_split(api: Api, stranger: dict[str, str]) -> None:
    true, false = await _claim(api, stranger)
    letting = {"tools": [await client_of(api, "stranger")]}
    await api.post(f"{JOIN}/{false['organisation']}/confirm", letting, expect=200)
    depot = (await api.get("/v1/sources/stranger/sites/t", by=stranger))["site_id"]
    path = f"/v1/organisations/{true['organisation']}/split"
    body: Body = {"sites": [depot], "name": "Transports du Bocage", "siren": OTHER_SIREN}
    wrong = [
        ({**body, "sites": [str(uuid4())]}, "body.sites[0]", "not a present site"),
        ({**body, "siren": SIREN}, "body.siren", "another verified organisation"),
        ({**body, "siren": "123456789"}, "body.siren", "is not a SIREN"),
        ({**body, "sites": [true["site"]]}, "body.siren", SIRET),
    ]
    before = await api.outbox()
    for sent, field, said in wrong:
        refused = await api.post(path, sent, expect=422)
        [error] = refused["errors"]
        assert error["field"] == field
        assert said in error["message"]
    await api.post(path, body, by=stranger, expect=403)
    assert await api.outbox() == before, "nothing half-done"
    made = await api.post(path, body, by=api.tokens.animator(FALAISE))
    assert (made["state"], made["siren"]) == ("verified", OTHER_SIREN)
    await api.post(path, body, expect=422)
    # Its site and flow are its own; the tool, which still declares the other's, acts for both.
    sites = await api.get(f"/v1/sites?organisation_id={made['organisation_id']}")
    assert [each["site_id"] for each in sites["items"]] == [depot]
    for id_ in (made["organisation_id"], true["organisation"]):
        grants = await api.get(f"/v1/organisations/{id_}/grants")
        assert await client_of(api, "stranger") in grants["tools"]
    company = api.tokens.company(UUID(true["organisation"]))
    await api.get(f"/v1/sites/{depot}", by=company, expect=404)
    await ensure_published_as_kept(api)


async def test_a_tool_whose_sites_all_leave_goes_with_them(
    api: Api, stranger: dict[str, str]
) -> None:
    true, false = await _claim(api, stranger)
    shared = site(organisation="o")
    await api.put("/v1/sources/stranger/sites/s", shared, by=stranger, expect=200)
    letting = {"tools": [await client_of(api, "stranger")]}
    await api.post(f"{JOIN}/{false['organisation']}/confirm", letting, expect=200)
    theirs = [
        (await api.get(f"/v1/sources/stranger/sites/{name}", by=stranger))["site_id"]
        for name in "st"
    ]
    principals = f"/v1/organisations/{true['organisation']}/principals"
    await api.post(principals, {"name": "Supervision"}, by=stranger)
    kept = (await api.post(principals, {"name": "Supervision"}))["client_id"]
    path = f"/v1/organisations/{true['organisation']}/split"
    made = await api.post(path, {"sites": theirs, "name": "Autre"})
    # The tool saw the secret of what it gave.
    assert [one["client_id"] for one in (await api.get(principals))["items"]] == [kept]
    shown = await api.get("/v1/sources/stranger/organisations/o", by=stranger)
    assert shown["organisation_id"] == made["organisation_id"]
    await api.get(f"/v1/organisations/{true['organisation']}", by=stranger, expect=404)
    grants = await api.get(f"/v1/organisations/{made['organisation_id']}/grants")
    assert grants["tools"] == [await client_of(api, "stranger")]
    await ensure_published_as_kept(api)
