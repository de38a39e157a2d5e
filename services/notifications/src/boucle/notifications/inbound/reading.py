"""Read a message as a calendar answer (iTIP REPLY, RFC 5546 3.2.3; in mail, RFC 6047). Pure.

The sender is not trusted: sizes and parts are bounded, and an unreadable answer is refused with a
reason, never with another error.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import Any, Final

from icalendar import Calendar

from boucle.contract.events.notifications import MeetingAnswer
from boucle.notifications.inbound.decisions import LARGEST, CalendarAnswer, Reason
from boucle.notifications.meetings.addresses import CalendarAddresses

_MOST_PARTS: Final = 30
_CALENDARS: Final = frozenset({"text/calendar", "application/ics"})
_RECIPIENTS: Final = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc", "Resent-To")
_ANSWERS: Final[dict[str, MeetingAnswer]] = {
    "ACCEPTED": "yes",
    "TENTATIVE": "maybe",
    "DECLINED": "no",
}
_HIGHEST: Final = 2**31 - 1


@dataclass
class NoAnswer(Exception):
    """The message is no calendar answer that can be applied."""

    reason: Reason

    def __str__(self) -> str:
        return self.reason


def read_answer(content: bytes, addresses: CalendarAddresses) -> CalendarAnswer:
    if len(content) > LARGEST:
        raise NoAnswer("too_large")
    try:
        message = BytesParser(policy=compat32).parsebytes(content)
        named = addresses.named(_recipients(message))
        if not named:
            raise NoAnswer("address")
        calendar = Calendar.from_ical(_calendar_part(message))
        return _answer(calendar, named)
    except NoAnswer:
        raise
    except Exception as error:  # the libraries raise anything on hostile bytes
        raise NoAnswer("unreadable") from error


def _recipients(message: Message) -> Iterator[str]:
    for name in _RECIPIENTS:
        for value in message.get_all(name, []):
            yield str(value)[:10_000]


def _calendar_part(message: Message) -> bytes:
    for rank, part in enumerate(message.walk()):
        if rank >= _MOST_PARTS:
            break
        if part.get_content_type() in _CALENDARS and not part.is_multipart():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return _as_utf8(payload, part.get_content_charset())
    raise NoAnswer("no_calendar")


def _as_utf8(payload: bytes, charset: str | None) -> bytes:
    try:
        text = payload.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = payload.decode("utf-8", "replace")
    return text.removeprefix("\ufeff").encode("utf-8")


def _answer(calendar: Any, named: Any) -> CalendarAnswer:
    if calendar.name != "VCALENDAR":
        raise NoAnswer("unreadable")
    if str(calendar.get("METHOD", "")).upper() != "REPLY":
        raise NoAnswer("method")
    events = calendar.walk("VEVENT")
    if len(events) != 1:
        raise NoAnswer("unreadable")
    event = events[0]
    attendee = event.get("ATTENDEE")
    if attendee is None or isinstance(attendee, list):  # RFC 5546: the one who answers
        raise NoAnswer("attendee")
    answer = _ANSWERS.get(str(attendee.params.get("PARTSTAT", "")).upper())
    if answer is None:
        raise NoAnswer("partstat")
    sequence = int(event.get("SEQUENCE", 0))  # RFC 5545: 0 where it is left out
    if not 0 <= sequence <= _HIGHEST:
        raise NoAnswer("unreadable")
    return CalendarAnswer(
        named=tuple(named),
        uid=str(event["UID"]).strip(),
        attendee=_address(attendee),
        answer=answer,
        sequence=sequence,
        stamp=_moment(event["DTSTAMP"].dt),
    )


def _address(attendee: Any) -> str:
    """Return the address in lower case. Apple's servers may name a person by a path, the address
    beside it."""
    scheme, _, address = str(attendee).strip().partition(":")
    if scheme.lower() == "mailto":
        return address.strip().casefold()
    return str(attendee.params.get("EMAIL", "")).strip().casefold()


def _moment(stamp: Any) -> datetime:
    if not isinstance(stamp, datetime):
        raise NoAnswer("unreadable")
    return stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)
