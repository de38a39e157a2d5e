"""Meetings in calendars: invited, answered from a calendar, moved, cancelled, followed up."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import icalendar
import msgspec
import pytest
from imapclient import IMAPClient
from openpyxl import load_workbook
from prometheus_client import CollectorRegistry

from boucle.local.mailsink.mailbox import SinkMessage
from boucle.local.ports import free_port
from boucle.notifications.app import SERVICE
from boucle.notifications.directory.client import DirectoryClient
from boucle.notifications.inbound.mailbox import Account, Mailbox
from boucle.notifications.inbound.metrics import inbound_counter, mailbox_metrics
from boucle.notifications.inbound.use_cases import CalendarInbox
from boucle.notifications.meetings.addresses import CalendarAddresses
from boucle.notifications.meetings.follow_up import following_up
from tests.integration.notifications.support import (
    CAUX,
    HAVRE,
    KEY,
    START,
    Office,
    Registry,
    a_life,
    answered,
    link,
    published,
)
from tests.kit import ApiClient, Tokens, eventually
from tests.kit.calendar_replies import SHAPES, Reply, apple, google, outlook

ADDRESS = "agenda@boucle.example"
HOOK = "/internal/inbound-mail"


@pytest.fixture
async def client(api_client: ApiClient, registry: Registry) -> AsyncIterator[httpx.AsyncClient]:
    async with api_client(
        SERVICE,
        link_key=KEY.decode(),
        public_url="https://boucle.example",
        registry_url=registry.url,
        client_id="notifications",
        client_secret=registry.secret,
        calendar_address=ADDRESS,
    ) as made:
        yield made


class Meeting:
    """One of both sides that the operator planned for an animator, and what those invited got."""

    def __init__(self, office: Office, client: httpx.AsyncClient, tokens: Tokens) -> None:
        self.office, self.client, self.tokens = office, client, tokens
        writer = office.sender.writer
        office.sender.writer = replace(writer, answers=CalendarAddresses(KEY, ADDRESS))
        self.pair = uuid4(), uuid4()
        self.life = a_life(*self.pair)
        self.url = ""

    @property
    def animator(self) -> dict[str, str]:
        return self.tokens.animator(CAUX)

    async def plan(self, **more: object) -> None:
        office = self.office
        office.registry.add(*self.pair)
        life = self.life = a_life(*self.pair, territories=(CAUX, HAVRE))
        await office.hear(published(life))
        await office.send()
        body = {
            "kind": "workshop",
            "title": "=1+1 Atelier vapeur",
            "place": "Maison des entreprises",
            "street": "12 rue de la République, Lillebonne",
            "agenda": "Tour de table\nVisite",
            "host": {"name": "Anne Hôte", "phone": "02 35 00 00 99"},
            "starts_at": (START + timedelta(days=10)).isoformat(),
            "ends_at": (START + timedelta(days=10, hours=2)).isoformat(),
            "synergy_ids": [str(life.synergy_id)],
            "territory": CAUX,
            **more,
        }
        operator = self.tokens.operator()
        planned = await self.client.post("/v1/meetings", headers=operator, json=body)
        assert planned.status_code == 201, planned.text
        self.url = f"/v1/meetings/{planned.json()['meeting_id']}"
        assert await office.send() == 2

    async def read(self) -> dict[str, Any]:
        answer = await self.client.get(self.url, headers=self.animator)
        return {**answer.json(), "etag": answer.headers["etag"].removeprefix("W/")}

    async def answers(self) -> list[str | None]:
        return [one["answer"] for one in (await self.read())["attendees"]]

    def last_mail(self, company: UUID) -> SinkMessage:
        return self.mails(company)[-1]

    def mails(self, company: UUID) -> list[SinkMessage]:
        address = self.office.registry.email(company)
        return [one for one in self.office.sink.received() if one.to == address]

    def event(self, company: UUID) -> Any:
        calendar = icalendar.Calendar.from_ical(self.last_mail(company).ics or "")
        return calendar.walk("VEVENT")[0]

    def reply(self, company: UUID, partstat: str = "ACCEPTED", **more: Any) -> Reply:
        """As the invited one's calendar answers what it was sent last."""
        event = self.event(company)
        return Reply(
            to=str(event["ORGANIZER"]).removeprefix("mailto:"),
            uid=str(event["UID"]),
            attendee=str(event["ATTENDEE"]).removeprefix("mailto:"),
            partstat=partstat,
            sequence=int(event["SEQUENCE"]),
            stamp=self.office.clock(),
            **more,
        )

    async def hand(self, content: bytes) -> str:
        answer = await self.client.post(HOOK, headers=self.tokens.operator(), content=content)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["outcome"])

    async def patch(self, etag: str | None = None, **changes: object) -> httpx.Response:
        headers = {**self.animator, "Content-Type": "application/merge-patch+json"}
        if etag:
            headers["If-Match"] = etag
        return await self.client.patch(self.url, headers=headers, json=changes)


