"""What must hold at rest: lists, the log of them, lives, and nothing put aside."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from boucle.contract.events.changed_lists import ListEntry
from boucle.matching.operations.audit.command import at_rest
from boucle.matching.operations.audit.compare import AuditInputs, AuditReport, StoredEntry
from boucle.matching.scoring import Rules
from boucle.platform.db import Database
from tests.chaos.exact.lives import Lives
from tests.chaos.exact.log import Log
from tests.chaos.exact.story import Story
from tests.chaos.scores import misread
from tests.kit.eventually import eventually
from tests.kit.of_lists.published_lists import Newest, fold
from tests.reference.audit import compare_plainly

_REST_S = 300.0
_SHOWN = 10
_AT_ONCE = 500
_ASIDE = "SELECT consumer, topic, cause FROM dead_letter"
_UNSENT = "SELECT count(*) FROM outbox"


@dataclass(frozen=True, slots=True)
class Held:
    """What was compared, in numbers."""

    report: AuditReport
    lives: int
    list_events: int


async def check(database: Database, log: Log, story: Story, lives: Lives, rules: Rules) -> Held:
    """Wait for rest, then compare. Raises AssertionError with the first differences."""
    snapshot = await at_rest(database, log.bus, rules, _REST_S)
    rows, settings = story.rows(), story.settings()
    _same("flows", {row.flow: row for row in snapshot.inputs.flows}, {r.flow: r for r in rows})
    _same("settings", snapshot.inputs.settings, settings)
    assert await lives.kept() == lives.steps, "a step of a life was lost, or made twice"
    inputs = AuditInputs(tuple(rows), settings, snapshot.inputs.lives)
    report = await asyncio.to_thread(compare_plainly, inputs, snapshot.stored, rules)
    assert not report.differences, _told("lists and lives differ", report.differences)
    async with database.read() as session:
        wrong = await misread(session, snapshot.stored.lists)
    assert not wrong, _told("pairs read otherwise", wrong)
    aside = await _rows(database, _ASIDE)
    assert not aside, _told("events were put aside", map(str, aside))
    return Held(
        report,
        len(snapshot.inputs.lives),
        await _log_tells_the_lists(database, log, snapshot.stored.lists),
    )


async def _log_tells_the_lists(
    database: Database, log: Log, lists: Mapping[int, tuple[StoredEntry, ...]]
) -> int:
    """Who follows the log holds the stored lists; how many events there are."""

    async def all_is_sent() -> bool:
        return await _rows(database, _UNSENT) == [(0,)]

    await eventually(all_is_sent, within=_REST_S, every=0.2)
    told: Newest = {}
    events = 0
    async with log.bus.reader(["lists"]) as reader:
        async for records in reader.read_to(await reader.end_offsets(), _AT_ONCE):
            fold(told, records)
            events += len(records)
    _same(
        "lists told",
        {flow: [(one.partner, one.rank) for one in entries] for flow, entries in _held(told)},
        {
            UUID(int=flow): [(UUID(int=one.partner), one.rank) for one in entries]
            for flow, entries in lists.items()
        },
    )
    return events


def _held(told: Newest) -> Iterator[tuple[UUID, tuple[ListEntry, ...]]]:
    return ((flow, each.entries) for flow, (_, each) in told.items() if each.entries)


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
