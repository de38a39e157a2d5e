"""Get the public keys: from registry's key set over HTTP, or given."""

import asyncio
from datetime import datetime, timedelta
from typing import Protocol

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from boucle.platform.clock import Clock

_FRESH = timedelta(minutes=10)
_PAUSE = timedelta(seconds=5)  # between two fetches, however many unknown key ids are thrown at us


class KeysUnavailable(RuntimeError):
    """No key set could be fetched yet, so nobody can be recognised (503, not 401)."""


class KeySource(Protocol):
    async def find(self, kid: str) -> OKPKey | None:
        """Return the key of this id, or None. Raises KeysUnavailable."""


class StaticKeys:
    """Given keys (registry's own, tests); each has its ``kid``."""

    def __init__(self, *keys: OKPKey) -> None:
        self._keys = {str(key.kid): key for key in keys}

    async def find(self, kid: str) -> OKPKey | None:
        return self._keys.get(kid)


class JwksKeys:
    """A key set cached for 10 minutes; an unknown id fetches it again, at most every 5 s. Cached
    keys still serve while registry is down."""

    def __init__(self, url: str, *, clock: Clock, timeout: float = 5.0) -> None:
        self._url = url
        self._clock = clock
        self._timeout = timeout
        self._keys: dict[str, OKPKey] = {}
        self._fetched_at: datetime | None = None
        self._tried_at: datetime | None = None
        self._failure = ""
        self._one_at_a_time = asyncio.Lock()

    async def find(self, kid: str) -> OKPKey | None:
        if kid not in self._keys or not self._younger(self._fetched_at, _FRESH):
            async with self._one_at_a_time:
                await self._refresh(kid)
        if not self._keys:
            raise KeysUnavailable(f"no keys from {self._url}: {self._failure}")
        return self._keys.get(kid)

    async def _refresh(self, kid: str) -> None:
        fresh = kid in self._keys and self._younger(self._fetched_at, _FRESH)
        if fresh or self._younger(self._tried_at, _PAUSE):
            return
        self._tried_at = self._clock()
        try:
            async with httpx.AsyncClient(timeout=self._timeout) as client:
                answer = await client.get(self._url)
            answer.raise_for_status()
            self._keys = _signing_keys(KeySet.import_key_set(answer.json()))
        except (httpx.HTTPError, ValueError, KeyError, TypeError, JoseError) as error:
            self._failure = f"{type(error).__name__}: {error}"
        else:
            self._fetched_at = self._clock()

    def _younger(self, moment: datetime | None, age: timedelta) -> bool:
        return moment is not None and self._clock() - moment < age


def _signing_keys(keys: KeySet) -> dict[str, OKPKey]:
    """Keep Ed25519 keys only: another kind in the set must never verify a token. Raises ValueError
    if there is none: the cached keys stay in use."""
    found = {
        str(key.kid): key
        for key in keys
        if isinstance(key, OKPKey) and key.kid and key.curve_name == "Ed25519"
    }
    if not found:
        raise ValueError("the set has no Ed25519 key with an id")
    return found
