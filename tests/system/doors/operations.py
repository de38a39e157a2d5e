"""Every operation of the services' OpenAPI documents, and how a stranger would call it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.contract.openapi.services import documents
from tests.system.doors.examples import example

_FORM, _JSON, _CSV = "application/x-www-form-urlencoded", "application/json", "text/csv"
_NDJSON = "application/x-ndjson"
_PATCH = "application/merge-patch+json"


@dataclass(frozen=True)
class Operation:
    """``described``: as in the document; ``schemas``: the document's, by name."""

    service: str
    method: str
    path: str
    described: Mapping[str, Any]
    schemas: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def writes(self) -> bool:
        return self.method not in ("GET", "HEAD")

    def parameters(self, where: str, *, required: bool) -> list[str]:
        return [
            one["name"]
            for one in self.described.get("parameters", ())
            if one["in"] == where and bool(one.get("required")) is required
        ]

    def address(self, ids: Mapping[str, str]) -> str:
        return self.path.format_map(ids)

    def query(self, ids: Mapping[str, str]) -> dict[str, str]:
        return {name: ids[name] for name in self.parameters("query", required=True)}

    def filters(self, ids: Mapping[str, str]) -> list[str]:
        """What a stranger could ask for by naming it."""
        return [name for name in self.parameters("query", required=False) if name in ids]

    def sent(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The body, as httpx takes it: valid by its schema, naming what is another's."""
        content = self.described.get("requestBody", {}).get("content", {})
        if _CSV in content:
            rows = "site;sens;famille;quantité;unité\n{};sortie;wood_b;3;t\n"
            file = rows.format(values["site_id"]).encode()
            return {"content": file, "headers": {"Content-Type": _CSV}}
        if _NDJSON in content:
            row = {"kind": "flow", "id": values["site"], "withdraw": True}
            return {"content": json.dumps(row), "headers": {"Content-Type": _NDJSON}}
        if _PATCH in content:
            return {"content": b"{}", "headers": {"Content-Type": _PATCH}}
        if _JSON in content:
            return {"json": example(content[_JSON]["schema"], self.schemas, values)}
        if _FORM in content:
            return {"data": example(content[_FORM]["schema"], self.schemas, values)}
        return {}


@cache
def operations() -> tuple[Operation, ...]:
    return tuple(_read())


def _read() -> Iterator[Operation]:
    for service, document in sorted(documents().items()):
        schemas = document.get("components", {}).get("schemas", {})
        for path, known in document["paths"].items():
            for method, described in known.items():
                yield Operation(service, method.upper(), path, described, schemas)
