"""Two companies and those who speak to them, in tests of who is who."""

from uuid import UUID

import pytest

from tests.integration.registry.conftest import Api, Body, flow, organisation, sharing, site

SIREN, OTHER_SIREN = "732829320", "303687867"
SIRET, OTHER_SIRET = "73282932000074", "30368786700026"


@pytest.fixture
async def stranger(api: Api) -> dict[str, str]:
    """A tool that the operator does not trust to verify; its source is ``stranger``."""
    return api.tokens.tool(await api.principal(role="tool", source="stranger"))


async def declare(api: Api, source: str, by: dict[str, str], **told: object) -> Body:
    """A company of ``SIREN`` with a site and a flow: ids of the three, by kind."""
    base, siret = f"/v1/sources/{source}", told.pop("siret", SIRET)
    body = {"name": source, "siren": SIREN, **told}
    await api.put(f"{base}/organisations/o", organisation(**body), by=by)
    await api.put(f"{base}/sites/s", site(organisation="o", siret=siret), by=by)
    await api.put(f"{base}/sharings/f", sharing(site="s"), by=by)
    made = await api.put(f"{base}/flows/f", flow(site="s"), by=by)
    return {kind: made[f"{kind}_id"] for kind in ("organisation", "site", "flow")}


async def on_trial(api: Api) -> dict[str, bool]:
    """Of each flow that is present, as last published."""
    last = {data.flow_id: (type_, data) for type_, _, data in await api.outbox("flow")}
    return {
        str(id_): data.on_trial
        for id_, (type_, data) in last.items()
        if type_ != "flow.withdrawn.v1"
    }


async def history(api: Api, organisation_id: str) -> list[tuple[str, str]]:
    """(state, how) of each."""
    shown = await api.get(f"/v1/organisations/{organisation_id}/verifications")
    return [(one["state"], one["how"]) for one in shown["items"]]


async def client_of(api: Api, source: str) -> str:
    rows = await api.fetch("SELECT client_id FROM client WHERE source = $1", source)
    return str(rows[0]["client_id"])


async def ensure_published_as_kept(api: Api) -> None:
    """Whatever was done: each present flow and sharing was last published as its organisation and
    site are."""
    for kind in ("flow", "sharing"):
        rows = await api.fetch(
            f"SELECT {kind}.id, {kind}.entity_version, organisation.id AS owner, state,"
            f" organisation.tools, site.on_trial, {kind}.organisation_id, site.tools AS site_tools"
            f" FROM {kind} JOIN site ON site.id = site_id"
            " JOIN organisation ON organisation.id = site.organisation_id"
            f" WHERE {kind}.withdrawn_at IS NULL"
        )
        last = {getattr(data, f"{kind}_id"): (v, data) for _, v, data in await api.outbox(kind)}
        for row in rows:
            version, data = last[UUID(str(row["id"]))]
            assert version == row["entity_version"]
            assert data.on_trial == row["on_trial"] == (row["state"] != "verified")
            assert data.organisation_id == row["organisation_id"] == row["owner"]
            assert list(data.tools) == row["tools"] == row["site_tools"]
