"""A person is erased, shown, and stops our mails, whichever the organisation."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from boucle.contract.events.registry import ErasedPerson
from boucle.contract.persons import ERASED
from boucle.notifications.app import SERVICE
from boucle.notifications.mails.plan import PASSING_ON
from boucle.notifications.mails.sandboxed import store
from boucle.notifications.persons.retention import forgetting
from boucle.platform.events import Event
from tests.integration.notifications.leaving import PERSONS, erased, hear
from tests.integration.notifications.support import (
    CAUX,
    KEY,
    START,
    Office,
    Registry,
    a_life,
    answered,
    link,
    published,
)
from tests.kit import ApiClient, Tokens
from tests.kit.whole_database import whole

CLAIRE = {
    "name": "Canari Dupréclaire",
    "email": "Canari.Claire@usine.example",
    "phone": "+33 6 12 34 56 78",
    "language": "fr",
    "role": "achats",
}
ADDRESS = "canari.claire@usine.example"
CANARIES = ("canari", "dupréclaire", "612345678", "6 12 34 56 78")


@pytest.fixture
async def client(api_client: ApiClient, registry: Registry) -> AsyncIterator[httpx.AsyncClient]:
    async with api_client(
        SERVICE,
        link_key=KEY.decode(),
        public_url="https://boucle.example",
        registry_url=registry.url,
        client_secret=registry.secret,
    ) as made:
        yield made


def is_claire(registry: Registry, *organisations: UUID) -> list[UUID]:
    """She is the contact of these; her contacts' ids."""
    ids = []
    for one in organisations:
        id_ = uuid4()
        person = PERSONS.of_address(ADDRESS)
        contact = {**CLAIRE, "contact_id": str(id_), "person": person}
        registry.companies[one]["contacts"] = [contact]
        registry.companies[one]["name"] = f"Usine {one}"
        ids.append(id_)
    return ids


def claire_erased(
    organisations: list[UUID], contacts: list[UUID], version: int = 1
) -> Event[ErasedPerson]:
    return erased(CLAIRE, contacts, organisations, START, version)


async def running(office: Office, pair: tuple[UUID, UUID]) -> None:
    """Introduced, answered, disclosed, under way."""
    life = a_life(*pair)
    await office.hear(published(life))
    await office.send()
    both = answered(life, "consented", "consented")
    await office.hear(published(both, "answered", 3))
    await office.send()


async def written_to(office: Office, to: str) -> list[str]:
    return [one.subject for one in office.sink.received() if one.to == to]


