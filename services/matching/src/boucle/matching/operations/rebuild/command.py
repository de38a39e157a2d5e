"""``rebuild``: all that matching derives from the log, made anew beside the live tables; what
differs is put right and told, nothing else.

Lists of different partitions stand at different positions: to compare them the rebuild becomes
their owner for one transaction, which brings the live ones to where the rebuilt ones are, as any
new owner does. What still differs then is wrong. The live workers, fenced, load again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.catalogue.loader import load_catalogue
from boucle.common import rebuilding
from boucle.common.bus import Reader
from boucle.common.clock import Clock
from boucle.common.db import Database, WriteSession, is_transient
from boucle.common.events.matching import Synergy
from boucle.common.process import Resources
from boucle.common.rebuilding import SCHEMA, Consumed, Difference, Table, Undone
from boucle.common.verdict import DIFFERENT, NOT_DONE, SAME, NotComparable, first_of
from boucle.matching.candidates import corrections
from boucle.matching.candidates.corrections import Made
from boucle.matching.lists import partitions as ownership
from boucle.matching.lists.partitions import SOURCES, Partition
from boucle.matching.lists.turns import LISTS_AT_ONCE, in_parts, publish
from boucle.matching.lives import consumers
from boucle.matching.operations.rebuild.shadow import Anew
from boucle.matching.scoring import RULES_VERSION, Rules

Say = Callable[[str], None]

_WITHDRAWN: Final = "live.withdrawn"
OWNERS: Final = Consumed(
    consumers.OWNERS,
    consumers.OWNED_TOPICS,
    consumers.keep_only,
    (
        Table(
            "entity_owner",
            key=("entity_id",),
            compared=(
                *("kind", "version", "organisation_id", "site_id", "territory", "division"),
                *("tools", "withdrawn"),
            ),
            forgotten=_WITHDRAWN,
        ),
        Table("territory_settings", key=("siren",), compared=("version", "body")),
    ),
)
_FLOWS: Final = Table(
    "owned_flow",
    key=("flow_id",),
    compared=("partition", "version", "withdrawn", "body"),
    carried=("flow_offset",),
    forgotten=_WITHDRAWN,
)
_LISTS: Final = Table(
    "list_row", key=("flow_id",), compared=("partition", "gives", "partners", "ranks")
)
# But for `life_version`: a step of a life that changes nothing for lists leaves the row alone.
_PAIRS: Final = Table(
    "pair",
    key=("synergy_id",),
    compared=(
        *("offer_id", "need_id", "offer_organisation", "need_organisation"),
        *("offer_territory", "need_territory", "nature", "route", "score"),
        *("in_offer_list", "in_need_list", "deduced", "offer_version", "need_version"),
        *("settings_offer", "settings_need", "catalogue", "body", "withdrawn_at"),
    ),
    forgotten="live.withdrawn_at IS NOT NULL",
)
_PAUSE_S: Final = 0.5
_AT_ONCE: Final = 500

_synergy = msgspec.json.Decoder(Synergy)

# Of its own: the live versions are not used up. Withdrawn pairs are of no interest.
_VERSIONS = f"CREATE SEQUENCE {SCHEMA}.pair_version"
_CANDIDATES_ONLY = f"DELETE FROM {SCHEMA}.pair WHERE withdrawn_at IS NOT NULL"
_LEFT_TO_MEND = "SELECT count(*) FROM to_mend"
# What their owners have not read yet: kept as they would have kept it.
_NEWS = f"""
INSERT INTO public.owned_flow AS kept (flow_id, partition, flow_offset, version, withdrawn, body)
SELECT flow_id, partition, flow_offset, version, withdrawn, body
FROM {SCHEMA}.owned_flow
JOIN unnest($1::smallint[], $2::bigint[]) AS live(partition, reached) USING (partition)
WHERE flow_offset >= reached
ON CONFLICT (flow_id) DO UPDATE SET
    flow_offset = excluded.flow_offset, version = excluded.version,
    withdrawn = excluded.withdrawn, body = excluded.body
WHERE kept.version < excluded.version
"""
_BODIES = f"""
SELECT live.synergy_id, live.body, made.body
FROM public.pair live JOIN {SCHEMA}.pair made USING (synergy_id)
WHERE synergy_id = ANY($1::uuid[])
"""
_MADE = f"SELECT synergy_id, body, inputs FROM {SCHEMA}.pair WHERE synergy_id = ANY($1::uuid[])"
_COUNTS = """
SELECT (SELECT count(*) FROM owned_flow WHERE NOT withdrawn), (SELECT count(*) FROM list_row),
       (SELECT count(*) FROM pair WHERE withdrawn_at IS NULL)
