"""What was asked and answered, and each mail: one line of JSON each, in order."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from boucle.platform.identity import Principal
from tests.kit.mails.received import Received
from tests.kit.tokens import Tokens
from tests.night.year.pages import Page


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    query: Mapping[str, str]
    body: object = None


class _HasTokens(Protocol):
    tokens: Tokens
    inside: dict[str, frozenset[str]]


@dataclass
class Recording:
    """``file``: appended to as the year goes on."""

    file: Path

    def note(self, at: datetime, by: str, asked: Asked, status: int, answer: object) -> None:
        """A call of the API, or a whole list: its pages are one answer."""
        line = {
            "at": at.isoformat(),
            "by": by,
            "method": asked.method,
            "path": asked.path,
            "query": dict(asked.query),
            "body": asked.body,
            "status": status,
            "answer": answer,
        }
        self._write(line)

    def mail(self, at: datetime, known: Mapping[str, object], raw: bytes) -> None:
        mail = Received.of(raw)
        told = {"to": mail.headers["To"], "subject": mail.headers["Subject"]}
        texts = {"text": mail.text, "html": mail.html}
        self._write(
            {
                "at": at.isoformat(),
                "mail": str(mail.headers["Message-ID"]),
                **known,
                **told,
                **texts,
            }
        )

    def page(self, at: datetime, page: Page, status: int, html: str) -> None:
        """A company's page, as it read it."""
        told = {"organisation_id": page.organisation, "synergy_id": page.synergy, "html": html}
        self._write({"at": at.isoformat(), "page": page.path, "status": status, **told})

    def headers(self, who: _HasTokens, by: str) -> dict[str, str]:
        role, _, ids = by.partition(":")
        tokens = who.tokens
        match role:
            case "operator":
                return tokens.operator()
            case "tool":
                own = who.inside.get(ids, frozenset())
                return tokens.of(Principal(ids, "tool", ids, territories=own))
            case "animator":
                return tokens.animator(*ids.split(","))
            case "company":
                return tokens.company(UUID(ids))
        raise ValueError(f"nobody is {by!r}")

    def lines(self) -> Iterator[dict[str, Any]]:
        with self.file.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)

    def _write(self, line: Mapping[str, object]) -> None:
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
