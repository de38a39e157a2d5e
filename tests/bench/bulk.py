"""How fast registry takes NDJSON in bulk: rows a second through one api process, over HTTP.

    python -m tests.bench.bulk [flows]

Sites, ten flows each: new ones of given families; new ones classified from texts; these sent again;
revised; and new ones of which no two have the same text. On an embedded Postgres in a temporary
directory; the client shares the machine.
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

EACH = 10
"""Flows of a site, each of another family."""
WORDS = 1000
"""Of the texts of a tool, how many differ."""
_FAMILIES = (
    *("wood_a", "wood_b", "sawdust", "bark", "cardboard"),
    *("glass_cullet", "manure", "fly_ash", "tyres", "gypsum"),
)
_TEXTS = (
    *("sciure de bois propre", "chutes de palettes", "cartons d'emballage", "drêches de brasserie"),
    *("boues de station d'épuration", "huile de friture usagée", "gravats de béton concassé"),
    *("plastique PEHD en balles", "verre creux", "fumier de cheval"),
)
Body = dict[str, Any]


def a_site(number: int) -> Body:
    return {
        "organisation": "o",
        "name": f"Site {number}",
        "latitude": 48.9,
        "longitude": -0.2,
        "location_precision": "commune",
        "territory": registry.SIREN,
    }


def _flow(number: int, amount: int, **said: str) -> Body:
    return {
        "site": f"s{number // EACH}",
        "direction": "output",
        "nature": "material",
        **said,
        "quantity": {"value": str(amount), "unit": "t"},
        "certainty": "measured",
    }


def with_family(number: int) -> Body:
    return _flow(number, 100 + number, family=_FAMILIES[number % EACH])


def with_text(number: int, least: int = 100, words: int = WORDS) -> Body:
    return _flow(number, least + number, text=f"{_TEXTS[number % EACH]}, ligne {number % words}")


def _rows(kind: str, name: str, count: int, body: Callable[[int], Body]) -> Iterator[bytes]:
    """By pieces of about 64 kB."""
    piece = bytearray()
    for number in range(count):
        row = {"kind": kind, "id": f"{name}{number}", "data": body(number)}
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
        tool = await registry.prepare(client, served.secret, 0)
        parts: tuple[tuple[str, str, str, Callable[[int], Body]], ...] = (
            ("new sites", "site", "s", a_site),
            ("new flows, family given", "flow", "f", with_family),
            (f"new flows, classified from {WORDS} texts", "flow", "t", with_text),
            ("the same again", "flow", "t", with_text),
            ("revised", "flow", "t", lambda number: with_text(number, 200)),
            ("new, no two texts alike", "flow", "d", lambda number: with_text(number, 100, count)),
        )
        for what, kind, name, body in parts:
            rows = count // EACH if kind == "site" else count
            pieces = list(_rows(kind, name, rows, body))
            before = registry.cpu_of(served.api)
            statuses, seconds = await _send(client, tool, pieces)
            cpu = registry.cpu_of(served.api) - before
            del statuses[0]
            held = served.api.memory_info().rss / 1e6
            print(
                f"{rows} {what}: {seconds:.1f} s, {rows / seconds:.0f} rows/s, "
                f"{dict(statuses)}, api CPU {cpu / rows * 1000:.2f} ms a row, "
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
