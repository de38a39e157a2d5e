"""Shadow tables: made again from the log, and swapped in where the live ones differ.

    empty schema -> the log from its beginning to a recorded end -> the live tables come there too
    -> [live positions held still -> the log on to them -> differences -> rows replaced]

The bracket is one transaction: before its commit nothing has changed, after it all is done.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog

from boucle.platform.bus import Bus, Place, Reader
from boucle.platform.consuming import halts, progress
from boucle.platform.consuming.applying import runs
from boucle.platform.consuming.handling import BatchHandler, Received
from boucle.platform.db import Database, WriteSession
from boucle.platform.failures import Halted, is_transient
from boucle.platform.recovery.verdict import NotComparable

SCHEMA: Final = "rebuild"
"""Whatever a rebuild makes is here, and its sessions see nothing else: no outbox, no position."""

_LOCK = 0x426F75636C6502  # one rebuild per database
_BATCH = 2000
_PAUSE_S = 0.2
PAUSE = timedelta(minutes=1)  # between statements
LONG = timedelta(minutes=30)
"""What a statement that compares whole tables may take (``Database.patient``)."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ShadowTable:
    """``key`` and ``compared`` columns make two rows equal; ``carried`` go along when one is
    replaced. ``forgotten``: SQL about ``live``, a row that the log need not hold any more."""

    name: str
    key: tuple[str, ...]
    compared: tuple[str, ...]
    carried: tuple[str, ...] = ()
    forgotten: str = "false"


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row that is not as it should be. ``columns``: those that differ, where both exist."""

    table: str
    key: tuple[str, ...]
    expected: bool
    found: bool
    columns: tuple[str, ...]

    def __str__(self) -> str:
        what = f"{self.table} {' '.join(self.key)}"
        if not self.found:
            return f"{what}: missing"
        if not self.expected:
            return f"{what}: nothing tells of it"
        return f"{what}: other {', '.join(self.columns)}"


@dataclass(frozen=True, slots=True)
class Consumed:
    """Tables that are a function of the events before the positions of ``consumer``.

    ``handle`` applies them as the consumer does, and has no other effect. ``check`` may refuse what
    came out (raises NotComparable). ``follow``: what follows once the rows are replaced.
    """

    consumer: str
    topics: tuple[str, ...]
    handle: BatchHandler
    tables: tuple[ShadowTable, ...]
    check: Callable[[WriteSession], Awaitable[None]] | None = None
    follow: Callable[[WriteSession], Awaitable[None]] | None = None


class Undone(Exception):
    """Ends a transaction that was only to see: nothing of it stays."""


@asynccontextmanager
async def create(database: Database, tables: Sequence[str]) -> AsyncIterator[Database]:
    """Empty tables in a schema of their own, dropped at the end; so is what a killed run left.

    Raises NotComparable while another rebuild runs. The tables are unlogged: a crash of Postgres
    empties them, and ends the rebuild.
    """
    lock = await database.dedicated(name="rebuild")
    if not await lock.fetchval("SELECT pg_try_advisory_lock($1)", _LOCK):
        await lock.close(timeout=5)
        raise NotComparable("another rebuild of this database runs")
    try:
        await lock.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        await lock.execute(f"CREATE SCHEMA {SCHEMA}")
        for name in tables:
            await lock.execute(
                f"CREATE UNLOGGED TABLE {SCHEMA}.{name} (LIKE public.{name} INCLUDING INDEXES)"
            )
        async with Database(
            database.url, application_name="boucle-rebuild", pool_size=2, schema=SCHEMA
        ) as made:
            yield made
    finally:
        with suppress(Exception):  # a schema that stays is dropped by the next rebuild
            await lock.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        await lock.close(timeout=5)


# --- a consumer's tables ------------------------------------------------------------------------


async def rebuild(
    database: Database, bus: Bus, consumed: Consumed, *, wait: float, dry: bool
) -> list[RowDifference]:
    """Returns what differed, and was corrected unless ``dry``. Raises NotComparable."""
    names = [table.name for table in consumed.tables]
    async with create(database, names) as made, bus.reader(consumed.topics) as reader:
        ends = await reader.end_offsets()
        async with database.read() as session:
            skipped = await halts.skipped(session)
        await replay(made, reader, ends, consumed.handle, skipped)
        await _come_to(database, consumed.consumer, ends, wait)
        found: list[RowDifference] = []
        try:
            async with database.patient(LONG) as patient, patient.write() as session:
                found = await _swap(session, made, reader, consumed)
                if dry:
                    raise Undone
        except Undone:
            pass
        return found


async def _swap(
    session: WriteSession, made: Database, reader: Reader, consumed: Consumed
) -> list[RowDifference]:
    """The consumer waits for this transaction: its next batch moves the positions from where they
    are, and applies to the rows of then."""
    await session.may_compute(PAUSE)
    driver = await session.driver()
    # The whole table, before any row: two owners who move several rows could wait in a ring.
    await driver.execute("LOCK TABLE progress IN EXCLUSIVE MODE")
    positions = await progress.load(session, consumed.consumer)
    reached = {position.place: position.next_offset for position in positions}
    until = {place: reached[place] for place in reader.assigned}
    await replay(made, reader, until, consumed.handle, await halts.skipped(session))
    found = [each for table in consumed.tables for each in await differences(session, table)]
    if consumed.check is not None:
        await consumed.check(session)
    for table in consumed.tables:
        await replace(session, table)
    if consumed.follow is not None:
        await consumed.follow(session)
    return found


async def _come_to(
    database: Database, consumer: str, ends: Mapping[Place, int], wait: float
) -> None:
    """Until the live consumer has applied all that was read here."""
    deadline = time.monotonic() + wait
    while True:
        async with database.read() as session:
            positions = await progress.load(session, consumer)
        reached = {position.place: position.next_offset for position in positions}
        late = sum(reached.get(place, -1) < end for place, end in ends.items())
        if not late:
            return
        if time.monotonic() >= deadline:
            raise NotComparable(
                f"{consumer} has not applied all of {late} partitions (waited {wait:g} s)"
            )
        await asyncio.sleep(_PAUSE_S)


async def replay(
    made: Database,
    reader: Reader,
    ends: Mapping[Place, int],
    handle: BatchHandler,
    skipped: halts.Skipped,
) -> None:
    """Apply the log up to these offsets but what is ``skipped``. What cannot be applied is left
    out: a dead letter. Raises HaltsAt."""
    async for records in reader.read_to(ends, _BATCH):
        for run in runs(records, skipped):
            if isinstance(run.failure, halts.HaltsAt):
                raise run.failure
            if run.received:
                await _apply(made, run.received, handle)


async def _apply(made: Database, batch: Sequence[Received], handle: BatchHandler) -> None:
    """One by one when together they fail, as the consumer does."""
    try:
        async with made.write() as session:
            await handle(session, batch)
    except Exception as error:
        if is_transient(error) or isinstance(error, Halted):
            raise
        if len(batch) == 1:
            _log.warning("left_out", type=batch[0].event.type, cause=repr(error))
            return
        for one in batch:
            await _apply(made, [one], handle)


# --- comparing and replacing --------------------------------------------------------------------


async def differences(session: WriteSession, table: ShadowTable) -> list[RowDifference]:
    """The live rows against the shadow ones; kept for ``replace``, in this transaction."""
    driver = await session.driver()
    await driver.execute(_different(table))
    keys = ", ".join(f"{column}::text" for column in table.key)
    rows = await driver.fetch(
        f"SELECT ARRAY[{keys}] AS key, expected, found, columns FROM differing_{table.name} "
        f"ORDER BY {', '.join(table.key)}"
    )
    return [
        RowDifference(table.name, tuple(row["key"]), row["expected"], row["found"],
                   tuple(row["columns"]))
        for row in rows
    ]  # fmt: skip


def _different(table: ShadowTable) -> str:
    keys = ", ".join(table.key)
    first = table.key[0]
    columns = ", ".join(
        f"CASE WHEN live.{column} IS DISTINCT FROM made.{column} THEN '{column}' END"
        for column in table.compared
    )
    return f"""
    CREATE TEMP TABLE differing_{table.name} ON COMMIT DROP AS
    SELECT {keys}, made.{first} IS NOT NULL AS expected, live.{first} IS NOT NULL AS found,
           array_remove(ARRAY[{columns}], NULL) AS columns
    FROM public.{table.name} live
    FULL JOIN {SCHEMA}.{table.name} made USING ({keys})
    WHERE CASE WHEN live.{first} IS NULL THEN true
               WHEN made.{first} IS NULL THEN NOT ({table.forgotten})
               ELSE ({_columns("live", table)}) IS DISTINCT FROM ({_columns("made", table)}) END
    """


async def replace(session: WriteSession, table: ShadowTable) -> None:
    """Correct what ``differences`` found, row by row: readers of the table wait for nothing."""
    driver = await session.driver()
    keys = ", ".join(table.key)
    columns = ", ".join((*table.key, *table.compared, *table.carried))
    await driver.execute(
        f"DELETE FROM public.{table.name} WHERE ({keys}) IN "
        f"(SELECT {keys} FROM differing_{table.name} WHERE found)"
    )
    await driver.execute(
        f"INSERT INTO public.{table.name} ({columns}) SELECT {columns} FROM {SCHEMA}.{table.name} "
        f"WHERE ({keys}) IN (SELECT {keys} FROM differing_{table.name} WHERE expected)"
    )


def _columns(of: str, table: ShadowTable) -> str:
    return ", ".join(f"{of}.{column}" for column in table.compared)
