"""Run uvicorn as a task among others: it listens at once or says why not, and stops when asked."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Iterator

import structlog
import uvicorn
from starlette.types import ASGIApp

from boucle.platform.connections import KEEP_ALIVE_SECONDS
from boucle.platform.process.exits import StartError
from boucle.platform.process.slow_requests import ImpatientProtocol
from boucle.platform.process.tasks import Task

_log = structlog.get_logger(__name__)

_LINGER = 2.0  # seconds, at most a fifth of the drain
_LOOK = 0.05


def reserve(host: str, port: int, variable: str) -> socket.socket:
    """Bind a socket that accepts no connection yet. A starting process refuses its callers:
    accepted early, they would wait, and an entry could not try another replica. Raises StartError
    naming the variable to change."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        reason = os.strerror(error.errno or 0)
        raise StartError(
            f"{variable}: cannot listen on {host}:{port} ({reason}); "
            "expected: an address of this machine and a free port"
        ) from error
    return listener


def server_task(
    app: ASGIApp,
    listener: socket.socket,
    drain_seconds: float,
    entry_networks: str = "127.0.0.1,::1",
) -> Task:
    """Serve ``app`` until the stop; open requests get the drain to end. ``entry_networks``: callers
    whose ``X-Forwarded-For`` is trusted."""
    linger = min(_LINGER, drain_seconds / 5)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        http=ImpatientProtocol,
        forwarded_allow_ips=entry_networks,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        # Half a second less than the drain, so that the answers are sent before the end.
        timeout_graceful_shutdown=max(1, int(drain_seconds - linger - 0.5)),
    )

    async def run(stop: asyncio.Event) -> None:
        server = _Server(config, linger)
        serving = asyncio.create_task(server.serve(sockets=[listener]), name="uvicorn")
        stopped = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((serving, stopped), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
            server.should_exit = True
            await serving

    return Task("http", run)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, linger: float) -> None:
        super().__init__(config)
        self._linger = linger

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listener in sockets or ():
            host, port = listener.getsockname()[:2]
            _log.info("listening", host=host, port=port)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept no new connection, and end the open ones after one more answer. Closed at once, an
        idle connection would lose the request that its proxy is sending."""
        for server in self.servers:
            server.close()
        for listener in sockets or ():
            listener.close()
        self.server_state.default_headers.append((b"connection", b"close"))
        for _ in range(int(self._linger / _LOOK)):
            if not self.server_state.connections:
                break
            await asyncio.sleep(_LOOK)
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the process, which stops the server with its other tasks."""
        yield
