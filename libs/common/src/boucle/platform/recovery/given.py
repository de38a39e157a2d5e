"""Which versions a service gave: its own answer, for whoever doubts a copy or an event.

It commits a version before it publishes it, so its row is never below a version that it gave: a
higher one, or one of an id without a row, was written to the log by somebody else.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import httpx
import msgspec

from boucle.platform.settings import ServiceSettings

_AT_ONCE: Final = 1000
_TIMEOUT_S: Final = 10.0
_JWKS: Final = "/.well-known/jwks.json"

_decoder = msgspec.json.Decoder(dict[str, dict[str, int]])


class NotAsked(Exception):
    """It was not asked, or did not answer usefully: why, and what to do, in one line."""


@dataclass(frozen=True, slots=True)
class VersionGiver:
    """A service that says which versions it gave. ``topics``: by topic, the name under which it is
    asked."""

    name: str
    topics: Mapping[str, str]

    def asked(self, settings: ServiceSettings, token: str | None) -> "GivenVersions":
        """Raises NotAsked without a token."""
        if not token:
            raise NotAsked("BOUCLE_OPERATOR_TOKEN, a token of the operator, is not set")
        return GivenVersions(self, settings.jwks_url.removesuffix(_JWKS), token)

    def never_gave(self, version: int, reached: int | None) -> str | None:
        """Why a version is not its own, where it has ``reached`` this (None: no row). Pure."""
        if reached is None:
            return f"{self.name} never had it"
        if version > reached:
            return f"{self.name} gave version {reached} at most"
        return None


@dataclass(frozen=True, slots=True)
class GivenVersions:
    """Asks at ``url`` with a bearer ``token`` of the operator."""

    giver: VersionGiver
    url: str
    token: str

    async def ask(self, topic: str, ids: Collection[str]) -> dict[str, int]:
        """The version that it has of each; those that it does not know are left out. Raises
        NotAsked."""
        found: dict[str, int] = {}
        name, asked = self.giver.topics[topic], sorted(ids)
        async with httpx.AsyncClient(timeout=_TIMEOUT_S, trust_env=False) as http:
            for start in range(0, len(asked), _AT_ONCE):
                body = {name: asked[start : start + _AT_ONCE]}
                found |= (await self._post(http, body))[name]
        return found

    async def _post(
        self, http: httpx.AsyncClient, body: Mapping[str, object]
    ) -> dict[str, dict[str, int]]:
        url = f"{self.url}/internal/versions"
        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            answer = await http.post(url, json=body, headers=headers)
            return _decoder.decode(answer.raise_for_status().content)
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            why = "is BOUCLE_OPERATOR_TOKEN of the operator, and fresh?" if status < 500 else "why?"
            raise NotAsked(f"{url} answered {status}: {why}") from error
        except (httpx.HTTPError, msgspec.DecodeError) as error:
            raise NotAsked(f"{url} does not answer ({type(error).__name__})") from error
