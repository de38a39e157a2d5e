"""A principal that insists: what it sends is sent again until the entry acknowledges it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

Json = dict[str, Any]

_RETRY_S = 0.2
_EARLY_S = 60.0


class Refused(AssertionError):
    """A 4xx: the harness asked for something wrong, or Boucle forgot something."""


class NeverAcknowledged(AssertionError):
    """Something sent again and again was not acknowledged within the bound."""


@dataclass(frozen=True, slots=True)
class Credentials:
    client_id: str
    client_secret: str


@dataclass
class Caller:
    """One principal at the entry. ``server_errors``: answers 500, which no fault excuses.
    ``failures``: what made it send again, each with how long it had waited."""

    http: httpx.AsyncClient
    credentials: Credentials
    patience: float = 180.0
    failures: list[str] = field(default_factory=list)
    server_errors: list[str] = field(default_factory=list)
    _token: str = ""
    _ends: float = 0.0

    @property
    def retried(self) -> int:
        return len(self.failures)

    async def get(self, path: str, **query: str) -> Json:
        return dict((await self.send("GET", path, params=query)).json())

    async def put(self, path: str, body: Json) -> Json:
        return dict((await self.send("PUT", path, json=body)).json())

    async def post(self, path: str, body: Json) -> Json:
        return dict((await self.send("POST", path, json=body)).json())

    async def send(self, method: str, path: str, **how: Any) -> httpx.Response:
        """Until acknowledged. Raises Refused, NeverAcknowledged."""
        ends = time.monotonic() + self.patience
        last = "nothing"
        while time.monotonic() < ends:
            begun = time.monotonic()
            answer = await self._once(method, path, **how)
            if isinstance(answer, str):
                last = answer
            elif answer.is_success:
                return answer
            elif answer.status_code == 401:
                self._ends, last = 0.0, answer.text
            elif answer.is_client_error:
                raise Refused(f"{method} {path}: {answer.status_code} {answer.text[:500]}")
            else:
                last = f"{answer.status_code} {answer.text[:200]}"
                if answer.status_code == 500:
                    self.server_errors.append(f"{method} {path}: {last}")
            self.failures.append(f"{method} {path}: {last} after {time.monotonic() - begun:.1f} s")
            await asyncio.sleep(_RETRY_S)
        raise NeverAcknowledged(f"{method} {path}: {last}")

    async def attempt(self, method: str, path: str, **how: Any) -> bool:
        """Once: whether it was acknowledged. For what must be looked at before it is sent again."""
        answer = await self._once(method, path, **how)
        if isinstance(answer, str):
            return False
        if answer.status_code == 401:  # of a key from before a restore
            self._ends = 0.0
        return answer.is_success

    async def _once(self, method: str, path: str, **how: Any) -> httpx.Response | str:
        try:
            if time.monotonic() > self._ends:
                await self._renew()
            headers = {"Authorization": f"Bearer {self._token}"}
            return await self.http.request(method, path, headers=headers, **how)
        except httpx.HTTPError as error:
            return repr(error)

    async def _renew(self) -> None:
        answer = await self.http.post(
            "/oauth/token",
            data={"grant_type": "client_credentials"},
            auth=(self.credentials.client_id, self.credentials.client_secret),
        )
        answer.raise_for_status()
        told = answer.json()
        self._token = told["access_token"]
        self._ends = time.monotonic() + told["expires_in"] - _EARLY_S
