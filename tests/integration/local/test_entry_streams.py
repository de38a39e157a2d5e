"""The real Caddy in front of an answer that begins before its request has ended."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Iterator

import httpx
import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from boucle.local.ports import HOST, free_port
from boucle.local.services import SERVICES
from boucle.platform.http.ndjson import Exchange, Incoming, Limits
from tests.integration.local.test_entry import running_caddy

ROWS = 40_000


async def counted(incoming: Incoming) -> AsyncGenerator[bytes, None]:
    async for batch in incoming.batches():
        yield b"".join(b"%d %d\n" % (row.line, len(row.content or b"")) for row in batch)
    yield (incoming.cut or "whole").encode()


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    await Exchange(counted, Limits())(scope, receive, send)


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    ports = {service.name: free_port() for service in SERVICES}
    config = uvicorn.Config(
        app, host=HOST, port=ports["registry"], lifespan="off", log_config=None, access_log=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    yield from running_caddy(tmp_path_factory.mktemp("entry"), ports)
    server.should_exit = True
    thread.join()


def test_a_long_body_arrives_whole_though_its_answer_has_begun(entry: int) -> None:
    """A client that reads only once it has sent everything."""
    body = b"".join(b"x" * 150 + b"\n" for _ in range(ROWS))
    path = f"http://{HOST}:{entry}/v1/sources/tyca/bulk"

    def pieces() -> Iterator[bytes]:
        for start in range(0, len(body), 50_000):
            yield body[start : start + 50_000]

    answer = httpx.post(path, content=pieces(), timeout=60)
    *rows, end = answer.text.splitlines()
    assert end == "whole"
    assert rows == [f"{line} 150" for line in range(1, ROWS + 1)]
    assert httpx.post(path, content=body, timeout=60).text == answer.text
