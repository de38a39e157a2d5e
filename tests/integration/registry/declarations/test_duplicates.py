"""What two sources tell of one place is counted once, until somebody says otherwise."""

from uuid import UUID

from tests.integration.registry.conftest import Api, Body, flow, organisation, site

SIRET = "73282932000074"
ONE, OTHER = "/v1/sources/tyca", "/v1/sources/autre"


async def _two_sources(api: Api) -> None:
    """Each tool has its own organisation and site row; the SIRET is one."""
    for base, by in ((ONE, api.tool), (OTHER, api.other_tool)):
        await api.put(f"{base}/organisations/org", organisation(), by=by)
        await api.put(f"{base}/sites/site", site(siret=SIRET), by=by)


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
    await _two_sources(api)
    first = await _put(api, ONE, "a", "500")
    second = await _put(api, OTHER, "b", "410")
    assert second["duplicate_of"] == first["flow_id"]
    assert (await _put(api, OTHER, "far", "390"))["duplicate_of"] is None
    assert (await _put(api, OTHER, "need", "500", direction="input"))["duplicate_of"] is None
    assert (await _put(api, ONE, "own", "500"))["duplicate_of"] is None, "one source may repeat"
    published = {data.flow_id: data for _, _, data in await api.outbox("flow")}
    assert str(published[UUID(second["flow_id"])].duplicate_of) == first["flow_id"]


async def test_a_duplicate_follows_what_either_becomes(api: Api) -> None:
    await _two_sources(api)
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
    back = await _put(api, ONE, "a", "500")
    assert back["duplicate_of"] is not None, "declared again, it is the newer one"


async def test_a_site_that_takes_another_siret_parts_them(api: Api) -> None:
    await _two_sources(api)
    await _put(api, ONE, "a", "500")
    await _put(api, OTHER, "b", "500")
    await api.put(f"{ONE}/sites/site", site(), expect=200)
    assert (await _flagged(api))["autre/b"] is None
    await api.put(f"{ONE}/sites/site", site(siret=SIRET), expect=200)
    assert (await _flagged(api))["autre/b"] is not None


async def test_people_decide(api: Api) -> None:
    await _two_sources(api)
    await _put(api, ONE, "a", "500")
    second = await _put(api, OTHER, "b", "500")
    listed = await api.get("/v1/duplicates")
    assert [item["flow"]["flow_id"] for item in listed["items"]] == [second["flow_id"]]
    assert listed["items"][0]["original"]["sources"][0]["external_id"] == "a"
    masked = await api.get("/v1/duplicates", by=api.other_tool)
    assert masked["items"][0]["original"] is None, "the other source's flow is not its to see"
    address = f"/v1/duplicates/{second['flow_id']}/resolution"
    same = await api.post(address, {"decision": "same"}, expect=200)
    assert same["flow"]["duplicate_of"] is not None
    assert (await api.get("/v1/duplicates"))["items"] == []
    distinct = await api.post(address, {"decision": "distinct"}, expect=200)
    assert distinct["flow"]["duplicate_of"] is None
    await _put(api, OTHER, "b", "510", expect=200)
    assert (await _flagged(api))["autre/b"] is None, "said once, it stays said"
    await api.post(address, {"decision": "same"}, expect=409)


async def test_a_tool_that_is_granted_finds_the_same_site(api: Api) -> None:
    siren = SIRET[:9]
    made = await api.put(f"{ONE}/organisations/org", organisation(siren=siren))
    place = await api.put(f"{ONE}/sites/site", site(siret=SIRET))
    await api.post(
        f"/v1/organisations/{made['organisation_id']}/grants", {"tool": api.other_tool_id}
    )
    again = await api.put(
        f"{OTHER}/organisations/o2", organisation(siren=siren), by=api.other_tool, expect=200
    )
    assert again["organisation_id"] == made["organisation_id"]
    assert again["sources"] == [{"source": "autre", "external_id": "o2"}]
    shared = await api.put(
        f"{OTHER}/sites/s2",
        site(siret=SIRET, organisation="o2"),
        by=api.other_tool,
        expect=200,
    )
    assert shared["site_id"] == place["site_id"]
    await _put(api, ONE, "a", "500")
    second = await _put(api, OTHER, "b", "500", site="s2")
    assert second["duplicate_of"] is not None
    await api.delete(f"{ONE}/sites/site")
    kept = await api.get(f"{OTHER}/sites/s2", by=api.other_tool)
    assert kept["withdrawn_at"] is None, "another source still declares it"
    assert (await _flagged(api))["autre/b"] is None
