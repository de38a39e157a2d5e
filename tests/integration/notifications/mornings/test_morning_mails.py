"""An animator reads on working mornings what waits, once, and nothing of other territories."""

import re
from datetime import date
from html import unescape
from uuid import UUID, uuid4

import httpx
import msgspec

from boucle.contract.events.registry import Quantity
from boucle.notifications.mornings.sender import MorningSender
from tests.integration.notifications.mornings.morning import introduced, planned, text_of, told
from tests.integration.notifications.support import (
    CAUX,
    HAVRE,
    START,
    Office,
    a_life,
    link,
    published,
)
from tests.kit import Tokens


async def test_what_waits_is_said_once_most_urgent_first_each_line_with_its_page(
    office: Office, client: httpx.AsyncClient, sender: MorningSender
) -> None:
    wrong, wrong_pages = await introduced(office)
    asked, asked_pages = await introduced(office)
    keen, keen_pages = await introduced(office)
    open_to_all, open_pages = await introduced(office)
    not_now, not_now_pages = await introduced(office)
    late, _ = await introduced(office)
    names = [
        office.registry.companies[one.parties[0].side.organisation_id]["name"]
        for one in (wrong, asked, late, open_to_all, keen, not_now)
    ]
    await planned(office, late, date(2026, 3, 2))
    for page, answer in (
        (not_now_pages[0], {"answer": "refused", "reason": "price"}),
        (keen_pages[0], {"answer": "interested"}),
        (open_pages[0], {"answer": "interested", "consent": "yes"}),
        (asked_pages[0], {"answer": "question", "question": "Toute l'année ?"}),
        (wrong_pages[0], {"answer": "refused", "reason": "wrong_data"}),
    ):
        assert (await client.post(page, data=answer)).status_code == 303
    mail = await told(office, sender)
    assert mail is not None
    text = text_of(mail)
    places = [text.index(name) for name in names]
    assert places == sorted(places)
    assert mail.subject.replace("\xa0", " ") == (
        "1 donnée à vérifier, 1 question, 1 suite à donner… vous attendent"
    )
    company = wrong.parties[0].side.organisation_id
    assert f"https://boucle.example/entreprises/{company}" in text.split()
    assert "vous demande : « Toute l'année ? »" in text
    assert re.search(r"https://boucle\.example/aujourdhui#question-[0-9a-f-]{36}", text)
    for one in (late, open_to_all, keen, not_now):
        assert f"https://boucle.example/synergies/{one.synergy_id}" in text.split()
    assert "le lundi 2 mars 2026" in text
    assert text.split("-- ")[0].count("https://") == 6
    assert all(url in unescape(mail.html or "") for url in re.findall(r"https://\S+", text))
    assert await sender.send() == 0, "once"


async def test_what_is_told_is_what_the_lists_show(
    office: Office, client: httpx.AsyncClient, sender: MorningSender, tokens: Tokens
) -> None:
    """The lists of the API are the second opinion: same companies, same answers."""
    answers: list[dict[str, str]] = [
        {"answer": "interested"},
        {"answer": "refused", "reason": "price"},
        {"answer": "question", "question": "Combien ?"},
        {"answer": "interested", "consent": "yes"},
    ]
    for number, answer in enumerate(answers * 2):
        territories = (CAUX, HAVRE) if number % 2 else (HAVRE, CAUX)
        _, pages = await introduced(office, territories=territories)
        await client.post(pages[number // 4], data=answer)
        await client.post(pages[0], data={"answer": "interested"})
    anne = tokens.animator(CAUX)
    shown = (await client.get("/v1/introductions", headers=anne)).json()["items"]
    parties = [(one["synergy_id"], it) for one in shown for it in one["parties"]]
    answered = [id_ for id_, it in parties if not it["masked"] and it["answered_at"]]
    asked = (await client.get("/v1/questions", headers=anne, params={"state": "open"})).json()
    questions = [one["question_id"] for one in asked["items"]]
    mail = await told(office, sender)
    assert mail is not None
    body = text_of(mail).split("-- ")[0]
    assert sorted(re.findall(r"/synergies/(\S+)", body)) == sorted(answered)
    assert sorted(re.findall(r"#question-(\S+)", body)) == sorted(questions)
    assert answered
    assert questions


async def test_nothing_of_the_other_territory_s_company_is_in_it(
    office: Office, client: httpx.AsyncClient, sender: MorningSender
) -> None:
    """Two worlds that differ by the other company alone read the same."""
    own = uuid4()
    office.registry.add(own)
    mails = []
    for other, quantity in (("CANARI-VOISIN", "412345"), ("Autre", "298765")):
        await office.database.execute("truncate introduction, life, mail, morning_mail cascade")
        office.clock.set(START)
        neighbour = uuid4()
        office.registry.add(neighbour)
        office.registry.companies[neighbour]["name"] = other
        life = a_life(own, neighbour, territories=(CAUX, HAVRE))
        mine, theirs = life.parties
        side = msgspec.structs.replace(
            theirs.side, quantity=Quantity(quantity, "MWh"), site_id=uuid4(), division="24"
        )
        life = msgspec.structs.replace(
            life,
            synergy_id=UUID(int=1),
            parties=(mine, msgspec.structs.replace(theirs, side=side)),
            distance_km="4.237" if other == "Autre" else "3.9",
        )
        before = len(office.sink.received())
        await office.hear(published(life))
        await office.send()
        new = {one.to: one for one in office.sink.received()[before:]}
        pages = [link(new[office.registry.email(one)], "r") for one in (own, neighbour)]
        await client.post(pages[0], data={"answer": "interested"})
        if other == "Autre":  # what the other answers is the other's, too
            await client.post(pages[1], data={"answer": "refused", "reason": "wrong_data"})
        await planned(office, life, date(2026, 3, 2))
        mails.append(await told(office, sender))
    first, second = mails
    assert first is not None
    assert second is not None
    assert (first.subject, first.text, first.html) == (second.subject, second.text, second.html)
    assert "CANARI-VOISIN" not in f"{first.text}{first.html}"
