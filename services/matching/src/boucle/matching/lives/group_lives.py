"""What is stored of groups and of what is declared, for their lives."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from msgspec.structs import replace

from boucle.common.db import Session, WriteSession
from boucle.common.errors import Conflict
from boucle.common.events.groups import Group
from boucle.common.events.matching import Life
from boucle.common.members import LEFT
from boucle.matching.groups import store as groups
from boucle.matching.kinds.detector import ActedOn
from boucle.matching.kinds.markets import detector_of
from boucle.matching.lives import store
from boucle.matching.lives.group_previews import previews_of
from boucle.matching.lives.groups import acted_on, life_of_group, with_group
from boucle.matching.lives.store import StoredLife


class NotViable(Conflict):
    """A group that does not carry itself (yet): nobody is written to about it."""

    code = "not-viable"

    def __init__(self, group: Group) -> None:
        lacks = f"; it lacks: {', '.join(group.missing)}" if group.missing else ""
        super().__init__(
            f"the group is '{group.state}': {group.measure} is {group.value} {group.unit}, "
            f"{group.threshold} at least would be needed{lacks}"
        )


async def refreshed(
    session: Session, synergy_id: UUID, kept: StoredLife | None, now: datetime
) -> StoredLife | None:
    """The life of a group: version 0 where it has none yet, and on the group as it is found now
    while nobody acts on it. None: it is no group."""
    if kept is not None and kept.life.state != "detected":
        return kept
    found = await groups.group(session, synergy_id)
    if found is None:
        return None if kept is None else StoredLife(_found_no_more(kept.life), kept.version)
    if kept is None:
        return StoredLife(life_of_group(found.group, found.market, now), 0)
    return StoredLife(with_group(kept.life, found.group), kept.version)


def _found_no_more(life: Life) -> Life:
    return life if life.group is None else replace(life, group=replace(life.group, state="lost"))


async def with_previews(session: Session, life: Life, group: Group) -> Life:
    """The life with what its parties are shown. Raises NotViable."""
    detector = None if life.market is None else detector_of(life.market)
    if group.state != "viable" or detector is None or life.market is None:
        raise NotViable(group)
    declared = await groups.declarations(session, [one.sharing_id for one in group.members])
    parameters = await groups.parameters(session)
    return replace(life, previews=previews_of(group, life.market, declared, detector, parameters))


async def mark_stale(session: WriteSession, markets: Collection[str]) -> None:
    """What people did with a group changes what else is found among its market's declarations."""
    if markets:
        await groups.mark_stale(session, markets)


async def versions(session: Session, synergy_id: UUID) -> dict[UUID, int]:
    """Of the declarations of a group's members."""
    kept = await store.life(session, synergy_id)
    if kept is None or kept.life.group is None:
        return {}
    ids = [one.sharing_id for one in kept.life.group.members]
    return {id_: one.version for id_, one in (await groups.declarations(session, ids)).items()}


class InMarket(NamedTuple):
    """What people did in a market, of which detection has to know. ``refusing``: declarations whose
    organisations left a group, with the version that they had then: they stand in no new group
    while they are as they were."""

    acted_on: tuple[ActedOn, ...]
    refusing: frozenset[tuple[UUID, str | None]]


async def in_market(session: Session, market: str) -> InMarket:
    lives = await store.lives_of_market(session, market)
    return InMarket(
        tuple(each for each in map(acted_on, lives) if each is not None),
        frozenset(_refusing(lives)),
    )


def _refusing(lives: Iterable[Life]) -> Iterable[tuple[UUID, str | None]]:
    for life in lives:
        for party in life.parties:
            if party.standing in LEFT and party.side.sharing_id is not None:
                yield party.side.sharing_id, party.refused_value
