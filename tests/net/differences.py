"""What two recordings have that is not the same, in lines that a person can read."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.net.recording import Answer
from tests.net.replay import Tables

_SHOWN = 3
_SHORT = 160
_AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[A-Za-z0-9_=-]{24,}|(?<=cursor=)[^&]+")


@dataclass
class Found:
    """Differences by what they are in; ``steady``: how many were the same."""

    steady: int = 0
    lines: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def tell(self) -> Iterator[str]:
        for where, lines in sorted(self.lines.items()):
            yield f"{where}: {len(lines)} differ"
            yield from (f"    {line}" for line in lines[:_SHOWN])


# --- answers ---------------------------------------------------------------------------------


def answers_differ(
    before: Iterable[Answer], after: Iterable[Answer], known: frozenset[tuple[str, str, str]]
) -> Found:
    """``known``: answers that the code before gave otherwise when asked again."""
    found = Found()
    for old, new in zip(before, after, strict=True):
        if (old.service, old.asker, old.address) in known:
            continue
        difference = _between(old, new)
        if difference is None:
            found.steady += 1
        else:
            where = f"{old.service} GET {_AN_ID.sub('…', old.address)}"
            found.lines[where].append(f"{old.asker} {old.address}: {difference}")
    return found


def _between(old: Answer, new: Answer) -> str | None:
    if old.status != new.status:
        return f"{old.status} → {new.status} {new.body[:_SHORT]!r}"
    if old.body != new.body:
        return _first_byte(old.body, new.body)
    if old.headers != new.headers:
        names = sorted(old.headers.keys() | new.headers.keys())
        told = [
            f"{name}: {old.headers.get(name)} → {new.headers.get(name)}"
            for name in names
            if old.headers.get(name) != new.headers.get(name)
        ]
        return "; ".join(told)[: 2 * _SHORT]
    return None


def _first_byte(old: bytes, new: bytes) -> str:
    at = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), None)
    start = max(0, (min(len(old), len(new)) if at is None else at) - 40)
    return f"…{old[start : start + _SHORT]!r} → {new[start : start + _SHORT]!r}"


# --- tables ----------------------------------------------------------------------------------


def steady_columns(one: Tables, other: Tables) -> dict[str, list[str]]:
    """By ``service.table``: the columns that are the same each time that the log is read."""
    found = {}
    for service, table in _all(one):
        mine, others = _rows(one, service, table), _rows(other, service, table)
        names = sorted({name for row in (*mine, *others) for name in row})
        found[f"{service}.{table}"] = [
            name for name in names if _values(mine, [name]) == _values(others, [name])
        ]
    return found


def tables_differ(before: Tables, after: Tables, steady: Mapping[str, list[str]]) -> Found:
    found = Found()
    for service, table in _all(before):
        where = f"{service}.{table}"
        if table not in after.get(service, {}):
            found.lines[where].append("the table is gone")
            continue
        old, new = _rows(before, service, table), _rows(after, service, table)
        columns = steady.get(where, [])
        for gone in _gone(columns, old, new):
            found.lines[f"{where}.{gone}"].append("the column is gone")
            columns = [one for one in columns if one != gone]
        lost, made = _values(old, columns), _values(new, columns)
        found.steady += (lost & made).total()
        found.lines[where] += [f"- {one}" for one in (lost - made).elements()]
        found.lines[where] += [f"+ {one}" for one in (made - lost).elements()]
    found.lines = defaultdict(list, {k: v for k, v in found.lines.items() if v})
    return found


def _gone(columns: list[str], old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[str]:
    if not old or not new:
        return []
    return [one for one in columns if one not in new[0]]


def _all(tables: Tables) -> Iterator[tuple[str, str]]:
    yield from ((service, table) for service in tables for table in tables[service])


def _rows(tables: Tables, service: str, table: str) -> list[dict[str, Any]]:
    return [json.loads(row) for row in tables.get(service, {}).get(table, [])]


def _values(rows: list[dict[str, Any]], columns: list[str]) -> Counter[str]:
    return Counter(
        json.dumps({name: row.get(name) for name in columns}, sort_keys=True) for row in rows
    )
