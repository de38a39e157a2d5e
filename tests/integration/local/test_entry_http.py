"""The real Caddy in front of what every service has: packed bodies, HEAD, OPTIONS, CORS, events."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import uvicorn
from fastapi.responses import StreamingResponse

from boucle.local.ports import HOST, free_port
from boucle.local.services import SERVICES
from boucle.platform.http import GuardedRouter, Reading, RequestBody, create_app, public
from tests.integration.local.test_entry import running_caddy
from tests.unit.common_http.small import SmallResources
from tests.unit.common_http.test_codings import PACK, UNPACK

TOOL = "https://tool.example"
router = GuardedRouter()
let_go = threading.Event()


class Sent(RequestBody):
    text: str


@router.get("/v1/flows/{flow}")
@public
async def read(flow: str, reading: Reading) -> str:
    reading.set_etag(3)
    return flow * 1000


@router.put("/v1/flows/{flow}")
@public
async def put(flow: str, body: Sent) -> str:
    return body.text


@router.get("/v1/flows")
@public
async def events() -> StreamingResponse:
    async def told() -> AsyncIterator[bytes]:
        yield b"data: first\n\n"
        await asyncio.to_thread(let_go.wait, 20)
        yield b"data: second\n\n"

    return StreamingResponse(told(), media_type="text/event-stream")


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    ports = {service.name: free_port() for service in SERVICES}
    app = create_app("small", SmallResources(), [router], origins=[TOOL])
    config = uvicorn.Config(
        app, host=HOST, port=ports["registry"], lifespan="off", log_config=None, access_log=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    for port in running_caddy(tmp_path_factory.mktemp("entry"), ports):
        yield f"http://{HOST}:{port}"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize(
    ("accepted", "coding", "tag"),
    [(None, None, '"3"'), ("gzip", "gzip", 'W/"3"'), ("zstd", "zstd", 'W/"3"')],
)
def test_an_answer_is_packed_once_and_only_where_asked(
    entry: str, accepted: str | None, coding: str | None, tag: str
) -> None:
    request = httpx.Request("GET", f"{entry}/v1/flows/ab")
    if accepted is not None:
        request.headers["accept-encoding"] = accepted
    with httpx.Client() as client:
        answer = client.send(request, stream=True)
        content = b"".join(answer.iter_raw())
        known = client.get(request.url, headers={"if-none-match": answer.headers["etag"]})
    assert (answer.headers.get("content-encoding"), answer.headers["etag"]) == (coding, tag)
    assert json.loads(UNPACK[coding](content)) == "ab" * 1000
    assert known.status_code == 304


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_packed_request_arrives(entry: str, coding: str) -> None:
    pack = PACK[coding]
    headers = {"content-encoding": coding, "content-type": "application/json"}
    body = pack(json.dumps({"text": "séchées"}).encode())
    answer = httpx.put(f"{entry}/v1/flows/ab", content=body, headers=headers)
    assert answer.json() == "séchées"
    bomb = pack(json.dumps({"text": "x" * 3_000_000}).encode())
    assert httpx.put(f"{entry}/v1/flows/ab", content=bomb, headers=headers).status_code == 413


def test_head_options_and_allow_pass(entry: str) -> None:
    url = f"{entry}/v1/flows/ab"
    head = httpx.head(url, headers={"accept-encoding": "identity"})
    assert (head.status_code, head.headers["content-length"], head.content) == (200, "2002", b"")
    assert httpx.options(url).headers["allow"] == "GET, HEAD, OPTIONS, PUT"
    refused = httpx.delete(url, headers={"accept-language": "fr"})
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, OPTIONS, PUT")
    assert refused.headers["content-language"] == "fr"


def test_a_preflight_passes(entry: str) -> None:
    asked = {"origin": TOOL, "access-control-request-method": "PUT"}
    answer = httpx.options(f"{entry}/v1/flows/ab", headers=asked)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, TOOL)


def test_events_come_as_they_happen(entry: str) -> None:
    let_go.clear()
    with httpx.stream("GET", f"{entry}/v1/flows", headers={"accept-encoding": "gzip"}) as answer:
        lines = answer.iter_lines()
        assert next(lines) == "data: first"  # the second one waits for this
        let_go.set()
        assert "data: second" in list(lines)
    assert "content-encoding" not in answer.headers
    assert httpx.head(f"{entry}/v1/flows").status_code == 200
