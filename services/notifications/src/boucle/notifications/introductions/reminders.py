"""Decide who is reminded of an introduction, and which company an animator should call. Pure.

A company without an answer is reminded after a week, and again after two; a week later its animator
learns whom to call. Days are those of Paris; a late step (a full week, a stopped worker) delays the
next one, a week after it.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.notifications.introductions.rate_limits import DIGEST, WEEKLY_CAP
from boucle.notifications.mails.plan import Step
from boucle.notifications.preferences.days import day_of

FIRST: Final = 7
LAST: Final = 21
HANDED_OVER: Final = 28
FORGOTTEN: Final = 90
"""Days after the introduction; after ``FORGOTTEN`` no step begins."""
_BETWEEN: Final = 7  # days, at least


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A company that was introduced and did not answer; the times are those of its requested
    reminders."""

    introduction_id: UUID
    event_id: UUID
    organisation_id: UUID
    territory: str
    contact_id: UUID | None
    sent_at: datetime
    reminded_at: datetime | None = None
    last_reminded_at: datetime | None = None
    score: int = 0


def due_step(unanswered: Unanswered, now: datetime) -> Step | None:
    days = _days(unanswered.sent_at, now)
    if days >= FORGOTTEN:
        return None
    if unanswered.last_reminded_at is not None:
        waited = _days(unanswered.last_reminded_at, now) >= _BETWEEN
        return "handover" if days >= HANDED_OVER and waited else None
    if unanswered.reminded_at is not None and _days(unanswered.reminded_at, now) < _BETWEEN:
        return None
    if days >= HANDED_OVER:
        return "handover"
    if days >= LAST:
        return "last_reminder"
    return "reminder" if days >= FIRST and unanswered.reminded_at is None else None


def room(
    all_unanswered: Iterable[Unanswered],
    mails: Mapping[UUID, int],
    gathered: Mapping[UUID, int],
    opened: AbstractSet[UUID],
) -> list[Unanswered]:
    """Return those reminded this morning, best score first: in a digest that is being made while it
    has room, else in a mail of their own while the week has."""
    counts, sizes, new = dict(mails), dict(gathered), set(opened)
    chosen = []
    for one in sorted(all_unanswered, key=lambda it: (-it.score, it.introduction_id)):
        company = one.organisation_id
        full = company not in new and counts.get(company, 0) >= WEEKLY_CAP
        if full or sizes.get(company, 0) >= DIGEST:
            continue
        chosen.append(one)
        sizes[company] = sizes.get(company, 0) + 1
        if company not in new:
            counts[company] = counts.get(company, 0) + 1
            new.add(company)
    return chosen


def _days(since: datetime, now: datetime) -> int:
    return (day_of(now) - day_of(since)).days
