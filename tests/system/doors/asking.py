"""What a stranger sends: the other tenant's ids wherever a name asks for one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx

from tests.system.doors.operations import Operation
from tests.system.doors.people import People, Role
from tests.system.doors.tenants import AWAY, KEY, NAMES, Tenants

_FORGED = "WJYp4VJmXqmFSHZPQqeVW2v3VPJ4yfJXfhSypeZ4ikITUGVH"
_NO_SANDBOX = "099999008"
_ENTRY_HIDES = "/internal/"
_SHORT = 5
_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u202f](?=\d{3})")
_VARYING = {"date", "x-request-id", "x-correlation-id", "server", "via", "content-length"}


def says(text: str, canary: str) -> bool:
    """A number of few digits stands by itself: ids and microseconds have any. People write it with
    a space before thousands."""
    if not canary.isdigit() or len(canary) > _SHORT:
        return canary in text
    written = _THOUSANDS.sub("", text)
    return re.search(rf"(?<![\w.]){canary}(?!\w)", written) is not None


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: Mapping[str, str]
    asked: str

    def leaks(self, canaries: Mapping[str, str]) -> list[str]:
        """Of the canaries, those that it tells and that were not in what was asked."""
        shown = self.text + "".join(f"{name}: {value}\n" for name, value in self.headers.items())
        known = {value for value in canaries.values() if value in self.asked}
        return [name for name, one in canaries.items() if says(shown, one) and one not in known]

    def but_for(self, *named: Mapping[str, str]) -> tuple[int, str]:
        """The answer with every id of these taken out: what two of them have in common."""
        text = self.text
        for value in sorted({one for ids in named for one in ids.values()}, key=len, reverse=True):
            text = text.replace(value, "-")
        return self.status, re.sub(r'"(request_id|correlation_id)":"[^"]*"', "", text)


def foreign(made: Tenants) -> dict[str, str]:
    """By the names of parameters: what is B's, else of B and C."""
    named = {"external_id": "b", "token": _FORGED, "territory": AWAY, "text": "bois"}
    return {**made.ids, **named, "tool": made.ids["tool"]}


def nobodys(ids: Mapping[str, str]) -> dict[str, str]:
    """The same names, with ids that nothing has."""
    kept = {"token", "territory", "siren", "text"}
    return {name: value if name in kept else _like(value) for name, value in ids.items()}


def _like(value: str) -> str:
    if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value):
        return str(uuid4())
    if re.fullmatch(r"[0-9]{9}", value):
        return _NO_SANDBOX
    if value.isdigit():
        return str(int(value) + 1)
    return f"none-{uuid4().hex[:12]}"


def values(made: Tenants, ids: Mapping[str, str]) -> dict[str, Any]:
    """What bodies say, by the names of their properties."""
    starts = datetime.now(UTC) + timedelta(days=30)
    parties = [{"flow_id": ids["offer"], "role": "offer"}, {"flow_id": ids["need"], "role": "need"}]
    return {
        **{name: ids[name] for name in ("organisation_id", "site_id", "sharing_id", "source")},
        "organisations": [ids["organisation_id"]],
        "SnapshotIn.organisations": [],
        "SnapshotIn.sites": [],
        "SnapshotIn.flows": [],
        "DirectoryIn.flows": [ids["flow_id"]],
        "synergy_ids": [ids["synergy_id"]],
        "SynergyIn.parties": parties,
        "SplitIn.sites": [ids["site_id"]],
        "MergeIn.into": made.ids["third"],
        "contact_id": ids["contact_id"],
        "CallIn.with_whom": None,
        "GrantIn.tool": made.ids["tool a"],
        "PrincipalIn.role": "company",
        "PrincipalIn.source": None,
        "SandboxIn.source": None,
        "site": "b",
        "organisation": "b",
        "territory": AWAY,
        "TerritoryIn.name": NAMES[AWAY],
        "latitude": 43.3,
        "longitude": 0.2,
        "email": "porte@porte.example",
        "PersonIn.address": "porte@porte.example",
        "PersonMailsIn.address": "porte@porte.example",
        "family": "wood_a",
        "legal_status": "by_product",
        "unit": "t",
        "period_start": "2025-01-01",
        "period_end": "2025-01-31",
        "starts_at": starts.isoformat(),
        "ends_at": (starts + timedelta(hours=2)).isoformat(),
        "NextActionIn.action": {"who": ids["organisation_id"], "what": "appeler"},
        "AnswerIn.consent": True,
        "StateIn.state": "studying",
        "ResultIn.eur": "1",
    }


@dataclass(frozen=True)
class Giver:
    """One role at the doors, with the ids that it names."""

    made: Tenants
    role: Role

    def ask(self, operation: Operation, ids: Mapping[str, str], **query: str) -> Answer:
        how = operation.sent(values(self.made, ids))
        headers = {**how.pop("headers", {})}
        if operation.name == "POST /v1/flows":
            headers["Idempotency-Key"] = KEY  # by which B declared a flow: it is no key to B's
        path = operation.address(ids)
        params = {**operation.query(ids), **query}
        client = self._client(operation)
        request = client.build_request(
            operation.method, path, params=params, headers=headers, **how
        )
        answer = client.send(request)
        asked = f"{request.url} {request.read().decode(errors='replace')}"
        shown = {k: v for k, v in answer.headers.items() if k not in _VARYING}
        return Answer(answer.status_code, answer.text, shown, asked)

    def _client(self, operation: Operation) -> httpx.Client:
        people: People = self.made.people
        if operation.path.startswith(_ENTRY_HIDES):
            return people.inside(operation.service, self.role)
        return people.callers[self.role]
