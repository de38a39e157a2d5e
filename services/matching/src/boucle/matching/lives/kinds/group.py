"""The life of a group, as its market is found now."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.matching import Life
from boucle.contract.events.registry import Quantity
from boucle.contract.kinds import members_of, the_group
from boucle.matching.declared import territories
from boucle.matching.groups import sharings
from boucle.matching.groups import store as groups
from boucle.matching.groups.parameters import parameters_of
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.markets import detector_of
from boucle.matching.lives import store
from boucle.matching.lives.commands import Answer, Leave
from boucle.matching.lives.group_previews import of_group, previews_of
from boucle.matching.lives.groups import life_of_group, of_version, possible_now, with_group
from boucle.matching.lives.kinds.pair import Flows
from boucle.matching.lives.store import StoredLife
from boucle.matching.threads import computed
from boucle.platform.db import Session, WriteSession
from boucle.platform.errors import Conflict
from boucle.platform.translating import tr

RISK_BY_FLOWS = False


class NotViable(Conflict):
    """A group that does not carry itself (yet): nobody is written to about it."""

    code = "not-viable"

    def __init__(self, group: Group) -> None:
        threshold = group.threshold if group.unit == "1" else f"{group.threshold} {group.unit}"
        super().__init__(
            tr(
                "the group is '{state}': its threshold, of {measure}, is {threshold}",
                state=group.state,
                measure=group.measure,
                threshold=threshold,
            )
        )


class GroupChanged(Conflict):
    """A member withdrew what it declared: the groups of its market are being found again."""

    code = "group-changed"

    def __init__(self) -> None:
        super().__init__("a member withdrew what it declared: read the group again, then try again")


async def begun(session: WriteSession, synergy_id: UUID, now: datetime) -> StoredLife | None:
    """Whose life begins stays as it is until then. None: it is no group."""
    found = await groups.lock_group(session, synergy_id)
    return None if found is None else StoredLife(life_of_group(found.group, now), 0)


async def refreshed(session: WriteSession, kept: StoredLife, *, agrees: bool = False) -> StoredLife:
    """On the group as it is found now, while nobody acts on it."""
    if kept.life.state != "detected":
        return kept
    # A row that has a life is not removed.
    found = await groups.group(session, kept.life.synergy_id)
    if found is None:
        lost = replace(the_group(kept.life), state="lost")
        return StoredLife(replace(kept.life, group=lost), kept.version)
    return StoredLife(with_group(kept.life, found.group), kept.version)


async def previewed(session: Session, life: Life, _inputs: bytes | None) -> Life:
    """Raises NotViable, GroupChanged."""
    group = the_group(life)
    stored = await groups.group(session, life.synergy_id)
    detector = None if stored is None else detector_of(stored.market)
    if group.state != "viable" or detector is None or stored is None:
        raise NotViable(group)
    declared = of_group(group, await sharings.of_market(session, stored.market))
    if any(one.sharing_id not in declared for one in group.members):
        raise GroupChanged
    sirens = {group.territory, *(one.body.territory for one in declared.values())}
    known = await territories(session, sirens)

    def parameters(siren: str) -> Parameters:
        return parameters_of(known[siren].territory if siren in known else None)

    work = partial(previews_of, group, stored.market, declared, detector, parameters)
    return replace(life, previews=await computed(work, len(declared)))


def refused(life: Life, given: Answer, _flows: Flows, versions: Mapping[UUID, int]) -> Answer:
    """What is refused is standing in it as one's own is declared."""
    return of_version(life, given, versions)


async def most_agreed(_session: WriteSession, life: Life) -> Quantity | None:
    """What its members declare, or declared as it began to run, if that was more."""
    then = life.potential if life.state == "running" else None
    known = [one for one in (then, possible_now(life)) if one is not None]
    return max(known, key=lambda one: Decimal(one.value), default=None)


async def most_now(_session: Session, life: Life) -> Quantity | None:
    return possible_now(life)


async def in_its_place(session: WriteSession, life: Life) -> tuple[Life, ...]:
    """The group that it grew from, and the one that it grew to."""
    growth = the_group(life).growth
    ids = [life.grown_into, growth.group if growth else None]
    stored = [await store.life(session, one) for one in ids if one is not None]
    return tuple(one.life for one in stored if one is not None)


def leaving(life: Life, given: Answer) -> Answer | Leave:
    """A refusal once the group runs is leaving it."""
    if life.state != "running" or given.given != "refused":
        return given
    return Leave(given.organisation_id, given.reason, given.at, given.refused_value)


async def versions(session: Session, synergy_id: UUID) -> dict[UUID, int]:
    """Of the declarations of a group's members."""
    kept = await store.life(session, synergy_id)
    members = () if kept is None else members_of(kept.life)
    if not members:
        return {}
    ids = [one.sharing_id for one in members]
    return {id_: one.version for id_, one in (await sharings.declarations(session, ids)).items()}
