"""The story, played on a running system: every answer is as the contract says."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from jsonschema import Draft202012Validator

from boucle.local.services import MAILER
from boucle.local.system import System
from boucle.platform.http.lists.selecting import COMPACT, SELECTED
from tests.contract.openapi.examples.story import (
    FORM,
    JSON,
    NDJSON,
    XLSX,
    Step,
    filled,
    lines_of,
    media_of,
)

_PATIENCE_S, _PAUSE_S = 180.0, 0.3  # of a busy machine
MOMENTS = {"begins": "2027-01-28T09:00:00Z", "ends": "2027-01-28T12:00:00Z"}
"""What must lie ahead, as documented; when played, a month from then."""


def _ahead() -> dict[str, str]:
    begins = datetime.now(UTC) + timedelta(days=30)
    ends = begins + timedelta(hours=3)
    return {"begins": f"{begins:%Y-%m-%dT%H:%M:%SZ}", "ends": f"{ends:%Y-%m-%dT%H:%M:%SZ}"}


@dataclass
class Play:
    """``document``: the contract. ``heard``: told of each step and its answer's body.
    ``inside``: as the service of mails asks registry."""

    entry: str
    document: Mapping[str, Any]
    operator_token: str
    heard: Callable[[Step, Any], None] = lambda _step, _answer: None
    inside: httpx.Client = field(default_factory=httpx.Client)
    kept: dict[str, str] = field(default_factory=_ahead)
    tokens: dict[str, str] = field(default_factory=dict)

    def play(self, steps: tuple[Step, ...]) -> None:
        """Raises AssertionError at the first answer that is not as documented."""
        self.tokens["operator"] = self.operator_token
        operations = {
            operation["operationId"]: (method.upper(), path, operation)
            for path, known in self.document["paths"].items()
            for method, operation in known.items()
        }
        with httpx.Client(base_url=self.entry, timeout=30, trust_env=False) as client:
            for step in steps:
                if step.inside:
                    asked = self.inside.post(step.call, json=filled(step.body, self.kept))
                    asked.raise_for_status()
                    continue
                self.heard(step, self._step(client, step, *operations[step.call]))
                self._ask_for_one_field(client, step, *operations[step.call])

    def _step(self, client: httpx.Client, step: Step, method: str, path: str, said: Any) -> Any:
        deadline = time.monotonic() + (_PATIENCE_S if step.until else 0)
        while True:
            try:
                answer = self._asked(client, step, method, path, said)
                body = self._documented(step, said, answer)
                self.kept |= {name: _at(body, place) for name, place in step.keep.items()}
            except (AssertionError, LookupError) as error:
                if time.monotonic() > deadline:
                    raise AssertionError(f"{step.call}: {error!r}") from error
                time.sleep(_PAUSE_S)
            else:
                return body

    def _ask_for_one_field(
        self, client: httpx.Client, step: Step, method: str, path: str, said: Any
    ) -> None:
        """What is left of an answer by ``fields`` is of its own schema."""
        parameters = {one["name"] for one in said.get("parameters", ())}
        if "fields" not in parameters:
            return
        if "compact" in parameters:
            asked = replace(step, query={**step.query, "compact": "true", "expand": "why,results"})
            answer = self._asked(client, asked, method, path, said)
            self._documented(step, said, answer)
            assert answer.headers["content-type"] == COMPACT, step.call
        whole, part = (item_of(said, media, self.document) for media in (JSON, SELECTED))
        name = min({*whole["required"]} - {*part["required"]}, default=part["required"][0])
        asked = replace(step, query={**step.query, "fields": name})
        answer = self._asked(client, asked, method, path, said)
        self._documented(step, said, answer)
        assert answer.headers["content-type"] == SELECTED, step.call

    def _asked(
        self, client: httpx.Client, step: Step, method: str, path: str, said: Any
    ) -> httpx.Response:
        address = path.format_map(filled(step.path, self.kept))
        headers = dict(filled(step.headers, self.kept))
        if step.by:
            headers["Authorization"] = f"Bearer {self._token(client, step.by)}"
        body = filled(step.body, self.kept)
        sent: dict[str, Any] = {}
        if body is not None:
            media = headers["Content-Type"] = media_of(said)
            if media == FORM:
                sent = {"data": body}
            elif media == NDJSON:
                sent = {"content": lines_of(body).encode()}
            else:
                sent = {"content": (body if isinstance(body, str) else json.dumps(body)).encode()}
        query = filled(step.query, self.kept)
        return client.request(method, address, params=query, headers=headers, **sent)

    def _token(self, client: httpx.Client, name: str) -> str:
        if name not in self.tokens:
            who = (self.kept[f"{name}_id"], self.kept[f"{name}_secret"])
            form = {"grant_type": "client_credentials"}
            answer = client.post("/oauth/token", data=form, auth=who).raise_for_status()
            self.tokens[name] = answer.json()["access_token"]
        return self.tokens[name]

    def _documented(self, step: Step, said: Any, answer: httpx.Response) -> Any:
        """The body, once its status, kind and shape are those of the contract."""
        assert answer.status_code == step.status, (answer.status_code, answer.text[:2000])
        content = said["responses"][str(step.status)].get("content")
        if not content:
            assert not answer.content, answer.text
            return None
        media = answer.headers["content-type"].partition(";")[0]
        assert media in content, (media, [*content])
        if media in (JSON, SELECTED, COMPACT):
            body = answer.json()
            check(body, content[media]["schema"], self.document)
            return body
        return "(a workbook)" if media == XLSX else answer.text


def from_inside(system: System) -> httpx.Client:
    """As the service of mails asks registry, at its own address."""
    secret = (system.secrets / f"{MAILER}.client").read_text().strip()
    form, entry = {"grant_type": "client_credentials"}, system.addresses().entry_url
    known = httpx.post(f"{entry}/oauth/token", data=form, auth=(MAILER, secret), trust_env=False)
    headers = {"Authorization": f"Bearer {known.raise_for_status().json()['access_token']}"}
    address = system.addresses().url("registry-api")
    return httpx.Client(base_url=address, headers=headers, timeout=30, trust_env=False)


def item_of(said: Any, media: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of what an operation answers, or of an item of its page."""
    schemas = document["components"]["schemas"]

    def named(schema: Any) -> dict[str, Any]:
        found: dict[str, Any] = schemas[schema["$ref"].rpartition("/")[2]]
        return found

    found = named(said["responses"]["200"]["content"][media]["schema"])
    return named(found["properties"]["items"]["items"]) if _is_page(found) else found


def _is_page(schema: Mapping[str, Any]) -> bool:
    return {"items", "next"} <= {*schema["properties"]}


def check(body: Any, schema: Mapping[str, Any], document: Mapping[str, Any]) -> None:
    """Raises AssertionError unless ``body`` is of ``schema``."""
    whole = {**schema, "components": document["components"]}
    errors = [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(whole).iter_errors(body)
    ]
    assert errors == [], errors[:5]


def _at(body: Any, place: str) -> str:
    for name in place.split("."):
        body = body[int(name)] if isinstance(body, list) else body[name]
    assert isinstance(body, str), f"{place} is {body!r}"
    return body
