"""Claimed, verified, refused: who is believed, and what a SIREN of somebody else gains: nothing."""

from uuid import UUID

import pytest

from tests.integration.registry.conftest import (
    CAEN,
    FALAISE,
    Api,
    Body,
    flow,
    organisation,
    published_states,
    site,
)
from tests.integration.registry.organisations.conftest import OTHER_SIREN, SIREN, SIRET, client_of

COMPANY = organisation(siren=SIREN)


async def _company(api: Api, source: str, by: dict[str, str], **published: object) -> Body:
    """A company of this SIREN with a site of its SIRET and a flow; the answer of the flow's PUT."""
    base = f"/v1/sources/{source}"
    await api.put(f"{base}/organisations/o", {**COMPANY, **published}, by=by)
    await api.put(f"{base}/sites/s", site(organisation="o", siret=SIRET), by=by)
    return await api.put(f"{base}/flows/f", flow(site="s"), by=by)


async def _state(api: Api, source: str) -> str:
    return str((await api.get(f"/v1/sources/{source}/organisations/o"))["state"])


async def test_who_declares_decides_what_is_verified_at_once(
    api: Api, stranger: dict[str, str]
) -> None:
    animator = api.tokens.animator(FALAISE)
    by_whom = [
        (animator, "verified", "declared_by_animator"),
        (api.operator, "verified", "declared_by_operator"),
        (api.tool, "verified", "tool"),
        (stranger, "claimed", "declared"),
    ]
    body = organisation(evidence="https://annuaire.example/732829320")
    for by, state, how in by_whom:
        made = await api.post("/v1/organisations", body, by=by)
        assert made["state"] == state
        rows = await api.fetch(
            "SELECT version, state, how, role, client_id, evidence FROM organisation_verification "
            "WHERE organisation_id = $1",
            UUID(made["organisation_id"]),
        )
        assert [(row["version"], row["state"], row["how"]) for row in rows] == [(1, state, how)]
        assert rows[0]["client_id"]
        assert rows[0]["evidence"] == body["evidence"]
    elsewhere = api.tokens.animator(CAEN)
    await api.post("/v1/organisations", body, by=elsewhere, expect=422)


@pytest.mark.parametrize("declared_first", [True, False])
async def test_a_siren_of_another_gains_nothing(
    api: Api, stranger: dict[str, str], declared_first: bool
) -> None:
    if declared_first:
        false = await _company(api, "stranger", stranger)
        true = await _company(api, "tyca", api.tool)
    else:
        true = await _company(api, "tyca", api.tool)
        false = await _company(api, "stranger", stranger)
    assert (await _state(api, "stranger"), await _state(api, "tyca")) == ("claimed", "verified")
    # No binding, no data, no id of a flow: each has its own, and neither is told of the other's.
    assert true["organisation_id"] != false["organisation_id"]
    assert true["site_id"] != false["site_id"]
    assert true["duplicate_of"] is false["duplicate_of"] is None
    for listed in ("organisations", "sites", "flows"):
        page = await api.get(f"/v1/{listed}", by=stranger)
        assert len(page["items"]) == 1, listed
    for kind in ("organisation", "site", "flow"):
        await api.get(f"/v1/{kind}s/{true[f'{kind}_id']}", by=stranger, expect=404)
    # No match with itself, no mail: what is claimed is on trial, what is verified is not touched.
    assert await published_states(api) == {
        UUID(true["flow_id"]): (False, None),
        UUID(false["flow_id"]): (True, None),
    }
    events = await api.outbox("flow")
    assert [n for _, n, data in events if str(data.flow_id) == true["flow_id"]] == [1]


async def test_a_company_that_takes_the_siren_of_another_gains_nothing(
    api: Api, stranger: dict[str, str]
) -> None:
    own = await api.put("/v1/sources/stranger/organisations/own", organisation(), by=stranger)
    company = api.tokens.company(UUID(own["organisation_id"]))
    true = await _company(api, "tyca", api.tool)
    address = f"/v1/organisations/{own['organisation_id']}"
    shown = await api.put(address, COMPANY, by=company, expect=200)
    assert (shown["siren"], shown["state"]) == (SIREN, "claimed")
    # The real company's tool declares it again: it is not bound to the other's.
    again = await api.put("/v1/sources/tyca/organisations/o", COMPANY, expect=200)
    assert (again["organisation_id"], again["version"]) == (true["organisation_id"], 1)
    for kind in ("organisation", "site", "flow"):
        await api.get(f"/v1/{kind}s/{true[f'{kind}_id']}", by=company, expect=404)
    assert (await api.get("/v1/flows", by=company))["items"] == []


