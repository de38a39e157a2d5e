"""Send thousands of rows in one request, each answered by a line (NDJSON)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import httpx

from boucle_client.problems import problem_of


class NotWhole(Exception):
    """Not every row was answered. Send all again: repeated rows change nothing."""


def send_rows(
    http: httpx.Client, source: str, rows: Iterable[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Return each row's answer in the order of the rows: ``status``, ``version``, ``problem``, ….
    Raise Problem where the request is refused as a whole, NotWhole where its end is missing."""
    body = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    headers = {"Content-Type": "application/x-ndjson"}
    path = f"/v1/sources/{source}/bulk"
    with http.stream("POST", path, content=body, headers=headers, timeout=600) as answer:
        if answer.is_error:
            answer.read()
            raise problem_of(answer)
        summary: dict[str, Any] = {}
        try:
            for line in answer.iter_lines():
                row = json.loads(line)
                if "summary" in row:
                    summary = row["summary"]
                else:
                    yield row
        except (httpx.TransportError, ValueError) as error:
            raise NotWhole(f"the answer ended early: {error}") from error
    if not summary.get("complete"):
        raise NotWhole(str(summary.get("why") or "the answer has no summary"))
