"""Repeat requests that change nothing when they come twice."""

import re
from typing import Final
from uuid import uuid4

import httpx
from httpx_retries import Retry, RetryTransport

from boucle_client.generated.with_key import PATHS

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
KEY: Final = "Idempotency-Key"
RETRY: Final = Retry(
    total=6,
    allowed_methods=[*SAFE, "POST"],
    status_forcelist=(429, 502, 503, 504),
    backoff_factor=0.5,
    backoff_jitter=0.5,
    max_backoff_wait=60,
)
"""It waits up to half a minute in all; ``Retry-After`` is honoured up to a minute each time."""

_WITH_KEY: Final = re.compile(
    f".*(?:{'|'.join(re.sub(r'[{][a-z_]+[}]', '[^/]+', path) for path in PATHS)})"
)


def with_key(request: httpx.Request) -> None:
    """Give a POST that takes an Idempotency-Key one, if its caller gave none."""
    if request.method == "POST" and _WITH_KEY.fullmatch(request.url.path):
        request.headers.setdefault(KEY, str(uuid4()))


def is_repeatable(request: httpx.Request) -> bool:
    """Tell whether it may be sent again: its body is still there and repeating it is harmless."""
    token = request.url.path.endswith("/oauth/token")
    harmless = token or request.method in SAFE or KEY in request.headers
    return harmless and isinstance(request.stream, httpx.ByteStream)


class Retrying(httpx.BaseTransport):
    """Repeats, with jitter, what may be repeated; all else is sent once."""

    def __init__(self, inner: httpx.BaseTransport, retry: Retry = RETRY) -> None:
        self._inner = inner
        self._again = RetryTransport(transport=inner, retry=retry)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Handle a request as httpx's transports do: raise httpx.TransportError."""
        transport = self._again if is_repeatable(request) else self._inner
        return transport.handle_request(request)

    def close(self) -> None:
        self._inner.close()


class AsyncRetrying(httpx.AsyncBaseTransport):
    """As Retrying, for asyncio."""

    def __init__(self, inner: httpx.AsyncBaseTransport, retry: Retry = RETRY) -> None:
        self._inner = inner
        self._again = RetryTransport(transport=inner, retry=retry)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Handle a request as httpx's transports do: raise httpx.TransportError."""
        transport = self._again if is_repeatable(request) else self._inner
        return await transport.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()
