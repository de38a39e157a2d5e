"""Ask another service as a principal of one's own: its token is kept until a minute before it
ends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import httpx
import msgspec

_EARLY: Final = timedelta(seconds=60)
_UNAUTHENTICATED: Final = 401


class _Token(msgspec.Struct):
    access_token: str
    expires_in: int


@dataclass
class OwnCalls:
    """Posts JSON to ``url``, which gives its token, or to another service (``to``), as the
    principal ``client_id``."""

    http: httpx.AsyncClient
    url: str
    client_id: str
    client_secret: str = field(repr=False)
    clock: Callable[[], datetime]
    _token: str = field(default="", repr=False)
    _token_until: datetime | None = None

    async def post(
        self,
        path: str,
        body: Mapping[str, Any],
        *,
        to: str | None = None,
        language: str | None = None,
    ) -> httpx.Response:
        """Return the answer, whatever its status. Raises httpx.HTTPError; msgspec.DecodeError where
        what gives tokens answers something else."""
        headers = {} if language is None else {"Accept-Language": language}
        url = f"{to or self.url}{path}"
        response = await self._ask(url, body, headers)
        if response.status_code == _UNAUTHENTICATED:  # the key changed, or the token was revoked
            self._token_until = None
            response = await self._ask(url, body, headers)
        return response

    async def _ask(
        self, url: str, body: Mapping[str, Any], headers: Mapping[str, str]
    ) -> httpx.Response:
        bearer = {"Authorization": f"Bearer {await self._bearer()}"}
        return await self.http.post(url, json=body, headers={**headers, **bearer})

    async def _bearer(self) -> str:
        now = self.clock()
        if self._token_until is None or now >= self._token_until:
            response = await self.http.post(
                f"{self.url}/oauth/token",
                data={"grant_type": "client_credentials"},
                auth=(self.client_id, self.client_secret),
            )
            token = msgspec.json.decode(response.raise_for_status().content, type=_Token)
            self._token = token.access_token
            self._token_until = now + timedelta(seconds=token.expires_in) - _EARLY
        return self._token
