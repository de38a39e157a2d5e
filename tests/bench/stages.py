"""Where the time goes: what each service's rows say of a write on its way to its mails."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from boucle.common.db import Database
from tests.bench.base import SOURCE, need_email, probe_email
from tests.bench.figures import percentiles
from tests.bench.running import Running

_DECLARED = """
SELECT flow.external_id, flow.id, outbox.created_at, outbox.published_at
FROM flow JOIN outbox ON outbox.topic = 'flow' AND outbox.key = flow.id::text
WHERE flow.source = $1
"""
_QUALIFIED = """
SELECT pair.offer_id, pair.synergy_id, pair.detected_at, outbox.published_at
FROM pair JOIN outbox ON outbox.topic = 'life' AND outbox.key = pair.synergy_id::text
WHERE outbox.headers ->> 'ce_type' = 'life.qualified.v1'
"""
_MAILED = """
SELECT introduction.synergy_id, min(mail.created_at) AS created_at, min(mail.sent_at) AS sent_at
FROM introduction JOIN mail USING (introduction_id) GROUP BY introduction.synergy_id
"""
_STEPS = (
    "due -> registry begins its transaction",
    "-> published to the log by its relay",
    "-> matching begins to write the pair",
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
    mailed = await _by(databases["notifications"], _MAILED)
    steps: list[list[float]] = [[] for _ in _STEPS]
    for number, moment in due.items():
        flow = declared[str(number)]
        pair = qualified[flow["id"]]
        mail = mailed[pair["synergy_id"]]
        came = min(received[probe_email(number)], received[need_email(number)])
        moments = [
            moment,
            flow["created_at"],
            flow["published_at"],
            pair["detected_at"],
            pair["published_at"],
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
