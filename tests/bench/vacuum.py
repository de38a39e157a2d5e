"""Whether matching's tables stay as large as they are while updates come for long.

    python -m tests.bench vacuum [--minutes 20] [--rate 500] [--base 20000]

Updates at a steady pace on a base that is published already, as ``durable`` makes them: no flow
comes or goes, so no table has a reason to grow. After each quarter of the time: how large each
table is, with how much of it indexes, rows that nobody sees any more, and how often autovacuum came
by. Exit status 1 when a table ends more than a tenth larger than it was after the first quarter.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from boucle.platform.db import Database
from tests.bench.durable import base
from tests.bench.support.stand import Stand, stand
from tests.bench.support.updates import Updates, send, steady, until_done

_QUARTERS = 4
_MOST_GROWTH = 1.1
_SMALL = 1_000_000
"""Bytes below which a table may grow by more: some pages are a tenth of it."""
_WARM_UP = 200
_TABLES = """
SELECT relname AS name, pg_total_relation_size(relid) AS bytes, pg_indexes_size(relid) AS indexes,
       n_live_tup AS live, n_dead_tup AS dead, autovacuum_count AS vacuums
FROM pg_stat_user_tables ORDER BY bytes DESC, relname
"""


@dataclass(frozen=True)
class Long:
    """``flows`` in the base, ``rate`` updates a second for so many ``minutes``."""

    flows: int = 20_000
    rate: int = 500
    minutes: float = 20.0


@dataclass(frozen=True, slots=True)
class TableState:
    """``bytes`` with its indexes, which take ``indexes`` of them; rows ``live`` and ``dead``;
    ``vacuums``: how often autovacuum came by."""

    name: str
    bytes: int
    indexes: int
    live: int
    dead: int
    vacuums: int


Look = Mapping[str, TableState]
"""By table."""


async def bench(load: Long, home: Path) -> list[str]:
    """Prints as it goes; a line for each table that grew."""
    async with stand(home) as parts:
        updates = await base(parts, load.flows)
        with parts.worker("worker"):
            await parts.until_owned()
            await send(parts, [message for _, message in updates.take(_WARM_UP)])
            await until_done(parts)
            looks = [await _quarter(parts, updates, load, number) for number in range(_QUARTERS)]
    return grown(looks[0], looks[-1])


async def _quarter(parts: Stand, updates: Updates, load: Long, number: int) -> Look:
    minutes = load.minutes / _QUARTERS
    found = await steady(parts, updates.take(round(load.rate * 60 * minutes)), load.rate)
    print(f"after {minutes * (number + 1):.1f} minutes\n  {found}")
    look = await _look(parts.database)
    print(f"  {'table':18} {'MB':>8} {'indexes':>8} {'rows':>9} {'dead':>8} {'autovacuums':>12}")
    for one in look.values():
        print(
            f"  {one.name:18} {one.bytes / 1e6:8.2f} {one.indexes / 1e6:8.2f} {one.live:9} "
            f"{one.dead:8} {one.vacuums:12}",
            flush=True,
        )
    return look


async def _look(database: Database) -> Look:
    async with database.read() as session:
        rows: list[Any] = await (await session.driver()).fetch(_TABLES)
    return {row["name"]: TableState(*row) for row in rows}


def grown(first: Look, last: Look) -> list[str]:
    """A line for each table that is larger than it should be."""
    return [
        f"{name}: {first[name].bytes / 1e6:.2f} MB after a quarter of the time, "
        f"{one.bytes / 1e6:.2f} MB at the end"
        for name, one in last.items()
        if one.bytes > max(_SMALL, _MOST_GROWTH * first[name].bytes)
    ]


def main(load: Long) -> None:
    """Raises SystemExit when a table grew."""
    with tempfile.TemporaryDirectory(prefix="boucle-bench-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # Postgres runs as another user
        found = asyncio.run(bench(load, home))
    for line in found:
        print(f"GREW: {line}")
    if found:
        raise SystemExit(1)
    print(f"no table grew by more than {_MOST_GROWTH - 1:.0%} after the first quarter")
