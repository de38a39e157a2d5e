"""``rebuild``: all that matching derives from the log, computed again in shadow tables; what
differs in the live tables is corrected and published, nothing else.

Live lists of different partitions are at different positions. To compare them, the rebuild becomes
their owner for one transaction, in which the live lists catch up with the rebuilt ones, as under
any new owner. What still differs is wrong. The live workers are fenced, and load again.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from boucle.catalogue.loading.loader import load_catalogue
from boucle.matching.lists import corrections as list_corrections
from boucle.matching.lists.partitions import (
    FLOW_COLUMNS,
    REPLACED,
    SOURCES,
    TO_REFRESH,
    Partition,
    advance,
    claim,
    fence,
    made_by,
    read_partitions,
    why_incomplete,
)
from boucle.matching.lists.parts import parts_of
from boucle.matching.lives import consumers, flow_changes
from boucle.matching.operations.rebuild.groups import declarations, rebuild_groups
from boucle.matching.operations.rebuild.shadow import ShadowBuild
from boucle.matching.scoring import Rules
from boucle.platform.bus import Reader
from boucle.platform.clock import Clock
from boucle.platform.consuming import halts
from boucle.platform.db import Database, WriteSession, is_transient
from boucle.platform.process.service import Resources
from boucle.platform.recovery import shadow_tables
from boucle.platform.recovery.shadow_tables import (
    SCHEMA,
    Consumed,
    RowDifference,
    ShadowTable,
    Undone,
)
from boucle.platform.recovery.verdict import DIFFERENT, NOT_DONE, SAME, NotComparable, first_of

Say = Callable[[str], None]

_WITHDRAWN: Final = "live.withdrawn"
SITES: Final = Consumed(
    consumers.SITES,
    consumers.SITES_TOPICS,
    consumers.save_only,
    (
        ShadowTable(
            "site",
            key=("site_id",),
            compared=(
                *("version", "organisation_id", "territory", "division", "north", "east"),
                *("tools", "withdrawn"),
            ),
            forgotten=_WITHDRAWN,
        ),
        ShadowTable("territory_settings", key=("siren",), compared=("version", "body")),
        ShadowTable("register_companies", key=("nace", "north", "east"), compared=("companies",)),
    ),
)
_FLOWS: Final = ShadowTable(
    "owned_flow",
    key=("flow_id",),
    compared=(
        *("partition", "version", "withdrawn"),
        *("organisation_id", "territory", "nature"),
        *("output", "family", "division", "north", "east", "declared_by", "further"),
        "body",
    ),
    carried=("flow_offset", "changed_at"),
    forgotten=_WITHDRAWN,
)
_LISTS: Final = ShadowTable(
    "entry",
    key=("owner", "partner"),
    compared=("gives", "rank", "synergy_id"),
    carried=("since", "changed_at"),
)
_PAUSE_S: Final = 0.5

# What the owners of the partitions have not read yet, stored as they would have done.
_STORE_UNREAD = f"""
INSERT INTO public.owned_flow AS kept ({FLOW_COLUMNS}, changed_at)
SELECT {FLOW_COLUMNS}, changed_at FROM {SCHEMA}.owned_flow
JOIN unnest($1::smallint[], $2::bigint[]) AS live(partition, reached) USING (partition)
WHERE flow_offset >= reached
{REPLACED} RETURNING flow_id
"""
_PARTITIONS_OF = "SELECT flow_id, partition FROM owned_flow WHERE flow_id = ANY($1::uuid[])"
_COUNTS = """
SELECT (SELECT count(*) FROM owned_flow WHERE NOT withdrawn),
       (SELECT count(DISTINCT owner) FROM entry),
       (SELECT count(DISTINCT synergy_id) FROM entry),
       (SELECT count(*) FROM synergy_group WHERE state <> 'lost')
