"""What is told of changes only says what is made at once of all that is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from boucle.indicators.facts.bodies import Fact
from boucle.indicators.facts.lists import FlowList
from boucle.indicators.figures.facts_in_force import Entity, FactsInForce
from boucle.indicators.figures.figure import Month, Scope, members
from boucle.indicators.figures.formulas import figures, figures_of
from tests.kit.facts import PARENTS, at_random, lists_at_random


@dataclass
class Tables:
    """As Postgres has them, and a replica that follows."""

    on: date
    facts: list[Fact] = field(default_factory=list)
    lists: list[FlowList] = field(default_factory=list)
    in_force: FactsInForce = field(default_factory=FactsInForce)

    def facts_of(self, entities: Iterable[Entity]) -> list[Fact]:
        """Of each, the highest version valid by now, gone or not."""
        valid = [one for one in self.facts if one.valid_from <= self.on]
        newest = {(one.kind, one.entity): one for one in sorted(valid, key=lambda one: one.version)}
        return [newest[entity] for entity in entities if entity in newest]

    def lists_in_force(self) -> list[FlowList]:
        until = [one for one in self.lists if one.month <= self.on]
        return [*{one.flow: one for one in sorted(until, key=lambda one: one.version)}.values()]

    def change(self, facts: Iterable[Fact], lists: Iterable[FlowList], today: date) -> None:
        """Also what begins by itself, as days pass."""
        before, self.on = self.on, today
        new, listed = list(facts), list(lists)
        self.facts += new
        self.lists += listed
        begun = [one for one in self.facts if before < one.valid_from <= today]
        entities = {(one.kind, one.entity) for one in (*new, *begun)}
        flows = {one.flow for one in self.lists if before < one.month <= today}
        flows |= {one.flow for one in listed}
        self.in_force.put(entities, self.facts_of(entities))
        self.in_force.put_lists(flows, [one for one in self.lists_in_force() if one.flow in flows])

    def lose(self, random: Random) -> None:
        """A row goes, by a rebuild or a hand."""
        if self.facts and random.random() < 0.3:
            gone = self.facts.pop(random.randrange(len(self.facts)))
            entity = gone.kind, gone.entity
            self.in_force.put([entity], self.facts_of([entity]))
        if self.lists and random.random() < 0.3:
            flow = self.lists.pop(random.randrange(len(self.lists))).flow
            its = [one for one in self.lists_in_force() if one.flow == flow]
            self.in_force.put_lists([flow], its)

    def restart(self) -> None:
        self.in_force = FactsInForce()
        self.in_force.put((), self.facts_of({(one.kind, one.entity) for one in self.facts}))
        self.in_force.put_lists((), self.lists_in_force())


@given(
    seed=st.integers(0, 2**32),
    count=st.integers(0, 60),
    batches=st.integers(1, 6),
    began=st.dates(date(2026, 6, 1), date(2026, 11, 30)),
)
def test_what_follows_changes_says_what_all_facts_say(
    seed: int, count: int, batches: int, began: date
) -> None:
    random = Random(seed)
    facts, lists = at_random(random, count), lists_at_random(random, count // 3)
    random.shuffle(facts)
    random.shuffle(lists)
    tables, today = Tables(began), began
    for number in range(batches):
        tables.change(facts[number::batches], lists[number::batches], today)
        tables.lose(random)
        if random.random() < 0.2:
            tables.restart()
        month = Month.of(today.year, today.month, today)
        for siren in PARENTS:
            scope = Scope(members(tables.facts, siren))
            made = figures(tables.facts, scope, month, tables.lists_in_force())
            assert figures_of(tables.in_force, scope, month) == made
        today += timedelta(days=random.randrange(40))
