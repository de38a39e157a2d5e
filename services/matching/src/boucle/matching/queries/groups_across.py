"""Find the groups of a market as an animator of some territories is shown them: exact where nothing
else is declared in it; else from his side as declared, and coarse copies elsewhere. What was found
of exact declarations of others is not read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial
from hashlib import sha256
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec

from boucle.contract.events.groups import Group
from boucle.contract.masking import Viewer
from boucle.matching import declared
from boucle.matching.groups import sharings, store
from boucle.matching.groups.across import GroupsAcross, groups_across
from boucle.matching.groups.parameters import parameters_of
from boucle.matching.kinds.detector import Declared, Parameters
from boucle.matching.kinds.markets import groups_from_nothing
from boucle.matching.queries.filters import SynergyFilters
from boucle.matching.threads import computed
from boucle.platform.db import Session
from boucle.platform.errors import Conflict
from boucle.platform.translating import tr

_MARKETS: Final = 4
"""Looked at in one step of a walk."""
_KEPT: Final = 500
"""Markets as animators see them."""

_EXACT: Final = "SELECT body, changed_at FROM synergy_group WHERE market = $1 ORDER BY synergy_id"
_LIVES: Final = "SELECT synergy_id FROM life WHERE synergy_id = ANY($1::uuid[])"
_group = msgspec.json.Decoder(Group)


class DetectedGroup(NamedTuple):
    """``across``: its market, where it was found by copies of others."""

    group: Group
    updated_at: datetime
    across: str | None = None


class NotAsShown(Conflict):
    """A group that copies of others make, and that exact declarations do not."""

    code = "not-viable"

    def __init__(self) -> None:
        super().__init__(
            tr(
                "by what companies elsewhere declared exactly, these members stand in no viable "
                "group: who sees them all can say what it lacks"
            )
        )


class GroupPlace(NamedTuple):
    """In the walk over groups: by market, then id."""

    market: str
    after: UUID


class GroupsWalked(NamedTuple):
    groups: list[DetectedGroup]
    next: GroupPlace | None


async def walk(
    session: Session,
    viewer: Viewer,
    place: GroupPlace,
    *,
    filters: SynergyFilters,
    since: datetime | None,
    limit: int,
) -> GroupsWalked:
    """Return groups that nobody acted on, after that place; it may be few, or none."""
    markets = await sharings.markets_from(session, viewer.territories, place.market, _MARKETS)
    found: list[DetectedGroup] = []
    for market in markets:
        place = place if place.market == market else GroupPlace(market, UUID(int=0))
        for one in await _without_life(session, viewer, market):
            if one.group.synergy_id <= place.after or not _is_asked_for(
                one, filters, viewer, since
            ):
                continue
            if len(found) == limit:
                return GroupsWalked(found, place)
            found.append(one)
            place = GroupPlace(market, one.group.synergy_id)
    following = GroupPlace(markets[-1], UUID(int=(1 << 128) - 1)) if markets else None
    return GroupsWalked(found, following if len(markets) == _MARKETS else None)


async def of_ids(
    session: Session, viewer: Viewer, ids: Iterable[UUID]
) -> dict[UUID, DetectedGroup]:
    """Return those of these groups that the viewer is shown."""
    shown: dict[UUID, DetectedGroup] = {}
    by_market: dict[str, list[UUID]] = {}
    for id_, market in sorted(await store.markets_shown(session, list(ids))):
        by_market.setdefault(market, []).append(id_)
    for market, asked in by_market.items():
        found = await of_market(session, viewer, market)
        shown |= {id_: found[id_] for id_ in asked if id_ in found}
    return shown


async def of_market(session: Session, viewer: Viewer, market: str) -> dict[UUID, DetectedGroup]:
    rows = await sharings.with_moments(session, market)
    own = viewer.territories
    if own.issuperset(one.body.territory for one, _ in rows):
        return {
            one.group.synergy_id: one
            for one in await _exact(session, market)
            if own.issuperset(member.territory for member in one.group.members)
        }
    lives = await store.lives_of_market(session, market)
    there = [one for one, _ in rows]
    across = groups_across(market, there, lives, own, await _parameters(session, there))
    found = await computed(partial(_found, _Asked.of(across)), len(there))
    since = {one.id: at for one, at in rows if one.body.territory in own}
    return {
        group.synergy_id: DetectedGroup(group, _changed_at(group, since), market) for group in found
    }


async def exact_id(session: Session, viewer: Viewer, one: DetectedGroup) -> UUID:
    """Return the id of the group in which all of the viewer's members of this one stand, by what
    everybody declared exactly: others are in it than copies say. Raises NotAsShown."""
    if one.across is None:
        return one.group.synergy_id
    own = {m.sharing_id for m in one.group.members if m.territory in viewer.territories}
    for stored in (await store.of_market(session, one.across)).values():
        group, growth = stored.group, one.group.growth
        same = group.state in ("near", "viable") and group.growth == growth
        if same and own.issubset(member.sharing_id for member in group.members):
            return group.synergy_id
    raise NotAsShown


async def _without_life(session: Session, viewer: Viewer, market: str) -> list[DetectedGroup]:
    found = await of_market(session, viewer, market)
    rows = await session.fetch(_LIVES, list(found)) if found else ()
    known = {row["synergy_id"] for row in rows}
    return [found[id_] for id_ in sorted(found) if id_ not in known]


async def _exact(session: Session, market: str) -> list[DetectedGroup]:
    return [
        DetectedGroup(_group.decode(row["body"]), row["changed_at"])
        for row in await session.fetch(_EXACT, market)
    ]


async def _parameters(session: Session, there: Sequence[Declared[Any]]) -> dict[str, Parameters]:
    sirens = {one.body.territory for one in there}
    known = await declared.territories(session, sirens)
    return {
        siren: parameters_of(known[siren].territory if siren in known else None) for siren in sirens
    }


def _changed_at(group: Group, since: Mapping[UUID, datetime]) -> datetime:
    """When one of his own members last was declared."""
    return max(since[one.sharing_id] for one in group.members if one.sharing_id in since)


def _is_asked_for(
    one: DetectedGroup, filters: SynergyFilters, viewer: Viewer, since: datetime | None
) -> bool:
    group = one.group
    places = {group.territory, *(member.territory for member in group.members)}
    own = {m.organisation_id for m in group.members if m.territory in viewer.territories}
    return (
        (filters.territories is None or not places.isdisjoint(filters.territories))
        and (filters.organisations is None or not own.isdisjoint(filters.organisations))
        and (filters.kinds is None or group.kind in filters.kinds)
        and (filters.group_states is None or group.state in filters.group_states)
        and (since is None or one.updated_at >= since)
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """By all that is found depends on: a change within copies finds what was found before."""

    digest: bytes
    across: GroupsAcross = field(compare=False)

    @classmethod
    def of(cls, across: GroupsAcross) -> "_Asked":
        parts = [
            (
                one.market,
                one.declared,
                one.acted_on,
                {k: dict(v) for k, v in one.parameters.items()},
            )
            for one in (across.alone, across.beside)
        ]
        encoded = msgspec.json.encode((sorted(across.own), parts), order="deterministic")
        return cls(sha256(encoded).digest(), across)


@lru_cache(maxsize=_KEPT)
def _found(asked: _Asked) -> tuple[Group, ...]:
    found = asked.across.found_by(groups_from_nothing)
    return tuple(found[id_] for id_ in sorted(found))
