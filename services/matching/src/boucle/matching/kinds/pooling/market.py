"""All groups of one market. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Protocol

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn, Parameters
from boucle.matching.kinds.ids import group_id
from boucle.matching.kinds.kept import KeptResults
from boucle.matching.kinds.pooling.acted_on import stands_now
from boucle.matching.kinds.pooling.anchors import Stand
from boucle.matching.kinds.pooling.capacity import Carried
from boucle.matching.kinds.pooling.carriers import (
    best_carrier,
    no_worse,
    reaches,
    reckoned_with,
    served,
)
from boucle.matching.kinds.pooling.members import GroupName, MemberStanding, standing
from boucle.matching.kinds.pooling.places import surroundings
from boucle.matching.kinds.pooling.pools import Counted, PooledService, beginning_together, pool_of
from boucle.matching.kinds.pooling.subsets import PER_CENT, Subset, best_subset
from boucle.matching.kinds.pooling.taking import PoolProposal, Taken, take
from boucle.matching.kinds.pooling.values import whole


@dataclass(frozen=True, eq=False, slots=True)
class TerritoryValues:
    """A territory's parameters, as one thing to know results by."""

    values: Parameters


class MarketCache(Protocol):
    """What was computed before, by what it was computed from."""

    @property
    def subsets(self) -> KeptResults[Subset | None]: ...

    @property
    def surroundings(self) -> KeptResults[dict[int, list[int]]]: ...

    @property
    def rows(self) -> KeptResults[Counted]: ...

    @property
    def carriers(self) -> KeptResults[tuple[Stand | None, bool]]: ...

    @property
    def standings(self) -> KeptResults[MemberStanding]: ...


