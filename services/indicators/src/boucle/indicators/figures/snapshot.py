"""What is known of a scope at a month's end, as formulas ask for it. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, Self, TypeVar
from uuid import UUID

import numpy as np
import numpy.typing as npt

from boucle.common.events.registry import Nature
from boucle.indicators.facts.bodies import AnyBody, Fact, FlowBody, LifeBody
from boucle.indicators.figures.candidates import Candidates, shared_out
from boucle.indicators.figures.figure import Month, Scope
from boucle.indicators.figures.flows import SORTS, Flows, Numbers, Sort
from boucle.indicators.figures.known import Known

B = TypeVar("B", bound=AnyBody)

_OPEN: Final = frozenset(
    {"detected", "qualified", "introduced", "interested", "consented", "studying"}
)
"""States of lives that have led to nothing yet."""


@dataclass(frozen=True)
class Snapshot:
    """``numbers``: those of its flows; ``held``: those of its candidates."""

    scope: Scope
    month: Month
    facts: list[Fact]
    flows: Flows
    numbers: Numbers
    candidates: Candidates
    held: Numbers

    @classmethod
    def of(cls, known: Known, scope: Scope, month: Month) -> Self:
        return cls(
            scope=scope,
            month=month,
            facts=known.facts_of(scope),
            flows=known.flows,
            numbers=known.flows_of(scope),
            candidates=known.candidates,
            held=known.pairs_of(scope),
        )

    def bodies(self, kind: type[B]) -> list[B]:
        return [fact.body for fact in self.facts if isinstance(fact.body, kind)]

    @cached_property
    def sorts(self) -> dict[Sort, int]:
        """How many flows, by sort; a likely duplicate counts once."""
        counts = np.bincount(self._sorts[self._sorts >= 0], minlength=len(SORTS)).tolist()
        found = zip(SORTS, counts, strict=True)
        return {sort: count for sort, count in found if count and not sort.duplicate}

    def flows_of(self, sort: Sort) -> list[FlowBody]:
        chosen = self.numbers[self._sorts == SORTS.index(sort)]
        return [body for number in chosen.tolist() if (body := self.flows.bodies[number])]

    @cached_property
    def _sorts(self) -> npt.NDArray[np.int8]:
        return self.flows.sorts()[self.numbers]

    @cached_property
    def lives(self) -> dict[bytes, LifeBody]:
        """By synergy id, in their order."""
        lives = [one for one in self.facts if isinstance(one.body, LifeBody)]
        lives.sort(key=lambda one: one.entity)
        return {UUID(one.entity).bytes: one.body for one in lives}

    @cached_property
    def alive(self) -> Numbers:
        """The candidates that have a life here."""
        return self._numbers_of(self.lives)

    @cached_property
    def pairs(self) -> Numbers:
        """Best first; also those with a life; a pair with a flow that nobody declared only once it
        has one."""
        shown = ~self.candidates.typical
        shown[self.alive] = True
        return self.held[shown[self.held]]

    @cached_property
    def potential(self) -> dict[Nature, tuple[Decimal, int]]:
        """Of pairs whose life, if they have one, is still open."""
        settled = [id_ for id_, life in self.lives.items() if life.state not in _OPEN]
        open_ = np.ones(len(self.candidates.offers), bool)
        open_[self._numbers_of(settled)] = False
        return shared_out(self.candidates, self.pairs[open_[self.pairs]])

    @cached_property
    def running(self) -> list[LifeBody]:
        """Pre-existing ones are never counted."""
        lives = self.lives.values()
        return [one for one in lives if one.state == "running" and not one.pre_existing]

    @cached_property
    def synergies(self) -> Counter[tuple[str, str]]:
        """How many, by kind and state; a pair without a life is ``detected``; pre-existing ones are
        counted apart."""
        counts: Counter[tuple[str, str]] = Counter()
        alive = np.intersect1d(self.alive, self.pairs)
        counts["substitution", "detected"] = len(self.pairs) - len(alive)
        for life in self.lives.values():
            counts[life.synergy_kind, "pre_existing" if life.pre_existing else life.state] += 1
        return counts

    def _numbers_of(self, lives: Iterable[bytes]) -> Numbers:
        numbers = self.candidates.alive
        return np.array([numbers[id_] for id_ in lives if id_ in numbers], np.int64)
