"""A meeting as a calendar part. Apart, as its library takes memory and few mails have one. Pure."""

from datetime import date, datetime

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from boucle.notifications.directory.answer import Contact
from boucle.notifications.letters.words import PARIS
from boucle.notifications.meetings.decisions import MeetingRecord
from boucle.notifications.sending.envelope import one_line


def invitation_calendar(
    meeting: MeetingRecord, *, organiser: str, invited: Contact, url: str, stamp: datetime
) -> bytes:
    """The meeting as an iTIP REQUEST for one attendee (RFC 5546), Paris time, first sequence."""
    event = Event()
    event.add("uid", f"{meeting.meeting_id}@boucle")
    event.add("sequence", 0)
    event.add("dtstamp", stamp)
    event.add("dtstart", meeting.starts_at.astimezone(PARIS))
    event.add("dtend", meeting.ends_at.astimezone(PARIS))
    event.add("summary", one_line(meeting.title))
    event.add("location", one_line(meeting.place))
    event.add("description", f"Pour répondre : {url}")
    event.add("url", url)
    event.add("status", "CONFIRMED")
    event.add("organizer", _person(organiser, "Boucle"))
    attendee = _person(invited.email, one_line(invited.name))
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    attendee.params["RSVP"] = vText("FALSE")  # the answer is given on the page
    event.add("attendee", attendee)
    calendar = Calendar()
    calendar.add("prodid", "-//Boucle//notifications//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "REQUEST")
    zone = Timezone.from_tzinfo(
        # Whole years around the meeting, so that both of its offsets are described.
        PARIS,
        first_date=date(meeting.starts_at.year - 1, 1, 1),
        last_date=date(meeting.ends_at.year + 2, 1, 1),
    )
    zone.pop("COMMENT", None)  # the library's, in English: some mail programs show it
    calendar.add_component(zone)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _person(address: str, name: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    person.params["CN"] = vText(name)
    return person
