"""Show a running group's results to a scope. Pure.

A company sees its own part; sums over all members only where three others at least are behind them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import replace as replace_reader
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple, Self
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.agreed import NOT_TOLD, QUANTITIES, of_quantity, of_share, share_of_group
from boucle.contract.events.matching import Result
from boucle.contract.events.reasons import Amount
from boucle.indicators.facts.bodies import REPORT_UNIT, GroupBody, LifeBody, MemberPart
from boucle.indicators.figures.figure import EXACT
from boucle.indicators.figures.group_parts import (
    Parts,
    added,
    bears,
    by_member,
    few_others,
    members_in,
    owners_of,
    part_of_users,
    parts_of,
    rest_of,
)
from boucle.indicators.figures.plausible import why_refused
from boucle.indicators.figures.rates import Tell, lesser, rates_of, speaking, teller

NO_GROUP: Final = "no computed group stands behind it"
FEW_OTHERS: Final = "fewer than three other organisations, or one of more than 70 %"
NO_PART: Final = "its own part is not computed"
_ROUNDED: Final = Decimal("0.001")
_SHARED_BY_AMOUNT: Final = ("tonnes", "m3")
"""A member's part of these follows from its amount."""
_OWN_KEYS: Final = ("eur", "fte")
_OF_PLANT: Final = "use"
_JOINT: Final = ("km", "tco2e", "mwh")
"""Of these a member has the part that it has of what users take."""


