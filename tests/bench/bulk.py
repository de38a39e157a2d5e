"""How fast registry takes NDJSON in bulk: flows a second through one api process, over HTTP.

    python -m tests.bench.bulk [flows]

New flows of given families; new ones classified from texts, no two alike; the latter sent again;
and revised. On an embedded Postgres in a temporary directory; the client shares the machine.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import httpx

from tests.bench import registry
from tests.bench.registry import Headers, Served

SITES = 200
_TEXTS = (
    "sciure de bois propre",
    "chutes de palettes en mélange",
    "boues de station d'épuration",
    "cartons d'emballage",
    "huile de friture usagée",
    "drêches de brasserie humides",
    "plastique PEHD en balles",
    "gravats de béton concassé",
)
Body = dict[str, Any]


def with_family(number: int) -> Body:
    return {
        "site": f"s{number % SITES}",
        "direction": "output",
        "nature": "material",
        "family": "wood_b",
        "quantity": {"value": str(100 + number), "unit": "t"},
        "certainty": "measured",
        "qualities": {"moisture": {"low": "15", "high": "25"}},
    }


def with_text(number: int, least: int = 100) -> Body:
    return {
        "site": f"s{number % SITES}",
        "direction": "output",
        "nature": "material",
        "text": f"{_TEXTS[number % len(_TEXTS)]}, ligne {number}",
        "quantity": {"value": str(least + number), "unit": "t"},
        "certainty": "measured",
    }


def _rows(name: str, count: int, body: Callable[[int], Body]) -> Iterator[bytes]:
    """By pieces of about 64 kB."""
    piece = bytearray()
    for number in range(count):
        row = {"kind": "flow", "id": f"{name}{number}", "data": body(number)}
        piece += json.dumps(row).encode() + b"\n"
        if len(piece) > 65_536:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)


async def _send(
    client: httpx.AsyncClient, tool: Headers, pieces: list[bytes]
) -> tuple[Counter[int], float]:
    """How many rows had which status; seconds until all were answered."""

    async def body() -> Any:
        for piece in pieces:
            yield piece

    headers = {**tool, "Content-Type": "application/x-ndjson"}
    statuses: Counter[int] = Counter()
    began = time.perf_counter()
    path = "/v1/sources/bench/bulk"
    async with client.stream("POST", path, content=body(), headers=headers) as answer:
        answer.raise_for_status()
        async for line in answer.aiter_lines():
            statuses[json.loads(line).get("status", 0)] += 1
    return statuses, time.perf_counter() - began


async def _bench(served: Served, count: int) -> None:
    async with httpx.AsyncClient(base_url=served.address, timeout=300) as client:
        await registry.awaited(client)
        tool = await registry.prepare(client, served.secret, SITES)
        parts: tuple[tuple[str, str, Callable[[int], Body]], ...] = (
            ("new, family given", "f", with_family),
            ("new, classified from text", "t", with_text),
            ("the same again", "t", with_text),
            ("revised", "t", lambda number: with_text(number, 200)),
        )
        for what, name, body in parts:
            pieces = list(_rows(name, count, body))
            before = registry.cpu_of(served.api)
            statuses, seconds = await _send(client, tool, pieces)
            cpu = registry.cpu_of(served.api) - before
            del statuses[0]
            held = served.api.memory_info().rss / 1e6
            print(
                f"{count} flows, {what}: {seconds:.1f} s, {count / seconds:.0f} rows/s, "
                f"{dict(statuses)}, api CPU {cpu / count * 1000:.2f} ms a row, "
                f"api holds {held:.0f} MB",
                flush=True,
            )


def main(count: int = 20_000) -> None:
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"load average {load} on {os.cpu_count()} cores")
    with registry.serving() as served:
        asyncio.run(_bench(served, count))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
