"""What is stored of groups and of what is declared, for their lives."""

from datetime import datetime
from functools import partial
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.matching import Life
from boucle.matching.declared import territories
from boucle.matching.groups import sharings
from boucle.matching.groups import store as groups
from boucle.matching.groups.parameters import parameters_of
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.markets import detector_of
from boucle.matching.lives import store
from boucle.matching.lives.group_previews import of_group, previews_of
from boucle.matching.lives.groups import life_of_group, with_group
from boucle.matching.lives.store import StoredLife
from boucle.matching.threads import computed
from boucle.platform.db import Session, WriteSession
from boucle.platform.errors import Conflict


class NotViable(Conflict):
    """A group that does not carry itself (yet): nobody is written to about it."""

    code = "not-viable"

    def __init__(self, group: Group) -> None:
        unit = "" if group.unit == "1" else f" {group.unit}"
        value, threshold = f"{group.value}{unit}", f"{group.threshold}{unit}"
        super().__init__(
            f"the group is '{group.state}': {group.measure} is {value}, its threshold {threshold}"
        )


class GroupChanged(Conflict):
    """A member withdrew what it declared: the groups of its market are being found again."""

    code = "group-changed"

    def __init__(self) -> None:
        super().__init__("a member withdrew what it declared: read the group again, then try again")


async def refreshed(
    session: WriteSession, synergy_id: UUID, kept: StoredLife | None, now: datetime
) -> StoredLife | None:
    """The life of a group: version 0 where it has none yet, and on the group as it is found now
    while nobody acts on it. None: it is no group."""
    if kept is not None and kept.life.state != "detected":
        return kept
    # Whose life begins stays as it is until then. A row that has a life is not removed.
    hold = groups.hold_group if kept is None else groups.group
    found = await hold(session, synergy_id)
    if found is None:
        return None if kept is None else StoredLife(_found_no_more(kept.life), kept.version)
    if kept is None:
        return StoredLife(life_of_group(found.group, now), 0)
    return StoredLife(with_group(kept.life, found.group), kept.version)


def _found_no_more(life: Life) -> Life:
    return life if life.group is None else replace(life, group=replace(life.group, state="lost"))


async def with_previews(session: Session, life: Life, group: Group) -> Life:
    """The life with what its parties are shown. Raises NotViable, GroupChanged."""
    stored = await groups.group(session, life.synergy_id)
    detector = None if stored is None else detector_of(stored.market)
    if group.state != "viable" or detector is None or stored is None:
        raise NotViable(group)
    declared = of_group(group, await sharings.of_market(session, stored.market))
    if any(one.sharing_id not in declared for one in group.members):
        raise GroupChanged
    sirens = {group.territory, *(one.sharing.territory for one in declared.values())}
    known = await territories(session, sirens)

    def parameters(siren: str) -> Parameters:
        return parameters_of(known[siren].territory if siren in known else None)

    work = partial(previews_of, group, stored.market, declared, detector, parameters)
    return replace(life, previews=await computed(work, len(declared)))


async def versions(session: Session, synergy_id: UUID) -> dict[UUID, int]:
    """Of the declarations of a group's members."""
    kept = await store.life(session, synergy_id)
    if kept is None or kept.life.group is None:
        return {}
    ids = [one.sharing_id for one in kept.life.group.members]
    return {id_: one.version for id_, one in (await sharings.declarations(session, ids)).items()}
