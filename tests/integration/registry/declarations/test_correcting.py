"""What a contact writes of its flow on the page of a mail: the flow is as a PATCH would have it."""

from typing import Any
from uuid import uuid4

import pytest

from tests.integration.registry.conftest import Api, flow, organisation, site

CONTACT = {"name": "Accueil", "email": "accueil@scierie.example", "role": "accueil"}
BASE, PATH = "/v1/sources/tyca", "/internal/flow-details"


@pytest.fixture
async def ids(api: Api) -> dict[str, str]:
    """Of a contact and of its company's flow."""
    made = await api.put(f"{BASE}/organisations/org", organisation(contacts=[CONTACT]))
    await api.put(f"{BASE}/sites/site", site())
    declared = await api.put(f"{BASE}/flows/f", flow())
    contact = made["contacts"][0]["contact_id"]
    return {"contact_id": contact, "flow_id": declared["flow_id"]}


async def _correct(api: Api, body: dict[str, Any], expect: int) -> Any:
    return await api.post(PATH, body, by=api.tokens.service(), expect=expect)


async def test_it_is_measured_and_the_contact_has_a_phone(api: Api, ids: dict[str, str]) -> None:
    details = {
        "quantity": {"value": "1 250,5", "unit": "t"}, "months": [4, 5], "cost": "85 €/t",
        "phone": "02 31 00 00 12",
    }  # fmt: skip
    for _again in range(2):
        done = await api.http.post(PATH, json={**ids, **details}, headers=api.tokens.service())
        assert done.status_code == 204, done.text
    shown = await api.get(f"/v1/flows/{ids['flow_id']}")
    assert (shown["quantity"]["value"], shown["certainty"]) == ("1250.5", "measured")
    assert shown["availability"]["months"] == [4, 5]
    assert shown["current_route"]["cost_eur_per_unit"] == "85"
    assert shown["version"] == 2
    path = f"/v1/organisations/{shown['organisation_id']}/contacts"
    [contact] = (await api.get(path))["items"]
    assert contact["phone"] == "02 31 00 00 12"
    made = await api.put(f"{BASE}/organisations/org", organisation(contacts=[CONTACT]), expect=200)
    assert made["contacts"][0]["phone"] == "02 31 00 00 12", "a tool that knows none keeps it"


async def test_what_is_wrong_is_named_and_nothing_is_kept(api: Api, ids: dict[str, str]) -> None:
    before = await api.get(f"/v1/flows/{ids['flow_id']}")
    for details, field in (
        ({"quantity": {"value": "beaucoup", "unit": "t"}}, "quantity.value"),
        ({"phone": "douze", "cost": "3"}, "phone"),
        ({"cost": "cher"}, "cost"),
        ({"months": [13]}, "months[0]"),
    ):
        refused = await _correct(api, {**ids, **details}, 422)
        assert refused["errors"][0]["field"].endswith(field), details
    assert await api.get(f"/v1/flows/{ids['flow_id']}") == before


async def test_anothers_flow_and_an_unknown_contact_are_not_found(
    api: Api, ids: dict[str, str]
) -> None:
    other = {**CONTACT, "email": "autre@ailleurs.example"}
    body = organisation(name="Autre", siren=None, contacts=[other])
    made = await api.put(f"{BASE}/organisations/other", body)
    stranger = made["contacts"][0]["contact_id"]
    await _correct(api, {**ids, "contact_id": stranger, "cost": "3"}, 404)
    await _correct(api, {**ids, "contact_id": str(uuid4()), "cost": "3"}, 404)