@pytest.fixture
async def meeting(office: Office, client: httpx.AsyncClient, tokens: Tokens) -> Meeting:
    made = Meeting(office, client, tokens)
    await made.plan()
    return made


async def test_each_calendar_s_answer_moves_the_attendance_a_stranger_s_does_not(
    meeting: Meeting,
) -> None:
    office, (offer, need) = meeting.office, meeting.pair
    event = meeting.event(need)
    assert str(event["ORGANIZER"]).startswith("mailto:agenda+")
    assert event["ORGANIZER"].params["CN"] == "Anne Animatrice"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"
    assert str(event["LOCATION"]) == "Maison des entreprises, 12 rue de la République, Lillebonne"
    assert "Anne Hôte, 02 35 00 00 99" in str(event["DESCRIPTION"])
    assert "Visite" in (meeting.last_mail(need).text or "")

    before = await office.everything()
    other, none = meeting.reply(offer), uuid4()
    nowhere = CalendarAddresses(KEY, ADDRESS).of(none, need)  # for a meeting that never was
    for content, outcome in (
        (google(replace(meeting.reply(need), attendee="eve@stranger.example")), "attendee"),
        (google(replace(meeting.reply(need), to=ADDRESS)), "address"),
        (google(replace(meeting.reply(need), to=f"agenda+{'a' * 40}@boucle.example")), "uid"),
        (google(replace(meeting.reply(need), uid=f"{uuid4()}@boucle")), "uid"),
        (google(replace(meeting.reply(need), to=other.to)), "attendee"),
        (google(replace(meeting.reply(need), to=nowhere, uid=f"{none}@boucle")), "address"),
        (google(replace(meeting.reply(need), sequence=1)), "not_sent"),
        (b"hello", "address"),
    ):
        assert await meeting.hand(content) == outcome
    assert await office.everything() == before

    for rank, (shape, partstat, said) in enumerate(
        zip(SHAPES, ("DECLINED", "TENTATIVE", "ACCEPTED"), ("no", "maybe", "yes"), strict=True)
    ):
        office.clock.advance(timedelta(minutes=1))
        content = SHAPES[shape](meeting.reply(need, partstat))
        assert await meeting.hand(content) == "applied"
        assert await meeting.answers() == [None, said], rank
        after = await office.everything()
        assert await meeting.hand(content) == "repeated"
        assert await office.everything() == after
    events = [one.type for one in await office.outbox("meeting")]
    assert events.count("meeting.answered.v1") == 3
    registry = office.registry
    registry.down = True
    office.clock.advance(timedelta(minutes=2))  # what the directory said is forgotten
    late = google(meeting.reply(need, "DECLINED"))
    answer = await meeting.client.post(HOOK, headers=meeting.tokens.operator(), content=late)
    assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
    registry.down = False
    assert await meeting.hand(late) == "applied"


