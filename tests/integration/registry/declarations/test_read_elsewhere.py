"""What another service reads of a flow is found by a tool's own id, as last written."""

from __future__ import annotations

import pytest

from tests.integration.registry.conftest import Api, flow

FLOW = "/v1/sources/tyca/flows/f1"


@pytest.mark.parametrize("what", ["possibilities", "explain"])
async def test_a_tool_is_sent_to_what_it_last_wrote(declared: Api, what: str) -> None:
    await declared.put(FLOW, flow())
    made = await declared.put(FLOW, flow(text="autre"), expect=200)
    found = await declared.http.get(f"{FLOW}/{what}", headers=declared.tool)
    assert found.status_code == 307
    assert made["version"] == 2
    assert found.headers["location"] == f"/v1/flows/{made['flow_id']}/{what}?version=2"
    other = await declared.http.get(f"{FLOW}/{what}", headers=declared.other_tool)
    assert other.status_code == 404
