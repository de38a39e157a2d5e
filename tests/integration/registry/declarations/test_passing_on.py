"""«Je ne suis pas la bonne personne»: who may become a company's contact by a page, and how."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from boucle.notifications.directory.answer import DirectoryPassedOn
from boucle.notifications.directory.client import DirectoryClient, NotPassedOn
from tests.integration.registry.conftest import CAEN, FALAISE, Api, organisation

ORG = "/v1/sources/tyca/organisations/org"
ACCUEIL = {"name": "Accueil", "email": "accueil@scierie.example", "role": "accueil"}


@pytest.fixture
async def contact(api: Api) -> UUID:
    """Of the one organisation."""
    made = await api.put(ORG, organisation(contacts=[ACCUEIL]))
    return UUID(made["contacts"][0]["contact_id"])


async def _pass_on(api: Api, contact: UUID, email: str, expect: int = 200) -> dict[str, Any]:
    body = {"contact_id": str(contact), "name": "Claire", "email": email}
    return await api.post("/internal/contacts", body, by=api.tokens.service(), expect=expect)


async def _contacts(api: Api) -> dict[str, str]:
    shown = await api.get("/v1/organisations")
    id_ = shown["items"][0]["organisation_id"]
    found = (await api.get(f"/v1/organisations/{id_}/contacts"))["items"]
    return {one["email"]: one["contact_id"] for one in found}


async def _proposed(api: Api, by: dict[str, str] | None = None) -> list[dict[str, Any]]:
    return list((await api.get("/v1/contact-proposals", by=by))["items"])


async def test_a_colleague_is_added_at_once_and_a_tool_leaves_him(api: Api, contact: UUID) -> None:
    for _ in range(2):
        added = await _pass_on(api, contact, "Claire@scierie.example")
        assert added == {
            "state": "added",
            "contact_id": (await _contacts(api))["Claire@scierie.example"],
        }
    assert await _proposed(api) == []
    first = await api.put(ORG, organisation(contacts=[ACCUEIL]), expect=200)
    again = await api.put(ORG, organisation(contacts=[ACCUEIL]), expect=200)
    assert first["version"] == again["version"] == 2
    assert len(await _contacts(api)) == 2
    own = {**ACCUEIL, "name": "Claire Dupré", "email": "claire@scierie.example"}
    named = await api.put(ORG, organisation(contacts=[ACCUEIL, own]), expect=200)
    assert added["contact_id"] in {one["contact_id"] for one in named["contacts"]}
    assert (await api.put(ORG, organisation(contacts=[ACCUEIL]), expect=200))["version"] == 4
    assert list(await _contacts(api)) == [
        ACCUEIL["email"]
    ]  # what a tool declares, it may take back


async def test_who_was_named_is_written_to_first_and_who_named_last(
    api: Api, contact: UUID
) -> None:
    """Mails go to the first contact who takes them."""
    addresses = ("accueil", "direction", "qse", "technique")
    people = [{**ACCUEIL, "email": f"{one}@scierie.example"} for one in addresses]
    made = await api.put(ORG, organisation(contacts=people), expect=200)
    ids = dict(zip(addresses, (one["contact_id"] for one in made["contacts"]), strict=True))
    organisation_id = made["organisation_id"]

    async def order() -> list[str]:
        body, service = {"organisations": [organisation_id]}, api.tokens.service()
        told = await api.post("/internal/directory", body, by=service, expect=200)
        found = told["organisations"][organisation_id]["contacts"]
        return [one["email"].partition("@")[0] for one in found]

    assert await order() == list(addresses)
    passed = await _pass_on(api, contact, "qse@scierie.example")
    assert passed == {"state": "added", "contact_id": ids["qse"]}
    assert await order() == ["qse", "direction", "technique", "accueil"]
    await api.put(ORG, organisation(contacts=people), expect=200)
    await _pass_on(api, UUID(ids["qse"]), "technique@scierie.example")
    assert await order() == ["technique", "direction", "qse", "accueil"]
    await _pass_on(api, UUID(ids["technique"]), "accueil@scierie.example")
    assert await order() == ["accueil", "direction", "technique", "qse"]
    by, path = api.tokens.animator(FALAISE), f"/v1/organisations/{organisation_id}"
    body = {"name": made["name"], "territory": FALAISE, "contacts": people}
    await api.put(path, body, by=by, expect=200)
    assert await order() == list(addresses)


async def test_the_animator_takes_one_out_that_a_page_added(api: Api, contact: UUID) -> None:
    await _pass_on(api, contact, "claire@scierie.example")
    [one] = (await api.get("/v1/organisations"))["items"]
    body = {"name": one["name"], "territory": FALAISE, "contacts": [ACCUEIL]}
    path = f"/v1/organisations/{one['organisation_id']}"
    await api.put(path, body, by=api.tokens.animator(FALAISE), expect=200)
    assert list(await _contacts(api)) == [ACCUEIL["email"]]


async def test_a_stranger_waits_for_the_animator(api: Api, contact: UUID) -> None:
    for _ in range(2):
        answer = await _pass_on(api, contact, "claire@gmail.com")
        assert answer == {"state": "proposed", "contact_id": None}
    assert list(await _contacts(api)) == [ACCUEIL["email"]]
    animator, neighbour = api.tokens.animator(FALAISE), api.tokens.animator(CAEN)
    [waiting] = await _proposed(api, animator)
    assert (waiting["email"], waiting["passed_on_by"]) == ("claire@gmail.com", str(contact))
    assert waiting["organisation_name"] == "Scierie Normande"
    assert await _proposed(api, neighbour) == []
    path = f"/v1/contact-proposals/{waiting['proposal_id']}"
    for decision in ("confirm", "refuse"):
        await api.post(f"{path}/{decision}", {}, by=neighbour, expect=404)
        await api.post(f"{path}/{decision}", {}, by=api.tool, expect=403)
    for _ in range(2):
        confirmed = await api.post(f"{path}/confirm", {}, by=animator, expect=200)
        assert confirmed["contact"]["contact_id"] == waiting["proposal_id"]
    assert (await _contacts(api))["claire@gmail.com"] == waiting["proposal_id"]
    assert await _proposed(api) == await api.fetch("SELECT * FROM contact_proposal") == []
    await api.post(f"{path}/confirm", {}, by=neighbour, expect=404)


async def test_one_that_is_refused_leaves_nothing(api: Api, contact: UUID) -> None:
    await _pass_on(api, contact, "claire@ailleurs.example")
    [waiting] = await _proposed(api)
    path = f"/v1/contact-proposals/{waiting['proposal_id']}"
    refused = await api.http.post(f"{path}/refuse", headers=api.operator)
    assert refused.status_code == 204
    await api.post(f"{path}/confirm", {}, expect=404)
    assert await api.fetch("SELECT * FROM contact_proposal") == []
    assert list(await _contacts(api)) == [ACCUEIL["email"]]


async def test_what_is_not_taken_says_why(api: Api, contact: UUID) -> None:
    await _pass_on(api, uuid4(), "claire@scierie.example", expect=404)
    own = await _pass_on(api, contact, "ACCUEIL@scierie.example", expect=422)
    assert own["errors"][0]["field"] == "body.email"
    bad = await _pass_on(api, contact, "claire", expect=422)
    assert bad["errors"][0]["expected"] == "an address such as name@company.example"
    for number in range(20):
        await _pass_on(api, contact, f"claire{number}@gmail.com")
        if number < 19:
            await _pass_on(api, contact, f"claire{number}@scierie.example")
    for address in ("encore@gmail.com", "encore@scierie.example"):
        many = await _pass_on(api, contact, address, expect=409)
        assert many["type"].endswith("too-many-contacts")
    body = {"contact_id": str(contact), "email": "claire@scierie.example"}
    for by in (api.tool, api.operator, api.tokens.animator(FALAISE)):
        await api.post("/internal/contacts", body, by=by, expect=403)
    [one] = (await api.get("/v1/organisations"))["items"]
    await api.delete(f"/v1/organisations/{one['organisation_id']}", by=api.operator)
    await _pass_on(api, contact, "claire0@scierie.example", expect=404)
    assert await _proposed(api) == []


async def test_a_contact_may_have_no_name(api: Api, contact: UUID) -> None:
    nameless = {"email": "qse@scierie.example", "role": "QSE"}
    made = await api.put(ORG, organisation(contacts=[ACCUEIL, nameless]), expect=200)
    assert {one["name"] for one in made["contacts"]} == {"Accueil", ""}


async def test_the_service_of_mails_passes_on_by_its_client(api: Api, contact: UUID) -> None:
    client = DirectoryClient(api.http, str(api.http.base_url), "mails", "", api.clock)
    client.calls._token = api.tokens.service()["Authorization"].removeprefix("Bearer ")
    client.calls._token_until = api.clock() + timedelta(hours=1)  # of the tests' own issuer
    company = UUID((await api.get("/v1/organisations"))["items"][0]["organisation_id"])
    assert len((await client.find([company], [])).organisations[company].contacts) == 1
    added = await client.pass_on(contact, "", "claire@scierie.example")
    known = (await client.find([company], [])).organisations[company].contacts
    assert {one.contact_id for one in known} == {contact, added.contact_id}
    proposed = await client.pass_on(contact, "Claire", "claire@gmail.com")
    assert proposed == DirectoryPassedOn(state="proposed", contact_id=None)
    for passing, address, why in (
        (uuid4(), "claire@scierie.example", "gone"),
        (contact, "claire", "address"),
        (contact, "accueil@scierie.example", "address"),
    ):
        with pytest.raises(NotPassedOn) as caught:
            await client.pass_on(passing, "", address)
        assert caught.value.why == why
    everybody = await client.territories()
    assert {siren: one.name for siren, one in everybody.items()} == {
        FALAISE: "Pays de Falaise",
        CAEN: "Caen la Mer",
    }
