"""Compress answers and decompress requests (``Content-Encoding``: gzip, zstd). No route knows of
it: the route's size limit applies to the decompressed body, which a ratio to what was sent bounds
too."""

import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Protocol

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type, remove_compress_type

from boucle.platform.errors import Fault
from boucle.platform.http.errors import MEDIA_TYPE, as_response
from boucle.platform.http.problems import Problem
from boucle.platform.translating import tr

if sys.version_info >= (3, 14):
    from compression.zstd import DecompressionParameter, ZstdDecompressor, ZstdError
else:
    from backports.zstd import DecompressionParameter, ZstdDecompressor, ZstdError

_PIECE: Final = 65_536  # bytes unpacked at a time
_LARGEST_WINDOW: Final = 23  # 2^23 bytes: what a receiver of zstd must take, and no more (RFC 9659)
_FLOOR: Final = 1_000_000  # bytes, from which ratios count
_PARTS: Final = 10_000  # most members (gzip) or frames (zstd), empty ones too
RATIO: Final = 200
"""Bytes unpacked per byte sent, at most: as ``DeflateInflateRatioLimit`` of Apache httpd."""
_SMALLEST: Final = 1_000  # bytes; below, packing saves nothing


class Damaged(HTTPException):
    """The body is not what its Content-Encoding says, or is incomplete."""

    def __init__(self, detail: str) -> None:
        super().__init__(400, detail)


class Swollen(HTTPException):
    """The body unpacks to far more, or far less, than what was sent."""

    def __init__(self, detail: str) -> None:
        super().__init__(413, detail)


class Unpack(Protocol):
    """A decompressor that yields small pieces: a small body may expand hugely. The end of a part
    is a piece too, be it empty."""

    whole: bool
    """Whether what came so far ends where such a file may end."""
    parts: int

    def feed(self, data: bytes) -> Iterator[bytes]: ...


class Unzip:
    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self.whole = True
        self.parts = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        full = False
        while data or full:
            if self._member.eof and data:  # files one after the other are one file
                self._member = zlib.decompressobj(wbits=31)
            piece = self._member.decompress(data, _PIECE)
            data, full = (
                self._member.unused_data or self._member.unconsumed_tail,
                len(piece) == _PIECE,
            )
            self.whole = self._member.eof
            self.parts += self.whole
            if piece or self.whole:
                yield piece


class Unzstd:
    def __init__(self) -> None:
        self._frame = self._new()
        self.whole = True
        self.parts = 0

    @staticmethod
    def _new() -> ZstdDecompressor:
        return ZstdDecompressor(options={DecompressionParameter.window_log_max: _LARGEST_WINDOW})

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data or not (self._frame.eof or self._frame.needs_input):
            if self._frame.eof:  # frames one after the other are one file
                self._frame = self._new()
            piece = self._frame.decompress(data, _PIECE)
            data = self._frame.unused_data if self._frame.eof else b""
            self.whole = self._frame.eof
            self.parts += self.whole
            if piece or self.whole:
                yield piece


_CODINGS: Final[Mapping[str, Callable[[], Unpack]]] = {"gzip": Unzip, "zstd": Unzstd}


class Unpacking:
    """Decompress requests. A route's limit counts the decompressed bytes, and the headers of
    compression are removed."""

    def __init__(self, app: ASGIApp, ratio: int = RATIO) -> None:
        self._app = app
        self._ratio = ratio

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = Headers(scope=scope).getlist("content-encoding") if scope["type"] == "http" else []
        if not given:
            await self._app(scope, receive, send)
            return
        coding = ", ".join(given).strip().lower()
        coding = "gzip" if coding == "x-gzip" else coding  # RFC 9110, section 8.4.1.3
        if coding not in ("", "identity", *_CODINGS):
            await as_response(_unknown(coding))(scope, receive, send)
            return
        headers = MutableHeaders(raw=list(scope["headers"]))
        del headers["content-encoding"]
        if coding in _CODINGS:
            del headers["content-length"]
            receive = _Unpacked(receive, coding, self._ratio)
        scope["headers"] = headers.raw
        await self._app(scope, receive, send)


def _unknown(coding: str) -> Problem:
    expected = tr("{codings}, or none", codings=", ".join(_CODINGS))
    return Problem(
        415,
        "unsupported-content-encoding",
        "The body is packed in another way",
        errors=[Fault("header.content-encoding", coding, "is not taken here", expected)],
        headers={"Accept-Encoding": ", ".join(_CODINGS)},
    )


class _Unpacked:
    """Yield the messages of a request with decompressed bodies, one piece each."""

    def __init__(self, receive: Receive, coding: str, ratio: int) -> None:
        self._receive = receive
        self._coding = coding
        self._ratio = ratio
        self._sent = self._yielded = 0  # bytes
        self._unpack = _CODINGS[coding]()
        self._pieces: Iterator[bytes] = iter(())
        self._last = self._ended = False

    async def __call__(self) -> Message:
        while not self._ended:
            try:
                piece = next(self._pieces, None)
            except (zlib.error, ZstdError) as error:
                self._ended = True
                raise Damaged(
                    tr("the body is not {coding}, or damaged", coding=self._coding)
                ) from error
            if piece is not None:
                self._yielded += len(piece)
                self._ensure_bounded()
                return {"type": "http.request", "body": piece, "more_body": True}
            if self._last:
                return self._end()
            message = await self._receive()
            if message["type"] != "http.request":
                return message
            self._last = not message.get("more_body", False)
            body = message.get("body", b"")
            self._sent += len(body)
            self._ensure_bounded()
            self._pieces = self._unpack.feed(body)
        return await self._receive()

    def _ensure_bounded(self) -> None:
        """Raises Swollen."""
        why: str | None = None
        if self._yielded > _FLOOR + self._ratio * self._sent:
            why = tr(
                "the body unpacks to more than {ratio} bytes for each byte sent; send it unpacked",
                ratio=self._ratio,
            )
        elif self._sent > _FLOOR + 2 * self._yielded:
            why = "the body is far larger than what it unpacks to; send it unpacked"
        elif self._unpack.parts > _PARTS:
            why = tr("the body is packed in more than {most} parts; pack it as one", most=_PARTS)
        if why is not None:
            self._ended = True
            raise Swollen(why)

    def _end(self) -> Message:
        self._ended = True
        if not self._unpack.whole:
            raise Damaged(
                tr(
                    "the body ends early: it is not the whole of a {coding} file",
                    coding=self._coding,
                )
            )
        return {"type": "http.request", "body": b"", "more_body": False}


add_compress_type(MEDIA_TYPE)
remove_compress_type("text/event-stream")  # what happens is told at once


class Packing:
    """Compress answers by ``Accept-Encoding``, except those that are streamed (NDJSON, events). The
    ETag of a compressed read is weak, because its bytes differ; ``conditions.names`` accepts it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = CompressMiddleware(app, minimum_size=_SMALLEST, brotli=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start" and scope["method"] == "GET":
                headers = MutableHeaders(scope=message)
                weak = f"W/{headers.get('etag', '')}"
                # Of 304 nobody knows whether it would have been packed: who names one weak tag
                # gets that.
                named = Headers(scope=scope).get("if-none-match") == weak
                if headers.get("etag", "").startswith('"') and (
                    "content-encoding" in headers or (message["status"] == 304 and named)
                ):
                    headers["etag"] = weak
            await send(message)

        await self._app(scope, receive, answer)
