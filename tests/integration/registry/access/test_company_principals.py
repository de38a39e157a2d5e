"""A company's own access, given by its animator or its tool."""

from uuid import UUID

import pytest

from boucle.platform.identity import Principal
from tests.integration.registry.conftest import CAEN, FALAISE, Api, Body, organisation
from tests.kit import eventually


@pytest.fixture
async def company(declared: Api) -> str:
    """The id of a verified organisation."""
    found = await declared.put("/v1/sources/tyca/organisations/org", organisation(), expect=200)
    return str(found["organisation_id"])


async def _given(
    api: Api, company: str, by: dict[str, str], *, expect: int = 201, name: str = "Supervision"
) -> Body:
    path = f"/v1/organisations/{company}/principals"
    return await api.post(path, {"name": name}, by=by, expect=expect)


async def _own(api: Api, company: str, made: Body) -> dict[str, str]:
    """Who has this principal's secret."""
    form = {
        "grant_type": "client_credentials",
        "client_id": made["client_id"],
        "client_secret": made["client_secret"],
    }
    answer = await api.http.post("/oauth/token", data=form)
    assert answer.status_code == 200, answer.text
    return api.tokens.company(UUID(company), id=made["client_id"])


async def _listed(api: Api, company: str, by: dict[str, str]) -> list[str]:
    shown = await api.get(f"/v1/organisations/{company}/principals", by=by)
    assert "secret" not in str(shown)
    return [one["client_id"] for one in shown["items"]]


async def test_its_animator_and_its_tool_give_it_one_and_take_their_own_back(
    declared: Api, company: str
) -> None:
    animator, tool = declared.tokens.animator(FALAISE), declared.tool
    by_animator = await _given(declared, company, animator)
    by_tool = await _given(declared, company, tool)
    for made in (by_animator, by_tool):
        assert (made["role"], made["organisations"]) == ("company", [company])
        own = await _own(declared, company, made)
        page = await declared.get("/v1/organisations", by=own)
        assert [one["organisation_id"] for one in page["items"]] == [company]
        await _given(declared, company, own, expect=403)  # it gives none itself
    both = [by_animator["client_id"], by_tool["client_id"]]
    assert await _listed(declared, company, animator) == both
    assert await _listed(declared, company, tool) == both[1:]
    path = f"/v1/organisations/{company}/principals"
    await declared.delete(f"{path}/{both[0]}", by=tool, expect=404)
    own = await _own(declared, company, by_tool)
    await declared.delete(f"{path}/{both[1]}", by=tool)
    assert await _listed(declared, company, animator) == both[:1]

    async def is_refused() -> bool:
        return (await declared.http.get("/v1/flows", headers=own)).status_code == 401

    await eventually(is_refused, within=5)


async def test_it_is_for_nobody_else(declared: Api, company: str) -> None:
    made = await _given(declared, company, declared.tool)
    path = f"/v1/organisations/{company}/principals"
    for by, expect in (
        (declared.other_tool, 404),
        (declared.tokens.animator(CAEN), 404),
        (declared.tokens.company(UUID(company)), 403),
        (declared.tokens.service(), 403),
    ):
        await _given(declared, company, by, expect=expect)
        await declared.get(path, by=by, expect=expect)
        await declared.delete(f"{path}/{made['client_id']}", by=by, expect=expect)
    # One that holds other companies too is the operator's.
    other = await declared.post("/v1/organisations", organisation(name="Autre"))
    both = [company, other["organisation_id"]]
    wide = await declared.principal(role="company", organisations=both)
    animator = declared.tokens.animator(FALAISE)
    assert await _listed(declared, company, animator) == [made["client_id"]]
    await declared.delete(f"{path}/{wide}", by=animator, expect=404)


async def test_a_company_that_nobody_vouches_for_gets_none(declared: Api, company: str) -> None:
    animator = declared.tokens.animator(FALAISE)
    await declared.post(
        f"/v1/organisations/{company}/refuse",
        {"reason": "no such company"},
        by=animator,
        expect=200,
    )
    refused = await _given(declared, company, animator, expect=409)
    assert refused["type"] == "urn:boucle:problem:not-verified"


async def test_there_are_ten_at_most(declared: Api, company: str) -> None:
    for number in range(10):
        await _given(declared, company, declared.tool, name=f"Poste {number}")
    refused = await _given(declared, company, declared.tokens.animator(FALAISE), expect=409)
    assert refused["type"] == "urn:boucle:problem:too-many-principals"


async def test_what_a_tool_gave_ends_with_its_grant_and_with_the_tool(
    declared: Api, company: str
) -> None:
    animator = declared.tokens.animator(FALAISE)
    kept = (await _given(declared, company, animator))["client_id"]
    await _given(declared, company, declared.tool)
    grant = f"/v1/organisations/{company}/grants"
    await declared.delete(f"{grant}/{declared.tool_id}", by=animator)
    assert await _listed(declared, company, animator) == [kept]
    await declared.post(grant, {"tool": declared.other_tool_id}, by=animator)
    await _given(declared, company, declared.other_tool)
    await declared.delete(f"/v1/principals/{declared.other_tool_id}", by=declared.operator)
    assert await _listed(declared, company, animator) == [kept]


async def test_what_was_given_ends_when_the_organisation_is_merged(
    declared: Api, company: str
) -> None:
    made = await _given(declared, company, declared.tokens.animator(FALAISE))
    other = await declared.post("/v1/organisations", organisation(name="Autre"))
    into = {"into": other["organisation_id"]}
    await declared.post(f"/v1/organisations/{company}/merge", into, expect=200)
    [row] = await declared.fetch(
        "SELECT revoked_at FROM client WHERE client_id = $1", made["client_id"]
    )
    assert row["revoked_at"] is not None
    said = [data.client_id for _, _, data in await declared.outbox("principal")]
    assert said == [made["client_id"]]


async def test_who_was_revoked_a_moment_ago_gives_none(declared: Api, company: str) -> None:
    """His token still passes at the door: what counts is his row, in the same transaction."""
    operator = await declared.principal(role="operator")
    async with declared.database.write() as session:
        await (await session.driver()).execute("UPDATE client SET revoked_at = now()")
    await _given(declared, company, declared.tool, expect=403)
    own = declared.tokens.of(Principal(operator, "operator", operator))
    wanted = {"name": "p", "role": "animator", "territories": [FALAISE]}
    await declared.post("/v1/principals", wanted, by=own, expect=403)
