"""What a reader can write: every other operation of the services' documents, with a body that its
schema gives and what the reader knows. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from tests.adversary.two_worlds.questions import Known
from tests.system.doors.operations import Operation, operations

_LAST: Final = {"DELETE": 1}
_MOST: Final = 3


@dataclass(frozen=True)
class Write:
    method: str
    path: str
    body: bytes | None
    headers: Mapping[str, str] = field(default_factory=dict)


def writes(known: Known) -> Iterator[Write]:
    """Those that take away come last. ``known``: by the names of parameters."""
    for one in sorted(operations(), key=lambda one: (_LAST.get(one.method, 0), one.path)):
        if one.writes and one.path.startswith("/v1/"):
            yield from _of(one, known)


def _of(operation: Operation, known: Known) -> Iterator[Write]:
    names = operation.parameters("path", required=True)
    for chosen in product(*(known.get(name, ("none",))[:_MOST] for name in names)):
        path = operation.path.format_map(dict(zip(names, chosen, strict=True)))
        how = operation.sent({name: values[-1] for name, values in known.items() if values})
        body = json.dumps(how["json"]).encode() if "json" in how else how.get("content")
        kind = {"Content-Type": "application/json"} if "json" in how else how.get("headers", {})
        content = body.encode() if isinstance(body, str) else body
        yield Write(operation.method, path, content, {**kind, "Idempotency-Key": path[-40:]})
