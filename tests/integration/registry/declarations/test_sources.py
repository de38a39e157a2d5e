"""A tool works with its own ids: idempotent puts, withdrawals, snapshots."""

import asyncio

from boucle.contract.events.registry import Flow
from tests.integration.registry.conftest import Api, flow, organisation, site

FLOW = "/v1/sources/tyca/flows/f1"


async def test_a_flow_is_declared_revised_withdrawn_and_declared_again(declared: Api) -> None:
    made = await declared.put(FLOW, flow())
    again = await declared.put(FLOW, flow(), expect=200)
    assert again == made
    assert made["sources"] == [{"source": "tyca", "external_id": "f1"}]
    more = {"value": "600", "unit": "t"}
    revised = await declared.put(FLOW, flow(quantity=more), expect=200)
    assert (revised["version"], revised["quantity"]) == (2, more)
    await declared.delete(FLOW)
    await declared.delete(FLOW)
    back = await declared.put(FLOW, flow())
    assert (back["flow_id"], back["version"]) == (made["flow_id"], 4)
    published = await declared.outbox("flow")
    assert [(type_, version) for type_, version, _ in published] == [
        ("flow.declared.v1", 1),
        ("flow.revised.v1", 2),
        ("flow.withdrawn.v1", 3),
        ("flow.declared.v1", 4),
    ]


async def test_an_event_is_the_whole_row(declared: Api) -> None:
    made = await declared.put(
        FLOW,
        flow(
            text="bois broyé",
            low="19 12 07",
            form="chips",
            qualities={"moisture": {"low": "15.0", "high": "25"}},
            availability={"months": [3, 1], "start": "2026-01-01", "end": None},
            current_route={"operation": "R1", "cost_eur_per_unit": "-3.50"},
            provenance="assumed for the demo",
        ),
    )
    _, version, published = (await declared.outbox("flow"))[0]
    assert isinstance(published, Flow)
    assert version == made["version"] == 1
    assert str(published.flow_id) == made["flow_id"]
    assert published.tools == (declared.tool_id,)
    assert published.declared_by == declared.tool_id
    assert (published.site.latitude, published.site.longitude) == (48.89, -0.19)
    assert published.availability.months == (1, 3)
    assert published.legal_status == "waste"
    assert published.qualities["moisture"].low == "15"
    assert published.qualities["moisture"].unit == "%"
    assert published.current_route is not None
    assert published.current_route.cost_eur_per_unit == "-3.5"
    assert made["text"] == "bois broyé"


async def test_a_site_that_changes_revises_its_flows(declared: Api) -> None:
    await declared.put(FLOW, flow())
    await declared.put("/v1/sources/tyca/sites/site", site(name="Autre nom"), expect=200)
    assert len(await declared.outbox("flow")) == 1, "a name is no fact that matching needs"
    await declared.put("/v1/sources/tyca/sites/site", site(latitude=48.9), expect=200)
    type_, version, published = (await declared.outbox("flow"))[-1]
    assert (type_, version, published.site.latitude) == ("flow.revised.v1", 2, 48.9)
    assert published.declared_by == declared.tool_id
    same = await declared.put(FLOW, flow(), expect=200)
    assert same["version"] == 2, "the declaration is the same as before"


async def test_a_network_and_its_length_travel_with_the_flows(declared: Api) -> None:
    address = "/v1/sources/tyca/sites/site"
    await declared.put(FLOW, flow())
    both = ["steam", {"code": "heat", "length_km": 12.5}]
    shown = await declared.put(address, site(networks=both), expect=200)
    assert shown["networks"] == [
        {"code": "heat", "length_km": 12.5},
        {"code": "steam", "length_km": None},
    ]
    assert {**await declared.get(address), "warnings": []} == shown
    again = await declared.put(address, site(networks=shown["networks"]), expect=200)
    assert again == shown, "what is answered can be sent"
    _, version, published = (await declared.outbox("flow"))[-1]
    assert (version, published.site.networks, published.site.network_km) == (
        2,
        ("heat", "steam"),
        {"heat": 12.5},
    )
    longer = ["steam", {"code": "heat", "length_km": 14}]
    await declared.put(address, site(networks=longer), expect=200)
    await declared.put(address, site(networks=["heat"]), expect=200)
    lengths = [one.site.network_km for _, _, one in (await declared.outbox("flow"))[-2:]]
    assert lengths == [{"heat": 14.0}, {}]


