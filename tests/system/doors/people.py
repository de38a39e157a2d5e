"""Who stands at the doors: principals of two territories, and what each asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Literal, get_args

import httpx

from boucle.local.services import MAILER, OPERATOR
from boucle.local.system import System

Json = dict[str, Any]
Role = Literal["nobody", "company", "tool", "next_door", "territory", "operator", "service"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass
class People:
    """Each role as who stands before the doors of the other tenant; that tenant's own besides."""

    system: System
    callers: dict[Role, httpx.Client] = field(default_factory=dict)
    own: dict[str, httpx.Client] = field(default_factory=dict)
    _inside: dict[tuple[str, Role], httpx.Client] = field(default_factory=dict)
    _one_by_one: Lock = field(default_factory=Lock)

    @classmethod
    def at(cls, system: System) -> People:
        """The operator and the service, who are there from the beginning, and nobody."""
        people = cls(system)
        people.callers["nobody"] = people._client({})
        people.callers["operator"] = people.enter(OPERATOR, _secret(system, OPERATOR))
        people.callers["service"] = people.enter(MAILER, _secret(system, MAILER))
        return people

    @property
    def operator(self) -> httpx.Client:
        return self.callers["operator"]

    def principal(self, **fields: object) -> tuple[str, httpx.Client]:
        """A new one: its client id, and its way in."""
        made = sent(self.operator, "POST", "/v1/principals", {"name": "Doors", **fields})
        return made["client_id"], self.enter(made["client_id"], made["client_secret"])

    def enter(self, client_id: str, secret: str) -> httpx.Client:
        with self._client({}) as client:
            form = {"grant_type": "client_credentials"}
            answer = client.post("/oauth/token", data=form, auth=(client_id, secret))
        token = answer.raise_for_status().json()["access_token"]
        return self._client({"Authorization": f"Bearer {token}"})

    def inside(self, service: str, role: Role) -> httpx.Client:
        """The same at the service's own address, for what the entry shows to nobody."""
        with self._one_by_one:
            if (service, role) not in self._inside:
                self._inside[service, role] = httpx.Client(
                    base_url=self.system.addresses().url(f"{service}-api"),
                    headers=self.callers[role].headers,
                    timeout=30,
                    trust_env=False,
                )
            return self._inside[service, role]

    def close(self) -> None:
        for client in (*self.callers.values(), *self.own.values(), *self._inside.values()):
            client.close()

    def _client(self, headers: Mapping[str, str]) -> httpx.Client:
        entry = self.system.addresses().entry_url
        return httpx.Client(base_url=entry, headers=headers, timeout=30, trust_env=False)


def sent(client: httpx.Client, method: str, path: str, body: Json | None = None) -> Json:
    """What was answered. Raises AssertionError unless it is a success."""
    answer = client.request(method, path, json=body)
    assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
    return dict(answer.json()) if answer.content else {}


def _secret(system: System, client_id: str) -> str:
    return (system.secrets / f"{client_id}.client").read_text().strip()
