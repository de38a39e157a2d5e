"""Letters before they leave: as they will be, of one's own side, with links that open nothing."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from boucle.contract.events.matching import Life
from boucle.contract.persons import ERASED
from boucle.notifications.app import SERVICE
from tests.integration.notifications.leaving import hear
from tests.integration.notifications.persons.test_persons import claire_erased
from tests.integration.notifications.support import (
    CAUX,
    HAVRE,
    KEY,
    Office,
    Registry,
    a_life,
    answered,
    link,
    published,
)
from tests.kit import ApiClient, Tokens

Who = dict[str, str]


@pytest.fixture
async def client(api_client: ApiClient, registry: Registry) -> AsyncIterator[httpx.AsyncClient]:
    async with api_client(
        SERVICE,
        link_key=KEY.decode(),
        public_url="https://boucle.example",
        registry_url=registry.url,
        matching_url=registry.url,
        client_id="notifications",
        client_secret=registry.secret,
    ) as made:
        yield made


def found(office: Office, *territories: str) -> tuple[Life, UUID, UUID]:
    """A pair that nobody acted on, as matching would qualify it."""
    offer, need = uuid4(), uuid4()
    office.registry.add(offer, need)
    life = a_life(offer, need, territories=territories or (CAUX, HAVRE), now=office.clock())
    office.registry.qualified[str(life.synergy_id)] = (200, life)
    return life, offer, need


async def shown(client: httpx.AsyncClient, synergy: UUID, who: Who) -> list[dict[str, Any]]:
    answer = await client.get(f"/v1/synergies/{synergy}/letters", headers=who)
    assert answer.status_code == 200, answer.text
    assert answer.json()["refused"] is None
    return list(answer.json()["letters"])


def without_tokens(text: str) -> str:
    """Links by their purpose alone."""
    return re.sub(r"(https://boucle\.example/(?:r|p|stop)/)[\w=-]+", r"\1", text).strip()


async def note(
    client: httpx.AsyncClient, synergy: UUID, company: UUID, who: Who, text: str | None
) -> httpx.Response:
    path = f"/v1/synergies/{synergy}/letters/{company}"
    return await client.put(path, headers=who, json={"note": text})


async def test_what_is_previewed_is_what_leaves(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    life, offer, need = found(office)
    before = await office.everything()
    previews = {}
    for territory, company in ((CAUX, offer), (HAVRE, need)):
        [one] = await shown(client, life.synergy_id, tokens.animator(territory))
        assert (one["organisation_id"], one["step"], one["state"]) == (
            str(company),
            "introduction",
            "next",
        )
        assert one["delays"] == []
        assert one["contact"]["name"] == office.registry.companies[company]["contacts"][0]["name"]
        previews[office.registry.email(company)] = one
    assert await office.everything() == before, "looking changes nothing"
    await office.hear(published(life))
    await office.send()
    for mail in office.sink.received():
        one = previews[mail.to]
        assert one["subject"] == mail.subject
        for name in ("text", "html"):
            read = str(getattr(mail, name)).replace("\r\n", "\n")
            assert without_tokens(one[name]) == without_tokens(read)


async def test_a_preview_says_nothing_of_the_other_side(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    life, offer, need = found(office)
    other = office.registry.companies[need]
    flows = {one.side.organisation_id: one.side.flow_id for one in life.parties}
    answer = await client.get(
        f"/v1/synergies/{life.synergy_id}/letters", headers=tokens.animator(CAUX)
    )
    secrets = (str(need), other["name"], other["contacts"][0]["name"], str(flows[need]), "412345")
    assert not [one for one in secrets if one in answer.text]
    assert str(flows[offer]) in answer.text, "its own, in its own words"
    both = await shown(client, life.synergy_id, tokens.animator(CAUX, HAVRE))
    assert [one["organisation_id"] for one in both] == [str(offer), str(need)]
    for who, status in (
        (tokens.animator("999999999"), 404),
        (tokens.company(offer), 403),
        (tokens.tool(), 403),
    ):
        path = f"/v1/synergies/{life.synergy_id}/letters"
        assert (await client.get(path, headers=who)).status_code == status


async def test_links_of_a_preview_open_nothing(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    life, _, _ = found(office)
    [one] = await shown(client, life.synergy_id, tokens.animator(CAUX))
    paths = set(re.findall(r"https://boucle\.example(/(?:r|p|stop)/[^\s\"<]+)", one["html"]))
    assert paths
    for path in paths:
        assert (await client.get(path)).status_code == 404
        assert (await client.post(path, data={"answer": "interested"})).status_code == 404


async def test_why_nothing_leaves_now(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    own = tokens.animator(CAUX)

    async def why(life: Life) -> list[list[str]]:
        letters = await shown(client, life.synergy_id, own)
        return [[each["why"] for each in one["delays"]] for one in letters]

    life, offer, need = found(office, CAUX, CAUX)
    office.registry.companies[need]["contacts"] = []
    assert await why(life) == [[], ["no_contact"]]
    _, nobody = await shown(client, life.synergy_id, own)
    assert (nobody["text"], nobody["contact"]) == (None, None)
    met = a_life(offer, uuid4(), territories=(CAUX, CAUX))
    office.registry.add(met.parties[1].side.organisation_id)
    await office.hear(published(met))
    assert await office.send() == 2
    assert (await why(life))[0] == ["second_today"]
    contact = office.registry.companies[offer]["contacts"][0]["contact_id"]
    await office.database.execute(
        "insert into preference (contact_id, rhythm, off, stopped, mail_id, updated_at) "
        "values ($1, 'at_once', '{}', true, $1, now())",
        UUID(contact),
    )
    assert (await why(life))[0] == ["stopped", "second_today"]
    fake, one, other = found(office, "000001016", "000001016")
    letters = await shown(client, fake.synergy_id, tokens.animator("000001016"))
    assert [[each["why"] for each in it["delays"]] for it in letters] == [["sandbox"]] * 2
    assert {it["organisation_id"] for it in letters} == {str(one), str(other)}


async def test_who_met_lately_is_told_to_who_sees_both_alone(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    life, offer, need = found(office)
    former = a_life(offer, need, territories=(CAUX, HAVRE))
    await office.hear(published(former))
    await office.send()
    office.clock.advance(timedelta(days=2))
    [alone] = await shown(client, life.synergy_id, tokens.animator(CAUX))
    assert alone["delays"] == []
    both = await shown(client, life.synergy_id, tokens.animator(CAUX, HAVRE))
    assert [[each["why"] for each in one["delays"]] for one in both] == [["resting"]] * 2


async def test_a_refusal_of_matching_is_told(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    synergy = uuid4()
    problem = {"type": "urn:boucle:problem:weak-lead", "detail": "too little"}
    office.registry.qualified[str(synergy)] = (409, problem)
    own = tokens.animator(CAUX)
    answer = await client.get(f"/v1/synergies/{synergy}/letters", headers=own)
    assert answer.json()["refused"] == {"code": "weak-lead", "detail": "too little"}
    assert answer.json()["letters"] == []
    assert (await note(client, synergy, uuid4(), own, "x")).status_code == 409
    office.registry.down = True
    answer = await client.get(f"/v1/synergies/{synergy}/letters", headers=own)
    assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)


async def test_once_introduced_it_is_what_waits_follows_or_left(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    life, offer, _ = found(office)
    own = tokens.animator(CAUX)
    await office.only_hear(published(life))
    [one] = await shown(client, life.synergy_id, own)
    assert (one["step"], one["state"]) == ("introduction", "waiting")
    office.clock.advance(timedelta(seconds=3))
    await office.send()
    [one] = await shown(client, life.synergy_id, own)
    assert (one["step"], one["state"]) == ("reminder", "next")
    both = answered(life, "consented", "consented")
    await office.hear(published(both, "answered", 2))
    await office.send()
    [one] = await shown(client, life.synergy_id, own)
    assert (one["step"], one["state"]) == ("disclosure", "sent")
    assert office.registry.companies[offer]["name"] in one["text"]


async def test_an_animators_own_sentence_goes_to_its_company_alone(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    life, offer, need = found(office)
    own, said = tokens.animator(CAUX), "Vu à l'atelier : <b>appelez-moi</b>.\nInès"
    answer = await note(client, life.synergy_id, offer, own, said)
    assert answer.status_code == 200, answer.text
    assert answer.json()["note"] == said
    assert "&lt;b&gt;appelez-moi&lt;/b&gt;" in answer.json()["html"]
    assert "> Vu à l'atelier" in answer.json()["text"]
    assert "> Anne Animatrice" in answer.json()["text"]
    assert (await note(client, life.synergy_id, need, own, said)).status_code == 404
    assert (await note(client, life.synergy_id, offer, own, "a" * 501)).status_code == 422
    [other] = await shown(client, life.synergy_id, tokens.animator(HAVRE))
    assert (other["note"], "atelier" in other["html"]) == (None, False)
    await office.hear(published(life))
    await office.send()
    mails = {one.to: one for one in office.sink.received()}
    assert "&lt;b&gt;appelez-moi" in str(mails[office.registry.email(offer)].html)
    assert "appelez-moi" not in str(mails[office.registry.email(need)].html)
    assert all(b"appelez" not in event for event in await payloads(office))
    page = await client.get(link(mails[office.registry.email(need)], "r"))
    assert "appelez-moi" not in page.text
    late = await note(client, life.synergy_id, offer, own, "trop tard")
    assert (late.status_code, late.json()["type"].rpartition(":")[2]) == (409, "letter-left")


async def payloads(office: Office) -> list[bytes]:
    return [bytes(row["payload"]) for row in await office.rows("select payload from outbox")]


async def test_a_sentence_is_taken_back_and_a_person_erased_from_it(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    life, offer, _ = found(office)
    own = tokens.animator(CAUX)
    await note(client, life.synergy_id, offer, own, "voir Canari Dupréclaire")
    await hear(office, claire_erased([offer], []))
    [one] = await shown(client, life.synergy_id, own)
    assert one["note"] == f"voir {ERASED}"
    assert (await note(client, life.synergy_id, offer, own, None)).json()["note"] is None
    assert await office.rows("select * from letter_note") == []


async def test_a_sentence_stands_in_a_mornings_digest(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    offer = uuid4()
    office.registry.add(offer)
    others = [uuid4(), uuid4(), uuid4()]
    office.registry.add(*others)
    first, *later = [a_life(offer, one, now=office.clock()) for one in others]
    await office.hear(published(first))
    await office.send()
    for life in later:
        office.registry.qualified[str(life.synergy_id)] = (200, life)
    own = tokens.animator(CAUX)
    await note(client, later[0].synergy_id, offer, own, "Parlons-en jeudi.")
    for life in later:
        await office.hear(published(life))
    office.clock.advance(timedelta(days=1))
    await office.digest_task.work()
    await office.send()
    mine = [one for one in office.sink.received() if one.to == office.registry.email(offer)]
    assert len(mine) == 2
    assert "Anne Animatrice ajoute" in str(mine[1].text)
    assert "Parlons-en jeudi." in str(mine[1].text)
