"""A person is erased: nothing of it is anywhere, tools are not heard, others may declare it."""

from typing import Any
from uuid import UUID

import pytest

from boucle.contract.events.registry import ErasedPerson
from boucle.contract.persons import ERASED, PersonKey
from tests.integration.registry.conftest import (
    FALAISE,
    Api,
    flow,
    organisation,
    sharing,
    site,
    territory,
)
from tests.kit.contact import ANIMATOR, CONTROLLER
from tests.kit.whole_database import whole

ADDRESS = "canari.claire@scierie.example"
CANARIES = ("canari.claire", "Canari Dupréclaire", "6 12 34 56 78", "612345678", "Canari")
CLAIRE = {
    "name": "Canari Dupréclaire",
    "email": "Canari.Claire@scierie.example",
    "phone": "+33 6 12 34 56 78",
    "role": "achats",
}
PAUL = {"name": "Paul Martin", "email": "paul@scierie.example", "role": "direction"}
SAYS = f"copeaux : voir Canari DUPRÉCLAIRE, {ADDRESS.upper()} ou 06.12.34.56.78"
ORG, OTHER = "/v1/sources/tyca/organisations/org", "/v1/sources/autre/organisations/other"
KEY = PersonKey(b"0" * 32)
BILAN = f"site;sens;nature;matière;quantité;unité;certitude\nnulle part;{ADDRESS};?;?;?;?;?\n"


@pytest.fixture
async def known(api: Api) -> Api:
    """Claire stands wherever registry keeps people."""
    await api.put(ORG, organisation(contacts=[CLAIRE, PAUL], evidence=f"appel de {ADDRESS}"))
    await api.put("/v1/sources/tyca/sites/site", site())
    await api.put(OTHER, organisation(name="Autre", contacts=[CLAIRE]), by=api.other_tool)
    await api.put("/v1/sources/tyca/flows/f", flow(text=SAYS, provenance=SAYS))
    await api.put("/v1/sources/tyca/sharings/s", sharing(description=SAYS))
    await _import(api, BILAN)
    known = (await api.get("/v1/organisations", by=api.tool))["items"][0]["organisation_id"]
    call = {"text": SAYS, "with_whom": CLAIRE["name"]}
    await api.post(f"/v1/organisations/{known}/calls", call)
    mark = {"territory": FALAISE, "state": "to_call", "note": f"écrire à {ADDRESS}"}
    await api.put("/v1/prospects/73282932000074", mark, by=api.operator, expect=200)
    await api.principal(role="animator", name=f"poste de {ADDRESS}", territories=[FALAISE])
    animator = {**ANIMATOR, "name": CLAIRE["name"], "email": CLAIRE["email"]}
    changed = territory(animator=animator, controller=CONTROLLER)
    await api.put(f"/v1/territories/{FALAISE}", changed, by=api.operator, expect=200)
    made = await api.http.post(
        "/v1/organisations",
        json=organisation(name="Tierce", contacts=[CLAIRE]),
        headers={**api.operator, "Idempotency-Key": "once"},
    )
    assert made.status_code == 201, made.text
    return api


async def _import(api: Api, bilan: str) -> None:
    headers = {**api.tool, "Content-Type": "text/csv"}
    answer = await api.http.post("/v1/imports", content=bilan.encode(), headers=headers)
    assert answer.status_code in (200, 201), answer.text


async def _erase(api: Api) -> dict[str, Any]:
    return await api.post("/v1/persons/erase", {"address": ADDRESS}, expect=200)


async def _export(api: Api) -> dict[str, Any]:
    return await api.post("/v1/persons/export", {"address": ADDRESS}, expect=200)


async def test_nothing_is_left_of_an_erased_person(known: Api) -> None:
    before = await whole(known.database)
    assert all(canary.lower() in before.lower() for canary in CANARIES[:2])

    done = await _erase(known)

    assert (done["contacts"], done["animates"], done["proposals"]) == (3, [FALAISE], 0)
    assert done["texts"] >= 5
    assert sorted(one["contacts"] for one in done["left"]) == [0, 0, 1]
    assert len([line for line in done["todo"] if "no contact any more" in line]) == 2
    after = (await whole(known.database)).lower()
    assert [canary for canary in CANARIES if canary.lower() in after] == []
    metrics = (await known.http.get("/metrics")).text.lower()
    assert [canary for canary in CANARIES if canary.lower() in metrics] == []
    said = await known.get("/v1/flows", by=known.tool)
    assert said["items"][0]["text"] == f"copeaux : voir {ERASED}, {ERASED} ou {ERASED}"


