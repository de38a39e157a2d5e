"""Divide the register into classes after each change of it, and tell the class of each flow."""

from collections.abc import Collection, Mapping
from functools import cache, partial
from itertools import groupby
from typing import Final
from uuid import UUID

import structlog

from boucle.catalogue import load_catalogue
from boucle.catalogue.facts.crowds import could_give, could_take
from boucle.matching.crowds import store
from boucle.matching.crowds.partition import (
    MARGIN,
    crowd_for,
    crowd_of,
    partition,
    shown_of,
    unplaced_others,
)
from boucle.matching.crowds.places import places_of
from boucle.matching.crowds.steps import NO_REGISTER, Crowd, CrowdKey, ViewerSite, own_count
from boucle.matching.threads import computed
from boucle.platform.db import Database, Session, WriteSession
from boucle.platform.periodic import Periodic

_AT_ONCE: Final = 1000
_SETTLED: Final = 10.0
"""Seconds without a change of the register, after which it is whole."""

_log = structlog.get_logger(__name__)


def partitioning(database: Database, *, every: float = 0.5, settled: float = _SETTLED) -> Periodic:
    """Return the periodic task. Any number may run: each locks its rows. What is shown stays until
    the register is whole again, and then changes for all flows of a family at once."""

    async def work() -> int:
        async with database.write() as session:
            if not await store.has_register(session):
                return 0
            stale = await store.lock_stale_partition(session, settled)
            if stale is not None:
                await _divide(session, *stale)
                return 1
            keys = await store.lock_stale(session, _AT_ONCE)
            await store.set_crowds(session, await _crowds_now(session, keys))
            return len(keys)

    return Periodic("crowds", every, work)


async def _divide(session: WriteSession, family: str, output: bool) -> None:
    companies = await store.companies_of(session, _codes(family, output))
    classes = await computed(partial(partition, companies), len(companies))
    shown = shown_of(classes)
    log = _log.info if {"sector_and_place", "place"} & shown.keys() else _log.warning
    log("register_divided", family=family, gives=output, **shown)
    await store.save_classes(session, family, output, classes)
    keys = await store.lock_keys(session, family, output)
    await store.set_crowds(session, {key: crowd_of(key, classes) for key in keys})


async def _crowds_now(session: Session, keys: Collection[CrowdKey]) -> dict[CrowdKey, Crowd | None]:
    """Return what may be shown of flows: the family alone until the register was divided for it."""
    found: dict[CrowdKey, Crowd | None] = {}
    for (family, output), some in groupby(sorted(keys), key=lambda key: key[:2]):
        classes = await store.classes_of(session, family, output)
        for key in some:
            found[key] = NO_REGISTER if classes is None else crowd_of(key, classes)
    return found


async def crowds_of(
    session: Session,
    keys: Collection[CrowdKey],
    viewers: Collection[UUID],
    *,
    registered: bool,
    count_missing: bool = False,
) -> dict[CrowdKey, Crowd]:
    """Return what may be shown of flows of these crowds, without those of which nothing may.
    ``registered``: there is a register to count in (``store.has_register``); ``count_missing``:
    count missing ones now."""
    if not registered:
        return dict.fromkeys(keys, NO_REGISTER)
    found: dict[CrowdKey, Crowd | None] = dict(await store.crowds_of(session, keys))
    if count_missing:
        found |= await _crowds_now(session, set(keys) - found.keys())
    known = {key: one for key, one in found.items() if one is not None}
    return await _for_viewers(session, known, viewers)


async def _for_viewers(
    session: Session, crowds: Mapping[CrowdKey, Crowd], viewers: Collection[UUID]
) -> dict[CrowdKey, Crowd]:
    sites = await _sites(session, viewers)
    own = {key: own_count(one.step, key, _divisions(key), sites) for key, one in crowds.items()}
    crowded = sorted({key[:2] for key, count in own.items() if count > MARGIN})
    unplaced = {each: await _unplaced(session, *each, sites) for each in crowded}
    found = {key: crowd_for(one, own[key], unplaced.get(key[:2])) for key, one in crowds.items()}
    return {key: one for key, one in found.items() if one is not None}


async def _unplaced(
    session: Session, family: str, output: bool, sites: Collection[Collection[ViewerSite]]
) -> int:
    classes = await store.classes_of(session, family, output) or {}
    return unplaced_others(classes, _divisions_of(family, output), sites)


async def fitting_everywhere(session: Session, key: CrowdKey) -> int:
    """Return how many companies of the whole register fit, MOST_COUNTED at most."""
    return await store.companies_everywhere(session, _codes(key.family, key.output))


async def _sites(session: Session, viewers: Collection[UUID]) -> list[list[ViewerSite]]:
    found: dict[UUID, list[ViewerSite]] = {}
    for one in await places_of(session, viewers):
        found.setdefault(one.organisation_id, []).append(ViewerSite(one.division or "", one.cell))
    return list(found.values())


def _codes(family: str, output: bool) -> frozenset[str]:
    """Return classes and divisions that could give, or take, a family."""
    catalogue = load_catalogue()
    named = could_give if output else could_take
    return named(catalogue, family) if catalogue.has_family(family) else frozenset()


@cache
def _divisions_of(family: str, output: bool) -> frozenset[str]:
    return frozenset(code[:2] for code in _codes(family, output))


def _divisions(key: CrowdKey) -> frozenset[str]:
    return _divisions_of(key.family, key.output)
