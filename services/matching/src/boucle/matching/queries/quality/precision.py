"""Measure the precision of the engine's lists, and the reasons of refusals. Pure. Nothing learns
from these figures: people read them, and switch a route off or tighten a limit."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from typing import Final, Literal, TypeVar
from uuid import UUID

import msgspec

from boucle.contract.events.matching import FoundBy, RefusalReason, Role, Standing, State

_WON: Final[frozenset[State]] = frozenset({"consented", "studying", "running"})
_Z: Final = 1.959964
"""Of a 95 % interval."""
SMALL: Final = 30
"""Fewer shown than this: the precision says little, and the answer says so."""

K = TypeVar("K", bound=Hashable)
Outcome = Literal["won", "refused", "already_done", "contract_until", "interested", "waiting"]


class SideSeen(msgspec.Struct, frozen=True):
    role: Role
    organisation_id: UUID
    territory: str
    flow_id: UUID | None = None


class PartySeen(msgspec.Struct, frozen=True):
    side: SideSeen
    standing: Standing = "pending"
    reason: RefusalReason | None = None
    answered_at: datetime | None = None


class JudgedLife(msgspec.Struct, frozen=True):
    """What these figures read of a step of a life (``boucle.contract.events.matching.Life``)."""

    synergy_id: UUID
    state: State
    state_since: datetime
    found_by: FoundBy
    parties: tuple[PartySeen, ...]
    introduced_at: datetime | None = None
    pre_existing: bool = False
    disclosed: bool = False
    route: str | None = None
    score: int | None = None


@dataclass(frozen=True, slots=True)
class PartyRefusal:
    """One party's refusal. It counts in the party's territory: a mask hides it from the other
    side."""

    territory: str
    route: str | None
    reason: RefusalReason


@dataclass(frozen=True, slots=True)
class IntroducedPair:
    """An introduced pair of the engine, with the score displayed then."""

    synergy_id: UUID
    need: UUID
    score: int
    territories: frozenset[str]
    route: str | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class QualityFigures:
    """Counts of displayed pairs, and of those that both companies consented to or that went
    further."""

    shown: int
    won: int
    outcomes: Mapping[Outcome, int]
    refusals: Mapping[RefusalReason, int]

    @property
    def precision(self) -> float | None:
        return self.won / self.shown if self.shown else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return Wilson's 95 % interval, which is honest for few pairs and stays within 0 and 1."""
        if not self.shown:
            return None
        n, p = float(self.shown), self.won / self.shown
        centre = p + _Z * _Z / (2.0 * n)
        spread = _Z * sqrt(p * (1.0 - p) / n + _Z * _Z / (4.0 * n * n))
        scale = 1.0 + _Z * _Z / n
        return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


@dataclass(frozen=True, slots=True)
class Quality:
    """``cells``: by territory and route."""

    overall: QualityFigures
    by_territory: Mapping[str, QualityFigures]
    by_route: Mapping[str | None, QualityFigures]
    cells: Mapping[tuple[str, str | None], QualityFigures]


# --- reading histories ---------------------------------------------------------------------


def introduced_pair_of(steps: Sequence[JudgedLife]) -> IntroducedPair | None:
    """Return the pair of a life's steps, oldest first; None if the engine did not find it, it ran
    before the approach, or nobody was written to. A success stays one: a synergy that ran and
    stopped was right."""
    introduced = next((step for step in steps if step.introduced_at is not None), None)
    last = steps[-1]
    if introduced is None or last.found_by != "engine" or last.pre_existing:
        return None
    if _ran_before(introduced.introduced_at, steps):
        return None
    need = next((p.side.flow_id for p in last.parties if p.side.role == "need"), None)
    if need is None:
        return None
    return IntroducedPair(
        synergy_id=last.synergy_id,
        need=need,
        score=introduced.score or 0,
        territories=frozenset(party.side.territory for party in last.parties),
        route=last.route,
        outcome=_outcome(steps),
    )


def _ran_before(introduced_at: datetime | None, steps: Sequence[JudgedLife]) -> bool:
    """Compare times, not the order of events: a mail's departure is known later than it
    happened."""
    return introduced_at is not None and any(
        step.state == "running" and step.state_since < introduced_at for step in steps
    )


def _outcome(steps: Sequence[JudgedLife]) -> Outcome:
    if any(step.state in _WON or step.disclosed for step in steps):
        return "won"
    match steps[-1].state:
        case "refused" | "already_done" | "contract_until" | "interested" as state:
            return state
        case _:
            return "waiting"


def refusals_of(steps: Sequence[JudgedLife]) -> list[PartyRefusal]:
    """Return each refusal once, with lapsed and withdrawn ones."""
    refusals_by_key: dict[tuple[UUID, datetime | None], PartyRefusal] = {}
    for step in steps:
        for party in step.parties:
            if party.standing == "refused" and party.reason is not None:
                key = (party.side.organisation_id, party.answered_at)
                refusals_by_key[key] = PartyRefusal(party.side.territory, step.route, party.reason)
    return list(refusals_by_key.values())


# --- counting ------------------------------------------------------------------------------


def best_of_each_need(shown: Iterable[IntroducedPair], k: int) -> list[IntroducedPair]:
    """Return, of each need, the ``k`` displayed pairs with the best scores; ties by id."""
    by_need: dict[UUID, list[IntroducedPair]] = {}
    for one in shown:
        by_need.setdefault(one.need, []).append(one)
    return [
        one
        for pairs in by_need.values()
        for one in sorted(pairs, key=lambda one: (-one.score, one.synergy_id))[:k]
    ]


def quality(
    shown: Iterable[IntroducedPair],
    refused: Iterable[PartyRefusal],
    *,
    k: int,
    scope: frozenset[str] | None,
) -> Quality:
    """Compute the figures; ``scope``: the territories counted, None: all. A pair of two territories
    counts in both, once overall."""
    kept = [
        one
        for one in best_of_each_need(shown, k)
        if scope is None or not scope.isdisjoint(one.territories)
    ]
    refusals = [one for one in refused if scope is None or one.territory in scope]
    placed = [(at, one) for one in kept for at in _within(one.territories, scope)]
    return Quality(
        overall=_figures(kept, refusals),
        by_territory=_by(placed, [(one.territory, one) for one in refusals]),
        by_route=_by([(one.route, one) for one in kept], [(one.route, one) for one in refusals]),
        cells=_by(
            [((at, one.route), one) for at, one in placed],
            [((one.territory, one.route), one) for one in refusals],
        ),
    )


def _within(territories: frozenset[str], scope: frozenset[str] | None) -> frozenset[str]:
    return territories if scope is None else territories & scope


def _by(
    shown: Iterable[tuple[K, IntroducedPair]], refused: Iterable[tuple[K, PartyRefusal]]
) -> dict[K, QualityFigures]:
    pairs: dict[K, list[IntroducedPair]] = {}
    turned: dict[K, list[PartyRefusal]] = {}
    for key, one in shown:
        pairs.setdefault(key, []).append(one)
    for key, refusal in refused:
        turned.setdefault(key, []).append(refusal)
    keys = sorted(pairs.keys() | turned.keys(), key=repr)
    return {key: _figures(pairs.get(key, ()), turned.get(key, ())) for key in keys}


def _figures(shown: Iterable[IntroducedPair], refused: Iterable[PartyRefusal]) -> QualityFigures:
    outcomes: Counter[Outcome] = Counter(one.outcome for one in shown)
    return QualityFigures(
        shown=outcomes.total(),
        won=outcomes["won"],
        outcomes=outcomes,
        refusals=Counter(one.reason for one in refused),
    )
