"""What a reader can ask: every GET of the services' documents, each parameter with each value that
its schema or what the reader knows gives. Pure.

A route or a parameter that is new is asked without anybody thinking of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from tests.system.doors.operations import Operation, operations

_LISTS: Final = 2
"""Items of a page where pages are followed."""
_UNTOLD: Final = frozenset({"after", "wait", "cursor", "version"})
"""Positions that an answer gave, and how long to wait."""
_PLAIN: Final = ("/.well-known", "/v1/codes", "/v1/families", "/v1/units", "/v1/vocabularies")
"""What is the same for everybody, whatever is declared."""

Known = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Question:
    """``is_narrowed``: by a parameter that could be left out."""

    path: str
    query: tuple[tuple[str, str], ...] = ()
    is_narrowed: bool = False


def questions(known: Known) -> Iterator[Question]:
    """``known``: by the names of parameters."""
    for one in operations():
        if one.method == "GET" and one.path.startswith("/v1/") and not one.path.startswith(_PLAIN):
            yield from _of(one, known)


def _of(operation: Operation, known: Known) -> Iterator[Question]:
    described = operation.described.get("parameters", ())
    needed = [one for one in described if one["in"] in ("path", "query") and one.get("required")]
    values = [list(_values(one, known)) for one in needed]
    free = [one for one in described if one["in"] == "query" and not one.get("required")]
    for chosen in product(*values):
        given = {one["name"]: value for one, value in zip(needed, chosen, strict=True)}
        path = operation.path.format_map(given)
        asked = tuple((k, v) for k, v in given.items() if f"{{{k}}}" not in operation.path)
        yield Question(path, asked)
        for parameter in free:
            for value in _values(parameter, known):
                query = (*asked, (parameter["name"], value))
                yield Question(path, query, is_narrowed=True)


def _values(parameter: Mapping[str, Any], known: Known) -> Iterator[str]:
    name = parameter["name"]
    if name in _UNTOLD:
        return
    if name == "limit":
        yield str(_LISTS)
    elif name in known:
        yield from known[name]
    else:
        yield from _of_schema(parameter["schema"])


def _of_schema(schema: Mapping[str, Any]) -> Iterator[str]:
    for one in schema.get("anyOf", ()):
        yield from _of_schema(one)
    if "enum" in schema:
        yield from (str(one) for one in schema["enum"])
    elif schema.get("type") == "boolean":
        yield from ("true", "false")
    elif schema.get("type") == "array":
        yield from _of_schema(schema["items"])
    elif schema.get("type") in ("integer", "number") and {"minimum", "maximum"} <= schema.keys():
        low, high = schema["minimum"], schema["maximum"]
        yield from (str(round(low + (high - low) * part)) for part in (0.0, 0.3, 0.6, 0.9))
