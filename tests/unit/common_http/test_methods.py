"""HEAD, OPTIONS and Allow are right on every path, whatever its routes say."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import Response
from fastapi.responses import StreamingResponse
from prometheus_client import CollectorRegistry

from boucle.platform.http import GuardedRouter, create_app, public
from tests.unit.common_http.small import SmallResources, client_of

router = GuardedRouter()


@router.get("/v1/things/{id}")
@public
async def read(id: int, response: Response) -> dict[str, object]:  # noqa: A002
    response.headers["ETag"] = '"3"'
    return {"id": id, "text": "x" * 2000}


@router.put("/v1/things/{id}")
@public
async def put(id: int) -> int:  # noqa: A002
    return id


@router.delete("/v1/things/{id}")
@public
async def delete(id: int) -> int:  # noqa: A002
    return id


@router.post("/v1/things")
@public
async def add() -> None:
    """Nothing."""


@router.get("/v1/stream")
@public
async def stream() -> StreamingResponse:
    async def without_end() -> AsyncIterator[bytes]:
        while True:
            yield b"data: x\n\n"

    return StreamingResponse(without_end(), media_type="text/event-stream")


ALL = "DELETE, GET, HEAD, OPTIONS, PUT"


@pytest.mark.parametrize("coding", ["identity", "gzip"])
async def test_head_is_get_without_its_body(coding: str) -> None:
    async with client_of(router, accept_encoding=coding) as client:
        known = await client.get("/v1/things/7")
        asked = await client.head("/v1/things/7")
    ids = {"x-request-id", "x-correlation-id"}

    def of(answer: httpx.Response) -> dict[str, str]:
        return {name: value for name, value in answer.headers.items() if name not in ids}

    assert asked.status_code == known.status_code == 200
    assert of(asked) == of(known)
    assert "content-length" in asked.headers
    assert asked.content == b""


async def test_head_of_what_is_wrong_says_so() -> None:
    async with client_of(router) as client:
        assert (await client.head("/v1/things/x")).status_code == 422
        assert (await client.head("/v1/nothing")).status_code == 404
        refused = await client.head("/v1/things")
    assert (refused.status_code, refused.headers["allow"]) == (405, "OPTIONS, POST")


async def test_head_of_a_stream_ends() -> None:
    app = create_app("small", SmallResources(), [router])
    sent: list[dict[str, object]] = []

    class Enough(Exception):
        """Asked for more than a start and an end."""

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)
        if len(sent) > 2:
            raise Enough

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.0"},
        "method": "HEAD",
        "path": "/v1/stream",
        "raw_path": b"/v1/stream",
        "query_string": b"",
        "headers": [],
    }
    await app(scope, receive, send)  # type: ignore[arg-type]
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    assert not sent[1].get("more_body")


async def test_options_says_what_there_is_without_a_token() -> None:
    async with client_of(router) as client:
        told = await client.options("/v1/things/7")
        assert (told.status_code, told.headers["allow"], told.content) == (204, ALL, b"")
        assert (await client.options("/v1/nothing")).status_code == 404


async def test_a_wrong_method_hears_of_all_that_there_are() -> None:
    async with client_of(router) as client:
        refused = await client.patch("/v1/things/7", json={})
    assert (refused.status_code, refused.headers["allow"]) == (405, ALL)
    assert refused.json()["detail"] == f"PATCH is none of {ALL}"


async def test_measures_name_the_route_of_a_head() -> None:
    resources = SmallResources(metrics=CollectorRegistry())
    app = create_app("small", resources, [router])
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://small") as client:
        await client.head("/v1/things/7")
    labels = {"method": "HEAD", "route": "/v1/things/{id}", "status": "200"}
    assert resources.metrics.get_sample_value("boucle_http_request_seconds_count", labels) == 1