"""


@dataclass(slots=True)
class _Found:
    """``locked``: seconds for which no owner could write its lists."""

    differences: list[RowDifference] = field(default_factory=list)
    locked: float = 0.0


async def rebuild(resources: Resources[Any], wait: float, dry: bool, say: Say) -> int:
    """Returns the verdict; if it is NOT_DONE, the part that it names has not changed."""
    database, bus = resources.database, resources.bus
    began = time.monotonic()
    try:
        found = await _rebuild_lists(resources, Rules(load_catalogue()), wait, dry)
        for consumed in (SITES, declarations(resources.clock)):
            found.differences += await shadow_tables.rebuild(
                database, bus, consumed, wait=wait, dry=dry
            )
        found.differences += await rebuild_groups(database, resources.clock, wait=wait, dry=dry)
    except NotComparable as why:
        say(f"not rebuilt: {why}")
        return NOT_DONE
    async with database.read() as session:
        row = await (await session.driver()).fetchrow(_COUNTS)
        flows, lists, count, groups = row or (0, 0, 0, 0)
    for line in first_of([str(one) for one in found.differences]):
        say(line)
    say(
        f"{flows} flows, {lists} lists, {count} pairs, {groups} groups "
        f"{'compared' if dry else 'rebuilt'} in "
        f"{time.monotonic() - began:.1f} s, lists at rest for {found.locked:.1f} s; "
        f"differences: {len(found.differences)}"
    )
    return DIFFERENT if found.differences else SAME


async def _rebuild_lists(resources: Resources[Any], rules: Rules, wait: float, dry: bool) -> _Found:
    tables = [table.name for table in (_FLOWS, _LISTS)]
    async with (
        shadow_tables.create(resources.database, tables) as made,
        resources.bus.reader(SOURCES) as reader,
    ):
        partitions = sorted(number for topic, number in reader.assigned if topic == "flow")
        shadow = ShadowBuild(made, rules, partitions)
        async with resources.database.read() as session:
            shadow.replica.skipped = await halts.skipped(session)
        await shadow.build(reader, await reader.end_offsets(), resources.clock())
        swap = _Swap(resources.database, shadow, reader, rules, resources.clock, dry)
        return await swap.within(wait)


@dataclass
class _Swap:
    """Puts the rebuilt lists in the place of the live ones."""

    database: Database
    shadow: ShadowBuild
    reader: Reader
    rules: Rules
    clock: Clock
    dry: bool

    async def within(self, wait: float) -> _Found:
        """Swap once the lists can be compared, within ``wait`` seconds. Raises NotComparable."""
        deadline = time.monotonic() + wait
        while True:
            try:
                await self.shadow.resume(self.clock())
                await self.shadow.follow(self.reader, await self.reader.end_offsets(), self.clock())
                return await self._once()
            except Exception as error:
                if not (isinstance(error, NotComparable) or is_transient(error)):
                    raise
                if time.monotonic() >= deadline:
                    raise NotComparable(f"{error} (waited {wait:g} s)") from error
            await asyncio.sleep(_PAUSE_S)

    async def _once(self) -> _Found:
        found = _Found()
        began = time.monotonic()
        try:
            patient = self.database.patient(shadow_tables.LONG)
            async with patient, patient.write() as session:
                await session.may_compute(shadow_tables.PAUSE)
                await self._lock_and_compare(session, found)
                if self.dry:
                    raise Undone
        except Undone:
            pass
        found.locked = time.monotonic() - began
        return found

    async def _lock_and_compare(self, session: WriteSession, found: _Found) -> None:
        """All in the caller's transaction, which comes before any write of the live owners. Raises
        NotComparable: no worker keeps the lists, or by other rules, or some are to be refreshed."""
        driver = await session.driver()
        # The whole table: each of the owners' transactions begins by writing or locking rows of it.
        await driver.execute("LOCK TABLE owned_partition IN EXCLUSIVE MODE")
        live = await read_partitions(session)
        to_refresh = await driver.fetchval(TO_REFRESH)
        why = why_incomplete(self.reader.assigned, live, to_refresh, self.rules)
        if why is not None:
            raise NotComparable(why)
        await self.shadow.follow(self.reader, await self.reader.end_offsets(), self.clock())
        await self._catch_up(session, live)
        for table in (_FLOWS, _LISTS):
            found.differences += await shadow_tables.differences(session, table)
            await shadow_tables.replace(session, table)
        await self._tell_lists(session, found.differences)

    async def _catch_up(self, session: WriteSession, live: Mapping[int, Partition]) -> None:
        """Bring the live lists to the end of the log as a new owner does, and publish."""
        catalogue = made_by(self.rules)
        claimed = await claim(session, live, catalogue)
        since = [row.positions.get("flow", {}).get(number, 0) for number, row in live.items()]
        unread = await session.fetch(_STORE_UNREAD, list(live), since)
        news = dict.fromkeys(row["flow_id"] for row in unread)
        await flow_changes.follow_flows(session, news, now=self.clock())
        stored = {number: row.positions for number, row in live.items()}
        changed = await self.shadow.take_over(session, stored)
        epochs = {number: row.epoch for number, row in claimed.items()}
        for part in parts_of(changed, {}):
            turns = await fence(session, epochs, part.lists.partitions())
            await part.publish(session, turns, self.clock())
        await advance(session, epochs, self.shadow.positions, catalogue)

    async def _tell_lists(self, session: WriteSession, found: Sequence[RowDifference]) -> None:
        """Those of which an entry was wrong."""
        wrong = [UUID(one.key[0]) for one in found if one.table == _LISTS.name]
        owners: dict[int, set[UUID]] = {}
        for flow, partition in await session.fetch(_PARTITIONS_OF, wrong):
            owners.setdefault(partition, set()).add(flow)
        await list_corrections.publish_again(session, owners, {}, self.clock())
