"""Decide when a mail may leave for a contact, from what that contact chose. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from boucle.notifications.preferences.days import (
    day_of,
    hour_of,
    monday_from,
    morning_of,
    next_hour,
    next_morning,
)

Rhythm = Literal["at_once", "daily", "weekly"]
Kind = Literal["introductions", "reminders", "meetings", "follow_ups"]
PreferredLanguage = Literal["fr", "en"]
WhyLater = Literal["paused", "weekly", "each_morning", "quiet_hours", "second_today", "new_figures"]

KIND_OF: Final[Mapping[str, Kind]] = {
    "introduction": "introductions",
    "reminder": "reminders",
    "last_reminder": "reminders",
    "meeting": "meetings",
    "follow_up": "follow_ups",
}
"""The kind of each step. Replies to somebody's own act (a request for consent, a moved meeting)
have none: they go on until the contact wants no mail at all."""

MAY_WAIT_FOR_DIGEST: Final = frozenset({"introduction", "reminder", "last_reminder"})
"""Steps that may wait for a morning's digest."""
ALWAYS: Final = frozenset({"disclosure", "handover"})
"""Steps that nothing delays: the names that somebody agreed to receive, and an animator's work."""
MOST_QUIET: Final = 16
"""The most hours a day, so that a morning's digest leaves on its day."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Full hours in Paris, ``start`` included, ``end`` not; over midnight where it is less."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return (self.end - self.start) % 24

    def hold(self, hour: int) -> bool:
        return (hour - self.start) % 24 < self.length


@dataclass(frozen=True, slots=True)
class Preference:
    """What one contact chose; the defaults are no choice. ``paused_until`` is the day of the first
    mail again; ``language`` None is the one in registry."""

    language: PreferredLanguage | None = None
    rhythm: Rhythm = "at_once"
    off: frozenset[Kind] = frozenset()
    quiet: QuietHours | None = None
    paused_until: date | None = None
    stopped: bool = False

    def wants(self, step: str) -> bool:
        if step in ALWAYS:
            return True
        return not self.stopped and KIND_OF.get(step) not in self.off

    def paused(self, now: datetime) -> bool:
        return self.paused_until is not None and day_of(now) < self.paused_until


NOTHING_CHOSEN: Final = Preference()
Preferences = Mapping[UUID, Preference]
"""By contact; those who chose nothing are absent."""


@dataclass(frozen=True, slots=True)
class Later:
    """``digest``: the mail leaves with what else waits for that morning."""

    at: datetime
    digest: bool
    reason: WhyLater


def put_off(chosen: Preference, step: str, now: datetime, *, in_digest: bool) -> Later | None:
    """Return until when a mail waits that could leave now; None: it leaves."""
    if step in ALWAYS:
        return None
    gathered = step in MAY_WAIT_FOR_DIGEST
    if chosen.paused_until is not None and chosen.paused(now):
        return Later(morning_of(chosen.paused_until), gathered, "paused")
    if gathered and chosen.rhythm != "at_once":
        first = day_of(now if in_digest else next_morning(now))
        if chosen.rhythm == "weekly":
            first = monday_from(first)
        if not in_digest or first > day_of(now):
            why: WhyLater = "weekly" if chosen.rhythm == "weekly" else "each_morning"
            return Later(morning_of(first), True, why)
    return _after_quiet_hours(chosen.quiet, now, gathered=gathered)


def _after_quiet_hours(quiet: QuietHours | None, now: datetime, *, gathered: bool) -> Later | None:
    if quiet is None or not quiet.hold(hour_of(now)):
        return None
    end = next_hour(now, quiet.end)
    if gathered and day_of(end) > day_of(now):
        return Later(next_morning(now), True, "quiet_hours")
    return Later(end, False, "quiet_hours")


def may_pause_until(day: date, now: datetime) -> bool:
    """Allow from tomorrow to a year from now."""
    today = day_of(now)
    return today < day <= today + timedelta(days=366)
