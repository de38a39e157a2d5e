"""Write a meeting as a calendar part; its library is large, and few mails have one. Pure.

RFC 5546: the UID and the organiser stay, each revision has a higher SEQUENCE and its own DTSTAMP.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from boucle.contract.events.notifications import MeetingAnswer
from boucle.notifications.directory.answer import ContactAnswer
from boucle.notifications.letters.letter import language_of
from boucle.notifications.letters.words import PARIS
from boucle.notifications.meetings.decisions import Host, MeetingRecord, calendar_uid
from boucle.notifications.sending.envelope import Method, one_line
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator

PARTSTATS: Final[dict[MeetingAnswer | None, str]] = {
    None: "NEEDS-ACTION",
    "yes": "ACCEPTED",
    "maybe": "TENTATIVE",
    "no": "DECLINED",
}


@dataclass(frozen=True, slots=True)
class Organiser:
    """The organiser as calendars name it. ``receives``: its address takes calendar answers; else it
    is the sender's, and the answer is given on the page. ``sender`` is the address that mails leave
    from (RFC 6047, 2.3)."""

    address: str
    name: str
    sender: str
    receives: bool


def meeting_calendar(
    meeting: MeetingRecord,
    method: Method,
    *,
    organiser: Organiser,
    invited: ContactAnswer,
    answer: MeetingAnswer | None,
    url: str,
    stamp: datetime,
) -> bytes:
    """Return the meeting for one attendee, in Paris time; ``stamp`` is the time of its last
    change."""
    calendar = Calendar()
    calendar.add("prodid", "-//Boucle//notifications//FR")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    zone = Timezone.from_tzinfo(
        # Whole years around the meeting describe both of its offsets.
        PARIS,
        first_date=date(meeting.starts_at.year - 1, 1, 1),
        last_date=date(meeting.ends_at.year + 2, 1, 1),
    )
    zone.pop("COMMENT", None)  # the library's, in English: some mail programs show it
    calendar.add_component(zone)
    event = _event(
        meeting, method, _description(meeting, method, url, translator(language_of(invited)))
    )
    event.add("dtstamp", stamp)
    event.add("url", url)
    event.add("organizer", _organiser(organiser))
    event.add("attendee", _attendee(invited, organiser, method, answer))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(meeting: MeetingRecord, method: Method, description: str) -> Event:
    event = Event()
    event.add("uid", calendar_uid(meeting.meeting_id))
    event.add("sequence", meeting.sequence)
    event.add("dtstart", meeting.starts_at.astimezone(PARIS))
    event.add("dtend", meeting.ends_at.astimezone(PARIS))
    event.add("summary", one_line(meeting.title))
    event.add("location", one_line(meeting.where))
    event.add("description", description)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    if meeting.host is not None:
        event.add("contact", one_line(named(meeting.host)))
    return event


def _description(meeting: MeetingRecord, method: Method, url: str, _: Translator) -> str:
    if method == "CANCEL":
        text = _("Cette rencontre est annulée.")
        return "\n".join(filter(None, (text, meeting.cancel_reason)))
    lines = [_("Pour répondre : {url}", url=url)]
    if meeting.host is not None:
        lines.append(_("Sur place : {host}", host=named(meeting.host)))
    if meeting.agenda:
        lines += ["", _("Au programme :"), meeting.agenda]
    return "\n".join(lines)


def named(host: Host) -> str:
    return f"{host.name}, {host.phone}" if host.phone else host.name


def _organiser(organiser: Organiser) -> vCalAddress:
    person = _person(organiser.address, organiser.name)
    if organiser.address != organiser.sender:
        person.params["SENT-BY"] = vText(f"mailto:{organiser.sender}")
    return person


def _attendee(
    invited: ContactAnswer, organiser: Organiser, method: Method, answer: MeetingAnswer | None
) -> vCalAddress:
    attendee = _person(invited.email, one_line(invited.name))
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText(PARTSTATS[answer])
    asked = organiser.receives and method == "REQUEST" and answer is None
    attendee.params["RSVP"] = vText("TRUE" if asked else "FALSE")
    return attendee


def _person(address: str, name: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    if name:
        person.params["CN"] = vText(name)
    return person