"""


@dataclass(slots=True)
class _Found:
    """``stood``: seconds for which the lists stood still."""

    differences: list[Difference] = field(default_factory=list)
    stood: float = 0.0


async def rebuild(resources: Resources[Any], wait: float, dry: bool, say: Say) -> int:
    """Returns the verdict; where it is NOT_DONE, the part that it names has not changed."""
    database, bus = resources.database, resources.bus
    began = time.monotonic()
    try:
        found = await _rebuild_lists(resources, Rules(load_catalogue()), wait, dry)
        found.differences += await rebuilding.rebuild(database, bus, OWNERS, wait=wait, dry=dry)
    except NotComparable as why:
        say(f"not rebuilt: {why}")
        return NOT_DONE
    async with database.read() as session:
        flows, lists, count = await (await session.driver()).fetchrow(_COUNTS) or (0, 0, 0)
    for line in first_of([str(one) for one in found.differences]):
        say(line)
    say(
        f"{flows} flows, {lists} lists, {count} pairs {'compared' if dry else 'rebuilt'} in "
        f"{time.monotonic() - began:.1f} s, lists at rest for {found.stood:.1f} s; "
        f"differences: {len(found.differences)}"
    )
    return DIFFERENT if found.differences else SAME


async def _rebuild_lists(resources: Resources[Any], rules: Rules, wait: float, dry: bool) -> _Found:
    tables = [table.name for table in (_FLOWS, _LISTS, _PAIRS)]
    async with (
        rebuilding.beside(resources.database, tables, _VERSIONS) as made,
        resources.bus.reader(SOURCES) as reader,
    ):
        partitions = sorted(number for topic, number in reader.assigned if topic == "flow")
        anew = Anew(made, rules, partitions)
        await anew.build(reader, await reader.end_offsets(), resources.clock())
        return await _Swap(resources.database, anew, reader, rules, resources.clock, dry).within(
            wait
        )


@dataclass
class _Swap:
    """The rebuilt lists in the live ones' place."""

    database: Database
    anew: Anew
    reader: Reader
    rules: Rules
    clock: Clock
    dry: bool

    async def within(self, wait: float) -> _Found:
        """Once the lists can be compared, within ``wait`` seconds. Raises NotComparable."""
        deadline = time.monotonic() + wait
        while True:
            try:
                await self.anew.resume(self.clock())
                await self.anew.follow(self.reader, await self.reader.end_offsets(), self.clock())
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
            patient = self.database.patient(rebuilding.LONG)
            async with patient, patient.write() as session:
                await rebuilding.take_time(session)
                await self._hold_and_compare(session, found)
                if self.dry:
                    raise Undone
        except Undone:
            pass
        found.stood = time.monotonic() - began
        return found

    async def _hold_and_compare(self, session: WriteSession, found: _Found) -> None:
        """All in the caller's transaction, which comes before any write of the live owners."""
        driver = await session.driver()
        # The whole table: each of the owners' transactions begins by writing or locking rows of it.
        await driver.execute("LOCK TABLE owned_partition IN EXCLUSIVE MODE")
        live = await ownership.partitions(session)
        self._refuse(live, await driver.fetchval(_LEFT_TO_MEND))
        await self.anew.follow(self.reader, await self.reader.end_offsets(), self.clock())
        await self._bring_up(session, live)
        await driver.execute(_CANDIDATES_ONLY)
        for table in (_FLOWS, _LISTS):
            found.differences += await rebuilding.differences(session, table)
            await rebuilding.replace(session, table)
        found.differences += await self._pairs(session)

    def _refuse(self, live: Mapping[int, Partition], left: int) -> None:
        """Raises NotComparable: lists that no worker keeps, or keeps by other rules, or is
        mending."""
        made_by = f"{self.rules.version}.{RULES_VERSION}"
        for topic, partition in sorted(self.reader.assigned):
            if topic == "flow" and partition not in live:
                raise NotComparable(f"no worker ever owned partition {partition} of the flows")
        for row in live.values():
            if row.catalogue != made_by:
                raise NotComparable(
                    f"catalogue {row.catalogue} made lists, this release has {made_by}"
                )
        if left:
            raise NotComparable(f"left to mend after a wide change: {left}")

    async def _bring_up(self, session: WriteSession, live: Mapping[int, Partition]) -> None:
        """The live lists to the end of the log, published as ever, by a new owner."""
        driver = await session.driver()
        made_by = f"{self.rules.version}.{RULES_VERSION}"
        claimed = await ownership.claim(session, live, made_by)
        reached = {number: row.positions.get("flow", {}) for number, row in live.items()}
        since = [reached[number].get(number, 0) for number in live]
        await driver.execute(_NEWS, list(live), since)
        standing = {number: row.positions for number, row in live.items()}
        changes = await self.anew.take_over(session, standing)
        for part in in_parts(changes, LISTS_AT_ONCE):
            await publish(session, self.anew.published(part), self.clock())
        epochs = {number: row.epoch for number, row in claimed.items()}
        await ownership.advance(session, epochs, self.anew.at, made_by)

    async def _pairs(self, session: WriteSession) -> list[Difference]:
        found = await rebuilding.differences(session, _PAIRS)
        same = await _same_but_for_life(session, found)
        found = [one for one in found if one.key not in same]
        driver = await session.driver()
        for part in _chunks([UUID(one.key[0]) for one in found]):
            rows = await driver.fetch(_MADE, part)
            made = {id_: Made(_synergy.decode(body), inputs) for id_, body, inputs in rows}
            await corrections.put_right(session, part, made, self.clock())
        return found


async def _same_but_for_life(
    session: WriteSession, found: Sequence[Difference]
) -> set[tuple[str, ...]]:
    """Keys of the pairs whose rows differ in nothing but the version of the life they name."""
    driver = await session.driver()
    same: set[tuple[str, ...]] = set()
    for part in _chunks([UUID(one.key[0]) for one in found if one.columns == ("body",)]):
        for id_, live, made in await driver.fetch(_BODIES, part):
            if _lifeless(live) == _lifeless(made):
                same.add((str(id_),))
    return same


def _lifeless(body: bytes) -> Synergy | None:
    """None where the body is no synergy at all."""
    try:
        synergy = _synergy.decode(body)
    except msgspec.MsgspecError:
        return None
    return replace(synergy, versions=replace(synergy.versions, life=0))


def _chunks(ids: Sequence[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield list(ids[start : start + _AT_ONCE])