async def test_nothing_is_left_of_an_erased_person(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    contacts = is_claire(office.registry, pair[0])
    await running(office, pair)
    mail = next(one for one in office.sink.received() if one.to == CLAIRE["email"])
    other = uuid4(), uuid4()
    office.registry.add(*other)
    contacts += is_claire(office.registry, other[0])
    office.clock.advance(timedelta(days=1))
    await office.hear(published(a_life(*other)))
    await office.send()
    second = [one for one in office.sink.received() if one.to == CLAIRE["email"]][-1]
    said = {"answer": "refused", "reason": "price", "comment": "CANARI, et moi"}
    await client.post(link(second, "r"), data=said)
    kept = await office.rows("select comment from introduction_side where comment <> ''")
    assert len(kept) == 1
    await _meeting(client, tokens, pair)
    await client.post(link(mail, "stop"), data={"pause": "14"})
    hook = {"url": "https://tool.example/x", "description": "Alertes de Canari Dupréclaire"}
    made = await client.post("/v1/webhooks", json=hook, headers=tokens.tool("t-9"))
    assert made.status_code == 201
    assert "canari" in (await whole(office.database)).lower()

    for one in (pair[0], other[0]):
        office.registry.companies[one]["contacts"] = []
    for _ in range(2):
        await hear(office, claire_erased([pair[0], other[0]], contacts))

    for old in (mail, second):  # whoever has it still answers for the company no more
        assert (await client.get(link(old, "r"))).status_code == 404
    everything = (await whole(office.database)).lower()
    assert [one for one in CANARIES if one in everything] == []
    assert str(contacts[0]) not in everything
    assert await office.rows("select description from webhook") == [
        {"description": f"Alertes de {ERASED}"}
    ]
    [meeting] = await office.rows("select title, agenda, host_name from meeting")
    assert meeting == {
        "title": f"Atelier de {ERASED}",
        "agenda": f"écrire à {ERASED}",
        "host_name": ERASED,
    }


async def test_a_synergy_goes_on_and_the_other_party_learns_it(office: Office) -> None:
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    contacts = is_claire(office.registry, pair[0])
    await running(office, pair)
    before = await office.rows("select body, entity_version from life")
    other = office.registry.email(pair[1])
    had = len(await written_to(office, other))
    hers = len(await written_to(office, CLAIRE["email"]))

    office.registry.companies[pair[0]]["contacts"] = []
    for version in (1, 1):
        await hear(office, claire_erased([pair[0]], contacts, version))
    office.clock.advance(PASSING_ON)
    assert await office.send() == 1

    [subject] = (await written_to(office, other))[had:]
    assert "interlocuteur" in subject
    mail = office.sink.received()[-1]
    assert "a quitté Boucle" in str(mail.text)
    assert "animateur de votre territoire" in str(mail.text)
    assert not [one for one in CANARIES[1:] if one in f"{mail.text}{mail.html}".lower()]
    assert len(await written_to(office, CLAIRE["email"])) == hers
    assert await office.rows("select body, entity_version from life") == before


async def test_what_waits_goes_to_whoever_is_left(office: Office) -> None:
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    contacts = is_claire(office.registry, pair[0])
    await office.only_hear(published(a_life(*pair)))
    office.sink.fail(451, 2)
    office.clock.advance(timedelta(seconds=3))
    await office.send()
    left = {**CLAIRE, "contact_id": str(uuid4()), "email": "paul@usine.example", "name": "Paul"}
    office.registry.companies[pair[0]]["contacts"] = [left]
    await hear(office, claire_erased([pair[0]], contacts))
    office.clock.advance(timedelta(minutes=10))
    await office.send()
    assert await written_to(office, CLAIRE["email"]) == []
    assert len(await written_to(office, "paul@usine.example")) == 1


async def test_stop_follows_the_person_and_is_undone_by_it(
    office: Office, client: httpx.AsyncClient
) -> None:
    first, second = (uuid4(), uuid4()), (uuid4(), uuid4())
    office.registry.add(*first, *second)
    is_claire(office.registry, first[0], second[0])
    await office.hear(published(a_life(*first)))
    await office.send()
    mail = next(one for one in office.sink.received() if one.to == CLAIRE["email"])
    office.registry.down = True  # nobody need be asked
    assert (await client.post(link(mail, "stop"), data={"stop": "yes"})).status_code == 303
    office.registry.down = False

    await office.hear(published(a_life(*second)))
    await office.send()
    assert len(await written_to(office, CLAIRE["email"])) == 1, "in another organisation too"

    is_claire(office.registry, first[0])  # declared again: another contact, the same person
    page = (await client.get(link(mail, "stop"))).text
    assert 'value="no"' in page
    assert (await client.post(link(mail, "stop"), data={"stop": "no"})).status_code == 303
    third = uuid4(), uuid4()
    office.registry.add(*third)
    is_claire(office.registry, third[0])
    office.clock.advance(timedelta(days=2))
    await office.hear(published(a_life(*third)))
    await office.send()
    assert len(await written_to(office, CLAIRE["email"])) == 2


async def test_an_export_says_what_was_written_answered_and_chosen(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    is_claire(office.registry, pair[0])
    await office.hear(published(a_life(*pair)))
    await office.send()
    mail = next(one for one in office.sink.received() if one.to == CLAIRE["email"])
    said = {"answer": "refused", "reason": "price", "comment": "voir Canari Dupréclaire"}
    await client.post(link(mail, "r"), data=said)
    await _meeting(client, tokens, pair)
    await client.post(link(mail, "p"), data={"do": "stop"})

    shown = await _exported(client, tokens)

    assert [one["step"] for one in shown["mails"]] == ["introduction"]
    assert [one["comment"] for one in shown["answers"]] == [said["comment"]]
    assert {one["where"].partition(" ")[0] for one in shown["texts"]} == {
        "introduction_side",
        "meeting",
    }
    assert shown["stopped_at"] is not None
    path, body = "/v1/persons/mails", {"address": ADDRESS}
    refused = await client.post(path, headers=tokens.tool("t"), json=body)
    assert refused.status_code == 403
    office.registry.down = True
    away = await client.post(path, headers=tokens.operator(), json={"address": "a@b.example"})
    assert (away.status_code, away.headers["Retry-After"]) == (503, "5")


async def test_old_comments_and_hosts_are_forgotten(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    is_claire(office.registry, pair[0])
    await office.hear(published(a_life(*pair)))
    await office.send()
    mail = next(one for one in office.sink.received() if one.to == CLAIRE["email"])
    said = {"answer": "refused", "reason": "price", "comment": "moi"}
    await client.post(link(mail, "r"), data=said)
    await _meeting(client, tokens, pair)
    forget = forgetting(office.database, office.clock, 100).work
    assert await forget() == 0
    office.clock.advance(timedelta(days=101))
    assert await forget() == 1
    office.clock.advance(timedelta(days=60))
    assert await forget() == 1
    assert await forget() == 0
    assert await office.rows("select comment from introduction_side where comment <> ''") == []
    [meeting] = await office.rows("select host_name, host_phone, agenda, title from meeting")
    assert meeting == {**dict.fromkeys(("host_name", "host_phone", "agenda")), "title": TITLE}


async def test_mails_of_an_idle_sandbox_are_forgotten(office: Office) -> None:
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    await office.hear(published(a_life(*pair)))
    await office.send()
    [first, *_] = await office.rows("select mail_id from mail")
    await store(office.database, first["mail_id"], "idle", b"canari", office.clock())
    forget = forgetting(office.database, office.clock, 100).work
    office.clock.advance(timedelta(days=29))
    assert await forget() == 0
    office.clock.advance(timedelta(days=2))
    assert await forget() == 1
    assert await office.rows("select 1 from sandbox_mail") == []


TITLE = "Atelier de Canari Dupréclaire"


async def _meeting(client: httpx.AsyncClient, tokens: Tokens, pair: tuple[UUID, UUID]) -> None:
    body = {
        "territory": CAUX,
        "kind": "workshop",
        "title": TITLE,
        "place": "Mairie",
        "starts_at": "2026-04-20T09:00:00Z",
        "ends_at": "2026-04-20T12:00:00Z",
        "agenda": f"écrire à {ADDRESS}",
        "host": {"name": CLAIRE["name"], "phone": CLAIRE["phone"]},
        "organisations": [str(one) for one in pair],
    }
    made = await client.post(
        "/v1/meetings",
        headers={**tokens.animator(CAUX), "Idempotency-Key": str(uuid4())},
        json=body,
    )
    assert made.status_code == 201, made.text


async def _exported(client: httpx.AsyncClient, tokens: Tokens) -> dict[str, Any]:
    answer = await client.post(
        "/v1/persons/mails", headers=tokens.operator(), json={"address": ADDRESS}
    )
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown
