"""Stream NDJSON both ways: rows are read as they come and answered as they are done. Memory stays
small, whatever a client sends and however late it reads."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from boucle.platform.http.codings import Damaged, Swollen
from boucle.platform.http.languages import in_language
from boucle.platform.translating import tr

MEDIA_TYPE = "application/x-ndjson"
_PAUSE = 0.05  # seconds without a byte, after which what came is answered
_PIECE = 65_536  # bytes of answers sent at a time
_IN_MEMORY = 1_000_000  # bytes of answers; more of them wait on disk
_UNREAD = 64_000_000  # bytes of answers that wait at most; then no more rows are read


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a request: ``row`` and ``body`` in bytes, decompressed; ``batch`` and ``rows`` in
    rows. Empty lines are rows here: each costs time."""

    row: int = 256_000
    batch: int = 250
    rows: int = 100_000
    body: int = 250_000_000

    @property
    def batch_bytes(self) -> int:
        return 4 * self.row


class Row(NamedTuple):
    """A non-empty line; the first is 1. ``content`` None: it is too large. ``ended``: a line end
    followed."""

    line: int
    content: bytes | None
    ended: bool = True


class NdjsonLines:
    """Splits bytes into rows, holding at most one of the largest size."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._line = 1
        self._begun = bytearray()
        self._too_large = False

    def longer_than(self, lines: int) -> bool:
        """Tell whether there are more, empty ones too; what no line end follows is one."""
        begun = bool(self._begun) or self._too_large
        return self._line + begun > lines + 1

    def feed(self, data: bytes) -> Iterator[Row]:
        *whole, rest = data.split(b"\n")
        for part in whole:
            self._take(part)
            yield from self._cut(ended=True)
            self._line += 1
        self._take(rest)

    def end(self) -> Iterator[Row]:
        """Yield the last row, if no line end follows it."""
        return self._cut(ended=False)

    def _take(self, part: bytes) -> None:
        if len(self._begun) + len(part) > self._most:
            self._too_large = True
            self._begun.clear()
        if not self._too_large:
            self._begun += part

    def _cut(self, *, ended: bool) -> Iterator[Row]:
        content = bytes(self._begun).strip()
        if self._line == 1:
            content = content.removeprefix(b"\xef\xbb\xbf")
        if self._too_large:
            yield Row(self._line, None, ended)
        elif content:
            yield Row(self._line, content, ended)
        self._begun.clear()
        self._too_large = False


class Incoming:
    """The rows of a request. ``cut``: why not all of them could be read, known at the end.
    ``refused``: the status, if it held too much before its first row, or was damaged before its
    first batch. ``paused``: the sender waits."""

    def __init__(self, receive: Receive, limits: Limits) -> None:
        self._receive = receive
        self._limits = limits
        self._ended = self._gone = self._read = self._damaged = self._given = False
        self.cut: str | None = None
        self.refused: int | None = None
        self.paused = asyncio.Event()

    async def batches(self) -> AsyncGenerator[list[Row], None]:
        """Yield rows in order, as many at once as arrived and a batch takes. A batch in which the
        body proves damaged is not to be trusted, and left out."""
        lines, batch, size, most = NdjsonLines(self._limits.row), list[Row](), 0, self._limits.rows
        async with aclosing(self._pieces()) as pieces:
            async for piece in pieces:
                for row in takewhile(lambda row: row.line <= most, lines.feed(piece)):
                    self._read = True
                    batch.append(row)
                    size += len(row.content or b"")
                    if len(batch) == self._limits.batch or size >= self._limits.batch_bytes:
                        self._given = True
                        yield batch
                        batch, size = [], 0
                if lines.longer_than(most):
                    self._too_much(tr("the body holds more than {most} lines", most=most))
                    break
                if batch and not piece:  # the sender waits, maybe for an answer
                    self._given = True
                    yield batch
                    batch, size = [], 0
        # What a connection broke off is no row, whatever it looks like.
        batch += lines.end() if self._ended and self.cut is None else ()
        if batch and not self._damaged:
            yield batch

    async def discard(self) -> None:
        """Read to the end, so that a client that goes on sending can read why."""
        async with aclosing(self._messages()) as messages:
            async for _ in messages:
                pass

    async def _pieces(self) -> AsyncGenerator[bytes, None]:
        """Yield the body; an empty piece if nothing comes for a while."""
        size = 0
        async with aclosing(self._messages()) as messages:
            async for message in messages:
                size += len(message)
                if size > self._limits.body:
                    self._too_much(self._body_too_large())
                    return
                yield message

    async def _messages(self) -> AsyncGenerator[bytes, None]:
        while not self._ended and not self._gone:
            coming = asyncio.ensure_future(self._receive())
            try:
                if not (await asyncio.wait((coming,), timeout=_PAUSE))[0]:
                    self.paused.set()
                    yield b""
                message = await coming
            except Damaged as error:
                self._damaged = True
                self.refused = None if self._given else error.status_code
                self._lost(error.detail)
                return
            except Swollen as error:
                self._gone = True
                self._too_much(error.detail)
                return
            except HTTPException:  # the route's own limit, which is the same
                self._gone = True
                self._too_much(self._body_too_large())
                return
            finally:
                coming.cancel()
            if message["type"] == "http.disconnect":
                self._lost("the body ends early: the connection is gone")
                return
            self._ended = not message.get("more_body", False)
            if message.get("body"):
                yield message["body"]

    def _lost(self, why: str) -> None:
        self._gone, self.cut = True, self.cut or why

    def _too_much(self, why: str) -> None:
        if self.cut is None and not self._read:
            self.refused = 413
        self.cut = self.cut or why

    def _body_too_large(self) -> str:
        return tr("the body holds more than {most} bytes", most=self._limits.body)


class PendingAnswers:
    """Answers that the client has not read yet, on disk beyond a small size. A client that reads
    only after sending everything must not block the server."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._written = self._read = 0
        self._changed = asyncio.Condition()
        self._ended = False

    async def put(self, answer: bytes) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: self._written - self._read < _UNREAD)
            self._file.seek(self._written)
            self._file.write(answer)
            self._written += len(answer)
            self._changed.notify_all()

    async def filled(self) -> None:
        """Wait for the first bytes, or for ``end``."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._written > self._read or self._ended)

    async def end(self) -> None:
        async with self._changed:
            self._ended = True
            self._changed.notify_all()

    async def take(self) -> bytes:
        """Return the next bytes; nothing after ``end`` once all was taken."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._written > self._read or self._ended)
            self._file.seek(self._read)
            answer = self._file.read(_PIECE)
            self._read += len(answer)
            if self._read == self._written:
                self._file.seek(0)
                self._file.truncate()
                self._read = self._written = 0
            self._changed.notify_all()
            return answer

    def close(self) -> None:
        self._file.close()


