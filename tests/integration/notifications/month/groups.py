"""Groups of the month's companies, one of each kind, and what becomes of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from boucle.contract.events.groups import RiskReason
from boucle.contract.events.matching import Life, Side
from boucle.matching.lives.commands import Command, Leave, Lose, NameCarrier, Run, Weigh
from boucle.matching.lives.transitions import Who
from tests.integration.notifications.month.companies import Company
from tests.integration.notifications.month.people import habit
from tests.kit.of_groups.made_groups import KINDS, MadeGroup, a_group

_DAYS: Final = {"agrees": (0, 1), "refuses": (2,), "agrees late": (3,)}
_WANTED: Final[Mapping[str, Sequence[str]]] = {
    "waste": ("agrees", "agrees", "agrees", "agrees late", "refuses"),
    "freight": ("agrees", "agrees"),
    "equipment": ("agrees", "hesitates", "agrees"),
    "post": ("agrees", "refuses"),
    "rainwater": ("agrees", "late"),
    "childcare": ("agrees", "agrees", "silent", "agrees"),
}
"""What the people of each group's members do."""
BEGUN: Final = 1
"""The day on which an animator qualifies them."""


@dataclass(frozen=True)
class Happening:
    """What becomes of a group on a day, once all its members know each other. Of a party: the
    second leaves."""

    day: int
    name: str
    who: Who
    risks: tuple[RiskReason, ...] = ()
    lost: bool = False
    runs: bool = False

    def commands(self, life: Life, carrier: Company) -> Iterator[Command]:
        group = life.group_now or life.group
        if self.who == "party":
            leaving = life.parties[1].side.organisation_id
            yield Leave(leaving, "timing", life.state_since)
            return
        if self.runs:
            yield Run(None, life.state_since.date())
            return
        if self.who == "animator" or group is None:
            side = Side("member", carrier.id, carrier.territory)
            yield NameCarrier(side)
            return
        state = "lost" if self.lost else "at_risk"
        now = replace(group, state=state, reasons=self.risks)
        yield Lose(now) if self.lost else Weigh(now)


HAPPENINGS: Final = (
    Happening(11, "waste", "animator"),
    Happening(14, "freight", "engine", ("contract_renewed",)),
    Happening(15, "waste", "animator", runs=True),
    Happening(16, "waste", "party"),
    Happening(18, "freight", "engine", ("contract_renewed", "volume_fell")),
    Happening(21, "equipment", "engine", ("volume_fell",), lost=True),
)


def groups_of(companies: Sequence[Company]) -> dict[str, MadeGroup]:
    """Of each kind one; its members can be written to, and are in no other."""
    free = [one for one in companies if one.contacts]
    found = {}
    for name, habits in _WANTED.items():
        members = [_taken(free, companies, wanted) for wanted in habits]
        found[name] = a_group(
            name,
            [one.id for one in members],
            territories=[one.territory for one in members],
            sites=[(f"{one.name}, {one.place.commune}", one.place.commune) for one in members],
        )
    assert found.keys() == KINDS.keys()
    return found


def _taken(free: list[Company], companies: Sequence[Company], wanted: str) -> Company:
    """Who agrees does so sooner than who refuses."""

    def fits(one: Company) -> bool:
        number = companies.index(one)
        days = number % 4  # as ``people.deeds`` counts them
        return habit(number) == wanted.removesuffix(" late") and days in _DAYS.get(wanted, (days,))

    one = next(filter(fits, free))
    free.remove(one)
    return one
