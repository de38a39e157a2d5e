"""Which introductions may leave now, and until when the others wait. Pure.

Two rules: no company gets more than ``WEEKLY_CAP`` mails a week by the policy alone; and two
companies are introduced to each other once in ``PAIR_REST``, whichever of their flows matched and
whoever asks: what one learns of another can't be had twice by declaring again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations
from typing import Final
from uuid import UUID

WEEK: Final = timedelta(days=7)
WEEKLY_CAP: Final = 3
PAIR_REST: Final = timedelta(days=90)

Pair = frozenset[UUID]
"""Two companies."""
Introduced = Mapping[Pair, Mapping[UUID, datetime]]
"""When two companies were last introduced to each other, by synergy."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An introduction that wants to leave: its score decides who goes first. What a person called
    for is not ``automatic``, and leaves whatever the weekly cap."""

    introduction_id: UUID
    synergy_id: UUID
    organisations: tuple[UUID, ...]
    score: int
    automatic: bool = True

    @property
    def pairs(self) -> list[Pair]:
        return [frozenset(two) for two in combinations(self.organisations, 2)]


@dataclass(frozen=True, slots=True)
class Admission:
    """``held``: by introduction, until when its companies rest; ``None``: until there is room."""

    leaving: list[Candidate] = field(default_factory=list)
    held: dict[UUID, datetime | None] = field(default_factory=dict)


def admit(
    candidates: Iterable[Candidate],
    recent: Mapping[UUID, int],
    introduced: Introduced,
    now: datetime,
) -> Admission:
    """Persons' first, then best score first.

    ``recent``: mails of each company in the last seven days, those about to leave included.
    """
    counts, met = dict(recent), {pair: dict(last) for pair, last in introduced.items()}
    found = Admission()
    for one in sorted(candidates, key=lambda c: (c.automatic, -c.score, c.synergy_id)):
        rests = _rests(one, met)
        if rests is not None and rests > now:
            found.held[one.introduction_id] = rests
        elif one.automatic and any(counts.get(c, 0) >= WEEKLY_CAP for c in one.organisations):
            found.held[one.introduction_id] = None
        else:
            found.leaving.append(one)
            for company in one.organisations:
                counts[company] = counts.get(company, 0) + 1
            for pair in one.pairs:
                met.setdefault(pair, {})[one.synergy_id] = now
    return found


def _rests(one: Candidate, met: Introduced) -> datetime | None:
    """Until when. The same synergy again, as after a contract's end, tells nothing new."""
    times = [
        at
        for pair in one.pairs
        for synergy, at in met.get(pair, {}).items()
        if synergy != one.synergy_id
    ]
    return max(times) + PAIR_REST if times else None