async def test_a_meeting_that_moves_and_is_cancelled_says_so_in_calendars(
    meeting: Meeting,
) -> None:
    office, (offer, need) = meeting.office, meeting.pair
    first = meeting.event(need)
    old = google(meeting.reply(need))
    assert await meeting.hand(old) == "applied"
    office.clock.advance(timedelta(minutes=1))

    elsewhere = await meeting.patch(place="Salle des fêtes", host=None)
    assert elsewhere.status_code == 200, elsewhere.text
    assert elsewhere.headers["etag"] == (await meeting.read())["etag"]
    assert await office.send() == 2
    second = meeting.event(need)
    assert (second["SEQUENCE"], second["ATTENDEE"].params["PARTSTAT"]) == (1, "ACCEPTED")
    assert second["DTSTART"] == first["DTSTART"]
    assert await meeting.answers() == [None, "yes"]
    late = google(replace(meeting.reply(need, "TENTATIVE"), sequence=0))
    assert await meeting.hand(late) == "applied"  # the times that he answers stand

    tag = (await meeting.read())["etag"]
    start = START + timedelta(days=12)
    times = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat()}
    assert (await meeting.patch('"3"', **times)).status_code == 412
    moved = await meeting.patch(tag, **times)
    assert (moved.status_code, moved.json()["sequence"]) == (200, 2)
    assert (await meeting.patch(None, **times)).json() == moved.json()  # said again: nothing new
    assert await meeting.answers() == [None, None]
    assert await office.send() == 2
    third = meeting.event(need)
    assert (third["UID"], third["ORGANIZER"]) == (first["UID"], first["ORGANIZER"])
    assert (third["SEQUENCE"], third["DTSTART"].dt, third["DTSTAMP"].dt) == (
        2,
        start,
        office.clock().replace(microsecond=0),
    )
    mail = meeting.last_mail(need)
    assert mail.subject.startswith("Nouvel horaire, le 14 mars\u00a0: ")
    assert await meeting.hand(old) == "outdated"
    page = await meeting.client.get(link(mail, "m"))
    for shown in ("Nouvel horaire", "12 rue de la République", "<p>Tour de table</p>\n<p>Visite"):
        assert shown in page.text
    assert await meeting.hand(google(meeting.reply(offer))) == "applied"

    cancelled = await meeting.client.post(
        f"{meeting.url}/cancellation", headers=meeting.animator, json={"reason": "Salle inondée"}
    )
    assert (cancelled.status_code, cancelled.json()["cancelled_at"] is None) == (200, False)
    again = await meeting.client.post(
        f"{meeting.url}/cancellation", headers=meeting.animator, json={}
    )
    assert again.json() == cancelled.json()
    assert (await meeting.patch(None, title="x")).status_code == 409
    assert await office.send() == 2
    last, calendar = meeting.event(need), meeting.last_mail(need)
    assert "METHOD:CANCEL" in (calendar.ics or "")
    assert "Salle inondée" in (calendar.text or "")
    assert (last["SEQUENCE"], last["STATUS"], last["UID"]) == (3, "CANCELLED", first["UID"])
    assert await meeting.hand(google(meeting.reply(offer, "DECLINED"))) == "cancelled"
    answer = await meeting.client.post(link(mail, "m"), data={"answer": "yes"})
    assert answer.status_code == 409
    assert "annulée" in answer.text
    assert 'name="answer"' not in answer.text
    types = [one.type for one in await office.outbox("meeting")]
    assert [types.count(f"meeting.{step}.v1") for step in ("moved", "cancelled")] == [2, 1]
    event = (await office.outbox("meeting"))[-1].data
    assert (event.sequence, event.cancelled) == (3, True)