class Market:
    """``stands``: what is declared in it, by id."""

    def __init__(
        self,
        service: PooledService,
        stream: str,
        stands: Sequence[Stand],
        settings: Callable[[str], TerritoryValues],
        kept: MarketCache,
    ) -> None:
        self._service = service
        self._stream = stream
        self._carriers = [each for each in stands if each.carries]
        self._members = [each for each in stands if not each.carries]
        self._settings_of = settings
        self._kept = kept
        self._settings: dict[str, TerritoryValues] = {}

    def groups(self, acted_on: Sequence[ActedOn]) -> list[Group]:
        """Who left a group is free for others; a group that all left is not found once more."""
        taken = Taken()
        now = [
            self._acted_on(each, taken)
            for each in sorted(acted_on, key=lambda each: each.group.synergy_id)
        ]
        proposals = take(self._near, self._propose, taken)
        known = {each.group.synergy_id for each in acted_on}
        found = [self._group(each) for each in proposals]
        return [*now, *(each for each in found if each.synergy_id not in known)]

    def _propose(self, anchor: Stand, taken: Taken) -> PoolProposal | None:
        """With the best carrier or with none: the better, viable or not; with one if both are."""
        free = tuple(each for each in self._near[anchor] if each not in taken.stands)
        settings = self._territory(anchor.sharing.territory)
        found = []
        for carrier in self._carriers_of(anchor, taken):
            members = free
            if carrier is not None:
                members = served(carrier, free, self._service, settings.values)
            used = taken.used_of(carrier)
            best = self._kept.subsets.get(
                (self._service.subject, settings, carrier, used, members),
                partial(self._best, members, carrier, used, settings),
            )
            if best is not None:
                found.append((best.level, carrier is not None, best.worth, carrier, members, best))
        if not found:
            return None
        level, _, worth, carrier, members, best = max(found, key=lambda each: each[:3])
        chosen = tuple(members[at] for at in best.chosen)
        limited = carrier is not None and self._service.capacity(carrier.sharing) is not None
        takes = sum(self._row(each, carrier, settings).sums[0] for each in chosen) if limited else 0
        may_rise = limited or any(each[2] > worth for each in found)
        used = taken.used_of(carrier)
        return PoolProposal(level, worth, anchor, chosen, carrier, used, takes, may_rise)

    def _best(
        self,
        candidates: Sequence[Stand],
        carrier: Stand | None,
        used: int,
        settings: TerritoryValues,
    ) -> Subset | None:
        if not candidates:
            return None
        sharings = [each.sharing for each in candidates]
        rows = [self._row(each, carrier, settings) for each in candidates]
        carried = Carried(_sharing(carrier), used)
        pool = pool_of(self._service, sharings, rows, carried, settings.values)
        pool = beginning_together(pool, int(settings.values["contract_ends_months"]))
        return best_subset(pool, whole(settings.values["near_share"], PER_CENT))

    def _row(self, stand: Stand, carrier: Stand | None, settings: TerritoryValues) -> Counted:
        return self._kept.rows.get(
            (stand, carrier, settings),
            lambda: self._service.row(stand.sharing, _sharing(carrier), settings.values),
        )

    def _group(self, proposal: PoolProposal) -> Group:
        settings = self._territory(proposal.anchor.sharing.territory)
        return self._kept.standings.get(
            (
                self._service.subject,
                proposal.anchor.sharing.territory,
                settings,
                proposal.carrier,
                proposal.used,
                proposal.members,
            ),
            lambda: standing(
                self._named(proposal),
                self._service,
                [each.sharing for each in proposal.members],
                Carried(_sharing(proposal.carrier), proposal.used),
                settings.values,
            ),
        ).group

    def _named(self, proposal: PoolProposal) -> GroupName:
        """By its members and the place of the first: whoever finds them finds the same group."""
        place = proposal.members[0].name
        ids = [each.sharing.sharing_id for each in proposal.members]
        return GroupName(
            group_id("pooling", place, ids),
            self._service.subject,
            place,
            self._stream,
            proposal.anchor.sharing.territory,
        )

    def _acted_on(self, acted: ActedOn, taken: Taken) -> Group:
        """What it takes is taken."""
        settings = self._territory(acted.group.territory)
        ids = {member.sharing_id for member in acted.group.members} - acted.left
        members = [each for each in self._members if each.sharing.sharing_id in ids]
        carrier = self._carrier_now(acted, members, settings)
        used = taken.used_of(carrier)
        declared = {each.sharing.sharing_id: each.sharing for each in members}
        carried = Carried(_sharing(carrier), used)
        taken.stands.update(members)
        if carrier is not None and self._service.capacity(carrier.sharing) is not None:
            sums = (self._row(each, carrier, settings).sums[0] for each in members)
            taken.used[carrier.sharing.sharing_id] = used + sum(sums)
        return stands_now(acted, self._service, declared, carried, settings.values)

    def _carrier_now(
        self, acted: ActedOn, members: Sequence[Stand], settings: TerritoryValues
    ) -> Stand | None:
        """Whom the animator named; else whom the group was computed with; else the best of those
        that serve all, where it is no worse than none."""
        by_id = {each.sharing.sharing_id: each for each in self._carriers}
        for known in (acted.carrier, reckoned_with(acted.group)):
            if known is not None and known in by_id:
                return by_id[known]
        if not members:
            return None
        able = [
            each
            for each in self._carriers
            if len(served(each, members, self._service, settings.values)) == len(members)
        ]
        best, is_enough = self._best_carrier(able, members, settings)
        return best if is_enough else None

    def _best_carrier(
        self, able: Sequence[Stand], near: Sequence[Stand], settings: TerritoryValues
    ) -> tuple[Stand | None, bool]:
        """Of these, and whether it is no worse than none."""
        best = best_carrier(able, near, self._service, settings.values)
        return best, best is None or no_worse(best, near, self._service, settings.values)

    @cached_property
    def _near(self) -> dict[Stand, tuple[Stand, ...]]:
        """The needs at whose places groups are looked for, and those around each."""
        radii = [
            self._service.radius_km(self._territory(each.sharing.territory).values)
            for each in self._members
        ]
        spots = tuple(each.spot for each in self._members)
        found = self._kept.surroundings.get(
            (spots, tuple(radii)), lambda: surroundings(spots, radii)
        )
        return {
            self._members[at]: tuple(self._members[place] for place in places)
            for at, places in found.items()
        }

    def _carriers_of(self, anchor: Stand, taken: Taken) -> tuple[Stand | None, ...]:
        """The best of those that reach it and have room; and none, where that one cannot serve all
        that are near, or they would save less."""
        settings = self._territory(anchor.sharing.territory)
        usual = self._service.radius_km(settings.values)
        reaching = tuple(
            each
            for each in self._carriers
            if reaches(each, anchor, usual) and self._has_room(each, taken)
        )
        if not reaching:
            return (None,)
        near = self._near[anchor]
        best, is_enough = self._kept.carriers.get(
            (self._service.subject, settings, reaching, near),
            lambda: self._best_carrier(reaching, near, settings),
        )
        if best is None or (is_enough and self._serves_all(best, near, taken, settings)):
            return (best,)
        return best, None

    def _serves_all(
        self, carrier: Stand, near: Sequence[Stand], taken: Taken, settings: TerritoryValues
    ) -> bool:
        capacity = self._service.capacity(carrier.sharing)
        if len(served(carrier, near, self._service, settings.values)) < len(near):
            return False
        asked = (self._row(each, carrier, settings).sums[0] for each in near)
        return capacity is None or sum(asked) <= capacity.amount - taken.used_of(carrier)

    def _has_room(self, carrier: Stand, taken: Taken) -> bool:
        capacity = self._service.capacity(carrier.sharing)
        return capacity is None or capacity.amount > taken.used_of(carrier)

    def _territory(self, territory: str) -> TerritoryValues:
        if territory not in self._settings:
            self._settings[territory] = self._settings_of(territory)
        return self._settings[territory]


def _sharing(stand: Stand | None) -> Sharing | None:
    return None if stand is None else stand.sharing
