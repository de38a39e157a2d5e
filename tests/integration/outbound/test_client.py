"""What a receiver answers, and how it may try to hold the caller."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from ipaddress import ip_network
from pathlib import Path

import pytest

from boucle.notifications.subscriptions.outbound import (
    CallPolicy,
    DeliveryFailed,
    OutboundAnswer,
    OutboundClient,
)
from tests.integration.broker.authority import Authority

HERE = CallPolicy(allowed=[ip_network("127.0.0.0/8")])
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
MEGABYTE = bytes(1_000_000)


async def here(_name: str, _port: int) -> Sequence[str]:
    return ["127.0.0.1"]


async def nowhere(_name: str, _port: int) -> Sequence[str]:
    return []


class Receiver:
    def __init__(self) -> None:
        self.port, self.requests, self.written = 0, list[bytes](), 0

    async def request(self, reader: asyncio.StreamReader) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.requests.append(head + await reader.readexactly(2))


@asynccontextmanager
async def receiving(
    serve: Callable[[Receiver, asyncio.StreamWriter], Awaitable[None]],
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[Receiver]:
    receiver, gone = Receiver(), list[asyncio.Task[None]]()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await receiver.request(reader)
            await serve(receiver, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        gone.append(asyncio.ensure_future(answer(reader, writer)))

    async with await asyncio.start_server(begin, "127.0.0.1", 0, ssl=tls) as server:
        receiver.port = server.sockets[0].getsockname()[1]
        yield receiver
        for each in gone:  # the caller is gone: whoever still writes to it notices
            each.cancel()
        await asyncio.gather(*gone, return_exceptions=True)


async def post(receiver: Receiver, seconds: float = 10) -> OutboundAnswer:
    async with OutboundClient(HERE, resolve=here, seconds=seconds) as client:
        url = f"http://tool:{receiver.port}/hooks?a=1"
        return await client.post(url, headers={"webhook-id": "m1"}, body=b"{}")


def saying(text: bytes) -> Callable[[Receiver, asyncio.StreamWriter], Awaitable[None]]:
    async def serve(_receiver: Receiver, writer: asyncio.StreamWriter) -> None:
        writer.write(text)

    return serve


def writing(
    head: bytes, part: bytes, times: int, pause: float = 0
) -> Callable[[Receiver, asyncio.StreamWriter], Awaitable[None]]:
    async def serve(receiver: Receiver, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        for _ in range(times):
            writer.write(part)
            await writer.drain()
            receiver.written += len(part)
            await asyncio.sleep(pause)

    return serve


async def test_an_answer_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    text = b"HTTP/1.1 202 Fine\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nseen"
    async with receiving(saying(text)) as receiver:
        answer = await post(receiver)
    assert (answer.status, answer.headers["retry-after"], answer.head) == (202, "7", b"seen")
    (request,) = receiver.requests
    assert request.startswith(b"POST /hooks?a=1 HTTP/1.1\r\n")
    assert f"Host: tool:{receiver.port}".encode() in request
    assert b"webhook-id: m1" in request
    assert request.endswith(b"\r\n\r\n{}")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_redirect_is_followed(status: int) -> None:
    async def serve(receiver: Receiver, writer: asyncio.StreamWriter) -> None:
        place = f"http://tool:{receiver.port}/elsewhere"
        writer.write(f"HTTP/1.1 {status} Go\r\nLocation: {place}\r\n\r\n".encode())

    async with receiving(serve) as receiver:
        answer = await post(receiver)
    assert answer.status == status
    assert len(receiver.requests) == 1


async def test_of_ten_megabytes_64_kb_are_read() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n"
    async with receiving(writing(head, MEGABYTE, 10)) as receiver:
        answer = await post(receiver)
    assert answer.status == 200
    assert len(head) + len(answer.head) == 65536
    assert receiver.written < 10_000_000


@pytest.mark.parametrize(
    ("head", "part"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X-Long: " + b"a" * 1000 + b"\r\n"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 50),
        (b"HTTP/1.1 200 OK\r\nX: ", b"a" * 10_000),
    ],
)
async def test_headers_without_end_are_not_read(head: bytes, part: bytes) -> None:
    async with receiving(writing(head, part, 10_000)) as receiver:
        with pytest.raises(DeliveryFailed, match=r"headers|not HTTP"):
            await post(receiver)
    assert receiver.written < 10_000 * len(part)


@pytest.mark.parametrize(
    "serve",
    [
        writing(b"", b"", 1, 60),
        writing(b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n", b"a", 60_000, 0.01),
        writing(b"HTTP/1.1 200 OK\r\nX: ", b"a", 60_000, 0.01),
        writing(b"", b"HTTP/1.1 102 Wait\r\n\r\n", 60_000, 0.05),
    ],
    ids=["hangs", "drips its body", "drips its head", "asks to wait"],
)
async def test_a_slow_receiver_has_so_long_in_all(
    serve: Callable[[Receiver, asyncio.StreamWriter], Awaitable[None]],
) -> None:
    async with receiving(serve) as receiver:
        begun = time.monotonic()
        with pytest.raises(DeliveryFailed, match=r"no answer within 0\.3 s"):
            await post(receiver, seconds=0.3)
        assert time.monotonic() - begun < 5


async def test_a_look_up_that_hangs_ends_with_the_call() -> None:
    async def hanging(_name: str, _port: int) -> Sequence[str]:
        await asyncio.Event().wait()
        return []

    client = OutboundClient(resolve=hanging, seconds=0.1)
    with pytest.raises(DeliveryFailed, match=r"no answer within 0\.1 s"):
        await client.post("https://tool.example.fr/", headers={}, body=b"{}")


async def test_a_name_that_leads_nowhere_fails() -> None:
    async def unknown(_name: str, _port: int) -> Sequence[str]:
        raise socket.gaierror

    for resolve in (unknown, nowhere):
        client = OutboundClient(resolve=resolve)
        with pytest.raises(DeliveryFailed, match="not known"):
            await client.post("https://tool.example.fr/", headers={}, body=b"{}")


@pytest.mark.parametrize(
    ("text", "reason"),
    [(b"", "ends early"), (b"SSH-2.0-x\r\n\r\n", "not HTTP"), (b"HTTP/1.1 2", "ends early")],
)
async def test_what_is_no_answer_fails(text: bytes, reason: str) -> None:
    async with receiving(saying(text)) as receiver:
        with pytest.raises(DeliveryFailed, match=reason):
            await post(receiver)


async def test_a_body_that_ends_early_takes_nothing_from_its_status() -> None:
    text = b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhalf"
    async with receiving(saying(text)) as receiver:
        assert await post(receiver) == OutboundAnswer(200, {"content-length": "900"}, b"half")


async def test_the_certificate_is_checked_by_the_name_that_was_given(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority.pem")
    asked: list[str | None] = []
    served = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    served.load_cert_chain(
        authority.issue(tmp_path / "tool.pem", "tool", names=["tool.example.fr"])
    )
    served.sni_callback = lambda _socket, name, _context: asked.append(name)
    trusting = ssl.create_default_context(cafile=authority.file)
    async with receiving(saying(b"HTTP/1.1 204 No\r\n\r\n"), served) as receiver:
        for context, name, fails in (
            (trusting, "tool.example.fr", None),
            (trusting, "other.example.fr", "certificate"),
            (None, "tool.example.fr", "certificate"),
        ):
            client = OutboundClient(HERE, resolve=here, ssl_context=context)
            url = f"https://{name}:{receiver.port}/"
            if fails is None:
                assert (await client.post(url, headers={}, body=b"{}")).status == 204
            else:
                with pytest.raises(DeliveryFailed, match=fails):
                    await client.post(url, headers={}, body=b"{}")
    assert asked == ["tool.example.fr", "other.example.fr", "tool.example.fr"]
    assert len(receiver.requests) == 1
