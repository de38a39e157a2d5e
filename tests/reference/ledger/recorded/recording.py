"""One call of the API as it was recorded, and the things in its answer.

A call is `{"at", "by", "method", "path", "query", "body", "status", "answer"}`; `by` is `operator`,
`tool:<id>`, `animator:<siren>[,...]` or `company:<organisation_id>`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.reference.ledger.recorded.declared import Body

UUID = r"([0-9a-fA-F-]{36})"
WHOLE = ("operator", "animator")
EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Entry:
    """One call of the API. `who` of a company is its organisation's id."""

    at: str
    role: str
    who: str
    method: str
    path: str
    query: Body
    body: Any
    status: int
    answer: Any

    @classmethod
    def read(cls, raw: Body) -> Entry:
        by = raw.get("by") or {}
        if isinstance(by, str):
            role, _, who = by.partition(":")
            by = {"role": role, "id": who}
        return cls(
            str(raw["at"]),
            str(by.get("role", "operator")),
            str(by.get("id", "")),
            str(raw["method"]).upper(),
            str(raw["path"]).split("?")[0],
            dict(raw.get("query") or {}),
            raw.get("body"),
            int(raw["status"]),
            raw.get("answer"),
        )

    @property
    def on(self) -> date:
        return date.fromisoformat(self.at[:10])


def things(answer: Any) -> list[Body]:
    """The objects of an answer: itself, or the items of its page, with what was expanded."""
    if not isinstance(answer, dict):
        return []
    found = list(answer["items"]) if isinstance(answer.get("items"), list) else [answer]
    for thing in list(found):
        for name in ("organisation", "site"):
            if isinstance(thing.get(name), dict):
                found.append(thing[name])
    return [thing for thing in found if isinstance(thing, dict)]