async def test_even_a_tool_that_verifies_is_not_bound_by_a_siren(api: Api) -> None:
    true = await _company(api, "tyca", api.tool)
    other = await _company(api, "autre", api.other_tool)
    assert await _state(api, "autre") == "claimed"
    assert true["organisation_id"] != other["organisation_id"]
    assert len((await api.get("/v1/flows", by=api.other_tool))["items"]) == 1
    # Its SIREN mended, it is verified.
    mended = organisation(siren=OTHER_SIREN)
    base = "/v1/sources/autre"
    refused = await api.put(f"{base}/organisations/o", mended, by=api.other_tool, expect=422)
    assert refused["errors"][0]["field"] == "body.siren"
    assert SIRET in refused["errors"][0]["message"]
    assert await _state(api, "autre") == "claimed", "nothing half-done"
    place = site(organisation="o")
    await api.put(f"{base}/sites/s", place, by=api.other_tool, expect=200)
    await api.put(f"{base}/organisations/o", mended, by=api.other_tool, expect=200)
    assert await _state(api, "autre") == "verified"
    assert set((await published_states(api)).values()) == {(False, None)}


async def test_a_verified_siren_changes_by_verification_only(
    api: Api, stranger: dict[str, str]
) -> None:
    made = await api.post("/v1/organisations", COMPANY)
    address = f"/v1/organisations/{made['organisation_id']}"
    await api.post(f"{address}/grants", {"tool": await client_of(api, "stranger")})
    company = api.tokens.company(UUID(made["organisation_id"]))
    for siren in (OTHER_SIREN, None):
        for by in (company, stranger):
            refused = await api.put(address, organisation(siren=siren), by=by, expect=422)
            [error] = refused["errors"]
            assert (error["field"], error["value"]) == ("body.siren", siren)
            assert SIREN in error["expected"]
            assert "animator" in error["expected"]
    animator = api.tokens.animator(FALAISE)
    changed = await api.put(address, organisation(siren=OTHER_SIREN), by=animator, expect=200)
    assert (changed["siren"], changed["state"]) == (OTHER_SIREN, "verified")
    await api.post("/v1/organisations", COMPANY)
    taken = await api.put(address, COMPANY, by=animator, expect=422)
    assert "another verified organisation" in taken["errors"][0]["message"]
    rows = await api.fetch(
        "SELECT siren FROM organisation_verification WHERE organisation_id = $1 ORDER BY version",
        UUID(made["organisation_id"]),
    )
    assert [row["siren"] for row in rows] == [SIREN, OTHER_SIREN]


async def test_a_siret_of_a_verified_organisation_is_of_its_siren(
    api: Api, stranger: dict[str, str]
) -> None:
    await api.put("/v1/sources/tyca/organisations/o", organisation(siren=OTHER_SIREN))
    wrong = site(organisation="o", siret=SIRET)
    refused = await api.put("/v1/sources/tyca/sites/s", wrong, expect=422)
    [error] = refused["errors"]
    assert (error["field"], error["value"]) == ("body.siret", SIRET)
    assert error["expected"] == f"a SIRET that begins with {OTHER_SIREN}, or no SIRET"
    await api.put("/v1/sources/tyca/sites/s", site(organisation="o"))
    await api.put("/v1/sources/tyca/sites/s", wrong, expect=422)


async def test_one_that_comes_back_finds_its_siren_taken(
    api: Api, stranger: dict[str, str]
) -> None:
    await _company(api, "tyca", api.tool)
    await api.delete("/v1/sources/tyca/organisations/o")
    await _company(api, "autre", api.other_tool)
    assert await _state(api, "autre") == "verified"
    back = await api.put("/v1/sources/tyca/organisations/o", COMPANY)
    assert back["state"] == "claimed"
    await api.put("/v1/sources/tyca/sites/s", site(organisation="o", siret=SIRET))
    flow_ = await api.put("/v1/sources/tyca/flows/f", flow(site="s"))
    assert (await published_states(api))[UUID(flow_["flow_id"])] == (True, None)


async def test_what_is_claimed_is_listed_for_its_animator(
    api: Api, stranger: dict[str, str]
) -> None:
    await _company(api, "tyca", api.tool)
    claimed = await _company(api, "stranger", stranger)
    animator = api.tokens.animator(FALAISE)
    for by in (animator, api.operator):
        page = await api.get("/v1/organisations?state=claimed", by=by)
        assert [one["organisation_id"] for one in page["items"]] == [claimed["organisation_id"]]
    elsewhere = await api.get("/v1/organisations?state=claimed", by=api.tokens.animator(CAEN))
    assert elsewhere["items"] == []


async def test_only_a_tool_is_made_to_verify(api: Api) -> None:
    body = {"name": "p", "role": "animator", "territories": [FALAISE], "verifies": True}
    refused = await api.post("/v1/principals", body, expect=422)
    assert [error["field"] for error in refused["errors"]] == ["body.verifies"]
    shown = await api.get("/v1/principals?role=tool")
    assert [one["verifies"] for one in shown["items"]] == [True, True]
