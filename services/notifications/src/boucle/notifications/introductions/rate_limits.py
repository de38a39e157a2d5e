"""Decide which introductions may leave, at once or with a digest, and until when others wait. Pure.

Two companies are introduced to each other once in ``PAIR_REST``, whichever of their flows matched
and whoever asks: what one learns of another can't be had twice by declaring again. In a group of
more than ``CROWD`` nobody learns anything of another: no pair of it rests. The day's first
introduction of a company leaves at once, later ones wait for the morning: its best ``DIGEST`` are
one mail then. By the policy alone no company gets more than ``WEEKLY_CAP`` such mails a week,
however many introductions are in each.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations
from typing import Final
from uuid import UUID

from boucle.contract.kinds.members import CROWD
from boucle.notifications.preferences.days import next_morning

WEEK: Final = timedelta(days=7)
WEEKLY_CAP: Final = 3
PAIR_REST: Final = timedelta(days=90)
DIGEST: Final = 5
"""A digest's most introductions and reminders."""

Pair = frozenset[UUID]
"""Two companies."""
Introduced = Mapping[Pair, Mapping[UUID, datetime]]
"""When two companies were last introduced to each other, by synergy."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An introduction that wants to leave; its score decides its rank. One that a person requested
    is not ``automatic``: no weekly cap holds it; in a sandbox it is ``urgent``: no daily limit does
    either. ``written_to`` are those of its ``organisations`` that get a mail now; one that is asked
    first gets it alone."""

    introduction_id: UUID
    synergy_id: UUID
    organisations: tuple[UUID, ...]
    written_to: tuple[UUID, ...]
    score: int
    automatic: bool = True
    urgent: bool = False

    @property
    def pairs(self) -> list[Pair]:
        if len(self.organisations) > CROWD:
            return []
        return [frozenset(two) for two in combinations(self.organisations, 2)]


@dataclass(frozen=True, slots=True)
class MailHistory:
    """What companies received. ``mails``: in the last seven days, those about to leave included, a
    digest once. ``had_today``: an introduction at once, since midnight. ``closed``: this morning's
    digest, which nothing joins any more. ``gathered``: how many wait for a digest, those of the
    present one included. ``opened``: who gets the present one."""

    mails: Mapping[UUID, int] = field(default_factory=dict)
    introduced: Introduced = field(default_factory=dict)
    had_today: AbstractSet[UUID] = frozenset()
    closed: AbstractSet[UUID] = frozenset()
    gathered: Mapping[UUID, int] = field(default_factory=dict)
    opened: AbstractSet[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Limited:
    """The decision; ``held``: until when each introduction waits; ``None``: until a week has
    room."""

    leaving: list[Candidate] = field(default_factory=list)
    held: dict[UUID, datetime | None] = field(default_factory=dict)


def admit(candidates: Iterable[Candidate], history: MailHistory, now: datetime) -> Limited:
    """Return those that leave at once: persons' first, then best score first, in whatever order
    they come."""
    counts, today = dict(history.mails), set(history.had_today)
    found = Limited()
    for one in _rested(candidates, history, now, found):
        to = set(one.written_to)
        if one.urgent:
            found.leaving.append(one)
        elif one.automatic and any(counts.get(company, 0) >= WEEKLY_CAP for company in to):
            found.held[one.introduction_id] = None
        elif to & today:
            found.held[one.introduction_id] = next_morning(now)
        else:
            found.leaving.append(one)
            today |= to
            _count(to, counts)
    return found


def gather(candidates: Iterable[Candidate], history: MailHistory, now: datetime) -> Limited:
    """Return those that leave with this morning's digests, in the same order; the rest waits."""
    counts, sizes, opened = dict(history.mails), dict(history.gathered), set(history.opened)
    found = Limited()
    for one in _rested(candidates, history, now, found):
        to = set(one.written_to)
        new = to - opened
        if to & history.closed or any(sizes.get(company, 0) >= DIGEST for company in to):
            found.held[one.introduction_id] = next_morning(now)
        elif one.automatic and any(counts.get(company, 0) >= WEEKLY_CAP for company in new):
            found.held[one.introduction_id] = None
        else:
            found.leaving.append(one)
            opened |= to
            _count(new, counts)
            _count(to, sizes)
    return found


def _rested(
    candidates: Iterable[Candidate], history: MailHistory, now: datetime, found: Limited
) -> Iterator[Candidate]:
    """Yield those whose companies have rested from each other; hold the others."""
    last_introduced = {pair: dict(last) for pair, last in history.introduced.items()}
    for one in sorted(candidates, key=lambda c: (c.automatic, -c.score, c.synergy_id)):
        rests = rests_until(one, last_introduced)
        if rests is not None and rests > now:
            found.held[one.introduction_id] = rests
            continue
        yield one
        if found.leaving and found.leaving[-1] is one:
            for pair in one.pairs:
                last_introduced.setdefault(pair, {})[one.synergy_id] = now


def _count(companies: Iterable[UUID], counts: dict[UUID, int]) -> None:
    for company in companies:
        counts[company] = counts.get(company, 0) + 1


def rests_until(one: Candidate, last_introduced: Introduced) -> datetime | None:
    """Return until when they rest. The same synergy again, as after a contract's end, tells nothing
    new."""
    times = [
        at
        for pair in one.pairs
        for synergy, at in last_introduced.get(pair, {}).items()
        if synergy != one.synergy_id
    ]
    return max(times) + PAIR_REST if times else None
