"""Turn meetings into what a list and a page say of them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from boucle.pages.translating import N_, Translator
from boucle.portal.companies.shapes import ShownCompany
from boucle.portal.meetings.shapes import MeetingGuest, ShownMeeting

PARIS: Final = ZoneInfo("Europe/Paris")
ANSWERS: Final[Mapping[str | None, str]] = {
    "yes": N_("vient"),
    "maybe": N_("viendra peut-être"),
    "no": N_("ne vient pas"),
    None: N_("sans réponse"),
}
_DAYS: Final = (
    *(N_("lundi"), N_("mardi"), N_("mercredi"), N_("jeudi")),
    *(N_("vendredi"), N_("samedi"), N_("dimanche")),
)


@dataclass(frozen=True, slots=True)
class ShownMeetingRow:
    """``over``: it took place; ``came``: how many are known to have come."""

    of: ShownMeeting
    when: str
    over: bool
    coming: int
    maybe: int
    silent: int
    came: int

    @property
    def cancelled(self) -> bool:
        return self.of.cancelled_at is not None

    @property
    def counted(self) -> bool:
        return any(one.attended is not None for one in self.of.attendees)


@dataclass(frozen=True, slots=True)
class GuestRow:
    """``name``: of the company, or what may be said of it."""

    of: MeetingGuest
    name: str
    link: str
    answer: str
    unsent: str


def row(one: ShownMeeting, now: datetime, _: Translator) -> ShownMeetingRow:
    said = [guest.answer for guest in one.attendees]
    return ShownMeetingRow(
        of=one,
        when=when(one.starts_at, one.ends_at, _),
        over=one.ends_at <= now,
        coming=said.count("yes"),
        maybe=said.count("maybe"),
        silent=said.count(None),
        came=sum(guest.attended is True for guest in one.attendees),
    )


def apart(rows: Iterable[ShownMeetingRow]) -> tuple[list[ShownMeetingRow], list[ShownMeetingRow]]:
    """Return those to come, the next one first, and those of before, the last one first."""
    ordered = sorted(rows, key=lambda one: (one.of.starts_at, one.of.meeting_id))
    to_come = [one for one in ordered if not one.over]
    return to_come, [one for one in reversed(ordered) if one.over]


def guests(one: ShownMeeting, names: Mapping[str, ShownCompany], _: Translator) -> list[GuestRow]:
    return [_guest(each, names.get(each.organisation_id or ""), _) for each in one.attendees]


def _guest(one: MeetingGuest, known: ShownCompany | None, _: Translator) -> GuestRow:
    unsent = one.invited_at is None and one.mail is not None and one.mail.state == "failed"
    return GuestRow(
        of=one,
        name=known.name if known else _("une entreprise d'un autre territoire"),
        link=f"/entreprises/{known.organisation_id}" if known else "",
        answer=_(ANSWERS.get(one.answer, ANSWERS[None])),
        unsent=_("invitation non remise") if unsent else "",
    )


def when(starts_at: datetime, ends_at: datetime, _: Translator) -> str:
    """Return ``jeudi 04/03/2036, 09:00 – 11:00``, in Paris."""
    start, end = starts_at.astimezone(PARIS), ends_at.astimezone(PARIS)
    day = _(_DAYS[start.weekday()])
    until = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%d/%m/%Y %H:%M}"
    return f"{day} {start:%d/%m/%Y, %H:%M} – {until}"


def titled(fault: str, titles: Mapping[str, str]) -> str:
    """Return the fault with the titles of synergies where it has their ids."""
    for id_, title in titles.items():
        fault = fault.replace(id_, title)
    return fault
