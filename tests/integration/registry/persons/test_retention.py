"""What is old is forgotten, by kind; what is not stays."""

from datetime import timedelta

from boucle.platform.periodic import Periodic
from boucle.registry.parties.persons.retention import KeptDays, forgetting
from tests.integration.registry.conftest import FALAISE, Api, flow, organisation, territory
from tests.kit.contact import CONTROLLER

CLAIRE = {"name": "Claire Dupré", "email": "claire@scierie.example", "role": "achats"}
ORG = "/v1/sources/tyca/organisations/org"


def _job(api: Api) -> Periodic:
    return forgetting(api.database, api.clock, KeptDays(30, 90, 90))


async def _count(api: Api, what: str) -> int:
    [row] = await api.fetch(f"SELECT count(*) FROM {what}")
    return int(row[0])


async def test_contacts_and_texts_of_what_was_withdrawn(declared: Api) -> None:
    await declared.put(ORG, organisation(contacts=[CLAIRE]), expect=200)
    await declared.put("/v1/sources/tyca/flows/f", flow(text="palettes", provenance="visite"))
    events = await declared.outbox()
    assert await _job(declared).work() == 0
    await declared.delete(ORG)
    declared.clock.advance(timedelta(days=29))
    assert await _job(declared).work() == 0
    declared.clock.advance(timedelta(days=2))
    assert await _job(declared).work() == 2
    assert await _job(declared).work() == 0
    assert await _count(declared, "contact") == 0
    [kept] = await declared.fetch("SELECT draft FROM flow")
    assert {"text", "provenance", "as_sent"}.isdisjoint(kept["draft"])
    assert len(await declared.outbox()) > len(events)
    back = await declared.put(ORG, organisation(contacts=[CLAIRE]), expect=201)
    assert len(back["contacts"]) == 1


async def test_contacts_of_who_has_nothing_here_as_long_as_the_territory_says(
    declared: Api,
) -> None:
    await declared.put(ORG, organisation(contacts=[CLAIRE]), expect=200)
    silent = {**CLAIRE, "email": "paul@silence.example"}
    await declared.put(
        "/v1/sources/tyca/organisations/silent", organisation(name="Silence", contacts=[silent])
    )
    await declared.put("/v1/sources/tyca/flows/f", flow())
    controller = {**CONTROLLER, "kept_months": 12}
    changed = territory(controller=controller)
    await declared.put(f"/v1/territories/{FALAISE}", changed, by=declared.operator, expect=200)
    declared.clock.advance(timedelta(days=360))
    assert await _job(declared).work() == 0
    declared.clock.advance(timedelta(days=10))
    assert await _job(declared).work() == 1
    assert await _count(declared, "contact WHERE email = 'paul@silence.example'") == 0
    assert await _count(declared, "contact") == 1, "what it declared is there still"


async def test_imports_proposals_and_postal_addresses(declared: Api) -> None:
    made = await declared.put(ORG, organisation(contacts=[CLAIRE]), expect=200)
    contact = made["contacts"][0]["contact_id"]
    named = {"contact_id": contact, "name": "Paul", "email": "paul@gmail.com"}
    await declared.post("/internal/contacts", named, by=declared.tokens.service(), expect=200)
    headers = {**declared.tool, "Content-Type": "text/csv"}
    await declared.http.post("/v1/imports", content=b"site;sens\nx;y\n", headers=headers)
    held = [await _count(declared, one) for one in ("contact_proposal", "bilan")]
    declared.clock.advance(timedelta(days=89))
    assert await _job(declared).work() == 0
    declared.clock.advance(timedelta(days=2))
    assert await _job(declared).work() == sum(held)
    assert held[0] == 1
    assert [await _count(declared, one) for one in ("contact_proposal", "bilan")] == [0, 0]


async def test_a_territory_without_a_controller_keeps_for_36_months(api: Api) -> None:
    assert "controller" not in territory()
    await api.put(ORG, organisation(contacts=[CLAIRE]))
    api.clock.advance(timedelta(days=1090))
    assert await _job(api).work() == 0
    api.clock.advance(timedelta(days=10))
    assert await _job(api).work() == 1