Work = Callable[[Incoming], AsyncGenerator[bytes, None]]
"""From the rows to their answers, each with its line end."""


class Exchange(Response):
    """A response that is sent while its request is still being read."""

    media_type = MEDIA_TYPE

    def __init__(self, work: Work, limits: Limits) -> None:
        self.status_code = 200
        self.background = None
        # Else proxies may keep answers until there are more of them.
        self.init_headers({"X-Accel-Buffering": "no", "Cache-Control": "no-store", **in_language()})
        self._work = work
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Begin the answer with its first row, or once the sender pauses, who may wait for it.
        Raises HTTPException (400, 413) where the body was refused before both."""
        incoming, pending = Incoming(receive, self._limits), PendingAnswers()
        begun = False
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._answer(incoming, pending))
                # Who expects "100 Continue" gets it when the body is first asked for, which must
                # be before the answer begins.
                await _first(incoming.paused.wait(), pending.filled())
                if incoming.refused is None:
                    begun = True
                    await send(
                        {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
                    )
                while answer := await pending.take():
                    if begun:
                        await send(
                            {"type": "http.response.body", "body": answer, "more_body": True}
                        )
        finally:
            pending.close()
        if not begun:
            raise HTTPException(incoming.refused or 413, incoming.cut)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _answer(self, incoming: Incoming, pending: PendingAnswers) -> None:
        try:
            async with aclosing(self._work(incoming)) as answers:
                async for answer in answers:
                    await pending.put(answer)
            await incoming.discard()
        finally:
            await pending.end()


async def _first(*waits: Coroutine[object, object, object]) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
