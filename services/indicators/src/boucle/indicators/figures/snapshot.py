"""Answer what formulas ask about a scope at a month's end. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final, TypeVar
from uuid import UUID

import numpy as np
import numpy.typing as npt

from boucle.contract.events.groups import GroupState
from boucle.contract.events.registry import Nature
from boucle.contract.kinds.members import OVER
from boucle.indicators.facts.bodies import Body, FlowBody, GroupBody, LifeBody
from boucle.indicators.facts.kinds import of_groups
from boucle.indicators.facts.runs import as_of, beside
from boucle.indicators.figures.candidates import shared_out
from boucle.indicators.figures.facts_in_force import FactsInForce
from boucle.indicators.figures.figure import Month, Scope
from boucle.indicators.figures.flows import SORTS, FlowOrder, Numbers
from boucle.indicators.figures.running_groups import RunningGroup

B = TypeVar("B", bound=Body)

_OPEN: Final = frozenset(
    {"detected", "qualified", "introduced", "interested", "consented", "studying"}
)
"""States of lives without an outcome yet."""
_FOUND: Final[frozenset[GroupState]] = frozenset({"near", "viable"})
"""States of groups that nobody acted on."""


@dataclass(frozen=True)
class FactSnapshot:
    facts: FactsInForce
    scope: Scope
    month: Month

    def bodies(self, kind: type[B]) -> list[B]:
        return [
            body
            for one in self.facts.facts_of(self.scope, kind)
            if isinstance(body := one.body, kind)
        ]

    @cached_property
    def sorts(self) -> dict[FlowOrder, int]:
        counts = np.bincount(self._sorts[self._sorts >= 0], minlength=len(SORTS)).tolist()
        found = zip(SORTS, counts, strict=True)
        return {sort: count for sort, count in found if count and not sort.uncounted}

    def flows_of(self, sort: FlowOrder) -> list[FlowBody]:
        chosen = self._numbers[self._sorts == SORTS.index(sort)].tolist()
        bodies = self.facts.flows.bodies
        return [body for number in chosen if (body := bodies[number])]

    @cached_property
    def _numbers(self) -> Numbers:
        return self.facts.flows_of(self.scope)

    @cached_property
    def _sorts(self) -> npt.NDArray[np.int8]:
        return self.facts.flows.sorts()[self._numbers]

    @cached_property
    def lives(self) -> dict[bytes, LifeBody]:
        facts = self.facts.facts_of(self.scope, LifeBody)
        facts.sort(key=lambda one: one.entity)
        found = {UUID(one.entity).bytes: one.body for one in facts}
        on = self.month.last
        lives = {id_: as_of(one, on) for id_, one in found.items() if isinstance(one, LifeBody)}
        return {id_: self._in_turn(life, lives) for id_, life in lives.items()}

    def _in_turn(self, life: LifeBody, lives: Mapping[bytes, LifeBody]) -> LifeBody:
        former = None if life.grows is None else self._grown(life.grows, lives)
        return life if former is None else beside(life, former, self.month.last)

    def _grown(self, id_: UUID, lives: Mapping[bytes, LifeBody]) -> LifeBody | None:
        """Return what grew, which a newcomer is no party of."""
        if self.scope.organisation is None or id_.bytes in lives:
            return lives.get(id_.bytes)
        found = self.facts.life(id_)
        return None if found is None else as_of(found, self.month.last)

    @cached_property
    def alive(self) -> Numbers:
        return self._numbers_of(self.lives)

    @cached_property
    def pairs(self) -> Numbers:
        """Return candidates, best first, with and without a life; a pair with an undeclared flow
        only if it has one."""
        pairs = self.facts.pairs_of(self.scope)
        hidden = self.facts.candidates.typical[pairs] & ~self._are(self.alive)[pairs]
        return pairs[~hidden]

    @cached_property
    def potential(self) -> dict[Nature, tuple[Decimal, int]]:
        settled = [id_ for id_, life in self.lives.items() if life.state not in _OPEN]
        closed = self._are(self._numbers_of(settled))[self.pairs]
        return shared_out(self.facts.candidates, self.pairs[~closed])

    @cached_property
    def running(self) -> list[LifeBody]:
        """Return running lives; neither pre-existing nor lost ones are ever counted."""
        return [one for one in self.lives.values() if _runs(one)]

    @cached_property
    def groups(self) -> dict[bytes, GroupBody]:
        groups = self.facts.facts_of(self.scope, GroupBody)
        groups.sort(key=lambda one: one.entity)
        found = {UUID(one.entity).bytes: one.body for one in groups}
        return {
            id_: body
            for id_, body in found.items()
            if isinstance(body, GroupBody) and self._is_counted(body)
        }

    def _is_counted(self, group: GroupBody) -> bool:
        """Leave out groups across a border that nobody acted on: their state follows exact values
        of members elsewhere."""
        inside = self.scope.territories.issuperset(group.territories)
        return inside or self.scope.organisation is not None or group.state not in _FOUND

    @cached_property
    def standing_groups(self) -> list[GroupBody]:
        """Return the groups that count: a group whose life is over is lost, whatever is found."""
        over = {id_ for id_, life in self.lives.items() if life.state in OVER}
        return [body for id_, body in self.groups.items() if id_ not in over]

    @cached_property
    def running_groups(self) -> list[RunningGroup]:
        return [
            self.group_on(id_, life, self.month.last)
            for id_, life in self.lives.items()
            if of_groups(life) and _runs(life)
        ]

    def group_on(self, id_: bytes, life: LifeBody, on: date) -> RunningGroup:
        """Return a group that runs on a day, with the one that it grew from."""
        former = None
        grows = None if life.former_runs else life.grows
        if grows is not None and (before := self._grown(grows, self.lives)) is not None:
            former = replace(self.group_on(grows.bytes, before, on), found=before.recorded)
        found, reader = self.groups.get(id_), self.scope.organisation
        return RunningGroup.of(life, found, reader, on, former)

    @cached_property
    def synergies(self) -> Counter[tuple[str, str]]:
        """Count by kind and state; a pair, or a viable group, without a life is ``detected``;
        pre-existing ones are counted apart, and so are those that run and are lost. What a grown
        group took the place of is counted as that."""
        counts: Counter[tuple[str, str]] = Counter()
        counts["substitution", "detected"] = int(
            np.count_nonzero(~self._are(self.alive)[self.pairs])
        )
        for id_, group in self.groups.items():
            counts[group.synergy_kind, "detected"] += (
                group.state == "viable" and id_ not in self.lives
            )
        for life in self.lives.values():
            if not life.replaced:
                counts[life.synergy_kind, _counted_as(life)] += 1
        return counts

    def _numbers_of(self, lives: Iterable[bytes]) -> Numbers:
        numbers = self.facts.candidates.alive
        return np.array([numbers[id_] for id_ in lives if id_ in numbers], np.int64)

    def _are(self, numbers: Numbers) -> npt.NDArray[np.bool_]:
        found = np.zeros(len(self.facts.candidates.offers), bool)
        found[numbers] = True
        return found


def _runs(life: LifeBody) -> bool:
    return life.state == "running" and not life.pre_existing and not life.lost


def _counted_as(life: LifeBody) -> str:
    if life.pre_existing:
        return "pre_existing"
    return "lost" if life.lost else life.state
