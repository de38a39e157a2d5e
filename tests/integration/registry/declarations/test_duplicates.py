"""What two sources tell of one place is counted once, until somebody says otherwise."""

from uuid import UUID

from tests.integration.registry.conftest import Api, Body, flow, known_to_both, organisation, site

SIRET = "73282932000074"
ONE, OTHER = "/v1/sources/tyca", "/v1/sources/autre"


async def _put(
    api: Api, base: str, name: str, value: str, expect: int = 201, **published: object
) -> Body:
    by = api.tool if base == ONE else api.other_tool
    body = flow(quantity={"value": value, "unit": "t"}, **published)
    return await api.put(f"{base}/flows/{name}", body, by=by, expect=expect)


async def _flagged(api: Api) -> dict[str, str | None]:
    rows = await api.fetch("SELECT source, external_id, duplicate_of FROM flow")
    return {f"{row['source']}/{row['external_id']}": row["duplicate_of"] for row in rows}


async def test_the_newer_of_two_alike_is_flagged_and_published(api: Api) -> None:
    await known_to_both(api, siret=SIRET)
    first = await _put(api, ONE, "a", "500")
    second = await _put(api, OTHER, "b", "410")
    assert second["duplicate_of"] is None, "neither tools nor companies learn of it"
    await _put(api, OTHER, "far", "390")
    await _put(api, OTHER, "need", "500", direction="input")
    await _put(api, ONE, "own", "500")
    flagged = await _flagged(api)
    assert str(flagged.pop("autre/b")) == first["flow_id"]
    assert set(flagged.values()) == {None}, "too far, not the same, or of the same source"
    shown = await api.get(f"/v1/flows/{second['flow_id']}")
    assert shown["duplicate_of"] == first["flow_id"], "the operator is told"
    published = {data.flow_id: data for _, _, data in await api.outbox("flow")}
    assert str(published[UUID(second["flow_id"])].duplicate_of) == first["flow_id"]


async def test_a_duplicate_follows_what_either_becomes(api: Api) -> None:
    await known_to_both(api, siret=SIRET)
    first = await _put(api, ONE, "a", "500")
    await _put(api, OTHER, "b", "500")
    await _put(api, ONE, "a", "900", expect=200)
    assert (await _flagged(api))["autre/b"] is None, "they are no longer alike"
    type_, version, data = (await api.outbox("flow"))[-1]
    assert (type_, version, data.duplicate_of) == ("flow.revised.v1", 2, None)
    await _put(api, ONE, "a", "550", expect=200)
    assert str((await _flagged(api))["autre/b"]) == first["flow_id"]
    await api.delete(f"{ONE}/flows/a")
    assert (await _flagged(api))["autre/b"] is None, "the twin takes its place"
    await _put(api, ONE, "a", "500")
    assert (await _flagged(api))["tyca/a"] is not None, "declared again, it is the newer one"


async def test_flows_of_two_organisations_are_never_compared(api: Api) -> None:
    for base, by in ((ONE, api.tool), (OTHER, api.other_tool)):
        await api.put(f"{base}/organisations/org", organisation(), by=by)
        await api.put(f"{base}/sites/site", site(siret=SIRET), by=by)
    await _put(api, ONE, "a", "500")
    await _put(api, OTHER, "b", "500")
    assert set((await _flagged(api)).values()) == {None}


async def test_a_flow_that_goes_to_another_site_is_compared_there(api: Api) -> None:
    await known_to_both(api, siret=SIRET)
    first = await _put(api, ONE, "a", "500")
    await _put(api, OTHER, "b", "500")
    await api.put(f"{ONE}/sites/other", site())
    await _put(api, ONE, "a", "500", site="other", expect=200)
    assert (await _flagged(api))["autre/b"] is None
    await _put(api, ONE, "a", "500", expect=200)
    assert str((await _flagged(api))["autre/b"]) == first["flow_id"]


async def test_people_decide(api: Api) -> None:
    await known_to_both(api, siret=SIRET)
    await _put(api, ONE, "a", "500")
    second = await _put(api, OTHER, "b", "500")
    listed = await api.get("/v1/duplicates")
    assert [item["flow"]["flow_id"] for item in listed["items"]] == [second["flow_id"]]
    assert listed["items"][0]["original"]["sources"][0]["external_id"] == "a"
    address = f"/v1/duplicates/{second['flow_id']}/resolution"
    same = await api.post(address, {"decision": "same"}, expect=200)
    assert same["flow"]["duplicate_of"] is not None
    assert (await api.get("/v1/duplicates"))["items"] == []
    distinct = await api.post(address, {"decision": "distinct"}, expect=200)
    assert distinct["flow"]["duplicate_of"] is None
    await _put(api, OTHER, "b", "510", expect=200)
    assert (await _flagged(api))["autre/b"] is None, "said once, it stays said"
    await api.post(address, {"decision": "same"}, expect=409)