@dataclass(frozen=True, slots=True)
class RunningGroup:
    """``found`` is None where people recorded the synergy, or its group was lost. ``organisation``
    is the reader, if it is one company. Its figures are of the day ``on``. ``former``: the group
    that it took the place of."""

    life: LifeBody
    found: GroupBody | None
    organisation: UUID | None
    on: date
    former: "RunningGroup | None" = None

    @property
    def members(self) -> tuple[MemberPart, ...]:
        return self.found.members if self.found else ()

    @property
    def is_post(self) -> bool:
        return any(one.fte is not None for one in self.members)

    @property
    def employers(self) -> int:
        return len({one.organisation for one in self.members})

    @property
    def totals_visible(self) -> bool:
        """Tell whether sums over all members may be shown."""
        if self.organisation is None or not self.found:
            return True
        return not few_others(self.members, self.organisation)

    @classmethod
    def of(
        cls,
        life: LifeBody,
        found: GroupBody | None,
        organisation: UUID | None,
        on: date,
        former: "RunningGroup | None" = None,
    ) -> Self:
        """``found``: the group as it is in force. Before people recorded that it ran, where none
        was yet: as they recorded it."""
        late = found is None and life.recorded_on is not None and on < life.recorded_on
        return cls(life, life.recorded if late else found, organisation, on, former)

    def brings(self, key: str) -> Amount | None:
        """Return what is agreed, then what was reported. Who reported nothing since goes on by its
        part of what was reported of all, else of what is agreed; newcomers with all of theirs."""
        if key == _OF_PLANT and self.organisation is not None:
            return self._of_plant()
        agreed = self._agreed(key)
        said = self._reported(key)
        if self.organisation is not None:
            return self._of_reader(key, said, agreed)
        if said.joint is None:
            rests = rest_of(agreed, self._whole(key), self._parts(key), said.each)
            return added([*said.each.values(), *rests]) if said.each else agreed
        group, its = said.of, self.life.organisations
        left = {one for one in group.life.organisations if one not in its}
        rests = rest_of(said.joint, group._whole(key), group._parts(key), {*said.each, *left})
        if group is self:
            return added([*said.each.values(), *rests])
        there = {*said.each, *group.life.organisations}
        joined = rest_of(self._joined(key, group), self._whole(key), self._parts(key), there)
        return added([*said.each.values(), *rests, *joined])

    def _of_plant(self) -> Amount | None:
        """Return what all have of one plant, the same for each of them."""
        whole = replace_reader(self, organisation=None).brings(_OF_PLANT)
        hidden = whole is not None and not self.totals_visible
        return Amount("", missing=FEW_OTHERS) if hidden else whole

    def _joined(self, key: str, before: "RunningGroup") -> Amount | None:
        """Return what all would bring if each had as much agreed of what it declares as the
        newcomers have."""
        agreed, whole = self._agreed(key), self._whole(key)
        if whole is None or agreed is None or agreed.low is None:
            return agreed
        return of_quantity(whole, min(max(self._share_joined(before), Decimal(0)), Decimal(1)))

    def _share_joined(self, before: "RunningGroup") -> Decimal:
        """Return which share of what newcomers declare is agreed beside what was before: all where
        that is unknown."""
        joining, former = self.life.joining, before.life.agreed
        if joining is None or former is None or joining.declared <= 0:
            return Decimal(1)
        return EXACT.divide(joining.agreed - former, joining.declared)

    @property
    def _is_renegotiated(self) -> bool:
        """Tell whether another quantity is agreed than before, or with what newcomers add."""
        if self.former is None:
            return False
        return not -_ROUNDED <= self._share_joined(self.former) <= 1 + _ROUNDED

    def _reported(self, key: str) -> "Reported":
        """Return the reports that tell a figure: of all, and of members that tell it of later days.
        What grew goes on by those of the group before."""
        tell = self._teller(key)
        results = self._rates_reported
        joint = speaking([o for o in results if o.organisation_id is None], tell, self.on)
        each: dict[UUID, Amount] = {}
        for one, its in by_member(results).items():
            last = speaking(its, tell, self.on)
            if (amount := lesser(last, tell)) is not None and not gives_way(last, joint, self.on):
                each[one] = amount
        if joint or self.former is None or self._is_renegotiated:
            return Reported(lesser(joint, tell), self, each)
        before = self.former._reported(key)
        kept = {o: its for o, its in before.each.items() if o in self.life.organisations}
        return before._replace(each=kept | each)

    def _of_reader(self, key: str, said: "Reported", agreed: Amount | None) -> Amount | None:
        """Return a member's own: its part of what was reported of all, or of what newcomers add to
        that, where others stand behind it, else what it last reported itself."""
        own = self.organisation or UUID(int=0)
        if own in said.each or said.joint is None:
            return said.each.get(own, agreed)
        if not self.totals_visible:
            tell = self._teller(key)
            its = [one for one in self._rates_reported if one.organisation_id == own]
            return lesser(speaking(its, tell, self.on), tell) or agreed
        if key not in (*_OWN_KEYS, *_SHARED_BY_AMOUNT, *_JOINT):
            return said.joint
        group: RunningGroup = said.of
        joint: Amount | None = said.joint
        if own not in group.life.organisations:
            group, joint = self, self._joined(key, said.of)
        parts = group._parts(key)
        others = parts.follows.keys() - {own}
        return next(rest_of(joint, group._whole(key), parts, others), agreed)

    def _whole(self, key: str) -> Amount | None:
        return self.found.amounts.get(key) if self.found else None

    def _parts(self, key: str) -> Parts:
        return parts_of(self.members, self.life.organisations, key, self._whole(key))

    @property
    def _rates_reported(self) -> list[Result]:
        """Return results that tell a rate: who left brings nothing."""
        there = (None, *self.life.organisations)
        its = (one for one in self.life.results if one.organisation_id in there)
        return rates_of(its, self.life, self.found)

    def _teller(self, key: str) -> Tell:
        whole = None if self.found is None else self.found.amounts.get(key)

        def computed(result: Result) -> Amount | None:
            """What one member tells bears its part of what is fixed."""
            if whole is None or result.organisation_id is None:
                return whole
            return bears(whole, part_of_users(self.members, result.organisation_id))

        tell = teller(self.life, self.found, computed, key, self.on)
        owners = owners_of(members_in(self.found or self.life.recorded))

        def of_users(result: Result) -> Amount | None:
            """What an owner gives is what users take: of it, only its own euros count."""
            gives = result.organisation_id in owners
            return None if gives and (key != "eur" or result.eur is None) else tell(result)

        return of_users

    def _agreed(self, key: str) -> Amount | None:
        if not self.found:
            return Amount("", missing=NO_GROUP)
        whole = self.found.amounts.get(key)
        if whole is None or whole.low is None or whole.high is None:
            return whole
        if (refused := why_refused(key, self.found)) is not None:
            return Amount(whole.unit, missing=refused)
        share = self._share(self.found)
        if isinstance(share, str):
            return Amount(whole.unit, missing=share)
        its = whole if self.organisation is None else self._own(key, whole)
        if share != 1 and not self.totals_visible:
            share = FEW_OTHERS  # its own part beside the agreed total would tell the others'
        return of_quantity(its, share)

    def _share(self, found: GroupBody) -> Decimal | str:
        """What has no tonnes, water or heat is agreed as its members declared it, unless another
        was agreed in its own unit."""
        counted = next((key for key in QUANTITIES if key in found.amounts), None)
        if counted is None and (self.life.agreed is None or self.life.possible is None):
            return Decimal(1)
        if counted is None:
            return share_of_group(self.life.agreed, self.life.possible, self.life.possible)
        if self.life.unit != REPORT_UNIT[QUANTITIES[counted]]:
            return NOT_TOLD
        high = found.amounts[counted].high
        return share_of_group(self.life.agreed, self.life.possible, Decimal(high) if high else None)

    def _own(self, key: str, whole: Amount) -> Amount:
        own = [one for one in self.members if one.organisation == self.organisation]
        if key == "eur":
            return self._own_part(whole, _sum([one.saving for one in own]))
        if key == "fte":
            return self._own_part(whole, _sum([one.fte for one in own]))
        if key in _SHARED_BY_AMOUNT:
            return _share(whole, own, self.members)
        if not self.totals_visible:
            return Amount(whole.unit, missing=FEW_OTHERS)
        if key not in _JOINT:
            return whole
        part = part_of_users(self.members, self.organisation)
        return Amount(whole.unit, missing=NO_PART) if part is None else of_share(whole, part)

    def _own_part(self, whole: Amount, value: Decimal | None) -> Amount:
        """Users bear what is fixed, each by its part of what they take."""
        fixed = whole.fixed_low or whole.fixed_high
        part = part_of_users(self.members, self.organisation) if fixed else Decimal(0)
        if value is None or part is None:
            return Amount(whole.unit, missing=NO_PART)
        return replace(of_share(whole, part), low=str(value), high=str(value))


class Reported(NamedTuple):
    """``joint``: of all members of the group ``of``. ``each``: of one, of days after."""

    joint: Amount | None
    of: RunningGroup
    each: Mapping[UUID, Amount]


def gives_way(own: Iterable[Result], joint: Iterable[Result], on: date) -> bool:
    """Tell whether what is said of all replaces what one member said: of these days, or before."""
    ends = [one.period_end for one in joint]
    if not ends:
        return False
    now = any(one.period_start <= on <= one.period_end for one in joint)
    return now or max(one.period_end for one in own) <= max(ends)


def _share(whole: Amount, own: list[MemberPart], members: tuple[MemberPart, ...]) -> Amount:
    """Return the own amount, if the users' amounts add up to the whole (to 1 % of it)."""
    its = _sum([one.amount for one in own if one.role == "user"])
    every = _sum([one.amount for one in members if one.role == "user"])
    total = Decimal(whole.high or 0)
    if its is None or every is None or abs(every - total) > total / 100:
        return Amount(whole.unit, missing=NO_PART)
    return Amount(whole.unit, str(its), str(its), whole.factor)


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    values = [one for one in amounts if one is not None]
    return sum(values, Decimal(0)) if values else None
