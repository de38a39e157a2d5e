"""The real Caddy in front of a service: what trickles in is cut, who calls is known, an answer that
takes long is not."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from fastapi import Request
from fastapi.responses import StreamingResponse
from prometheus_client import CollectorRegistry

from boucle.local.ports import HOST, free_port
from boucle.local.services import SERVICES
from boucle.platform.connections import PATIENCE
from boucle.platform.http import GuardedRouter, RequestBody, create_app, public
from boucle.platform.http.quotas import address_of
from boucle.platform.process.server import reserve, server_task
from tests.integration.local.test_entry import running_caddy
from tests.kit import eventually
from tests.kit.half_sent import gone_after
from tests.unit.common_http.small import SmallResources

_log = logging.getLogger(__name__)
HEAD = b"PUT /v1/flows/ab HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
METRICS = CollectorRegistry()
COUNT = "boucle_http_request_seconds_count"
GONE = [{"method": "PUT", "route": "/v1/flows/{flow}", "status": one} for one in ("408", "499")]
router = GuardedRouter()


class Sent(RequestBody):
    text: str


@router.put("/v1/flows/{flow}")
@public
async def put(flow: str, body: Sent) -> int:
    return len(body.text)


@router.get("/v1/flows/{flow}")
@public
async def address(flow: str, request: Request) -> str:
    return address_of(request)


@router.post("/v1/flows")
@public
async def events(body: Sent) -> StreamingResponse:
    async def told() -> AsyncIterator[bytes]:
        yield b"first\n"
        await asyncio.sleep(PATIENCE + 4)  # longer than a request may take to come
        yield b"second\n"

    return StreamingResponse(told(), media_type="text/event-stream")


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    ports = {service.name: free_port() for service in SERVICES}
    app = create_app("small", SmallResources(metrics=METRICS), [router])
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    listener = reserve(HOST, ports["registry"], "the test")
    serving = server_task(app, listener, 1.0).run(stop)
    thread = threading.Thread(target=loop.run_until_complete, args=(serving,))
    thread.start()
    yield from running_caddy(tmp_path_factory.mktemp("entry"), ports)
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


def _gone() -> float:
    return sum(METRICS.get_sample_value(COUNT, labels) or 0 for labels in GONE)


async def _all_gone(entry: int, *sent: bytes) -> float:
    """Seconds until all connections that sent so much are gone; others are served meanwhile."""
    ends = asyncio.gather(*(gone_after(HOST, entry, one, 30) for one in sent))
    slowest = 0.0
    async with httpx.AsyncClient(
        base_url=f"http://{HOST}:{entry}", timeout=30, trust_env=False
    ) as http:
        while not ends.done():
            begun = time.monotonic()
            assert (await http.put("/v1/flows/ab", json={"text": "abc"})).json() == 3
            slowest = max(slowest, time.monotonic() - begun)
    _log.info(f"gone after {max(await ends):.1f} s at most; slowest other answer {slowest:.3f} s")
    assert slowest < 10
    return max(await ends)


async def test_300_half_sent_bodies_are_gone_and_others_served(entry: int) -> None:
    before = _gone()
    half = HEAD + b'content-length: 900000\r\n\r\n{"text": "'
    assert PATIENCE - 1 <= await _all_gone(entry, *[half] * 300, HEAD, b"") < 30
    await eventually(lambda: _gone() == before + 300, within=10)


@pytest.mark.parametrize(
    "announced", [b"content-length: 900", b"content-length: 200000", b"transfer-encoding: chunked"]
)
async def test_a_small_one_is_gone_too(entry: int, announced: bytes) -> None:
    """Go would wait for what lacks, up to 256 kB, were the entry the first to cut; and for one of
    24 or so, were its threads in a race."""
    before = _gone()
    half = HEAD + announced + b'\r\n\r\n40\r\n{"text": "'
    assert PATIENCE - 1 <= await _all_gone(entry, *[half] * 72) < 30
    await eventually(lambda: _gone() == before + 72, within=10)


async def test_an_answer_may_take_longer_than_a_request(entry: int) -> None:
    async with httpx.AsyncClient(base_url=f"http://{HOST}:{entry}", timeout=30) as http:
        answer = await http.post("/v1/flows", json={"text": "x"})
    assert answer.text == "first\nsecond\n"


def test_who_calls_is_known_whatever_he_says(entry: int) -> None:
    said = {"x-forwarded-for": "203.0.113.7", "forwarded": "for=203.0.113.7"}
    answer = httpx.get(f"http://{HOST}:{entry}/v1/flows/ab", headers=said)
    assert answer.json() == HOST
