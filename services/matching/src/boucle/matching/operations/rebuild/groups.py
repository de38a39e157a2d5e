"""The part of ``rebuild`` about groups: declarations from the log, in a shadow table; then every
market's groups from nothing, against those stored.

What a market's groups are depends on nothing found before, so to find them again is to rebuild
them. A market with marks that wait is first looked at as its worker would.
"""

import asyncio
import time
from typing import Final
from uuid import UUID

from boucle.matching.groups import sharings, stale, store
from boucle.matching.groups.decisions import Differences
from boucle.matching.groups.sharings import FoundByNewerRelease
from boucle.matching.markets import consumers
from boucle.matching.markets.turns import find_differences, write
from boucle.platform.clock import Clock
from boucle.platform.db import Database, WriteSession, is_transient
from boucle.platform.recovery.shadow_tables import Consumed, RowDifference, ShadowTable, Undone
from boucle.platform.recovery.verdict import NotComparable

_PAUSE_S: Final = 0.1


def declarations(clock: Clock) -> Consumed:
    """What the consumer of declarations keeps; markets are looked at again where it was wrong."""
    return Consumed(
        consumers.SHARINGS,
        consumers.TOPICS,
        consumers.save_only(clock),
        (
            ShadowTable(
                "declared_sharing",
                key=("sharing_id",),
                compared=(
                    *("version", "withdrawn", "organisation_id", "territory", "declared_by"),
                    *("market", "made_by", "body", "topic"),
                ),
                carried=("changed_at",),
                forgotten="live.withdrawn",
            ),
        ),
        follow=_look_again,
    )


async def _look_again(session: WriteSession) -> None:
    """At every market: where a row went, its old market is known no more."""
    await stale.mark_stale(session, await sharings.markets(session))


async def rebuild_groups(
    database: Database, clock: Clock, *, wait: float, dry: bool
) -> list[RowDifference]:
    """Returns what differed, and was corrected and published unless ``dry``. Raises
    NotComparable."""
    async with database.read() as session:
        markets = await sharings.markets(session)
    deadline = time.monotonic() + wait
    found: list[RowDifference] = []
    for market in markets:
        while (some := await _if_free(database, market, clock, dry=dry)) is None:
            if time.monotonic() >= deadline:
                raise NotComparable(f"market {market} waits (waited {wait:g} s)")
            await asyncio.sleep(_PAUSE_S)
        found += some
    return found


async def _if_free(
    database: Database, market: str, clock: Clock, *, dry: bool
) -> list[RowDifference] | None:
    """None: something of it waited, or a worker had it for long."""
    try:
        return await _compared(database, market, clock, dry=dry)
    except Exception as error:
        if not is_transient(error):
            raise
        return None


async def _compared(
    database: Database, market: str, clock: Clock, *, dry: bool
) -> list[RowDifference] | None:
    """One transaction; None: something of it waited."""
    found: list[RowDifference] | None = []
    try:
        async with database.write() as session:
            await stale.lock(session, market)
            marks = await stale.marks(session, market)
            stored = await store.of_market(session, market)
            different = await find_differences(session, market)
            found = None if marks.ids else _lines(different, frozenset(stored))
            if dry:
                raise Undone
            await write(session, market, different, marks.cause, clock())
            await stale.done(session, marks)
    except Undone:
        pass
    except FoundByNewerRelease as why:
        raise NotComparable(f"market {market} is kept by a newer release") from why
    return found


def _lines(different: Differences, stored: frozenset[UUID]) -> list[RowDifference]:
    changed = [
        RowDifference(
            "synergy_group",
            (str(one.synergy_id),),
            expected=True,
            found=one.synergy_id in stored,
            columns=("body",),
        )
        for one in different.changed
    ]
    gone = [
        RowDifference("synergy_group", (str(id_),), expected=False, found=True, columns=())
        for id_ in sorted(different.lost)
    ]
    return [*changed, *gone]
