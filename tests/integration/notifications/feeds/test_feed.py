"""The feed on real Postgres: no gap under concurrent writers, over HTTP, as a stream, after a
restore, and for how long it is kept."""

import asyncio
import dataclasses
import json
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from msgspec.structs import replace

from boucle.notifications.app import SERVICE
from boucle.notifications.subscriptions.feeds import store
from boucle.notifications.subscriptions.feeds.retention import forgetting
from boucle.platform.db import Database
from boucle.platform.process.server import reserve, server_task
from tests.integration.notifications.support import (
    CAUX,
    HAVRE,
    KEY,
    a_life,
    a_sharing,
    a_site,
    hear,
    published,
)
from tests.kit import ApiClient, FrozenClock, ServiceDatabase, Tokens, eventually

_STREAMED = {"Accept": "text/event-stream"}


@pytest.fixture
async def database(service_database: ServiceDatabase) -> Database:
    return await service_database(SERVICE)


@pytest.fixture
async def client(api_client: ApiClient, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    async with api_client(
        SERVICE,
        link_key=KEY.decode(),
        public_url="https://boucle.example",
        registry_url="http://127.0.0.1:9",
        client_id="notifications",
        client_secret="secret",
    ) as made:
        yield made


async def changes(client: httpx.AsyncClient, token: dict[str, str], **query: Any) -> dict[str, Any]:
    answer = await client.get("/v1/changes", params={"wait": 1, **query}, headers=token)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_followers_miss_nothing_and_hear_nothing_twice(
    database: Database, clock: FrozenClock, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    """Eight writers at once; followers that begin anew from their last cursor at random."""
    organisation, sites = uuid4(), [[uuid4() for _ in range(25)] for _ in range(8)]
    token = tokens.company(organisation)
    begin = (await changes(client, token))["next"]
    writing = asyncio.gather(
        *(_write(database, clock, own, organisation, seed) for seed, own in enumerate(sites))
    )
    heard = await asyncio.gather(*(_follow(client, token, begin, seed) for seed in range(3)))
    last = dict(pair for one in await writing for pair in one.items())
    for versions, latest in heard:
        assert latest == last
        assert all(one == sorted(set(one)) for one in versions.values())
    async with database.read() as session:
        numbers = await session.fetch("SELECT number FROM change ORDER BY number")
    assert [row["number"] for row in numbers] == list(range(1, len(numbers) + 1))


async def _write(
    database: Database, clock: FrozenClock, sites: list[UUID], organisation: UUID, seed: int
) -> dict[str, int]:
    chosen = random.Random(seed)
    versions = dict.fromkeys(sites, 0)
    for _ in range(40):
        events = []
        for site in chosen.sample(sites, 3):
            versions[site] += 1
            events.append(a_site(site, versions[site], organisation))
        await hear(database, clock, *events)
    return {str(site): version for site, version in versions.items() if version}


async def _follow(
    client: httpx.AsyncClient, token: dict[str, str], cursor: str, seed: int
) -> tuple[dict[str, list[int]], dict[str, int]]:
    """Until 960 changes came: what each site was said to be, and last is."""
    chosen = random.Random(seed)
    said: dict[str, list[int]] = {}
    while sum(map(len, said.values())) < 8 * 40 * 3:
        answer = await changes(client, token, after=cursor, limit=chosen.randint(1, 60), wait=5)
        items = answer["items"][: chosen.randint(0, 80)]  # it dies on the way, now and then
        for one in items:
            said.setdefault(one["id"], []).append(one["version"])
        whole = len(items) == len(answer["items"])
        cursor = answer["next"] if whole else items[-1]["cursor"] if items else cursor
    return said, {site: versions[-1] for site, versions in said.items()}


async def test_each_hears_what_is_his(
    database: Database, clock: FrozenClock, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    mine, others = uuid4(), uuid4()
    company, tool = tokens.company(mine), tokens.tool("t-1")
    here, elsewhere = tokens.animator(CAUX), tokens.animator(HAVRE)
    everybody = (company, tool, here, elsewhere)
    begin = [(await changes(client, token))["next"] for token in everybody]
    await hear(database, clock, a_site(uuid4(), 1, mine, tools=["t-1"]))
    await hear(database, clock, a_site(uuid4(), 1, others))
    await hear(database, clock, published(a_life(mine, others)))
    seen = [
        [one["type"] for one in (await changes(client, token, after=cursor))["items"]]
        for token, cursor in zip(everybody, begin, strict=True)
    ]
    assert seen[0] == ["site"]  # the synergy was not introduced
    assert seen[1] == ["grant", "site"]
    assert seen[2] == ["site", "site", "synergy"]
    assert seen[3] == []
    only = await changes(client, here, after=begin[2], types="synergy")
    assert [one["type"] for one in only["items"]] == ["synergy"]


async def test_a_sharing_is_followed_as_a_flow_is(
    database: Database, clock: FrozenClock, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    """By its company, a tool that acts for it, the animator; alone where only it is asked for."""
    mine, sharing = uuid4(), uuid4()
    company, tool, other = tokens.company(mine), tokens.tool("t-1"), tokens.company(uuid4())
    here, elsewhere = tokens.animator(CAUX), tokens.animator(HAVRE)
    everybody = (company, tool, here, other, elsewhere)
    begin = [(await changes(client, token, types="sharing"))["next"] for token in everybody]
    steps = ("declared", "revised", "withdrawn")
    await hear(database, clock, a_site(uuid4(), 1, mine, tools=["t-1"]))
    for version, step in enumerate(steps, 1):
        await hear(database, clock, a_sharing(sharing, version, mine, step=step))
    seen = [
        (await changes(client, token, after=cursor, types="sharing"))["items"]
        for token, cursor in zip(everybody, begin, strict=True)
    ]
    assert [[one["change"] for one in items] for items in seen] == [[*steps]] * 3 + [[]] * 2
    assert {(one["type"], one["href"]) for one in seen[0]} == {
        ("sharing", f"/v1/sharings/{sharing}")
    }


async def test_each_is_shown_his_own_version(
    database: Database, clock: FrozenClock, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    """A step that both see, one that the first does, one that they see together only, one that
    neither does."""
    mine, others = uuid4(), uuid4()
    for organisation in (mine, others):
        await hear(database, clock, a_site(uuid4(), 1, organisation, tools=["t-2"]))
    everybody = (tokens.company(mine), tokens.company(others), tokens.tool("t-2"))
    readers = (*everybody, tokens.animator(CAUX))
    begin = [(await changes(client, token))["next"] for token in readers]
    life = a_life(mine, others)
    for version, counts, together in (
        (7, ((7, 1), (7, 1)), (0, 0)),
        (8, ((8, 2), (7, 1)), (0, 0)),
        (9, ((8, 2), (7, 1)), (9, 1)),
        (10, ((8, 2), (7, 1)), (9, 1)),
    ):
        parties = tuple(
            replace(party, seen=seen, shown=shown)
            for party, (seen, shown) in zip(life.parties, counts, strict=True)
        )
        seen, shown = together
        step = replace(life, parties=parties, seen_together=seen, shown_together=shown)
        event = published(step, "planned", version)
        at = event.time + timedelta(minutes=version)
        await hear(database, clock, dataclasses.replace(event, time=at))
    heard = [
        (await changes(client, token, after=cursor))["items"]
        for token, cursor in zip(readers, begin, strict=True)
    ]
    versions = [[one["version"] for one in items] for items in heard]
    assert versions == [[1, 2], [1], [2, 3, 4], [7, 8, 9, 10]]
    minutes = [{one["at"][14:16] for one in items} for items in heard]
    assert minutes == [{"00"}] * 3 + [{"07", "08", "09", "10"}], "of the other's step the hour"


async def test_how_much_others_change_shows_nowhere(
    database: Database, clock: FrozenClock, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    mine, others = uuid4(), uuid4()
    token = tokens.company(mine)
    begin = (await changes(client, token))["next"]
    await hear(database, clock, *(a_site(uuid4(), 1, others) for _ in range(2500)))
    await hear(database, clock, a_site(uuid4(), 1, mine))
    await hear(database, clock, *(a_site(uuid4(), 1, others) for _ in range(2500)))
    answer = await changes(client, token, after=begin)
    assert (len(answer["items"]), answer["more"]) == (1, False)
    later = await changes(client, token, after=answer["next"], wait=0)
    assert (later["items"], later["more"]) == ([], False)
    assert len({len(one) for one in (begin, answer["next"], later["next"])}) == 1


async def test_what_is_no_cursor_of_mine_is_refused(
    client: httpx.AsyncClient, tokens: Tokens
) -> None:
    mine = (await changes(client, tokens.tool("t-1")))["next"]
    for token, cursor, says in (
        (tokens.tool("t-2"), mine, "a cursor of another principal"),
        (tokens.tool("t-1"), mine[:-2], "not a cursor of this feed"),
        (tokens.tool("t-1"), "42", "not a cursor of this feed"),
    ):
        for accept in ("application/json", "text/event-stream"):
            answer = await client.get(
                "/v1/changes", params={"after": cursor}, headers=token | {"Accept": accept}
            )
            assert answer.status_code == 422
            assert answer.json()["errors"][0]["message"] == says


async def test_who_was_away_too_long_begins_again(
    database: Database, clock: FrozenClock, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    organisation = uuid4()
    token = tokens.company(organisation)
    begin = (await changes(client, token))["next"]
    await hear(database, clock, a_site(uuid4(), 1, organisation))
    kept = (await changes(client, token, after=begin))["next"]
    clock.advance(timedelta(days=31))
    await hear(database, clock, a_site(uuid4(), 1, organisation))
    assert await forgetting(database, clock, 30).work() == 1
    token = tokens.company(organisation)
    assert len((await changes(client, token, after=kept))["items"]) == 1
    answer = await client.get("/v1/changes", params={"after": begin}, headers=token)
    assert answer.status_code == 410
    assert "ask without `after`" in answer.json()["detail"]


async def test_after_a_restore_every_follower_begins_again(
    database: Database, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    token = tokens.tool("t-1")
    begin = (await changes(client, token))["next"]
    async with database.write() as session:
        await store.renew(session, uuid4())
    await asyncio.sleep(0.2)  # the head is a tenth of a second old at most
    answer = await client.get("/v1/changes", params={"after": begin}, headers=token)
    assert answer.status_code == 410


async def test_a_stream_goes_on_where_it_ended(
    database: Database, clock: FrozenClock, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    organisation = uuid4()
    token = tokens.company(organisation)
    begin = (await changes(client, token))["next"]
    sites = [uuid4() for _ in range(3)]
    for site in sites:
        await hear(database, clock, a_site(site, 1, organisation))
    answer = await changes(client, token, after=begin, limit=1)
    last = answer["items"][0]["cursor"]
    async with _served(client) as served:
        streamed = await _events(served, _STREAMED | token | {"Last-Event-ID": last}, 2)
    assert [one["id"] for one in streamed] == [str(site) for site in sites[1:]]


async def test_a_principal_holds_twenty_streams_and_waits_at_most(
    client: httpx.AsyncClient, tokens: Tokens
) -> None:
    """One more is 429; one that is hung up makes place."""
    token, other = tokens.tool("t-1"), tokens.tool("t-2")
    begin = (await changes(client, token))["next"]
    async with _served(client) as served:

        async def status(headers: dict[str, str]) -> int:
            async with served.stream("GET", "/v1/changes", headers=headers) as stream:
                return stream.status_code

        async def has_place() -> bool:
            return await status(_STREAMED | token) == 200

        async with AsyncExitStack() as held:
            for _ in range(20):
                stream = served.stream("GET", "/v1/changes", headers=_STREAMED | token)
                assert (await held.enter_async_context(stream)).status_code == 200
            for accept in ("text/event-stream", "application/json"):
                sent = {"Accept": accept, "Accept-Language": "en"}
                answer = await served.get(
                    "/v1/changes", params={"after": begin, "wait": 30}, headers=token | sent
                )
                assert (answer.status_code, answer.headers["retry-after"]) == (429, "10")
                assert answer.json()["type"] == "urn:boucle:problem:quota-exceeded"
                assert answer.json()["detail"].startswith("20 streams and waits are the most")
            assert await status(_STREAMED | other) == 200
            assert await status(token) == 200  # an answer at once holds nothing open
        await eventually(has_place, within=10)


async def test_a_stop_ends_what_waits(client: httpx.AsyncClient, tokens: Tokens) -> None:
    token = tokens.company(uuid4())
    begin = (await changes(client, token))["next"]
    waiting = asyncio.create_task(changes(client, token, after=begin, wait=30))
    await asyncio.sleep(0)
    transport = client._transport
    assert isinstance(transport, httpx.ASGITransport)
    transport.app.state.resources.stop.set()  # type: ignore[attr-defined]
    answer = await asyncio.wait_for(waiting, 5)
    assert (answer["items"], answer["more"]) == ([], False)


@asynccontextmanager
async def _served(client: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """The same app behind a real server: without one, an answer is read only when it has ended."""
    transport = client._transport
    assert isinstance(transport, httpx.ASGITransport)
    listener, stop = reserve("127.0.0.1", 0, "PORT"), asyncio.Event()
    port = listener.getsockname()[1]
    serving = asyncio.ensure_future(server_task(transport.app, listener, 2).run(stop))
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as served:
            yield served
    finally:
        stop.set()
        await serving


async def _events(
    client: httpx.AsyncClient, headers: dict[str, str], count: int
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    async with client.stream("GET", "/v1/changes", headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        async for line in stream.aiter_lines():
            if line.startswith("data: {"):
                found.append(json.loads(line.removeprefix("data: ")))
            if len(found) == count:
                return found
    return found
