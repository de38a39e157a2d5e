"""What was asked and answered, and each mail: one line of JSON each, in order."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

import httpx

from tests.kit.mails.received import Received
from tests.kit.tokens import Tokens


class _HasTokens(Protocol):
    tokens: Tokens


@dataclass
class Recording:
    """``file``: appended to as the year goes on."""

    file: Path

    def note(
        self,
        at: datetime,
        by: str,
        method: str,
        path: str,
        query: Mapping[str, str],
        body: object,
        answer: httpx.Response,
    ) -> None:
        line = {
            "at": at.isoformat(),
            "by": by,
            "method": method,
            "path": path,
            "query": dict(query),
            "body": body,
            "status": answer.status_code,
            "answer": _json(answer),
        }
        self._write(line)

    def mail(self, at: datetime, number: int, raw: bytes) -> None:
        mail = Received.of(raw)
        line = {
            "at": at.isoformat(),
            "mail": number,
            "to": mail.headers["To"],
            "subject": mail.headers["Subject"],
            "text": mail.text,
        }
        self._write(line)

    def headers(self, who: _HasTokens, by: str) -> dict[str, str]:
        role, _, ids = by.partition(":")
        tokens = who.tokens
        match role:
            case "operator":
                return tokens.operator()
            case "tool":
                return tokens.tool(ids)
            case "animator":
                return tokens.animator(*ids.split(","))
            case "company":
                return tokens.company(UUID(ids))
        raise ValueError(f"nobody is {by!r}")

    def lines(self) -> Iterator[dict[str, Any]]:
        with self.file.open() as lines:
            for line in lines:
                yield json.loads(line)

    def _write(self, line: Mapping[str, object]) -> None:
        with self.file.open("a") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _json(answer: httpx.Response) -> object:
    if not answer.content:
        return None
    return answer.json() if "json" in answer.headers.get("content-type", "") else answer.text
