"""A group that runs, as a scope may see what it brings. Pure.

A company sees its own part; of all members together only what three others at least stand behind.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias
from uuid import UUID

from boucle.contract.events.reasons import Amount, SynergyKind
from boucle.indicators.facts.bodies import GroupBody, LifeBody, MemberPart
from boucle.indicators.figures.plausible import why_refused

GroupKind: TypeAlias = Literal["pooling", "sharing"]
GROUP_KINDS: Final[tuple[SynergyKind, ...]] = ("pooling", "sharing")

NO_GROUP: Final = "no computed group stands behind it"
FEW_OTHERS: Final = "fewer than three other organisations"
NO_PART: Final = "its own part is not computed"
_OTHERS: Final = 3
_SHARED_BY_AMOUNT: Final = ("tonnes", "m3")
"""Of what a member brings its own part follows from its amount."""


@dataclass(frozen=True, slots=True)
class RunningGroup:
    """``group``: None where people recorded the synergy, or where its group was lost.
    ``organisation``: who looks, if it is one company."""

    life: LifeBody
    group: GroupBody | None
    organisation: UUID | None = None

    @property
    def members(self) -> tuple[MemberPart, ...]:
        return self.group.members if self.group else ()

    @property
    def is_post(self) -> bool:
        return any(one.fte is not None for one in self.members)

    @property
    def employers(self) -> int:
        return len({one.organisation for one in self.members})

    @property
    def shown_whole(self) -> bool:
        """Whether what all members have together may be shown."""
        if self.organisation is None or not self.group:
            return True
        return not few_others([one.organisation for one in self.members], self.organisation)

    def brings(self, key: str) -> Amount | None:
        """What it would bring in a year; None where it is of no such thing."""
        if not self.group:
            return Amount("", missing=NO_GROUP)
        whole = self.group.amounts.get(key)
        if whole is None or whole.low is None or whole.high is None:
            return whole
        if (refused := why_refused(key, self.group)) is not None:
            return Amount(whole.unit, missing=refused)
        return whole if self.organisation is None else self._own(key, whole)

    def _own(self, key: str, whole: Amount) -> Amount:
        own = [one for one in self.members if one.organisation == self.organisation]
        part: Decimal | None = None
        if key == "eur":
            part = _sum([one.saving for one in own])
        elif key == "fte":
            part = _sum([one.fte for one in own])
        elif key in _SHARED_BY_AMOUNT:
            return _share(whole, own, self.members)
        elif self.shown_whole:
            return whole
        else:
            return Amount(whole.unit, missing=FEW_OTHERS)
        if part is None:
            return Amount(whole.unit, missing=NO_PART)
        return Amount(whole.unit, str(part), str(part), whole.factor)


def few_others(members: Iterable[UUID], organisation: UUID) -> bool:
    """Whether too few besides this one stand behind what they all have together."""
    return len(set(members) - {organisation}) < _OTHERS


def _share(whole: Amount, own: list[MemberPart], members: tuple[MemberPart, ...]) -> Amount:
    """Its own amount, where the users' amounts are what it all is made of (to 1 % of it)."""
    its = _sum([one.amount for one in own if one.role == "user"])
    every = _sum([one.amount for one in members if one.role == "user"])
    said = Decimal(whole.high or 0)
    if its is None or every is None or abs(every - said) > said / 100:
        return Amount(whole.unit, missing=NO_PART)
    return Amount(whole.unit, str(its), str(its), whole.factor)


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    known = [one for one in amounts if one is not None]
    return sum(known, Decimal(0)) if known else None
