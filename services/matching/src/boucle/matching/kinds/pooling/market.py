"""All groups of one market. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Protocol
from uuid import UUID

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn, Parameters
from boucle.matching.kinds.ids import group_id
from boucle.matching.kinds.kept import KeptResults
from boucle.matching.kinds.pooling.acted_on import stands_now
from boucle.matching.kinds.pooling.anchors import Anchor, Stand, anchors
from boucle.matching.kinds.pooling.carriers import best_carrier, middle, reckoned_with, serving
from boucle.matching.kinds.pooling.members import GroupName, MemberStanding, standing
from boucle.matching.kinds.pooling.places import near
from boucle.matching.kinds.pooling.pools import Counted, PooledService, pool_of
from boucle.matching.kinds.pooling.subsets import PER_CENT, Subset, best_subset
from boucle.matching.kinds.pooling.taking import PoolProposal, take
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
    def ids(self) -> KeptResults[UUID]: ...

    @property
    def rows(self) -> KeptResults[Counted]: ...

    @property
    def carriers(self) -> KeptResults[Stand | None]: ...

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
        self._carrier: dict[str, Stand | None] = {}
        self._settings: dict[str, TerritoryValues] = {}

    def groups(self, acted_on: Sequence[ActedOn]) -> list[Group]:
        """Who left a group is free for others; a group that all left is not found once more."""
        now = [self._acted_on(each) for each in acted_on]
        ids = {member.sharing_id for each in acted_on for member in each.group.members}
        ids -= {left for each in acted_on for left in each.left}
        busy = {each for each in self._members if each.sharing.sharing_id in ids}
        taken = take(self._anchors, self._propose, busy)
        known = {each.group.synergy_id for each in acted_on}
        return [*now, *(self._group(each) for each in taken if each.id not in known)]

    def _propose(self, anchor: Anchor, busy: Collection[Stand]) -> PoolProposal | None:
        candidates = tuple(each for each in self._near[anchor.key] if each not in busy)
        carrier = self._carrier_of(anchor)
        settings = self._territory(anchor.territory)
        found = self._kept.subsets.get(
            (self._service.subject, settings, carrier, candidates),
            lambda: self._best(candidates, carrier, settings),
        )
        if found is None:
            return None
        members = tuple(candidates[at] for at in found.chosen)
        named = self._kept.ids.get(
            (anchor.key, members),
            lambda: group_id("pooling", anchor.key, (each.sharing.sharing_id for each in members)),
        )
        return PoolProposal(named, found.level, found.worth, anchor, members)

    def _best(
        self, candidates: Sequence[Stand], carrier: Stand | None, settings: TerritoryValues
    ) -> Subset | None:
        if not candidates:
            return None
        sharings = [each.sharing for each in candidates]
        rows = [self._row(each, carrier, settings) for each in candidates]
        pool = pool_of(self._service, sharings, rows, _sharing(carrier), settings.values)
        return best_subset(pool, whole(settings.values["near_share"], PER_CENT))

    def _row(self, stand: Stand, carrier: Stand | None, settings: TerritoryValues) -> Counted:
        return self._kept.rows.get(
            (stand, carrier, settings),
            lambda: self._service.row(stand.sharing, _sharing(carrier), settings.values),
        )

    def _group(self, proposal: PoolProposal) -> Group:
        anchor = proposal.anchor
        named = GroupName(
            proposal.id, self._service.subject, anchor.key, self._stream, anchor.territory
        )
        carrier = self._carrier_of(anchor)
        settings = self._territory(anchor.territory)
        return self._kept.standings.get(
            (named, settings, carrier, proposal.members),
            lambda: standing(
                named,
                self._service,
                [each.sharing for each in proposal.members],
                _sharing(carrier),
                settings.values,
            ),
        ).group

    def _acted_on(self, acted: ActedOn) -> Group:
        settings = self._territory(acted.group.territory)
        ids = {member.sharing_id for member in acted.group.members} - acted.left
        members = [each for each in self._members if each.sharing.sharing_id in ids]
        carrier = self._carrier_now(acted, members, settings)
        declared = {each.sharing.sharing_id: each.sharing for each in members}
        return stands_now(acted, self._service, declared, carrier, settings.values)

    def _carrier_now(
        self, acted: ActedOn, members: Sequence[Stand], settings: TerritoryValues
    ) -> Sharing | None:
        """Whom the animator named; else whom the group was computed with; else the best of those
        that reach it."""
        by_id = {each.sharing.sharing_id: each for each in self._carriers}
        named = acted.carrier
        if named is not None and named in by_id:
            return by_id[named].sharing
        before = reckoned_with(acted.group)
        if before is not None and before in by_id:
            return by_id[before].sharing
        if not members:
            return None
        reaching = serving(self._carriers, middle(members), self._service, settings.values)
        sharings = [each.sharing for each in members]
        return _sharing(best_carrier(reaching, sharings, self._service, settings.values))

    @cached_property
    def _near(self) -> dict[str, list[Stand]]:
        """Who is near enough to each anchor."""
        found = near(
            [each.spot for each in self._members],
            [
                (anchor.centre, max(self._radius(anchor), anchor.reach_km))
                for anchor in self._anchors
            ],
        )
        return {
            anchor.key: [self._members[place] for place in places]
            for anchor, places in zip(self._anchors, found, strict=True)
        }

    def _radius(self, anchor: Anchor) -> Decimal:
        return self._service.radius_km(self._territory(anchor.territory).values)

    @cached_property
    def _anchors(self) -> Sequence[Anchor]:
        return anchors(self._members)

    def _carrier_of(self, anchor: Anchor) -> Stand | None:
        if anchor.key not in self._carrier:
            settings = self._territory(anchor.territory)
            reaching = tuple(serving(self._carriers, anchor.centre, self._service, settings.values))
            near = self._near[anchor.key]
            self._carrier[anchor.key] = self._kept.carriers.get(
                (self._service.subject, settings, reaching, tuple(near)),
                lambda: best_carrier(
                    reaching, [each.sharing for each in near], self._service, settings.values
                ),
            )
        return self._carrier[anchor.key]

    def _territory(self, territory: str) -> TerritoryValues:
        if territory not in self._settings:
            self._settings[territory] = self._settings_of(territory)
        return self._settings[territory]


def _sharing(stand: Stand | None) -> Sharing | None:
    return None if stand is None else stand.sharing
