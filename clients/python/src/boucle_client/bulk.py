"""Send thousands of rows in one request, each answered by a line (NDJSON)."""

import json
from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Mapping
from typing import Any

import httpx


class NotWhole(Exception):
    """Not every row was answered. Send all again: repeated rows change nothing."""


def request_of(source: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what httpx's ``stream`` takes."""
    body = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    return {
        "method": "POST",
        "url": f"/v1/sources/{source}/bulk",
        "content": body,
        "headers": {"Content-Type": "application/x-ndjson"},
        "timeout": 600,
    }


async def answers(lines: AsyncIterable[str]) -> AsyncGenerator[dict[str, Any], None]:
    """Yield each row's answer in the order of the rows: ``status``, ``version``, ``problem``, ….
    Raise NotWhole where the end is missing."""
    summary: dict[str, Any] = {}
    try:
        async for line in lines:
            row = json.loads(line)
            if "summary" in row:
                summary = row["summary"]
            else:
                yield row
    except (httpx.TransportError, ValueError) as error:
        raise NotWhole(f"the answer ended early: {error}") from error
    if not summary.get("complete"):
        raise NotWhole(str(summary.get("why") or "the answer has no summary"))
