"""Snapshots: a dry run changes nothing and tells all; much is withdrawn only when it is meant."""

from typing import Any

from tests.integration.registry.conftest import Api, Body, flow, organisation, site

SOURCE = "/v1/sources/tyca"
SNAPSHOT = f"{SOURCE}/snapshot"
TABLES = ("organisation", "site", "flow", "source_id", "outbox")


async def _dealt(api: Api) -> None:
    """Two organisations of three sites each, each with two flows."""
    for o in range(2):
        await api.put(f"{SOURCE}/organisations/o{o}", organisation())
        for s in range(3):
            await api.put(f"{SOURCE}/sites/s{o}{s}", site(organisation=f"o{o}"))
            for f in range(2):
                await api.put(f"{SOURCE}/flows/f{o}{s}{f}", flow(site=f"s{o}{s}"))


async def _all(api: Api) -> list[Any]:
    return [sorted(map(str, await api.fetch(f"SELECT * FROM {table}"))) for table in TABLES]


async def _take(api: Api, body: Body, expect: int = 200) -> Body:
    return await api.post(SNAPSHOT, body, by=api.tool, expect=expect)


async def test_a_dry_run_changes_nothing_and_tells_what_the_run_does(api: Api) -> None:
    await _dealt(api)
    body = {"organisations": ["o0", "ghost"], "confirm": True}
    before = await _all(api)
    told = await _take(api, {**body, "dry_run": True})
    assert await _all(api) == before
    assert told["withdrawn"] == {
        "organisations": ["o1"],
        "sites": ["s10", "s11", "s12"],
        "flows": ["f100", "f101", "f110", "f111", "f120", "f121"],
    }
    assert told["unknown"] == {"organisations": ["ghost"]}
    assert (told["dry_run"], told["needs_confirm"]) == (True, False)
    done = await _take(api, body)
    assert done == {**told, "dry_run": False}
    left = (await api.get("/v1/flows", by=api.tool))["items"]
    assert {one["sources"][0]["external_id"] for one in left} == {
        f"f0{s}{f}" for s in range(3) for f in range(2)
    }
    again = await _take(api, body)
    assert again["counts"] == {"organisations": 0}


async def test_much_is_withdrawn_only_when_it_is_meant(api: Api) -> None:
    await _dealt(api)
    nothing: Body = {"organisations": [], "sites": [], "flows": []}
    before = await _all(api)
    refused = await _take(api, nothing, expect=409)
    assert "12/12 flows" in refused["detail"]
    assert "6/6 sites" in refused["detail"]
    assert "confirm: true" in refused["detail"]
    assert [(error["field"], error["value"]) for error in refused["errors"]] == [
        ("body.flows", "12/12"),
        ("body.sites", "6/6"),
    ]
    # One organisation of two, but half of all flows.
    other = await _take(api, {"organisations": ["o0"]}, expect=409)
    assert [error["field"] for error in other["errors"]] == ["body.flows"]
    assert await _all(api) == before
    dry = await _take(api, {**nothing, "dry_run": True})
    assert (dry["needs_confirm"], await _all(api)) == (True, before)
    few = await _take(
        api,
        {
            "flows": [f"f{o}{s}{f}" for o in "01" for s in "012" for f in "0"][1:]
            + [f"f{o}{s}1" for o in "01" for s in "012"]
        },
    )
    assert few["counts"] == {"flows": 1}
    done = await _take(api, {**nothing, "confirm": True})
    assert done["counts"] == {"flows": 11, "sites": 6, "organisations": 2}
    assert (await api.get("/v1/organisations"))["items"] == []


async def test_another_source_is_left_alone(api: Api) -> None:
    await _dealt(api)
    mine = {"organisations": [], "sites": [], "flows": [], "confirm": True}
    for dry_run in (True, False):
        done = await api.post(
            "/v1/sources/autre/snapshot",
            {**mine, "dry_run": dry_run},
            by=api.other_tool,
            expect=200,
        )
        assert done["counts"] == {"flows": 0, "sites": 0, "organisations": 0}
    await api.post(SNAPSHOT, {**mine, "dry_run": True}, by=api.other_tool, expect=404)
    assert len((await api.get("/v1/flows", by=api.tool))["items"]) == 12


async def test_of_a_company_that_took_its_grant_back_nothing_shows_or_goes(api: Api) -> None:
    await _dealt(api)
    found = (await api.get("/v1/organisations", by=api.tool))["items"]
    gone = next(one for one in found if one["sources"][0]["external_id"] == "o1")
    grants = f"/v1/organisations/{gone['organisation_id']}/grants"
    await api.delete(f"{grants}/{api.tool_id}", by=api.operator)
    nothing: Body = {"organisations": [], "sites": [], "flows": [], "confirm": True}
    for dry_run in (True, False):
        done = await _take(api, {**nothing, "dry_run": dry_run})
        assert done["withdrawn"]["sites"] == ["s00", "s01", "s02"]
        assert done["counts"] == {"flows": 6, "sites": 3, "organisations": 1}
    assert len((await api.get("/v1/flows", by=api.operator))["items"]) == 6
