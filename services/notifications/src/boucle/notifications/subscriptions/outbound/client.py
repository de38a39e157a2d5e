"""Post to hosts that others named."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpcore

from boucle.notifications.subscriptions.outbound.addresses import CallPolicy
from boucle.notifications.subscriptions.outbound.connecting import (
    AnswerFull,
    CheckedBackend,
    Resolve,
    SystemResolver,
)
from boucle.notifications.subscriptions.outbound.refusals import DeliveryFailed
from boucle.notifications.subscriptions.outbound.urls import PUBLIC, Target, check_url

SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class OutboundAnswer:
    """``headers`` has names in lower case. ``head`` is the body, or as much of it as is read."""

    status: int
    headers: Mapping[str, str]
    head: bytes


class OutboundClient:
    """Posts to what ``policy`` allows; each call on a connection of its own. It follows no
    redirect, uses no proxy of the environment, decompresses no answer. Use it as an async context
    manager, or :meth:`close` it."""

    def __init__(
        self,
        policy: CallPolicy = PUBLIC,
        *,
        seconds: float = SECONDS,
        resolve: Resolve | None = None,
        network: httpcore.AsyncNetworkBackend | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._policy, self._seconds = policy, seconds
        self._system = SystemResolver()
        self._resolve = resolve or self._system
        self._network = network or httpcore.AnyIOBackend()
        self._ssl_context = ssl_context or httpcore.default_ssl_context()

    async def post(self, url: str, *, headers: Mapping[str, str], body: bytes) -> OutboundAnswer:
        """Post ``body`` and read the answer: ``seconds`` in all, 64 kB at most. Raise
        AddressRefused before anything is sent, DeliveryFailed where no answer is read."""
        target = check_url(url, self._policy)
        try:
            async with asyncio.timeout(self._seconds):
                return await self._post(target, headers, body)
        except TimeoutError as error:
            raise DeliveryFailed(f"no answer within {self._seconds:g} s") from error
        except AnswerFull as error:
            raise DeliveryFailed("the headers of the answer are too long") from error
        except httpcore.RemoteProtocolError as error:
            raise DeliveryFailed("the answer is not HTTP, or ends early") from error
        except (httpcore.NetworkError, httpcore.TimeoutException, OSError) as error:
            raise DeliveryFailed("the connection broke") from error

    async def _post(
        self, target: Target, headers: Mapping[str, str], body: bytes
    ) -> OutboundAnswer:
        backend = CheckedBackend(target, self._policy, self._resolve, self._network)
        async with (
            httpcore.AsyncConnectionPool(
                ssl_context=self._ssl_context, max_connections=1, network_backend=backend
            ) as pool,
            pool.stream(
                "POST",
                httpcore.URL(
                    scheme=target.scheme, host=target.host, port=target.port, target=target.path
                ),
                headers=[*headers.items(), ("Host", target.host_header)],
                content=body,
            ) as response,
        ):
            return OutboundAnswer(response.status, _headers(response), await _head(response))

    def close(self) -> None:
        self._system.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _headers(response: httpcore.Response) -> Mapping[str, str]:
    return {
        name.decode("ascii").lower(): value.decode("latin-1") for name, value in response.headers
    }


async def _head(response: httpcore.Response) -> bytes:
    """Read the body; the status stays valid if it breaks off."""
    read = bytearray()
    try:
        async for part in response.aiter_stream():
            read += part
    except (httpcore.NetworkError, httpcore.RemoteProtocolError, OSError):
        pass
    return bytes(read)
