"""A person's own data: read and erased by whoever signed in with the address, by nobody else."""

from tests.integration.registry.accounts.conftest import NADIA, Portal
from tests.integration.registry.conftest import FALAISE, organisation

EMAIL = str(NADIA["email"])
_OTHER = {"address": "lou@falaise.example"}


async def test_who_signed_in_reads_and_erases_the_own_address_only(portal: Portal) -> None:
    own = portal.by(await portal.act(await portal.session(EMAIL)))
    for path in ("export", "erase"):
        await portal.api.post(f"/v1/persons/{path}", _OTHER, by=own, expect=403)
        for other in (portal.api.tokens.animator(FALAISE), portal.api.tokens.company()):
            await portal.api.post(f"/v1/persons/{path}", {"address": EMAIL}, by=other, expect=403)
    found = await portal.api.post(
        "/v1/persons/export", {"address": EMAIL.upper()}, by=own, expect=200
    )
    assert found["account"]["name"] == NADIA["name"]
    await portal.api.post("/v1/persons/erase", {"address": EMAIL}, by=own, expect=200)
    gone = await portal.api.post("/v1/persons/export", {"address": EMAIL}, expect=200)
    assert gone["account"] is None
    assert gone["erased_at"] is not None


async def test_what_others_wrote_of_a_person_is_for_the_operator(portal: Portal) -> None:
    made = await portal.api.put("/v1/sources/tyca/organisations/autre", organisation())
    calls = f"/v1/organisations/{made['organisation_id']}/calls"
    await portal.api.post(calls, {"text": f"dit d'écrire à {EMAIL}"}, by=portal.api.operator)
    own = portal.by(await portal.act(await portal.session(EMAIL)))
    mine = await portal.api.post("/v1/persons/export", {"address": EMAIL}, by=own, expect=200)
    whole = await portal.api.post("/v1/persons/export", {"address": EMAIL}, expect=200)
    assert mine["texts"] == []
    assert EMAIL in str(whole["texts"])
    assert {**whole, "texts": []} == mine
