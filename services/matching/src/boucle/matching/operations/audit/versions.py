"""The part of ``audit`` about versions: matching's copies of what was declared against registry.

Each copy is read before registry is asked, and registry's versions only grow. So a copy above
registry's holds a version that registry never gave, whatever happens meanwhile: every real change
below it is ignored. A copy that stays below, for as long as one waits, has missed a change.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from boucle.contract.given import REGISTRY_VERSIONS
from boucle.matching.kinds.declarations import TYPES
from boucle.platform.bus import Bus
from boucle.platform.consuming.halts import place_text, spot_of
from boucle.platform.db import Database
from boucle.platform.recovery.given import GivenVersions
from boucle.platform.recovery.verdict import DIFFERENT, SAME, first_of

_PAUSE_S: Final = 0.2
_CHUNK: Final = 1000


@dataclass(frozen=True, slots=True)
class CopyTable:
    """A table of copies; ``before``: a key before all. ``each``: every change of it is published,
    so that none may be missing; a territory's name, which nobody else needs, changes without an
    event."""

    topic: str
    table: str
    key: str
    kind: str = "uuid"
    before: str = "00000000-0000-0000-0000-000000000000"
    each: bool = True
    where: str = "true"

    @property
    def next_chunk(self) -> str:
        return (
            f"SELECT {self.key}::text AS id, version FROM {self.table} "
            f"WHERE {self.where} AND {self.key} > $1::text::{self.kind} "
            f"ORDER BY {self.key} LIMIT $2"
        )

    @property
    def some(self) -> str:
        return (
            f"SELECT {self.key}::text AS id, version FROM {self.table} "
            f"WHERE {self.key} = ANY($1::text[]::{self.kind}[]) AND {self.where}"
        )


COPIES: Final = (
    CopyTable("territory", "territory_settings", "siren", kind="text", before="", each=False),
    CopyTable("site", "site", "site_id"),
    CopyTable("flow", "owned_flow", "flow_id"),
    *(
        CopyTable(topic, "declared_sharing", "sharing_id", where=f"topic = '{topic}'")
        for topic in TYPES
    ),
)


@dataclass(frozen=True, slots=True)
class NeverGiven:
    """A copy of a version that registry never gave, and why that is sure."""

    topic: str
    id: str
    version: int
    why: str

    def line(self, places: Mapping[tuple[str, str, str], str]) -> str:
        place = places.get((self.topic, self.id, str(self.version)))
        where = f"its event: {place}" if place else "no event of the log has it"
        return f"{self.topic} {self.id}: version {self.version} here, {self.why}; {where}"


@dataclass(slots=True)
class _Found:
    """``behind``: by copy and id, the version that it has to reach."""

    compared: int = 0
    never: list[NeverGiven] = field(default_factory=list)
    behind: dict[CopyTable, dict[str, int]] = field(default_factory=dict)


async def audit_versions(
    database: Database, bus: Bus, given: GivenVersions, wait: float, say: Callable[[str], None]
) -> int:
    """Compare every copy, print the differences. Returns the exit status. Raises NotAsked."""
    began = time.monotonic()
    found = _Found()
    for copy in COPIES:
        await _compare(database, given, copy, found)
    places = await _places(bus, found.never) if found.never else {}
    lines = [one.line(places) for one in found.never]
    lines += await _late(database, found.behind, wait)
    for line in first_of(lines):
        say(line)
    say(
        f"{found.compared} copies compared with registry in {time.monotonic() - began:.1f} s; "
        f"differences: {len(lines)}"
    )
    return DIFFERENT if lines else SAME


async def _compare(
    database: Database, given: GivenVersions, copy: CopyTable, found: _Found
) -> None:
    last = copy.before
    while True:
        async with database.read() as session:
            found_rows = await session.fetch(copy.next_chunk, last, _CHUNK)
        rows: dict[str, int] = {row["id"]: row["version"] for row in found_rows}
        if not rows:
            return
        *_, last = rows
        reached = await given.ask(copy.topic, rows)
        found.compared += len(rows)
        found.never += never_given_of(copy.topic, rows, reached)
        if copy.each:
            behind = {id_: to for id_, to in reached.items() if rows[id_] < to}
            found.behind.setdefault(copy, {}).update(behind)


def never_given_of(
    topic: str, rows: Mapping[str, int], reached: Mapping[str, int]
) -> Sequence[NeverGiven]:
    """Of copies (id -> version), those above what registry has ``reached``. Pure."""
    whys = (
        (id_, REGISTRY_VERSIONS.never_gave(version, reached.get(id_)))
        for id_, version in sorted(rows.items())
    )
    return [NeverGiven(topic, id_, rows[id_], why) for id_, why in whys if why]


async def _places(bus: Bus, never: Sequence[NeverGiven]) -> dict[tuple[str, str, str], str]:
    """Where the events of these versions stand: their topics are read whole."""
    wanted = {(one.topic, one.id, str(one.version)) for one in never}
    found: dict[tuple[str, str, str], str] = {}
    async with bus.reader(sorted({one.topic for one in never})) as reader:
        async for records in reader.read_to(await reader.end_offsets(), _CHUNK):
            for record in records:
                headers = record.headers
                entity = headers.get("ce_subject", ""), headers.get("ce_entityversion", "")
                if (record.topic, *entity) in wanted:
                    found.setdefault((record.topic, *entity), place_text(spot_of(record)))
    return found


async def _late(
    database: Database, behind: Mapping[CopyTable, dict[str, int]], wait: float
) -> Sequence[str]:
    """Those that are still behind after so many seconds."""
    deadline = time.monotonic() + wait
    while True:
        lines: list[str] = []
        for copy, wanted in behind.items():
            async with database.read() as session:
                rows = await session.fetch(copy.some, list(wanted))
            lines += [
                f"{copy.topic} {id_}: version {version} here, registry gave {wanted[id_]}"
                for id_, version in sorted((row["id"], row["version"]) for row in rows)
                if version < wanted[id_]
            ]
        if not lines or time.monotonic() >= deadline:
            return lines
        await asyncio.sleep(_PAUSE_S)
