"""What is called with asyncio has the same token, retries, keys, problems and pages."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import Any

import httpx
import pytest

from boucle_client import Boucle, NotFound, NotSignedIn
from boucle_client.generated.api.flows import list_flows
from boucle_client.generated.api.reference import list_units
from tests.unit.client.conftest import Start
from tests.unit.client.script import Answer, Asked

OK = Answer(200, {"fine": True})
NONE = Answer(200, {"items": [], "version": "1"})


async def test_both_ways_have_one_token(start: Start) -> None:
    server, boucle = start(lambda _: NONE)
    await asyncio.to_thread(list_units.sync, client=boucle.api)
    page = await list_units.asyncio(client=boucle.api)
    assert page is not None
    assert page.version == "1"
    assert [asked.headers["authorization"] for asked in server.asked] == ["Bearer token-1"] * 2
    await boucle.aclose()


async def test_a_refused_token_is_renewed_once(start: Start) -> None:
    refused = {"Bearer token-1"}
    server, boucle = start(
        lambda asked: Answer(401, {}) if asked.headers["authorization"] in refused else NONE
    )
    server.tokens = -1  # the first call gets token-0
    async with boucle:
        await list_units.asyncio(client=boucle.api)
        refused |= {"Bearer token-0"}
        with pytest.raises(NotSignedIn):
            await list_units.asyncio(client=boucle.api)  # token-1 is refused too
        assert len(server.asked) == 3
        assert await list_units.asyncio(client=boucle.api)  # token-2


async def test_what_changes_nothing_twice_is_sent_again_with_the_same_key(start: Start) -> None:
    numbers = count()
    server, boucle = start(lambda _: Answer(503) if next(numbers) < 2 else OK)
    async with boucle:
        answer = await boucle.async_http.post("/v1/flows", json={})
    assert answer.json() == {"fine": True}
    assert len(server.asked) == 3
    assert len({asked.headers["idempotency-key"] for asked in server.asked}) == 1


async def test_refusals_are_exceptions(start: Start) -> None:
    _, boucle = start(lambda _: Answer(404, {"title": "Not found", "detail": "no flow"}))
    async with boucle:
        with pytest.raises(NotFound, match="no flow"):
            await list_flows.asyncio(client=boucle.api)


async def test_all_pages_are_read(start: Start) -> None:
    def pages(asked: Asked) -> Answer:
        last = "cursor=c1" in asked.query
        unit: dict[str, Any] = dict.fromkeys(
            ("label_fr", "label_en", "measures", "base", "in_base"), ""
        )
        unit |= {"natures": [], "spellings": [], "key": "kg" if last else "t"}
        body = {"items": [unit], "version": "1"}
        return Answer(200, body | {"next": None if last else "c1"})

    _, boucle = start(pages)
    async with boucle:
        found = [unit.key async for unit in boucle.each_async(list_units.asyncio)]
    assert found == ["t", "kg"]


async def test_wrong_credentials_are_a_problem() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        return httpx.Response(401, json={"error": "invalid_client"})

    own = httpx.MockTransport(refuse)
    boucle = Boucle("http://a.example", "tool", "wrong", async_http=own)
    async with boucle:
        with pytest.raises(NotSignedIn, match="invalid_client"):
            await boucle.async_http.get("/v1/units")
