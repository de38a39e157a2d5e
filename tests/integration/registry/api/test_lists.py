"""What lists of registry take: any of several values, orders, fields, what is expanded."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.integration.registry.conftest import CAEN, FALAISE, Api, Body, flow, organisation, site

NAMES = ("Bois", "Atelier", "Bois", "Égout", "Cuve")


@pytest.fixture
async def filled(declared: Api) -> Api:
    """Two organisations, five sites with names that repeat, two flows each."""
    await declared.put(
        "/v1/sources/tyca/organisations/far", organisation(name="Caen", territory=CAEN)
    )
    for number, name in enumerate(NAMES):
        owner, where = (("org", FALAISE), ("far", CAEN))[number % 2]
        body = site(organisation=owner, name=name, territory=where)
        await declared.put(f"/v1/sources/tyca/sites/s{number}", body)
        for family in ("wood_b", "cardboard"):
            path = f"/v1/sources/tyca/flows/{family}{number}"
            await declared.put(path, flow(site=f"s{number}", family=family))
    return declared


async def _walked(api: Api, path: str, by: dict[str, str]) -> list[Body]:
    """All pages of two."""
    items: list[Body] = []
    following: str | None = ""
    while following is not None:
        separator = "&" if "?" in path else "?"
        page = await api.get(f"{path}{separator}limit=2{following}", by=by)
        items += page["items"]
        following = None if page["next"] is None else f"&cursor={page['next']}"
    return items


@pytest.mark.parametrize(
    ("path", "key", "column"),
    [
        ("/v1/flows", "flow_id", "updated_at"),
        ("/v1/flows", "flow_id", "declared_at"),
        ("/v1/sites", "site_id", "declared_at"),
        ("/v1/sites", "site_id", "name"),
        ("/v1/organisations", "organisation_id", "name"),
        ("/v1/territories", "siren", "name"),
    ],
)
async def test_each_order_is_walked_without_gaps_both_ways(
    filled: Api, path: str, key: str, column: str
) -> None:
    organisation_id = (await filled.get("/v1/organisations?territory=" + FALAISE))["items"][0]
    company = filled.tokens.company(UUID(organisation_id["organisation_id"]))
    animator = filled.tokens.animator(FALAISE, CAEN)
    for by in (filled.operator, animator, filled.tool, company):
        whole = (await filled.get(f"{path}?limit=200", by=by))["items"]
        rising = await _walked(filled, f"{path}?sort={column}", by)
        falling = await _walked(filled, f"{path}?sort=-{column}", by)
        assert sorted(map(str, rising)) == sorted(map(str, whole))
        assert falling == rising[::-1]
        assert len({each[key] for each in rising}) == len(whole)
        if column != "name":
            assert rising == sorted(rising, key=lambda each: (each[column], each[key]))


async def test_names_are_sorted_and_a_name_twice_is_there_twice(filled: Api) -> None:
    found = await _walked(filled, "/v1/sites?sort=name&fields=name", filled.operator)
    assert sorted(each["name"] for each in found) == sorted((*NAMES, "Atelier"))
    assert [each["name"] for each in found][:4] == ["Atelier", "Atelier", "Bois", "Bois"]


async def test_a_cursor_of_another_order_or_list_is_refused(filled: Api) -> None:
    page = await filled.get("/v1/sites?sort=name&limit=2")
    refused = await filled.get(f"/v1/sites?sort=-name&cursor={page['next']}", expect=422)
    assert refused["errors"][0]["field"] == "query.cursor"
    await filled.get(f"/v1/sites?cursor={page['next']}", expect=422)
    refused = await filled.get("/v1/sites?sort=family", expect=422)
    [error] = refused["errors"]
    assert (error["field"], error["value"]) == ("query.sort", "family")
    assert error["expected"].startswith("one of updated_at, -updated_at, declared_at,")
    refused = await filled.get(f"/v1/flows?cursor={page['next']}", expect=422)
    assert refused["errors"][0]["message"] == "is not a cursor of this list"


async def test_a_repeated_filter_means_any_of(filled: Api) -> None:
    async def count(query: str) -> int:
        return len((await filled.get(f"/v1/flows?{query}"))["items"])

    assert await count("family=wood_b") == 5
    assert await count("family=wood_b&family=cardboard") == 10
    assert await count(f"territory={FALAISE}&territory={CAEN}&family=cardboard") == 5
    assert await count("direction=input") == 0
    assert await count("direction=input&direction=output") == 10
    ids = [each["site_id"] for each in (await filled.get("/v1/sites?sort=-declared_at"))["items"]]
    assert await count(f"site_id={ids[0]}&site_id={ids[1]}") == 4
    animator = filled.tokens.animator(FALAISE, CAEN)
    both = f"/v1/flows?territory={FALAISE}&territory={CAEN}&nature=material&nature=water"
    assert len(await _walked(filled, both, animator)) == 10
    for states, expected in (("state=claimed", 0), ("state=claimed&state=verified", 2)):
        assert len((await filled.get(f"/v1/organisations?{states}"))["items"]) == expected


async def test_an_unknown_value_is_refused_with_those_expected(api: Api) -> None:
    answers = [
        await api.get("/v1/organisations?state=verified&state=gone", expect=422) for _ in range(2)
    ]
    assert answers[0]["errors"] == answers[1]["errors"]
    [error] = answers[0]["errors"]
    assert (error["field"], error["value"]) == ("query.state", "gone")
    assert error["expected"] == "one of claimed, verified, refused"
    [error] = (await api.get("/v1/flows?family=wood_b&family=wod_b", expect=422))["errors"]
    assert (error["field"], error["value"]) == ("query.family", "wod_b")
    assert "wood_b" in error["expected"]
    [error] = (await api.get("/v1/flows?withdrawn=true&withdrawn=false", expect=422))["errors"]
    assert (error["field"], error["expected"]) == ("query.withdrawn", "one value")


async def test_only_the_fields_asked_for_are_answered(filled: Api) -> None:
    shown = await filled.get("/v1/flows?fields=family,quantity&limit=1")
    assert set(shown["items"][0]) == {"flow_id", "family", "quantity"}
    flow_id = shown["items"][0]["flow_id"]
    answer = await filled.http.get(
        f"/v1/flows/{flow_id}", params={"fields": "family"}, headers=filled.operator
    )
    assert answer.json() == {"flow_id": flow_id, "family": shown["items"][0]["family"]}
    assert answer.headers["etag"] == '"1"'
    named = await filled.get("/v1/sources/tyca/flows/wood_b1?fields=family", by=filled.tool)
    assert set(named) == {"flow_id", "family"}
    units = await filled.get("/v1/units?fields=label_fr&limit=2")
    assert [set(each) for each in units["items"]] == [{"key", "label_fr"}] * 2
    wrong = await filled.get("/v1/flows?fields=familly", expect=422)
    assert wrong["errors"][0]["expected"].startswith("one of family, ")


async def test_a_flow_is_answered_with_its_site_and_organisation(filled: Api) -> None:
    for by in (filled.operator, filled.tool, filled.tokens.animator(FALAISE)):
        page = await filled.get("/v1/flows?expand=site,organisation&limit=3", by=by)
        for each in page["items"]:
            own = await filled.get(f"/v1/sites/{each['site_id']}", by=by)
            assert each["site"] == own
            assert each["organisation"]["organisation_id"] == each["organisation_id"]
            assert each["organisation"]["contacts"] is None
    plain = (await filled.get("/v1/flows?limit=1"))["items"][0]
    assert not {"site", "organisation"} & set(plain)
    await filled.get("/v1/flows?expand=parties", expect=422)


async def test_what_is_expanded_is_what_its_reader_may_see(filled: Api) -> None:
    """A company that moved to another territory: its flow there was, its animator sees no more."""
    found = await filled.get("/v1/sites?sort=-declared_at&limit=1")
    gone = found["items"][0]
    await filled.delete("/v1/sources/tyca/sites/s4")
    await filled.delete("/v1/sources/tyca/sites/s2")
    await filled.delete("/v1/sources/tyca/sites/s0")
    await filled.delete("/v1/sources/tyca/sites/site")
    await filled.put("/v1/sources/tyca/organisations/org", organisation(territory=CAEN), expect=200)
    animator = filled.tokens.animator(FALAISE)
    await filled.get(f"/v1/organisations/{gone['organisation_id']}", by=animator, expect=404)
    shown = await filled.get(f"/v1/sites/{gone['site_id']}?expand=organisation", by=animator)
    assert shown["organisation"] is None


async def test_the_tag_of_an_expanded_read_moves_with_what_is_expanded(filled: Api) -> None:
    flow_id = (await filled.get("/v1/flows?limit=1"))["items"][0]["flow_id"]
    path = f"/v1/flows/{flow_id}?expand=organisation"

    async def read(**known: str) -> Any:
        return await filled.http.get(path, headers={**filled.operator, **known})

    tag = (await read()).headers["etag"]
    assert (await read(**{"If-None-Match": tag})).status_code == 304
    renamed = organisation(name="Scierie Neuve")
    await filled.put("/v1/sources/tyca/organisations/org", renamed, expect=200)
    changed = await read(**{"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.json()["organisation"]["name"] == "Scierie Neuve"


async def test_after_leads_to_the_feed(filled: Api) -> None:
    for path, type_ in (("/v1/flows", "flow"), ("/v1/sites", "site")):
        answer = await filled.http.get(f"{path}?after=abc&limit=500", headers=filled.tool)
        assert answer.status_code == 307
        assert answer.headers["location"] == f"/v1/changes?types={type_}&after=abc&limit=500"
        refused = await filled.get(f"{path}?after=abc&organisation_id={uuid4()}", expect=422)
        assert refused["errors"][0]["field"] == "query.organisation_id"
    assert (await filled.http.get("/v1/flows?after=abc")).status_code == 401
