"""What happened in a month: introductions that left or were answered, meetings.

The rules are the words that the API gives beside each figure (rule as the product states it).
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tests.reference.ledger.quantities import Month
from tests.reference.ledger.recorded.declared import Body
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.territory import Scope

PARIS = ZoneInfo("Europe/Paris")


def introductions_sent(world: World, scope: Scope, on: date) -> int:
    """Introductions whose first mail to a company here left in the month."""
    mails = [
        [(company, day, place) for company, (_, day, place) in one.written.items()]
        for one in world.introduced
    ]
    return sum(_first_in_month(one, scope, on) for one in mails)


def introductions_answered(world: World, scope: Scope, on: date) -> int:
    """Introductions that a company here first answered in the month: two answers count once.

    Whoever wrote the answer down: "A party's answer, by its company, its tool, or an animator
    who records it for them" (the API's words of an answer). Of one whose mail never left nobody
    answered: "whose first mail left" (the words of `introductions_sent`).
    """
    answers = [
        [(company, day, place) for company, (day, place) in one.answered.items()]
        for one in world.introduced
        if one.written
    ]
    return sum(_first_in_month(one, scope, on) for one in answers)


def on_trial(world: World, scope: Scope) -> bool:
    """Whether it is a sandbox's: its mails leave to nobody and name no synergy (OPEN 37)."""
    company = world.organisations.get(scope.company or "")
    where = scope.territories | ({company.territory} if company else set())
    return any(siren.startswith("00000") for siren in where)


def unknown_to(world: World, scope: Scope) -> bool:
    """Whether a sandbox's company may have been written to of what it did not answer."""
    return on_trial(world, scope) and any(
        party.organisation == scope.company and party.standing == "pending"
        for life in world.lives.values()
        for party in life.parties
        if life.state != "detected"
    )


def _first_in_month(days: list[tuple[str, date, str]], scope: Scope, on: date) -> bool:
    """Whether the first day of the companies here is in the month, up to a day."""
    here = [d for company, d, at in days if company == scope.company or at in scope.territories]
    return bool(here) and Month(on.year, on.month).first <= min(here) <= on


def _held(world: World, scope: Scope, on: date) -> list[Body]:
    """Meetings of the month that took place by a day, none cancelled (meetings.md)."""
    begin = Month(on.year, on.month).first
    return [
        meeting
        for meeting in world.introduced.meetings.values()
        if not meeting.get("cancelled_at") and begin <= _day_of(meeting) <= on
        if meeting["territory"] in scope.territories or _lines(meeting, scope)
    ]


def _day_of(meeting: Body) -> date:
    return datetime.fromisoformat(str(meeting["starts_at"])).astimezone(PARIS).date()


def _lines(meeting: Body, scope: Scope) -> list[Body]:
    """Its companies: to a company its own line (meetings.md), to a territory all of them."""
    lines: list[Body] = meeting.get("attendees") or []
    if scope.company is None:
        return lines if meeting["territory"] in scope.territories else []
    return [line for line in lines if line.get("organisation_id") == scope.company]


def meetings(world: World, scope: Scope, on: date) -> int:
    return len(_held(world, scope, on))


def meeting_invitations(world: World, scope: Scope, on: date) -> int:
    return sum(len(_lines(meeting, scope)) for meeting in _held(world, scope, on))


def meeting_attendance(world: World, scope: Scope, on: date) -> int:
    return sum(
        line.get("attended") is True
        for meeting in _held(world, scope, on)
        for line in _lines(meeting, scope)
    )


COUNTS = {
    "introductions_sent": introductions_sent,
    "introductions_answered": introductions_answered,
    "meetings": meetings,
    "meeting_invitations": meeting_invitations,
    "meeting_attendance": meeting_attendance,
}
