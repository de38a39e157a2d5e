"""Count crowds: those of new flows, and all of them after a change of the register."""

from collections.abc import Collection, Sequence
from functools import cache
from itertools import groupby
from typing import Final
from uuid import UUID

from boucle.catalogue import load_catalogue
from boucle.catalogue.facts.crowds import could_give, could_take
from boucle.contract.cells import Cell
from boucle.matching.crowds import store
from boucle.matching.crowds.places import places_of
from boucle.matching.crowds.steps import (
    NO_REGISTER,
    WIDEST_LEVEL,
    Crowd,
    CrowdKey,
    ViewerSite,
    counted,
    crowd,
)
from boucle.platform.db import Database, Session
from boucle.platform.periodic import Periodic

_AT_ONCE: Final = 1000


def counting(database: Database, *, every: float = 0.5) -> Periodic:
    """Return the periodic task. Any number may run: each locks its rows."""

    async def count() -> int:
        async with database.write() as session:
            if not await store.has_register(session):
                return 0
            keys = await store.lock_stale(session, _AT_ONCE)
            if keys:
                await store.set_counts(session, await count_now(session, keys))
            return len(keys)

    return Periodic("crowds", every, count)


async def count_now(
    session: Session, keys: Collection[CrowdKey]
) -> dict[CrowdKey, tuple[int, ...]]:
    """Count by the current register."""
    found: dict[CrowdKey, tuple[int, ...]] = {}
    for (family, output), some in groupby(sorted(keys), key=lambda key: key[:2]):
        codes = _codes(family, output)
        everywhere = await store.companies_everywhere(session, codes)
        by_wide = sorted(some, key=_wide)
        for wide, near in groupby(by_wide, key=_wide):
            found |= counted(near, await store.companies_in(session, codes, wide), everywhere)
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
    counts: dict[CrowdKey, Sequence[int]] = dict(await store.counts_of(session, keys))
    if count_missing:
        counts |= await count_now(session, set(keys) - counts.keys())
    sites = await _sites(session, viewers)
    found = {key: crowd(key, each, _divisions(key), sites) for key, each in counts.items()}
    return {key: one for key, one in found.items() if one is not None}


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


def _wide(key: CrowdKey) -> Cell:
    return key.cell.widened(WIDEST_LEVEL)
