"""Where the time goes: what rows and the log say of a write on its way to its mails."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from boucle.platform.bus import Bus, Record
from boucle.platform.db import Database
from tests.bench.support.base import SOURCE, need_email, probe_email
from tests.bench.support.figures import percentiles
from tests.bench.support.running import Running

_DECLARED = "SELECT external_id, id::text FROM flow WHERE source = $1"
_QUALIFIED = """
SELECT offer_id::text, synergy_id, min(since) AS detected_at
FROM entry JOIN life USING (synergy_id) GROUP BY 1, 2
"""
_MAILED = """
SELECT introduction.synergy_id, min(mail.created_at) AS created_at, min(mail.sent_at) AS sent_at
FROM introduction JOIN mail USING (introduction_id) GROUP BY introduction.synergy_id
"""
_AT_ONCE = 2000
_STEPS = (
    "due -> registry begins its transaction",
    "-> published to the log by its relay",
    "-> matching begins to write the lists",
    "-> life published by matching's relay",
    "-> notifications plans the mails",
    "-> first mail in the sink",
)


async def stages(
    system: Running, due: Mapping[int, datetime], received: Mapping[str, datetime]
) -> list[str]:
    """One line a step: how long after the step before."""
    databases = system.databases
    declared = await _by(databases["registry"], _DECLARED, SOURCE)
    qualified = await _by(databases["matching"], _QUALIFIED)
    flows, lives = await _first(system, "flow"), await _first(system, "life")
    mailed = await _by(databases["notifications"], _MAILED)
    steps: list[list[float]] = [[] for _ in _STEPS]
    for number, moment in due.items():
        flow = declared[str(number)]["id"]
        pair = qualified[flow]
        mail = mailed[pair["synergy_id"]]
        came = min(received[probe_email(number)], received[need_email(number)])
        moments = [
            moment,
            datetime.fromisoformat(flows[flow].headers["ce_time"]),
            _sent(flows[flow]),
            pair["detected_at"],
            _sent(lives[str(pair["synergy_id"])]),
            mail["created_at"],
            came,
        ]
        for step, (before, after) in zip(steps, pairwise(moments), strict=True):
            step.append((after - before).total_seconds())
    return [f"{name:40} {percentiles(step)}" for name, step in zip(_STEPS, steps, strict=True)]


async def _by(database: Database, query: str, *arguments: object) -> dict[Any, Any]:
    """Rows by their first column."""
    async with database.read() as session:
        driver = await session.driver()
        return {row[0]: row for row in await driver.fetch(query, *arguments)}


async def _first(system: Running, topic: str) -> dict[str, Record]:
    """The first event of each subject."""
    found: dict[str, Record] = {}
    bus = Bus(system.system.addresses().kafka)
    async with bus.reader([topic]) as reader:
        async for records in reader.read_to(await reader.end_offsets(), _AT_ONCE):
            for record in records:
                found.setdefault(record.key or "", record)
    await bus.close()
    return found


def _sent(record: Record) -> datetime:
    """When the relay gave it to its producer."""
    return datetime.fromtimestamp(record.timestamp_ms / 1000, UTC)
