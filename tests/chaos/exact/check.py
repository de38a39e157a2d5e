"""What must hold at rest: lists and pairs, the log of synergies, lives, and nothing put aside."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from boucle.common.bus import Record
from boucle.common.db import Database
from boucle.matching.operations.audit.command import at_rest
from boucle.matching.operations.audit.compare import AuditInputs, AuditReport, compare
from boucle.matching.scoring import Rules
from tests.chaos.exact.lives import Lives
from tests.chaos.exact.log import Log
from tests.chaos.exact.story import Story
from tests.kit.eventually import eventually

_REST_S = 300.0
_SHOWN = 10
_PAIRS = "SELECT synergy_id::text, entity_version, withdrawn_at IS NULL FROM pair"
_ASIDE = "SELECT consumer, topic, cause FROM dead_letter"
_UNSENT = "SELECT count(*) FROM outbox"


@dataclass(frozen=True, slots=True)
class Held:
    """What was compared, in numbers."""

    report: AuditReport
    lives: int
    synergy_events: int


async def check(database: Database, log: Log, story: Story, lives: Lives, rules: Rules) -> Held:
    """Wait for rest, then compare. Raises AssertionError with the first differences."""
    snapshot = await at_rest(database, log.bus, rules, _REST_S)
    rows, settings = story.rows(), story.settings()
    _same("flows", {row.flow: row for row in snapshot.inputs.flows}, {r.flow: r for r in rows})
    _same("settings", snapshot.inputs.settings, settings)
    assert await lives.kept() == lives.steps, "a step of a life was lost, or made twice"
    inputs = AuditInputs(tuple(rows), settings, snapshot.inputs.lives)
    report = await asyncio.to_thread(compare, inputs, snapshot.stored, rules)
    assert not report.differences, _told("lists and pairs differ", report.differences)
    aside = await _rows(database, _ASIDE)
    assert not aside, _told("events were put aside", map(str, aside))
    return Held(report, len(snapshot.inputs.lives), await _log_tells_the_rows(database, log))


async def _log_tells_the_rows(database: Database, log: Log) -> int:
    """The last event of each synergy is its pair's row; how many events there are."""

    async def all_is_sent() -> bool:
        return await _rows(database, _UNSENT) == [(0,)]

    await eventually(all_is_sent, within=_REST_S, every=0.2)
    told: dict[str, tuple[int, bool]] = {}
    events = 0
    async with log.bus.reader(["synergy"]) as reader:
        ends = await reader.end_offsets()
        reached = dict.fromkeys(ends, 0)
        while any(reached[place] < end for place, end in ends.items()):
            for record in await reader.poll(5000, 1.0):
                reached[record.place] = record.offset + 1
                key, version, stands = _standing(record)
                told[key] = max(told.get(key, (0, False)), (version, stands))
                events += 1
    _same(
        "synergies told", told, {row[0]: (row[1], row[2]) for row in await _rows(database, _PAIRS)}
    )
    return events


def _standing(record: Record) -> tuple[str, int, bool]:
    """Synergy, version, and whether it is a candidate."""
    headers = record.headers
    stands = headers["ce_type"] != "synergy.withdrawn.v1"
    return headers["ce_subject"], int(headers["ce_entityversion"]), stands


def _same(what: str, found: Mapping[Any, object], wanted: Mapping[Any, object]) -> None:
    differing = [key for key in found.keys() | wanted.keys() if found.get(key) != wanted.get(key)]
    lines = (f"{key}: found {found.get(key)}, expected {wanted.get(key)}" for key in differing)
    assert not differing, _told(f"{len(differing)} {what} differ", lines)


def _told(what: str, lines: Iterable[str]) -> str:
    lines = list(lines)
    return "\n".join([f"{what}: {len(lines)}", *lines[:_SHOWN]])


async def _rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    async with database.read() as session:
        return [tuple(row) for row in await (await session.driver()).fetch(query)]
