"""A question on the answer page reaches the animator alone; its answer comes back by mail."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from boucle.contract.persons import ERASED
from boucle.local.mailsink.mailbox import SinkMessage
from boucle.notifications.app import SERVICE
from boucle.notifications.questions.store import MOST_OPEN
from tests.integration.notifications.leaving import hear
from tests.integration.notifications.persons.test_persons import claire_erased
from tests.integration.notifications.support import (
    CAUX,
    HAVRE,
    KEY,
    Office,
    Registry,
    a_life,
    link,
    published,
)
from tests.kit import ApiClient, Tokens

Who = dict[str, str]
ASKED = "La vapeur, <b>toute l'année</b> ?"


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


async def introduced(office: Office) -> tuple[UUID, UUID, UUID, dict[UUID, SinkMessage]]:
    """A pair across two territories: its id, its companies, the mail of each."""
    offer, need = uuid4(), uuid4()
    office.registry.add(offer, need)
    life = a_life(offer, need, territories=(CAUX, HAVRE))
    await office.hear(published(life))
    await office.send()
    mails = {one.to: one for one in office.sink.received()}
    return (
        life.synergy_id,
        offer,
        need,
        {one: mails[office.registry.email(one)] for one in (offer, need)},
    )


async def asked(client: httpx.AsyncClient, page: str, text: str = ASKED) -> httpx.Response:
    return await client.post(page, data={"answer": "question", "question": text})


async def listed(client: httpx.AsyncClient, who: Who, **query: str) -> list[dict[str, Any]]:
    answer = await client.get("/v1/questions", headers=who, params=query)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def answer(
    client: httpx.AsyncClient, question: dict[str, Any], who: Who, text: str = "Oui & non."
) -> httpx.Response:
    path = f"/v1/questions/{question['question_id']}/answer"
    return await client.post(path, headers=who, json={"answer": text})


async def test_it_reaches_the_animator_alone_and_its_answer_who_asked(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    _, offer, need, mails = await introduced(office)
    page, others = (link(mails[one], "r") for one in (offer, need))
    before = await office.rows("select * from outbox")
    for _again in range(2):
        done = await asked(client, page)
        assert (done.status_code, done.headers["Location"]) == (303, f"{page}?asked")
    [one] = await listed(client, tokens.animator(CAUX), state="open")
    assert (one["text"], one["organisation_id"]) == (ASKED, str(offer))
    assert await listed(client, tokens.animator(HAVRE)) == []
    assert await listed(client, tokens.company(need)) == []
    assert await listed(client, tokens.company(offer)) == [one]
    assert (await answer(client, one, tokens.animator(HAVRE))).status_code == 404
    assert (await answer(client, one, tokens.company(offer))).status_code == 403
    shown = (await client.get(f"{page}?asked")).text
    assert "La vapeur, &lt;b&gt;toute l'année" in shown.replace("&#39;", "'").replace("\xa0", " ")
    assert "vapeur, &lt;b&gt;" not in (await client.get(others)).text

    assert (await answer(client, one, tokens.animator(CAUX))).status_code == 200
    assert (await answer(client, one, tokens.animator(CAUX))).status_code == 409
    assert await listed(client, tokens.animator(CAUX), state="open") == []
    assert await office.send() == 1
    came = office.sink.received()[-1]
    assert came.to == office.registry.email(offer)
    assert "Réponse à votre question" in came.subject or "réponse à votre question" in came.subject
    assert "> Oui & non." in str(came.text)
    assert "&lt;b&gt;toute" in str(came.html)
    assert "Oui &amp; non." in (await client.get(page)).text
    assert "Oui &amp; non." not in (await client.get(others)).text
    assert await office.rows("select * from outbox") == before, "no event carries it"
    second = await asked(client, page, "Et l'été ?")
    assert second.status_code == 303
    [two] = await listed(client, tokens.animator(CAUX), state="open")
    assert (await answer(client, two, tokens.animator(CAUX))).status_code == 200
    assert await office.send() == 1, "each answer has its mail"


@pytest.mark.parametrize("text", ["", "  ", "x" * 1001, "caché\u202e"])
async def test_a_wrong_one_comes_back_as_typed(
    office: Office, client: httpx.AsyncClient, tokens: Tokens, text: str
) -> None:
    _, offer, _, mails = await introduced(office)
    done = await asked(client, link(mails[offer], "r"), text)
    assert done.status_code == 422
    assert 'id="erreur"' in done.text
    assert text.strip() in done.text
    assert await listed(client, tokens.operator()) == []


async def test_a_few_may_wait_at_once(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    synergy, offer, _, mails = await introduced(office)
    page = link(mails[offer], "r")
    for rank in range(MOST_OPEN):
        assert (await asked(client, page, f"Question {rank} ?")).status_code == 303
    assert (await asked(client, page, "Une de trop ?")).status_code == 409
    path, own = f"/v1/synergies/{synergy}/questions", tokens.company(offer)
    done = await client.post(path, headers=own, json={"question": "Une de trop ?"})
    assert done.status_code == 409


async def test_a_company_asks_over_the_api(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    synergy, offer, _, _ = await introduced(office)
    path, own = f"/v1/synergies/{synergy}/questions", tokens.company(offer)
    done = await client.post(path, headers=own, json={"question": ASKED})
    assert done.status_code == 201, done.text
    assert [done.json()] == await listed(client, own)
    for who, status in ((tokens.company(uuid4()), 404), (tokens.animator(CAUX), 403)):
        assert (
            await client.post(path, headers=who, json={"question": ASKED})
        ).status_code == status
    assert (await answer(client, done.json(), tokens.operator())).status_code == 200
    assert await office.send() == 1


async def test_a_person_is_erased_from_it(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    _, offer, _, mails = await introduced(office)
    await asked(client, link(mails[offer], "r"), "Qui est Canari Dupréclaire ?")
    await hear(office, claire_erased([offer], []))
    [one] = await listed(client, tokens.operator())
    assert one["text"] == f"Qui est {ERASED} ?"


async def test_interested_takes_a_comment(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    """Its animator reads it, the page keeps it, the other never sees it."""
    _, offer, need, mails = await introduced(office)
    page, said = link(mails[offer], "r"), "Plutôt de nuit."
    assert (await client.post(page, data={"answer": "interested", "said": said})).status_code == 303
    own = await client.get("/v1/introductions", headers=tokens.animator(CAUX))
    assert said in own.text
    assert said in (await client.get(page)).text
    for text in (
        (await client.get("/v1/introductions", headers=tokens.animator(HAVRE))).text,
        (await client.get(link(mails[need], "r"))).text,
    ):
        assert said not in text
    long = {"answer": "interested", "said": "y" * 1001}
    assert (await client.post(page, data=long)).status_code == 422