async def test_the_event_has_hashes_and_ids_only(known: Api) -> None:
    shown = await _export(known)
    await _erase(known)
    [(type_, version, data)] = await known.outbox("person")
    assert (type_, version) == ("person.erased.v1", 1)
    assert isinstance(data, ErasedPerson)
    assert data.person == KEY.of_address(ADDRESS)
    assert set(data.mentions) == KEY.of_mentions(CLAIRE["name"], CLAIRE["phone"]) | KEY.of_mentions(
        None, ANIMATOR["phone"]
    )
    assert set(data.contacts) == {UUID(one["contact_id"]) for one in shown["contacts"]}
    assert len(data.without_contact) == 2


async def test_an_export_says_all_and_once_erased_only_that(known: Api) -> None:
    shown = await _export(known)
    assert {one["email"] for one in shown["contacts"]} == {CLAIRE["email"]}
    assert len(shown["contacts"]) == 3
    assert [one["territory"] for one in shown["animates"]] == [FALAISE]
    where = {one["where"].partition(" ")[0] for one in shown["texts"]}
    assert where == {
        *("flow", "sharing", "bilan", "organisation_verification", "client"),
        *("company_call", "marked_prospect"),
    }
    assert shown["erased_at"] is None
    await _erase(known)
    left = await _export(known)
    assert left["erased_at"] is not None
    assert [left[name] for name in ("contacts", "proposals", "animates", "texts")] == [[]] * 4


async def test_a_tool_is_not_heard_and_people_are(known: Api) -> None:
    await _erase(known)
    for contacts in ([CLAIRE, PAUL], [{**CLAIRE, "email": ADDRESS.upper()}, PAUL]):
        again = await known.put(ORG, organisation(contacts=contacts), expect=200)
        assert [one["email"] for one in again["contacts"]] == [PAUL["email"]]
    assert (await _erase(known))["contacts"] == 0
    organisation_id = again["organisation_id"]
    back = await known.put(
        f"/v1/organisations/{organisation_id}",
        organisation(contacts=[CLAIRE, PAUL]),
        by=known.operator,
        expect=200,
    )
    assert len(back["contacts"]) == 2
    kept = await known.put(ORG, organisation(contacts=[CLAIRE, PAUL]), expect=200)
    assert len(kept["contacts"]) == 2


async def test_done_twice_it_erases_what_came_since(known: Api) -> None:
    await _erase(known)
    assert (await _erase(known))["texts"] == 0
    await _import(known, BILAN)
    assert (await _erase(known))["texts"] == 1
    assert [version for _, version, _ in await known.outbox("person")] == [1, 2, 3]


async def test_a_tools_nightly_snapshot_brings_no_text_back(known: Api) -> None:
    f, declared = "/v1/sources/tyca/flows/f", flow(text=SAYS, provenance=SAYS)
    before = await known.put(f, declared, expect=200)
    await _erase(known)
    for _ in range(2):
        again = await known.put(f, declared, expect=200)
        assert again["version"] == before["version"]
        assert again["text"] == f"copeaux : voir {ERASED}, {ERASED} ou {ERASED}"
        await known.put("/v1/sources/tyca/sharings/s", sharing(description=SAYS), expect=200)
        await _erase(known)
    said = (await whole(known.database)).lower()
    assert [canary for canary in CANARIES if canary.lower() in said] == []


@pytest.mark.parametrize("says", ["Dupréclaire CANARI", "canari dupreclaire", "612345678 (14h)"])
async def test_however_the_name_and_the_number_are_written(known: Api, says: str) -> None:
    await known.put("/v1/sources/tyca/flows/f", flow(text=f"voir {says}"), expect=200)
    assert any(says in str(one["text"]) for one in (await _export(known))["texts"])
    await _erase(known)
    said = await known.get("/v1/flows", by=known.tool)
    assert ERASED in said["items"][0]["text"]


async def test_an_address_of_nobody_is_erased_too(api: Api) -> None:
    done = await _erase(api)
    assert (done["contacts"], done["texts"], done["todo"]) == (0, 0, [])


async def test_what_is_no_address_is_refused_with_its_field(api: Api) -> None:
    for path in ("/v1/persons/erase", "/v1/persons/export"):
        refused = await api.post(path, {"address": "claire"}, expect=422)
        [error] = refused["errors"]
        assert (error["field"], error["value"]) == ("body.address", "claire")


async def test_only_the_operator_may(known: Api) -> None:
    for by in (known.tool, known.tokens.service()):
        await known.post("/v1/persons/erase", {"address": ADDRESS}, by=by, expect=403)
        await known.post("/v1/persons/export", {"address": ADDRESS}, by=by, expect=403)
