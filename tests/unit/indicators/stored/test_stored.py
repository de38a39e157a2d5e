"""What is kept, made again where facts touched it, in any order, is what all facts say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from boucle.indicators.facts.bodies import Fact, TerritoryBody
from boucle.indicators.facts.touching import days_touched
from boucle.indicators.figures.figure import EARLIEST, Figure, Month, Scope, first_of, members
from boucle.indicators.figures.formulas import figures
from boucle.indicators.figures.ran import differ_from
from boucle.indicators.stored.plan import ComputationPlan, Touched, parents_of, to_compute
from tests.kit.facts import FIRST, PARENTS, at_random


@dataclass
class Kept:
    """As the tables keep it."""

    facts: dict[tuple[str, str, int], Fact] = field(default_factory=dict)
    touched: list[tuple[str, date]] = field(default_factory=list)
    rows: dict[tuple[str, date], tuple[Figure, ...]] = field(default_factory=dict)

    def tell(self, batch: list[Fact]) -> None:
        for fact in batch:
            key = fact.kind, fact.entity, fact.version
            if key not in self.facts:
                self.facts[key] = fact
                self._touch(fact)

    def _touch(self, fact: Fact) -> None:
        """As ``facts.store.TOUCH`` has it."""
        entity = fact.kind, fact.entity
        versions = [one for one in self.facts.values() if (one.kind, one.entity) == entity]
        days = days_touched(fact)
        days |= {one.valid_from for one in versions if one.valid_from > min(days)}
        places = {place for one in versions for place in one.body.territories}
        for one in versions:
            if isinstance(one.body, TerritoryBody) and one.body.parent is not None:
                places.add(one.body.parent)
        self.touched += [(place, day) for place in places for day in days]

    def make(self, today: date, steps: int) -> None:
        """So many months of the plan at most; all that is due where ``steps`` is negative."""
        self._make(today, steps)
        while steps < 0 and any(day <= today for _, day in self.touched):
            self._make(today, steps)

    def _make(self, today: date, steps: int) -> None:
        plan = ComputationPlan()
        known = self.facts.values()
        latest = sorted(known, key=lambda one: one.version)
        for number, (siren, day) in enumerate(self.touched):
            if day <= today:
                months: dict[str, list[date]] = {}
                for place, month in self.rows:
                    months.setdefault(place, []).append(month)
                touched = Touched(siren, day, (number,))
                plan.add(touched, to_compute(touched, parents_of(latest), months))
        done: set[int] = set()
        while steps and (planned := plan.next()) is not None:
            first, sirens = planned
            for siren in sirens:
                its = Month.of(first.year, first.month, today)
                made = figures(known, Scope(members(known, siren)), its)
                self.rows[siren, first] = made
                again = differ_from(made, its)
                waits = (siren, again) in self.touched or (siren, again) in self.rows
                if again is not None and not waits:
                    self.touched.append((siren, again))
            done |= set(plan.done(first))
            steps -= 1
        self.touched = [one for number, one in enumerate(self.touched) if number not in done]

    def report(self, siren: str, month: Month) -> tuple[Figure, ...]:
        held = [made for place, made in self.rows if place == siren and made <= month.last]
        return self.rows[siren, max(held)]


def months(today: date) -> Iterator[Month]:
    yield Month.of(EARLIEST.year, EARLIEST.month, today)
    day = FIRST
    while day <= today:
        yield Month.of(day.year, day.month, today)
        day = first_of(day + timedelta(days=31))


@given(
    seed=st.integers(0, 2**32),
    count=st.integers(0, 40),
    batches=st.integers(1, 5),
    began=st.dates(date(2026, 6, 1), date(2026, 11, 30)),
)
def test_what_is_kept_is_what_facts_say(seed: int, count: int, batches: int, began: date) -> None:
    random = Random(seed)
    facts = at_random(random, count)
    sent = [*facts, *random.choices(facts, k=count // 3)]
    random.shuffle(sent)
    kept, today = Kept(), began
    for number in range(batches):
        kept.tell(sent[number::batches])
        kept.make(today, steps=random.choice((1, 3, -1)))
        today += timedelta(days=random.randrange(20))
    kept.make(today, steps=-1)
    for siren in PARENTS:
        scope = Scope(members(facts, siren))
        for month in months(today):
            assert kept.report(siren, month) == figures(facts, scope, month)
