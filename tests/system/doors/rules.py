"""The table of rules (``rules.toml``), and what each word asks of an answer."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.system.doors.people import ROLES, Role

FILE = Path(__file__).parent / "rules.toml"
SHARED, EVENTS = "shared", "events"
WORDS = frozenset({"own", "public", "masked", "may"})


@dataclass(frozen=True)
class Rule:
    """``words``: by role, empty where ``why`` says that nobody can call it."""

    words: Mapping[Role, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    why: str = ""

    def strangers(self) -> list[Role]:
        return [role for role in ROLES if self.words.get(role, "may") != "may"]

    def fits(self, role: Role, status: int) -> bool:
        word = self.words[role]
        if word in WORDS:  # who may is shown the way, too
            return 200 <= status < (400 if word == "may" else 300)
        return status == int(word)


@dataclass(frozen=True)
class EventRule:
    topic: str
    leaves: bool


@cache
def rules() -> Mapping[str, Mapping[str, Rule]]:
    """By section: a service's operations, or those at what is shared."""
    document = _document()
    sections = {name: section for name, section in document.items() if name != EVENTS}
    return {
        name: {operation: _rule(operation, one) for operation, one in section.items()}
        for name, section in sections.items()
    }


@cache
def event_rules() -> Mapping[str, EventRule]:
    return {name: EventRule(**one) for name, one in _document()[EVENTS].items()}


def _document() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _rule(operation: str, line: str | Mapping[str, Any]) -> Rule:
    """Raises ValueError for a line that says nothing, or a word that is none."""
    said: dict[str, Any] = {"rule": line} if isinstance(line, str) else dict(line)
    words = said.get("rule", "").split()
    unknown = [word for word in words if word not in WORDS and not word.isdigit()]
    if unknown or len(words) not in (0, len(ROLES)) or bool(words) is bool(said.get("why")):
        raise ValueError(f"{operation}: {line!r} is no rule: {len(ROLES)} words, or `why`")
    by_role = dict(zip(ROLES, words, strict=True)) if words else {}
    return Rule(by_role, said.get("query", {}), said.get("why", ""))
