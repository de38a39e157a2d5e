"""Connect to checked addresses: one look-up, then exactly what it answered."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

import httpcore
import structlog

from boucle.notifications.subscriptions.outbound.addresses import Address, CallPolicy, read_address
from boucle.notifications.subscriptions.outbound.refusals import AddressRefused, DeliveryFailed
from boucle.notifications.subscriptions.outbound.urls import Target, check_reach

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Resolves name and port to addresses as text; raises OSError where there are none."""
MOST_READ = 64 * 1024
"""Bytes of an answer, its headers included."""
_MOST_TRIED = 4
_CONNECT_S = 3.0
_LOOK_UPS = 64
_log = structlog.get_logger(__name__)


class SystemResolver:
    """The system's look-up, on threads of its own. The loop's own are few, and a name server that
    hangs would block other users of them."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_LOOK_UPS, "look-up")

    async def __call__(self, name: str, port: int) -> Sequence[str]:
        found = await asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        )
        return list(dict.fromkeys(str(each[4][0]) for each in found))

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


class AnswerFull(httpcore.ReadError):
    """The answer reached its limit."""


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connects for one call to ``target``, and to nothing else."""

    def __init__(
        self,
        target: Target,
        policy: CallPolicy,
        resolve: Resolve,
        network: httpcore.AsyncNetworkBackend,
    ) -> None:
        self._target, self._policy = target, policy
        self._resolve, self._network = resolve, network

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's signature)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first that answers of the name's addresses, all of them checked. Raise
        AddressRefused where one of them is refused, DeliveryFailed where none answers."""
        error: Exception | None = None
        for address in (await self._addresses())[:_MOST_TRIED]:
            try:
                stream = await self._network.connect_tcp(
                    str(address), self._target.port, _CONNECT_S, local_address, socket_options
                )
            except (httpcore.NetworkError, httpcore.TimeoutException, OSError) as failed:
                error = failed
            else:
                return _Metered(stream)
        raise DeliveryFailed("the host does not answer") from error

    async def _addresses(self) -> Sequence[Address]:
        target = self._target
        if target.address is not None:
            found: Sequence[Address | None] = [target.address]
        else:
            try:
                answered = await self._resolve(target.host, target.port)
            except OSError as error:
                raise DeliveryFailed("the name is not known") from error
            found = [read_address(each) for each in answered]
        checked = []
        for address in found:
            if address is None:
                raise AddressRefused("its name leads to no address", "a public name")
            try:
                check_reach(target, address, self._policy)
            except AddressRefused:
                _log.warning("call_refused", host=target.host, address=str(address))
                raise
            checked.append(address)
        if not checked:
            raise DeliveryFailed("the name is not known")
        return checked


class _Metered(httpcore.AsyncNetworkStream):
    """Reads no more than an answer may have."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream, self._left = stream, MOST_READ

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        if not self._left:
            raise AnswerFull
        read = await self._stream.read(min(max_bytes, self._left), timeout)
        self._left -= len(read)
        return read

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        try:
            stream = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except (httpcore.NetworkError, httpcore.TimeoutException, OSError) as error:
            if isinstance(error.__cause__, ssl.SSLCertVerificationError):
                reason = "the host's certificate is not valid for its name"
                raise DeliveryFailed(reason) from error
            raise DeliveryFailed("no TLS with the host") from error
        return _Metered(stream)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
