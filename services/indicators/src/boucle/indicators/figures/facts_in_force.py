"""Hold the facts and lists in force on a day, of many scopes. Pure.

Built at once, or change by change in any order, it gives the same.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Self, TypeAlias
from uuid import UUID

import numpy as np

from boucle.indicators.facts.bodies import Body, Fact, FlowBody, LifeBody, in_force
from boucle.indicators.facts.lists import FlowList
from boucle.indicators.facts.runs import as_of
from boucle.indicators.figures.candidates import Candidates, Entries
from boucle.indicators.figures.figure import Scope
from boucle.indicators.figures.flows import ByPlace, Flows, Numbers

Entity: TypeAlias = tuple[str, str]
"""Kind and id."""


class FactsInForce:
    def __init__(self) -> None:
        self.flows = Flows()
        self._entries = Entries(self.flows)
        self._facts: dict[Entity, Fact] = {}
        self._places: dict[tuple[type[Body], str], set[Entity]] = {}
        self._candidates: Candidates | None = None
        self._by_place: ByPlace | None = None

    @classmethod
    def of(cls, facts: Iterable[Fact], lists: Sequence[FlowList], on: date) -> Self:
        built = cls()
        built.put((), (_as_of(fact, on) for fact in in_force(facts, on)))
        built.put_lists((), lists)
        return built

    def put(self, changed: Iterable[Entity], facts: Iterable[Fact]) -> None:
        self._candidates = self._by_place = None
        for entity in changed:
            self._remove(entity)
        for fact in facts:
            self._add(fact)

    def put_lists(self, changed: Iterable[UUID], lists: Sequence[FlowList]) -> None:
        self._candidates = None
        self._entries.put(changed, lists)

    @property
    def candidates(self) -> Candidates:
        if self._candidates is None:
            lives = [UUID(entity).bytes for kind, entity in self._facts if kind == "life"]
            pairs, taken = self._entries.pairs(), self._taken()
            self._candidates = Candidates.of(self.flows, pairs, lives, taken)
        return self._candidates

    def _taken(self) -> Counter[int]:
        """Return what runs takes of each flow, by the flow's number."""
        taken: Counter[int] = Counter()
        for fact in self._facts.values():
            if isinstance(fact.body, LifeBody) and fact.body.state == "running":
                for flow, amount in fact.body.taken.items():
                    taken[self.flows.number(UUID(flow))] += amount
        return taken

    def facts_of(self, scope: Scope, kind: type[Body]) -> list[Fact]:
        """Return facts in any order, flows excepted."""
        if scope.organisation is not None:
            facts = self._facts.values()
            return [one for one in facts if type(one.body) is kind and scope.holds(one.body)]
        places = (self._places.get((kind, place), ()) for place in scope.territories)
        return [self._facts[entity] for entity in set[Entity]().union(*places)]

    def life(self, id_: UUID) -> LifeBody | None:
        fact = self._facts.get(("life", str(id_)))
        return fact.body if fact is not None and isinstance(fact.body, LifeBody) else None

    def flows_of(self, scope: Scope) -> Numbers:
        if scope.organisation is not None:
            return np.array(list(self.flows.of_organisation(scope.organisation)), np.int64)
        return np.flatnonzero(np.isin(self.flows.places(), self.flows.places_in(scope.territories)))

    def pairs_of(self, scope: Scope) -> Numbers:
        if scope.organisation is None:
            return self.candidates.in_territories(scope.territories)
        of_scope = np.zeros(len(self.flows.bodies), bool)
        of_scope[self.flows_of(scope)] = True
        return np.flatnonzero(of_scope[self.candidates.offers] | of_scope[self.candidates.needs])

    def _remove(self, entity: Entity) -> None:
        kind, id_ = entity
        if kind == "flow":
            self.flows.put(UUID(id_), None)
            return
        former = self._facts.pop(entity, None)
        if former is not None:
            for place in former.body.territories:
                self._places[type(former.body), place].discard(entity)

    def _add(self, fact: Fact) -> None:
        entity = fact.kind, fact.entity
        self._remove(entity)
        if fact.gone:
            return
        if isinstance(fact.body, FlowBody):
            self.flows.put(UUID(fact.entity), fact.body)
            return
        self._facts[entity] = fact
        for place in fact.body.territories:
            self._places.setdefault((type(fact.body), place), set()).add(entity)


def _as_of(fact: Fact, on: date) -> Fact:
    body = fact.body
    return replace(fact, body=as_of(body, on)) if isinstance(body, LifeBody) else fact
