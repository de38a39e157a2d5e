"""Which introductions may leave now, and until when the others wait. Pure.

Three rules. Two companies are introduced to each other once in ``PAIR_REST``, whichever of their
flows matched and whoever asks: what one learns of another can't be had twice by declaring again.
By the policy alone no company gets more than ``WEEKLY_CAP`` mails a week, nor more than one
introduction a day: the day's first leaves at once, what comes later waits for the morning, when
the best goes first.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import combinations
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

WEEK: Final = timedelta(days=7)
WEEKLY_CAP: Final = 3
PAIR_REST: Final = timedelta(days=90)

_PARIS: Final = ZoneInfo("Europe/Paris")
_MORNING: Final = time(7, tzinfo=_PARIS)

Pair = frozenset[UUID]
"""Two companies."""
Introduced = Mapping[Pair, Mapping[UUID, datetime]]
"""When two companies were last introduced to each other, by synergy."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An introduction that wants to leave: its score decides who goes first. What a person called
    for is not ``automatic``: no cap holds it. ``written_to``: those of its ``organisations`` that
    get a mail now; one that is asked first gets it alone."""

    introduction_id: UUID
    synergy_id: UUID
    organisations: tuple[UUID, ...]
    written_to: tuple[UUID, ...]
    score: int
    automatic: bool = True

    @property
    def pairs(self) -> list[Pair]:
        return [frozenset(two) for two in combinations(self.organisations, 2)]


@dataclass(frozen=True, slots=True)
class SoFar:
    """What companies had. ``mails``: in the last seven days, those about to leave included;
    ``had_today``: an introduction by the policy, since midnight; ``in_line``: those for whom one
    waits for this very morning, which nothing overtakes."""

    mails: Mapping[UUID, int] = field(default_factory=dict)
    introduced: Introduced = field(default_factory=dict)
    had_today: AbstractSet[UUID] = frozenset()
    in_line: AbstractSet[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Admission:
    """``held``: by introduction, until when it waits; ``None``: until there is room in a week."""

    leaving: list[Candidate] = field(default_factory=list)
    held: dict[UUID, datetime | None] = field(default_factory=dict)


def admit(candidates: Iterable[Candidate], so_far: SoFar, now: datetime) -> Admission:
    """Persons' first, then best score first, whatever the order they came in."""
    counts, today = dict(so_far.mails), set(so_far.had_today)
    met = {pair: dict(last) for pair, last in so_far.introduced.items()}
    found = Admission()
    for one in sorted(candidates, key=lambda c: (c.automatic, -c.score, c.synergy_id)):
        rests = _rests(one, met)
        to = set(one.written_to)
        if rests is not None and rests > now:
            found.held[one.introduction_id] = rests
        elif one.automatic and any(counts.get(company, 0) >= WEEKLY_CAP for company in to):
            found.held[one.introduction_id] = None
        elif one.automatic and to & today:
            found.held[one.introduction_id] = morning(now, days=1)
        elif one.automatic and to & so_far.in_line and now < morning(now):
            found.held[one.introduction_id] = morning(now)
        else:
            found.leaving.append(one)
            today |= to if one.automatic else set()
            for company in to:
                counts[company] = counts.get(company, 0) + 1
            for pair in one.pairs:
                met.setdefault(pair, {})[one.synergy_id] = now
    return found


def morning(now: datetime, days: int = 0) -> datetime:
    """Seven o'clock in Paris, so many days after this one."""
    return datetime.combine(now.astimezone(_PARIS).date() + timedelta(days=days), _MORNING)


def midnight(now: datetime) -> datetime:
    """When this day began in Paris."""
    return datetime.combine(now.astimezone(_PARIS).date(), time(tzinfo=_PARIS))


def _rests(one: Candidate, met: Introduced) -> datetime | None:
    """Until when. The same synergy again, as after a contract's end, tells nothing new."""
    times = [
        at
        for pair in one.pairs
        for synergy, at in met.get(pair, {}).items()
        if synergy != one.synergy_id
    ]
    return max(times) + PAIR_REST if times else None
