"""The part of ``audit`` about groups: declarations as kept, and groups as detectors that start
from nothing find them.

A market of which no mark waits is as its declarations, lives and settings say, at any moment: each
mark comes and goes with what it is of. So one snapshot does, for all markets that do not wait;
those that do are looked at in another.
"""

import asyncio
import time
from collections.abc import Callable, Collection, Sequence
from typing import Final

from boucle.matching.groups import sharings, stale, store
from boucle.matching.groups.sharings import FoundByNewerRelease
from boucle.matching.markets.turns import read_inputs
from boucle.matching.operations.audit.compare_groups import (
    StoredMarket,
    wrong_groups,
    wrong_sharings,
)
from boucle.platform.db import Database, Session
from boucle.platform.recovery.verdict import DIFFERENT, NOT_DONE, SAME, first_of

_PAUSE_S: Final = 0.1


async def audit_groups(database: Database, wait: float, say: Callable[[str], None]) -> int:
    """Compare every market, within ``wait`` seconds, print the differences. Returns the exit
    status."""
    began = time.monotonic()
    found: list[str] = []
    compared: dict[str, int] = {}
    async with database.read() as session:
        kept = await sharings.all_found_here(session)
    found += await asyncio.to_thread(lambda: list(wrong_sharings(kept)))
    while True:
        late, markets = await _settled(database, compared)
        for one in markets:
            compared[one.inputs.market] = len(one.groups)
            found += await asyncio.to_thread(lambda one=one: list(wrong_groups(one)))  # type: ignore[misc]
        if not late or time.monotonic() - began >= wait:
            break
        await asyncio.sleep(_PAUSE_S)
    for line in first_of(found):
        say(line)
    say(
        f"{len(kept)} declarations, {len(compared)} markets, {sum(compared.values())} groups "
        f"compared in {time.monotonic() - began:.1f} s; differences: {len(found)}"
    )
    if late and not found:
        say(f"not comparable now: {len(late)} markets wait (waited {wait:g} s)")
        return NOT_DONE
    return DIFFERENT if found else SAME


async def _settled(
    database: Database, compared: Collection[str]
) -> tuple[Sequence[str], Sequence[StoredMarket]]:
    """Of the markets not compared yet: those that wait, or are a newer release's; the others, of
    one moment."""
    async with database.read(snapshot=True) as session:
        stale_now = await stale.stale_markets(session)
        left = [one for one in await sharings.markets(session) if one not in compared]
        late, found = [one for one in left if one in stale_now], list[StoredMarket]()
        for market in left:
            if market not in stale_now:
                try:
                    found.append(await _stored_market(session, market))
                except FoundByNewerRelease:
                    late.append(market)
    return late, found


async def _stored_market(session: Session, market: str) -> StoredMarket:
    groups = await store.of_market(session, market)
    return StoredMarket(
        await read_inputs(session, market), {id_: one.group for id_, one in groups.items()}
    )
