"""Reading the possibilities of what a site could pool or share."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from boucle.matching import declared
from boucle.matching.groups import sharings
from boucle.matching.groups.parameters import parameters_of
from boucle.matching.kinds.detector import Declared, Parameters
from boucle.matching.kinds.markets import groups_of, market_of
from boucle.matching.possibilities.group_decisions import GroupPossibility, group_possibility
from boucle.matching.threads import computed
from boucle.platform.db import ReadSession


def market_of_own(own: Declared[Any]) -> str | None:
    """On trial too: its owner sees what there would be. None: it takes no part."""
    return market_of(counted(own).body)


@dataclass(frozen=True, slots=True)
class AskedSharing:
    """All that the possibilities of a declaration depend on, read: they may take seconds, and hold
    no connection meanwhile. ``others``: how many are looked at."""

    own: Declared[Any]
    others: int
    find: Callable[[], GroupPossibility | None]

    async def possibility(self) -> GroupPossibility | None:
        return await computed(self.find, self.others)


async def asked(
    session: ReadSession, own: Declared[Any], viewers: Collection[UUID]
) -> AskedSharing:
    """``viewers``: organisations that the reader knows. Raises FoundByNewerRelease."""
    market = market_of_own(own)
    if market is None:
        return AskedSharing(own, 0, lambda: None)
    mine = own.body
    others = [
        one
        for one in await sharings.of_market(session, market)
        if one.body.organisation_id != mine.organisation_id
    ]
    sirens = {mine.territory, *(one.body.territory for one in others)}
    parameters = await _parameters(session, sirens)
    found = counted(own), others, market, groups_of(market), parameters, viewers
    find = partial(group_possibility, *found)
    return AskedSharing(own, len(others), find)


async def _parameters(session: ReadSession, sirens: set[str]) -> Callable[[str], Parameters]:
    known = await declared.territories(session, sirens)

    def of(siren: str) -> Parameters:
        return parameters_of(known[siren].territory if siren in known else None)

    return of


def counted(own: Declared[Any]) -> Declared[Any]:
    """It excludes nobody: by whom it excludes, its owner would learn whose a copy is."""
    return Declared(replace(own.body, on_trial=False, excluded=()), own.version)
