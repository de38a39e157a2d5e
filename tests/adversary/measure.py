"""Every program against both policies, and what of it is better than the best guess."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import comb
from statistics import mean, median

import numpy as np

from tests.adversary import (
    animators,
    explanations,
    following,
    group_names,
    groups,
    introductions,
    limits,
    mails,
    places,
    register,
    secrets,
    snapshots,
)
from tests.adversary.clients import exclusions, rulers
from tests.adversary.search import Outcome
from tests.adversary.views import BUDGET, Control, Doors, Real
from tests.adversary.world import Victim, victims

SEED = 2026
SURE = 0.05
"""How likely so many hits must be by the best guess alone."""
Program = Callable[[Victim, Doors, np.random.Generator], Outcome]


@dataclass(frozen=True)
class Attack:
    """``bar``: the least share of hits against the control, ``within``: so many declarations in
    the median; a weaker program counts for nothing. ``open``: known not to be closed."""

    what: str
    who: str
    program: Program
    within: int = 40
    bar: float = 0.9
    open: str = ""
    supposes: bool = False


ATTACKS = (
    Attack("place, to 1 km", "a company", places.place, within=20),
    Attack("quantity, to 5 %", "a company", secrets.quantity, within=20),
    Attack("quantity, to 5 %", "a company, by the euros of its mails", mails.quantity, within=20),
    Attack("price, to 5 %", "a company", secrets.cost),
    Attack("months, exactly", "a company", secrets.months),
    Attack("accepted quality, to 5 %", "a company", secrets.bound),
    Attack("network, of ten", "a company", secrets.network),
    Attack("a third party's deal, to 5 %", "a company", secrets.deal),
    Attack("who it is, of 900", "a company with the register", register.identity),
    Attack("who it is, of one or two", "ten made-up companies", register.made_up, bar=0.5),
    Attack("who it is, of one or two", "five of those shown alike", register.claimed),
    Attack(
        "place, to 1 km",
        "two that collude, or a tool's two clients, `auto`",
        introductions.place,
        within=80,
    ),
    Attack("quantity, to 5 %", "a company, `auto`", introductions.quantity),
    Attack("price, to 5 %", "a company, `auto`", limits.price, bar=0.5, supposes=True),
    Attack("accepted quality, to 5 %", "a company, `auto`", limits.bound, supposes=True),
    Attack(
        "a third party's deal, to 5 %",
        "two that collude, `auto`",
        limits.deal,
        bar=0.7,
        supposes=True,
    ),
    Attack("place, to 1 km", "a tool's eleven clients, its own pairs", rulers.place, within=150),
    Attack("who of sixteen needs a service", "a tool's clients, who exclude", exclusions.suspect),
    Attack("months, exactly", "a tool's sixteen clients, `auto`", limits.months, supposes=True),
    Attack(
        "place, to 1 km",
        "a tool's clients all around, `auto`",
        limits.place,
        within=80,
        bar=0.5,
        supposes=True,
    ),
    Attack("place, to 1 km", "a company, `explain`", explanations.place, within=20),
    Attack("place, to 1 km", "a company, `explain`, beyond reach", explanations.place_beyond),
    Attack("quantity, to 5 %", "a company, `explain`", explanations.quantity, within=2),
    Attack("accepted quality, to 5 %", "a company, `explain`", explanations.bound, within=2),
    Attack("months, exactly", "a company, `explain`", explanations.months, within=12),
    Attack("a third party's deal, to 5 %", "a company, `explain`", explanations.deal, within=2),
    Attack("how much others change, to 5 %", "who follows changes", following.others, within=2),
    Attack("how much others change, to 5 %", "who has a webhook", following.sent, within=2),
    Attack("which of ten names another tool declares", "a tool, `dry_run`", snapshots.declared),
    Attack(
        "how many are invited, of 2 to 40",
        "one of them who follows changes",
        following.invited,
    ),
    Attack(
        "how often the other refused before, of 0 to 5",
        "a company that follows changes",
        following.rounds,
    ),
    Attack(
        "how often the other answered before, of 0 to 5",
        "a company that follows changes",
        following.answers,
    ),
    Attack("how many stand in a group, of 3 to 20", "a member of it", groups.members),
    Attack("how many left a group, of 0 to 5", "a member that follows changes", groups.left),
    Attack(
        "how much a member of a group brings, to 5 %", "two members that collude", groups.amount
    ),
    Attack(
        "who is in a group, of ten",
        "members that collude, with the register",
        group_names.name,
        bar=0.6,
    ),
    Attack(
        "how much a member of a group brings, to 5 %",
        "an animator next door, by the group's state",
        groups.state,
    ),
    Attack(
        "how much a member of a group brings, to 5 %",
        "the animator of its place, by the group's state",
        groups.state_of_place,
    ),
    Attack("place, to 1 km", "an animator next door", animators.place),
    Attack("quantity, to 5 %", "an animator next door", animators.quantity),
    Attack("months, exactly", "an animator next door", animators.months),
)


@dataclass(frozen=True)
class Measured:
    hits: int
    of: int
    asked: float
    most_asked: int
    chance: float

    @property
    def share(self) -> float:
        return self.hits / self.of

    @property
    def is_guessing(self) -> bool:
        """The best guess alone would hit so often, or more often, one time in twenty."""
        return _at_least(self.hits, self.of, self.chance) >= SURE


def measured(attack: Attack, doors: Doors, some: Sequence[Victim]) -> Measured:
    found = [
        attack.program(victim, doors, np.random.default_rng([SEED, index]))
        for index, victim in enumerate(some)
    ]
    return Measured(
        hits=sum(one.hit for one in found),
        of=len(found),
        asked=median(one.asked for one in found),
        most_asked=max(one.asked for one in found),
        chance=mean(one.chance for one in found),
    )


def _at_least(hits: int, of: int, chance: float) -> float:
    below = sum(comb(of, k) * chance**k * (1 - chance) ** (of - k) for k in range(hits))
    return 1.0 - below


@dataclass(frozen=True)
class Result:
    """Of one attack: against the control, and against the policy."""

    attack: Attack
    control: Measured
    real: Measured

    def wrong(self) -> Iterator[str]:
        """What is wrong with it: the program too weak, or the policy."""
        attack, control, real = self.attack, self.control, self.real
        name = f"{attack.what} by {attack.who}"
        if control.share < attack.bar or control.asked > attack.within:
            yield f"{name}: too weak to prove anything: {control}"
        if real.most_asked > BUDGET:
            yield f"{name}: asks more than a month allows: {real}"
        if not attack.open and not real.is_guessing:
            yield f"{name}: better than the best guess: {real}"
        if attack.open and real.is_guessing:
            yield f"{name}: closed now, say so in ATTACKS and docs/disclosure.md: {real}"

    def row(self) -> str:
        """As docs/disclosure.md has it."""
        attack, control, real = self.attack, self.control, self.real
        better = "" if real.is_guessing else ", **better**"
        return (
            f"| {attack.what} | {attack.who} | {control.share:.0%} in {control.asked:.0f} "
            f"| {real.share:.1%} in {real.asked:.0f}{better} | {real.chance:.1%} |"
        )


HEAD = """| what | by whom | rounded afterwards | now | best guess |
|---|---|---|---|---|"""


def result(attack: Attack, count: int) -> Result:
    some = victims(SEED, count)
    return Result(attack, measured(attack, Control, some), measured(attack, Real, some))