async def test_an_invitation_that_has_not_left_is_written_as_the_meeting_became(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    meeting = Meeting(office, client, tokens)
    await meeting.plan()
    late = uuid4()
    body = {
        **{name: (await meeting.read())[name] for name in ("kind", "title", "place")},
        "starts_at": (START + timedelta(days=10)).isoformat(),
        "ends_at": (START + timedelta(days=10, hours=2)).isoformat(),
    }
    office.registry.add(late)
    company = office.registry.companies[late]
    contacts, company["contacts"] = company["contacts"], []
    made = await client.post(
        "/v1/meetings", headers=meeting.animator, json={**body, "organisations": [str(late)]}
    )
    meeting.url = f"/v1/meetings/{made.json()['meeting_id']}"
    assert await office.send() == 0  # nobody to write to, yet
    assert (await meeting.patch(None, place="Bolbec")).status_code == 200
    company["contacts"] = contacts
    office.clock.advance(timedelta(hours=2))
    assert await office.send() == 1
    event = meeting.event(late)
    assert (event["SEQUENCE"], str(event["LOCATION"])) == (1, "Bolbec")


async def test_a_sheet_to_sign_computes_nothing_and_names_its_own_companies(
    meeting: Meeting,
) -> None:
    offer, need = meeting.pair
    company = meeting.office.registry.companies[offer]
    company["name"] = '=HYPERLINK("https://evil.example")'
    meeting.office.clock.advance(timedelta(minutes=2))
    sheet = f"{meeting.url}/attendance.xlsx"
    answer = await meeting.client.get(sheet, headers=meeting.animator)
    assert answer.status_code == 200, answer.text
    cells = [
        cell
        for row in load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows()
        for cell in row
    ]
    assert "f" not in {cell.data_type for cell in cells}
    texts = [str(cell.value) for cell in cells if cell.value]
    assert texts[0] == "=1+1 Atelier vapeur"
    assert company["name"] in texts
    assert company["contacts"][0]["phone"] in texts
    assert meeting.office.registry.companies[need]["name"] not in texts  # of another territory
    for headers in (meeting.tokens.company(offer), meeting.tokens.animator("999999999")):
        assert (await meeting.client.get(sheet, headers=headers)).status_code in (403, 404)


async def test_a_week_after_those_who_came_read_what_moved(meeting: Meeting) -> None:
    office, (offer, need) = meeting.office, meeting.pair
    assert await meeting.hand(google(meeting.reply(need))) == "applied"
    office.clock.advance(timedelta(days=10, hours=3))
    path = link(meeting.last_mail(offer), "m")
    late = await meeting.client.post(path, data={"answer": "yes"})
    assert (late.status_code, "trop tard" in late.text) == (409, True)
    assert await meeting.hand(google(meeting.reply(need, "DECLINED"))) == "over"
    life = msgspec.structs.replace(
        answered(meeting.life, "interested", "interested"), state_since=office.clock()
    )
    await office.hear(published(life, "answered", 2))
    assert await office.send() == 2  # requests for consent
    came = {"attendance": [{"organisation_id": str(offer), "attended": True}]}
    await meeting.client.post(f"{meeting.url}/attendance", headers=meeting.animator, json=came)
    following = following_up(office.database, office.clock, asyncio.Event())
    await following.work()
    assert await office.send() == 0
    office.clock.advance(timedelta(days=7))
    for sent in (2, 0):  # once
        await following.work()
        assert await office.send() == sent
    for company, words in ((offer, "vous étiez à la rencontre"), (need, "vous pensiez venir")):
        mail = meeting.last_mail(company)
        assert mail.subject.startswith("Où en êtes-vous depuis le 12 mars")
        assert mail.ics is None
        text = " ".join((mail.text or "").split())
        assert words in text
        assert "Depuis la rencontre : une entreprise intéressée." in text
        assert "Anne Animatrice lira votre réponse" in text
        names = {one: office.registry.companies[one]["name"] for one in meeting.pair}
        assert not any(name in text for one, name in names.items() if one != company)


@asynccontextmanager
async def imap_server(port: int) -> AsyncIterator[None]:
    """A real IMAP server, whose mailbox is in its memory."""
    process = await asyncio.create_subprocess_exec(
        *(
            Path(sys.executable).with_name("pymap"),
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--no-tls",
        ),
        *("dict", "--demo-user", "agenda", "--demo-password", "secret"),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )

    async def answers() -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            return False
        writer.close()
        return True

    try:
        await eventually(answers, within=20)
        yield
    finally:
        process.terminate()
        await process.wait()


def _append(port: int, *messages: bytes) -> None:
    with IMAPClient("127.0.0.1", port, ssl=False) as imap:
        imap.login("agenda", "secret")
        for one in messages:
            imap.append("INBOX", one)


def _unread(port: int) -> int:
    with IMAPClient("127.0.0.1", port, ssl=False) as imap:
        imap.login("agenda", "secret")
        imap.select_folder("INBOX", readonly=True)
        return len(imap.search(["UNSEEN"]))


async def test_a_mailbox_is_read_and_one_that_is_away_is_tried_again(
    meeting: Meeting, registry: Registry
) -> None:
    office, (offer, need) = meeting.office, meeting.pair
    port = free_port()
    async with httpx.AsyncClient() as http:
        directory = DirectoryClient(http, registry.url, "notifications", "secret", office.clock)
        kept = CollectorRegistry()
        counter, metrics = inbound_counter(kept), mailbox_metrics(kept)
        addresses = CalendarAddresses(KEY, ADDRESS)
        inbox = CalendarInbox(office.database, directory, addresses, office.clock, counter)
        account = Account("127.0.0.1", port, False, "agenda", "secret", "INBOX")
        mailbox = Mailbox(account, inbox, metrics)

        def value(name: str, **labels: str) -> float | None:
            return kept.get_sample_value(name, labels)

        assert await mailbox.read() == 0
        assert value("boucle_inbound_mailbox_up") == 0
        assert value("boucle_inbound_mailbox_failures_total") == 1
        async with imap_server(port):
            large = outlook(meeting.reply(offer)) + b"x" * 300_000
            given = (apple(meeting.reply(need)), b"To: x\r\n\r\nspam\r\n", large)
            await asyncio.to_thread(_append, port, *given)
            registry.down = True
            assert await mailbox.read() == 0
            assert await asyncio.to_thread(_unread, port) == 3
            registry.down = False
            assert await mailbox.read() == 3
            assert await asyncio.to_thread(_unread, port) == 0
            assert await mailbox.read() == 0
        assert value("boucle_inbound_mailbox_up") == 1
        for outcome in ("applied", "address", "too_large"):
            assert value("boucle_inbound_mail_total", outcome=outcome) == 1
        assert await meeting.answers() == [None, "yes"]
        wrong = replace(mailbox, account=replace(account, password="x"))
        assert await wrong.read() == 0
        assert value("boucle_inbound_mailbox_up") == 0
