"""Disconnect clients that send a request too slowly. The rule of Apache's mod_reqtimeout: ten
seconds for the headers, and for a body ten seconds and one more for each 500 bytes. Time in which
the service itself does not read does not count. Only this module touches the internals of uvicorn's
protocol: it has no such limit (it closes idle connections between two requests only), and an ASGI
app never sees headers that do not end."""

import asyncio
import json
from typing import Final

import structlog
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from boucle.platform.connections import LEAST_RATE, PATIENCE
from boucle.platform.http.middleware import TOO_SLOW
from boucle.platform.http.problems import TYPE_URI

_log = structlog.get_logger(__name__)
_PROBLEM: Final = json.dumps(
    {
        "type": TYPE_URI.format(type="too-slow"),
        "title": "The request comes too slowly",
        "status": 408,
        "detail": f"send headers within {PATIENCE:g} s, a body with {LEAST_RATE} bytes a second",
    }
).encode()
_ANSWER: Final = (
    b"HTTP/1.1 408 Request Timeout\r\ncontent-type: application/problem+json\r\n"
    b"connection: close\r\ncontent-length: %d\r\n\r\n%b" % (len(_PROBLEM), _PROBLEM)
)


class ImpatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol, with a limit on how long a request may take to come."""

    _awaited = True  # a request that has not come whole; the first, once connected
    _begun = False  # something of it came
    _headers_came = False
    _since = 0.0
    _bytes = 0
    _look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._unwatch()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self._awaited or self.transport.is_closing():
            self._unwatch()
        elif self._look is None:
            self._watch()
        elif self._headers_came:
            self._bytes += len(data)

    def on_message_begin(self) -> None:
        self._awaited = self._begun = True
        self._headers_came = False
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._headers_came = True
        self._since = self.loop.time()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._awaited = self._begun = False
        super().on_message_complete()

    def _watch(self) -> None:
        self._since, self._bytes = self.loop.time(), 0
        self._look = self.loop.call_later(PATIENCE, self._check)

    def _unwatch(self) -> None:
        if self._look is not None:
            self._look.cancel()
            self._look = None

    def _check(self) -> None:
        self._look = None
        if self.transport.is_closing():
            return
        if self.flow.read_paused or self._answers_another():
            self._watch()
            return
        left = self._since + PATIENCE + self._bytes / LEAST_RATE - self.loop.time()
        if left > 0:
            self._look = self.loop.call_later(left, self._check)
        else:
            self._give_up()

    def _answers_another(self) -> bool:
        """Tell whether an earlier request (HTTP pipelining) is still being answered."""
        before = None if self._headers_came else self.cycle
        return bool(self.pipeline) or not (before is None or before.response_complete)

    def _give_up(self) -> None:
        """Abort a response that has begun; otherwise answer why."""
        answering = self._headers_came and self.cycle.response_started
        if self._begun:
            _log.info("request too slow", headers=self._headers_came, bytes=self._bytes)
            if not answering:
                self.transport.write(_ANSWER)
        if self._headers_came and not self.cycle.response_complete:
            self.cycle.scope[TOO_SLOW] = True  # type: ignore[literal-required]
            self.cycle.disconnected = True
        self.transport.close()
