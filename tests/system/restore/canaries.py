"""Where a text is to be found in a system that runs: logs, metrics, topics, databases, backups."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from pathlib import Path

import httpx

from boucle.contract.events import EVENTS
from tests.system.restore.drill import Drill

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


def found_in(canaries: Mapping[str, str], where: str, texts: Iterable[str]) -> Iterator[str]:
    """As text, or as Postgres writes bytes."""
    all_of_it = "\n".join(texts)
    for name, canary in canaries.items():
        if canary in all_of_it or canary.encode().hex() in all_of_it:
            yield f"{name} in {where}"


def logs(drill: Drill) -> list[str]:
    files = list((drill.home / "log").iterdir())
    assert len(files) > 8
    return [file.read_text(errors="replace") for file in files]


async def metrics(drill: Drill) -> AsyncIterator[str]:
    at = drill.world.system.addresses()
    async with httpx.AsyncClient(trust_env=False) as client:
        for part in at.http:
            answer = await client.get(f"{at.url(part)}/metrics")
            yield answer.raise_for_status().text


async def topics(drill: Drill) -> AsyncIterator[str]:
    names = sorted({one.topic for one in EVENTS})
    async with drill.world.bus.reader(names) as reader:
        ends = await reader.end_offsets()
        async for records in reader.read_to(ends, 500):
            for record in records:
                yield repr(record)


async def rows(drill: Drill) -> AsyncIterator[str]:
    for service in drill.world.databases:
        for (table,) in await drill.rows(service, _TABLES):
            for (row,) in await drill.rows(service, f'SELECT t::text FROM "{table}" t'):
                yield row


def dumps(drill: Drill, backup: Path) -> Iterator[str]:
    """All rows of a backup, as SQL."""
    found = sorted(backup.glob("*.dump"))
    assert len(found) == len(drill.world.databases)
    for dump in found:
        sql = dump.with_suffix(".sql")
        drill.world.system.postgres.tool(
            "pg_restore", "--no-owner", f"--file={sql}", str(dump), "--data-only"
        )
        yield sql.read_text()
