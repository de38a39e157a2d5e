"""The examples of the contract: one story, told in requests; their answers are recorded.

A step of `story/*.yaml` (in the order of the files' names) is one request:

    call: put_flow_of_source       # the operation's id
    by: tool                       # `operator`, or NAME, whose `NAME_id`, `NAME_secret` were kept
    path: {source: atelier}        # `query`, `headers`, `body` likewise; `$name` is what was kept
    status: 201                    # 200 if it does not say
    keep: {flow: flow_id}          # from the answer, by its path: `items.0.flow_id`
    until: true                    # asked again until it is so: other services hear of it later
    inside: true                   # `call` is a path, which the service of mails posts the body to

The first step of an operation is its example in the contract, unless it has `shown: false`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent
_NAME = re.compile(r"\$(\w+)")
JSON, FORM, NDJSON = "application/json", "application/x-www-form-urlencoded", "application/x-ndjson"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS = (JSON, "application/merge-patch+json", FORM, NDJSON, "text/csv")


@dataclass(frozen=True)
class Step:
    """One request, and what is expected of its answer."""

    call: str
    by: str | None = None
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    status: int = 200
    keep: Mapping[str, str] = field(default_factory=dict)
    until: bool = False
    shown: bool = True
    inside: bool = False


def filled(node: Any, values: Mapping[str, str]) -> Any:
    """The same, each ``$name`` by its value. Raises KeyError for a name that nothing kept."""
    if isinstance(node, str):
        return _NAME.sub(lambda found: values[found.group(1)], node)
    if isinstance(node, Mapping):
        return {key: filled(value, values) for key, value in node.items()}
    return [filled(each, values) for each in node] if isinstance(node, list) else node


@cache
def story() -> tuple[Step, ...]:
    return tuple(_read())


def _read() -> Iterator[Step]:
    for file in sorted(_HERE.glob("story/*.yaml")):
        for step in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield Step(**step)


def media_of(operation: Mapping[str, Any]) -> str:
    """The kind of body that the example sends: the simplest that the operation takes."""
    kinds = operation["requestBody"]["content"]
    return next(kind for kind in _KINDS if kind in kinds)


@dataclass(frozen=True)
class Recorded:
    """What ``$name`` stands for in the contract, and the answers shown there, by operation id."""

    names: Mapping[str, str]
    answers: Mapping[str, Any]


def operations_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """By their ids."""
    return {one["operationId"]: one for each in document["paths"].values() for one in each.values()}


def shown_in(document: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that a contract shows, by id of each operation that has examples; None where
    nothing is answered."""
    return {
        name: next(
            (
                kind["example"]
                for response in operation["responses"].values()
                for kind in response.get("content", {}).values()
                if "example" in kind
            ),
            None,
        )
        for name, operation in operations_of(document).items()
        if '"example": ' in json.dumps(operation)
    }


def with_examples(document: dict[str, Any], recorded: Recorded) -> dict[str, Any]:
    """The contract with its examples, in place; an operation without one is left as it is."""
    shown: set[str] = set()
    by_id = operations_of(document)
    for step in story():
        known = step.call in by_id and step.call in recorded.answers
        if known and step.shown and step.call not in shown:
            shown.add(step.call)
            _show(by_id[step.call], step, recorded.names, recorded.answers[step.call])
    return document


def _show(operation: dict[str, Any], step: Step, names: Mapping[str, str], answer: Any) -> None:
    sent = {"path": step.path, "query": step.query, "header": step.headers}
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in sent[parameter["in"]]:
            value = filled(sent[parameter["in"]][parameter["name"]], names)
            several = "array" in _types(parameter["schema"]) and not isinstance(value, list)
            parameter["example"] = [value] if several else value
    if step.body is not None:
        media = media_of(operation)
        body = filled(step.body, names)
        operation["requestBody"]["content"][media]["example"] = (
            lines_of(body) if media == NDJSON else body
        )
    response = operation["responses"][str(step.status)]
    if answer is not None:
        next(iter(response["content"].values()))["example"] = answer


def _types(schema: Mapping[str, Any]) -> set[str]:
    return {one.get("type", "") for one in schema.get("anyOf", [schema])}


def lines_of(rows: list[Any]) -> str:
    """NDJSON."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
