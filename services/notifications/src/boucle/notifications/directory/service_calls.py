"""Call other services from inside, as this service's principal, with a token of registry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import httpx
import msgspec

Body = Mapping[str, str | bool | list[str] | None]

_EARLY: Final = timedelta(seconds=60)  # a token is renewed this long before it ends


class _Token(msgspec.Struct):
    access_token: str
    expires_in: int


@dataclass
class ServiceCalls:
    http: httpx.AsyncClient
    registry_url: str
    client_id: str
    client_secret: str
    _token: str = ""
    _token_until: datetime | None = None

    async def post(
        self, url: str, body: Body, now: datetime, language: str | None = None
    ) -> httpx.Response:
        """Return the answer, whatever its status. Raise httpx.HTTPError and msgspec.DecodeError."""
        response = await self._ask(url, body, now, language)
        if response.status_code == 401:  # the key changed, or another process made the token
            self._token_until = None
            response = await self._ask(url, body, now, language)
        return response

    async def _ask(
        self, url: str, body: Body, now: datetime, language: str | None
    ) -> httpx.Response:
        headers = {"Authorization": f"Bearer {await self._bearer(now)}"}
        if language is not None:
            headers["Accept-Language"] = language
        return await self.http.post(url, json=body, headers=headers)

    async def _bearer(self, now: datetime) -> str:
        if self._token_until is None or now >= self._token_until:
            response = await self.http.post(
                f"{self.registry_url}/oauth/token",
                data={"grant_type": "client_credentials"},
                auth=(self.client_id, self.client_secret),
            )
            response.raise_for_status()
            token = msgspec.json.decode(response.content, type=_Token)
            self._token = token.access_token
            self._token_until = now + timedelta(seconds=token.expires_in) - _EARLY
        return self._token