async def test_withdrawing_a_site_withdraws_its_flows(declared: Api) -> None:
    await declared.put(FLOW, flow())
    await declared.delete("/v1/sources/tyca/sites/site")
    assert [type_ for type_, _, _ in await declared.outbox()][-2:] == [
        "flow.withdrawn.v1",
        "site.withdrawn.v1",
    ]
    refused = await declared.put(FLOW, flow(), expect=422)
    assert refused["errors"][0]["field"] == "body.site"


async def test_one_new_id_put_by_many_at_once_is_one_flow(declared: Api) -> None:
    answers = await asyncio.gather(
        *(
            declared.http.put(
                FLOW, json=flow(quantity={"value": str(n + 1), "unit": "t"}), headers=declared.tool
            )
            for n in range(8)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len({answer.json()["flow_id"] for answer in answers}) == 1
    published = await declared.outbox("flow")
    assert [version for _, version, _ in published] == list(range(1, 9))
    shown = await declared.get(FLOW, by=declared.tool)
    assert shown["quantity"]["value"] == published[-1][2].quantity.value


async def test_one_new_organisation_put_by_many_at_once_is_one(api: Api) -> None:
    answers = await asyncio.gather(
        *(
            api.http.put("/v1/sources/tyca/organisations/o", json=organisation(), headers=api.tool)
            for _ in range(5)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [201]
    assert len(await api.fetch("SELECT 1 FROM organisation")) == 1


async def test_site_and_flow_changes_cross_without_deadlock(declared: Api) -> None:
    for n in range(4):
        await declared.put(f"/v1/sources/tyca/flows/f{n}", flow())

    async def move(n: int) -> None:
        await declared.put("/v1/sources/tyca/sites/site", site(latitude=48.0 + n / 100), expect=200)

    async def revise(n: int) -> None:
        body = flow(quantity={"value": str(100 + n), "unit": "t"})
        await declared.put(f"/v1/sources/tyca/flows/f{n % 4}", body, expect=200)

    await asyncio.gather(*(move(n) for n in range(8)), *(revise(n) for n in range(24)))
    last: dict[object, tuple[int, Flow]] = {}
    for _, version, published in await declared.outbox("flow"):
        assert last.get(published.flow_id, (0,))[0] == version - 1, "versions follow, in order"
        last[published.flow_id] = version, published
    latitude = (await declared.get("/v1/sources/tyca/sites/site"))["latitude"]
    assert {published.site.latitude for _, published in last.values()} == {latitude}


async def test_a_snapshot_withdraws_what_is_absent(declared: Api) -> None:
    for n in range(3):
        await declared.put(f"/v1/sources/tyca/flows/f{n}", flow())
    done = await declared.post(
        "/v1/sources/tyca/snapshot", {"flows": ["f0", "ghost"]}, by=declared.tool, expect=200
    )
    assert done == {
        "withdrawn": {"flows": ["f1", "f2"]},
        "unknown": {"flows": ["ghost"]},
        "counts": {"flows": 2},
        "dry_run": False,
        "needs_confirm": False,
    }
    done = await declared.post(
        "/v1/sources/tyca/snapshot",
        {"organisations": [], "sites": [], "flows": []},
        by=declared.tool,
        expect=200,
    )
    assert done["counts"] == {"flows": 1, "sites": 1, "organisations": 1}
    assert (await declared.get("/v1/flows"))["items"] == []
    assert (await declared.get("/v1/organisations"))["items"] == []


async def test_a_source_belongs_to_its_tool(declared: Api) -> None:
    await declared.put(FLOW, flow())
    for path in ("organisations/org", "sites/site", "flows/f1"):
        address = f"/v1/sources/tyca/{path}"
        await declared.get(address, by=declared.other_tool, expect=404)
        await declared.delete(address, by=declared.other_tool, expect=404)
    await declared.put(FLOW, flow(), by=declared.other_tool, expect=404)
    await declared.put(
        "/v1/sources/tyca/organisations/x", organisation(), by=declared.other_tool, expect=404
    )
    answer = await declared.http.post(
        "/v1/sources/tyca/snapshot", json={"flows": []}, headers=declared.other_tool
    )
    assert answer.status_code == 404
