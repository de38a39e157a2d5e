"""Who waits at the feed, or reads its stream, hears nothing more once he is revoked."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import httpx

from boucle.platform.db import Database
from boucle.platform.identity.revocation import Revocation
from boucle.platform.revocation import store
from tests.integration.notifications.feeds.test_feed import (
    _STREAMED,
    _served,
    changes,
    client,
    database,
)
from tests.kit import FrozenClock, Tokens

__all__ = ["client", "database"]  # fixtures


async def _revoke(database: Database, clock: FrozenClock, client_id: str) -> None:
    moment = clock() + timedelta(seconds=11)
    said = Revocation(client_id=client_id, not_before=moment, reason="revoked")
    async with database.write() as session:
        await store.save(session, [said])


async def test_a_long_poll_ends_with_its_token(
    database: Database, clock: FrozenClock, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    token = tokens.company(uuid4(), id="revoked")
    begin = (await changes(client, token))["next"]
    waiting = asyncio.create_task(
        client.get("/v1/changes", params={"after": begin, "wait": 30}, headers=token)
    )
    await _revoke(database, clock, "revoked")
    answer = await asyncio.wait_for(waiting, 5)
    assert answer.status_code == 401
    assert answer.json()["type"] == "urn:boucle:problem:unauthenticated"


async def test_a_stream_ends_with_its_token(
    database: Database, clock: FrozenClock, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    token, other = tokens.company(uuid4(), id="revoked"), tokens.company(uuid4(), id="other")

    async with _served(client) as served:

        async def read_whole(by: dict[str, str], opened: asyncio.Event) -> None:
            async with served.stream("GET", "/v1/changes", headers=_STREAMED | by) as stream:
                assert stream.status_code == 200
                opened.set()
                async for _ in stream.aiter_lines():
                    pass

        events = asyncio.Event(), asyncio.Event()
        ends, goes_on = [
            asyncio.create_task(read_whole(by, opened))
            for by, opened in zip((token, other), events, strict=True)
        ]
        for opened in events:
            await asyncio.wait_for(opened.wait(), 5)
        await _revoke(database, clock, "revoked")
        await asyncio.wait_for(ends, 5)
        assert not goes_on.done()
        goes_on.cancel()
