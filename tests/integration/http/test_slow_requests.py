"""Requests that trickle in, and clients that hang up, over real HTTP: neither is held for long,
neither is an error of ours, and others do not notice."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from statistics import median

import httpx
import pytest
from prometheus_client import CollectorRegistry
from structlog.testing import capture_logs

from boucle.platform.connections import LEAST_RATE, PATIENCE
from boucle.platform.http import GuardedRouter, RequestBody, create_app, public
from boucle.platform.http.ndjson import Exchange, Incoming, Limits
from boucle.platform.process.server import reserve, server_task
from tests.kit import eventually
from tests.kit.own_time import own_time
from tests.unit.common_http.small import SmallResources

_log = logging.getLogger(__name__)
HALF = (
    b"PUT /v1/sent HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900\r\n"
)
ROUTE = "/v1/sent"
_BOUND_S = 30  # seconds
router = GuardedRouter()


class Sent(RequestBody):
    text: str


@router.put(ROUTE)
@public
async def put(body: Sent) -> int:
    return len(body.text)


async def _counted(incoming: Incoming) -> AsyncIterator[bytes]:
    async for batch in incoming.batches():
        yield b"%d\n" % len(batch)


@router.post("/v1/rows")
@public
async def rows() -> Exchange:
    return Exchange(_counted, Limits())  # type: ignore[arg-type]


class Served:
    def __init__(self, port: int, metrics: CollectorRegistry) -> None:
        self.port = port
        self._metrics = metrics

    def answered(self, status: str, route: str = ROUTE) -> float:
        """How many requests of the route were counted so."""
        labels = {"method": "PUT", "route": route, "status": status}
        return self._metrics.get_sample_value("boucle_http_request_seconds_count", labels) or 0

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.port)


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    async with _serving() as served:
        yield served


@asynccontextmanager
async def _serving() -> AsyncIterator[Served]:
    metrics = CollectorRegistry()
    app = create_app("small", SmallResources(metrics=metrics), [router])
    listener = reserve("127.0.0.1", 0, "the test")
    stop = asyncio.Event()
    task = asyncio.ensure_future(server_task(app, listener, 1.0).run(stop))
    try:
        yield Served(listener.getsockname()[1], metrics)
    finally:
        stop.set()
        await task


async def _ended(reader: asyncio.StreamReader) -> bytes:
    return await asyncio.wait_for(reader.read(), _BOUND_S)


async def test_300_half_sent_bodies_are_gone_and_others_served(served: Served) -> None:
    held = [await served.connect() for _ in range(300)]
    begun = time.monotonic()
    for _, writer in held:
        writer.write(HALF + b'\r\n{"text": "')
    ends = asyncio.gather(*(_ended(reader) for reader, _ in held))
    # The 300 come in one burst, and are answered in one, by a server that shares its loop with all
    # clients here: beside other tests an answer behind them has been later than httpx's own 5 s.
    others = httpx.AsyncClient(base_url=f"http://127.0.0.1:{served.port}", timeout=_BOUND_S)
    waits = []
    async with others as http:
        while not ends.done():
            asked = own_time()
            assert (await http.put(ROUTE, json={"text": "abc"})).json() == 3
            waits.append(own_time() - asked)
    took = time.monotonic() - begun
    _log.info(
        f"300 half-sent bodies gone after {took:.1f} s; meanwhile {len(waits)} others answered, "
        f"half within {median(waits):.3f} s, the slowest after {max(waits):.3f} s"
    )
    assert PATIENCE <= took + 0.5 < _BOUND_S
    assert max(waits[1:]) < PATIENCE / 2
    assert median(waits) < 1
    for answer in await ends:
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b"urn:boucle:problem:too-slow" in answer
    await eventually(lambda: served.answered("408") == 300)
    assert served.answered("400") == served.answered("500") == 0
    for _, writer in held:
        writer.close()


async def test_silence_is_hung_up_on(served: Served) -> None:
    waiting = b"expect: 100-continue\r\n\r\n"
    rows = b"POST /v1/rows HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\na"
    answers = await asyncio.gather(
        _answer(served, b""),  # connected, and silent
        _answer(served, HALF),  # headers that do not end
        _answer(served, HALF + waiting),
        _answer(served, rows),
    )
    silent, half, continued, streamed = answers
    assert silent == b""
    assert half.startswith(b"HTTP/1.1 408 ")
    assert continued.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 408 ")
    assert streamed.startswith(b"HTTP/1.1 200 ")


async def _answer(served: Served, sent: bytes) -> bytes:
    reader, writer = await served.connect()
    writer.write(sent)
    answer = await _ended(reader)
    writer.close()
    return answer


async def _sending(served: Served, piece: bytes, every: float, pieces: int) -> bytes:
    reader, writer = await served.connect()
    body = b'{"text": "' + piece * pieces + b'"}'
    head = HALF.replace(b"900", b"%d" % len(body)) + b"connection: close\r\n\r\n"
    writer.write(head + b'{"text": "')
    answer = asyncio.create_task(_ended(reader))
    for _ in range(pieces):
        if answer.done():
            break
        writer.write(piece)
        await asyncio.wait((answer,), timeout=every)
    if not answer.done():
        writer.write(b'"}')
    found = await answer
    writer.close()
    return found


async def test_a_trickle_is_cut_and_a_slow_line_is_not(served: Served) -> None:
    """One second a piece: of ten bytes for as long as it takes, of 700 for 13 s."""
    trickle, slow = await asyncio.gather(
        _sending(served, b"x" * 10, 1, 40), _sending(served, b"x" * (LEAST_RATE + 200), 1, 13)
    )
    assert trickle.startswith(b"HTTP/1.1 408 ")
    assert slow.startswith(b"HTTP/1.1 200 ")
    assert slow.endswith(b"9100")


async def test_a_connection_that_was_used_is_bound_as_well(served: Served) -> None:
    reader, writer = await served.connect()
    body = b'{"text": "ab"}'
    whole = HALF.replace(b"900", b"%d" % len(body)) + b"\r\n" + body
    for _ in range(3):
        writer.write(whole)
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200 ")
        assert await reader.read(1) == b"2"
    writer.write(whole[:-4])
    assert (await _ended(reader)).startswith(b"HTTP/1.1 408 ")
    writer.close()


@pytest.mark.parametrize("sent", [b"", b'{"text": "ab'])
async def test_a_client_that_hangs_up_is_no_error_of_ours(served: Served, sent: bytes) -> None:
    with capture_logs() as logs:
        _, writer = await served.connect()
        writer.write(HALF + b"\r\n" + sent)
        await writer.drain()
        writer.close()
        await eventually(lambda: served.answered("499") == 1)
    assert served.answered("400") == served.answered("500") == 0
    assert [one["status"] for one in logs if one["event"] == "request"] == [499]
    assert not [one for one in logs if one["log_level"] in ("warning", "error")]
