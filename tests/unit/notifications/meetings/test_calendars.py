"""What calendars get of a meeting, read by two parsers that know nothing of each other."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import icalendar
import pytest
import vobject

from boucle.contract.events.notifications import MeetingAnswer
from boucle.notifications.directory.answer import ContactAnswer
from boucle.notifications.meetings.decisions import Host, MeetingRecord
from boucle.notifications.sending.calendars import Organiser, meeting_calendar
from boucle.notifications.sending.envelope import Method
from tests.kit.calendar_replies import SHAPES, Reply

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
START = datetime(2026, 3, 27, 8, 0, tzinfo=UTC)  # in winter time, two days before summer time
OWN, SENDER = f"agenda+{'a' * 40}@boucle.example", "boucle@boucle.example"
CLAIRE = ContactAnswer(
    contact_id=uuid4(), name='Dupré; "Claire", ing.', email="claire@offre.example"
)
MEETING = MeetingRecord(
    meeting_id=UUID(int=5),
    version=1,
    territory="200010700",
    kind="workshop",
    title="Atelier : vapeur, chaleur; et plus",
    place="Maison des entreprises",
    street="12 rue de la République, 76170 Lillebonne",
    agenda="10 h : tour de table\n11 h : visite, déjeuner",
    host=Host("Anne Hôte", "02 35 00 00 00"),
    starts_at=START,
    ends_at=START + timedelta(hours=2),
    synergy_ids=(),
)


@dataclass(frozen=True)
class Seen:
    """What a parser makes of a calendar object."""

    method: str
    uid: str
    sequence: int
    stamp: datetime
    start: datetime
    end: datetime
    status: str
    summary: str
    location: str
    organizer: str
    attendee: str
    partstat: str
    rsvp: str


def by_icalendar(content: bytes) -> Seen:
    calendar: Any = icalendar.Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    return Seen(
        str(calendar["METHOD"]),
        str(event["UID"]),
        int(event.get("SEQUENCE", 0)),
        event["DTSTAMP"].dt,
        event["DTSTART"].dt.astimezone(UTC),
        event["DTEND"].dt.astimezone(UTC),
        str(event.get("STATUS", "")),
        str(event.get("SUMMARY", "")),
        str(event.get("LOCATION", "")),
        str(event.get("ORGANIZER", "")).lower(),
        str(event["ATTENDEE"]).lower(),
        str(event["ATTENDEE"].params["PARTSTAT"]),
        str(event["ATTENDEE"].params.get("RSVP", "")),
    )


def by_vobject(content: bytes) -> Seen:
    calendar = vobject.readOne(content.decode("utf-8"))
    event = calendar.vevent

    def text(name: str) -> str:
        return str(getattr(event, name).value) if hasattr(event, name) else ""

    return Seen(
        calendar.method.value,
        text("uid"),
        int(text("sequence") or 0),
        event.dtstamp.value,
        event.dtstart.value.astimezone(UTC),
        event.dtend.value.astimezone(UTC),
        text("status"),
        text("summary"),
        text("location"),
        text("organizer").lower(),
        text("attendee").lower(),
        event.attendee.partstat_param,
        getattr(event.attendee, "rsvp_param", ""),
    )


def sent(
    meeting: MeetingRecord,
    method: Method,
    answer: MeetingAnswer | None = None,
    *,
    receives: bool = True,
) -> Seen:
    content = meeting_calendar(
        meeting,
        method,
        organiser=Organiser(OWN if receives else SENDER, "Anne, animatrice", SENDER, receives),
        invited=CLAIRE,
        answer=answer,
        url="https://x.example/m/T",
        stamp=meeting.revised_at or NOW,
    )
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert (f'SENT-BY="mailto:{SENDER}"'.encode() in content.replace(b"\r\n ", b"")) is receives
    seen = by_icalendar(content)
    assert by_vobject(content) == seen
    return seen


def test_requests_updates_and_cancellations_read_alike_in_two_parsers() -> None:
    first = sent(MEETING, "REQUEST")
    assert first == Seen(
        method="REQUEST",
        uid=f"{UUID(int=5)}@boucle",
        sequence=0,
        stamp=NOW,
        start=START,
        end=START + timedelta(hours=2),
        status="CONFIRMED",
        summary=MEETING.title,
        location="Maison des entreprises, 12 rue de la République, 76170 Lillebonne",
        organizer=f"mailto:{OWN}",
        attendee="mailto:claire@offre.example",
        partstat="NEEDS-ACTION",
        rsvp="TRUE",
    )
    later = timedelta(days=3)  # into summer time
    moved = replace(
        MEETING,
        starts_at=MEETING.starts_at + later,
        ends_at=MEETING.ends_at + later,
        sequence=1,
        revised_at=NOW + timedelta(hours=1),
    )
    assert sent(moved, "REQUEST") == replace(
        first,
        sequence=1,
        stamp=NOW + timedelta(hours=1),
        start=START + later,
        end=START + later + timedelta(hours=2),
    )
    gone = replace(moved, sequence=2, revised_at=NOW + timedelta(hours=2), cancelled_at=NOW)
    seen = sent(gone, "CANCEL", "yes")
    assert (seen.method, seen.status, seen.sequence) == ("CANCEL", "CANCELLED", 2)
    assert (seen.uid, seen.organizer, seen.rsvp) == (first.uid, first.organizer, "FALSE")


@pytest.mark.parametrize(
    ("answer", "partstat"), [("yes", "ACCEPTED"), ("maybe", "TENTATIVE"), ("no", "DECLINED")]
)
def test_an_update_keeps_what_was_answered(answer: MeetingAnswer, partstat: str) -> None:
    seen = sent(replace(MEETING, sequence=1), "REQUEST", answer)
    assert (seen.partstat, seen.rsvp) == (partstat, "FALSE")


def test_without_a_mailbox_the_sender_organises_and_asks_for_no_answer() -> None:
    seen = sent(MEETING, "REQUEST", receives=False)
    assert (seen.organizer, seen.rsvp) == (f"mailto:{SENDER}", "FALSE")


@pytest.mark.parametrize("shape", SHAPES)
def test_answers_read_alike_in_two_parsers(shape: str) -> None:
    from email import message_from_bytes

    reply = Reply(OWN, f"{UUID(int=5)}@boucle", CLAIRE.email, "TENTATIVE", 4, NOW)
    message = message_from_bytes(SHAPES[shape](reply))
    part = next(one for one in message.walk() if one.get_content_type() == "text/calendar")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    seen = by_icalendar(content)
    assert by_vobject(content) == seen
    assert (seen.method, seen.uid, seen.sequence) == ("REPLY", reply.uid, 4)
    assert (seen.partstat, seen.attendee) == ("TENTATIVE", f"mailto:{CLAIRE.email}")
