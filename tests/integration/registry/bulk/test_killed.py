"""A real api process on a real connection: it answers while it is sent to; killed in the middle,
what is sent again is there once."""

import asyncio
import json
import os
import sys
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import pytest

from boucle.platform.clock import Clock, system_clock
from boucle.platform.db import Database
from boucle.registry.app import SERVICE
from tests.integration.registry.bulk.conftest import BULK, NDJSON, packed, read, row
from tests.integration.registry.conftest import FALAISE, Body, flow, organisation, site, territory
from tests.kit import ServiceDatabase, Tokens, eventually

FLOWS = 2000


@pytest.fixture
def clock() -> Clock:
    """The process tells the time itself."""
    return system_clock


@dataclass
class Served:
    """How to start the api; the database it writes to; its tool's headers once it has one."""

    environment: dict[str, str]
    database: Database
    tokens: Tokens
    tool: dict[str, str]

    @asynccontextmanager
    async def api(self) -> AsyncIterator[tuple[Process, str]]:
        """The process and its address."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-W", "error", "-m", "boucle.registry", "api"),
            env=self.environment,
            stdout=PIPE,
            stderr=DEVNULL,
        )
        try:
            assert process.stdout is not None
            async with asyncio.timeout(60):
                while True:
                    line = json.loads(await process.stdout.readline())
                    if line["event"] == "listening":
                        break
            yield process, f"http://{line['host']}:{line['port']}"
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()

    async def prepare(self, address: str) -> None:
        """A territory, a tool, its organisation with ten sites."""
        operator = self.tokens.operator()
        async with httpx.AsyncClient(base_url=address) as client:
            path = f"/v1/territories/{FALAISE}"
            await client.put(path, json=territory(), headers=operator)
            says = {"name": "tyca", "role": "tool", "source": "tyca", "verifies": True}
            made = await client.post("/v1/principals", json=says, headers=operator)
            self.tool = self.tokens.tool(made.json()["client_id"])
        rows = [row("organisation", "org", organisation())]
        rows += [row("site", f"s{number}", site()) for number in range(10)]
        _, summary = await self.send(address, packed(rows))
        assert summary["created"] == 11

    async def send(self, address: str, content: bytes) -> tuple[list[Body], Body]:
        async with httpx.AsyncClient(base_url=address, timeout=60) as client:
            headers = {**self.tool, **NDJSON}
            return read((await client.post(BULK, content=content, headers=headers)).content)

    async def count(self) -> int:
        async with self.database.read() as session:
            found: int = await session.fetchval("SELECT count(*) FROM flow")
            return found


@pytest.fixture
async def served(service_database: ServiceDatabase, tokens: Tokens) -> AsyncIterator[Served]:
    database = await service_database(SERVICE)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BOUCLE_")}
    with tokens.served() as keys:
        environment = {
            **clean,
            "BOUCLE_DATABASE_URL": database.url,
            "BOUCLE_KAFKA_BOOTSTRAP": "127.0.0.1:9",
            "BOUCLE_HTTP_PORT": "0",
            "BOUCLE_JWKS_URL": keys,
            "BOUCLE_PERSON_KEY": "0" * 32,
            "BOUCLE_ENCRYPTION_KEY": "0" * 32,
        }
        yield Served(environment, database, tokens, {})


def flows(count: int = FLOWS) -> Iterator[bytes]:
    for number in range(count):
        body = flow(site=f"s{number % 10}", quantity={"value": str(number + 1), "unit": "t"})
        yield packed([row("flow", f"f{number}", body)])


async def conversation(
    address: str, tool: dict[str, str], first: bytes = b" 200 OK"
) -> tuple[StreamReader, StreamWriter]:
    """A request whose body is still to come, by chunks; what comes ``first`` is read."""
    host, port = address.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    headers = {**tool, **NDJSON, "Host": host, "Transfer-Encoding": "chunked"}
    lines = [f"POST {BULK} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.splitlines()[0].endswith(first)
    return reader, writer


def chunk(content: bytes) -> bytes:
    return f"{len(content):x}\r\n".encode() + content + b"\r\n"


async def next_chunk(reader: StreamReader) -> bytes:
    size = int(await reader.readuntil(b"\r\n"), 16)
    return (await reader.readexactly(size + 2))[:-2]


async def test_each_row_is_answered_before_the_next_is_sent(served: Served) -> None:
    async with served.api() as (_, address):
        await served.prepare(address)
        reader, writer = await conversation(address, served.tool)
        for number, line in enumerate(flows(5), 1):
            writer.write(chunk(line))
            answer = json.loads(await asyncio.wait_for(next_chunk(reader), 20))
            assert (answer["line"], answer["status"]) == (number, 201)
        writer.write(chunk(b""))
        _, summary = read(await next_chunk(reader))
        assert (summary["created"], summary["complete"]) == (5, True)
        writer.close()


async def test_who_waits_for_100_continue_gets_it(served: Served) -> None:
    async with served.api() as (_, address):
        await served.prepare(address)
        expecting = {**served.tool, "Expect": "100-continue"}
        _, writer = await conversation(address, expecting, first=b" 100 Continue")
        writer.close()


async def test_a_client_that_goes_leaves_what_it_sent_whole(served: Served) -> None:
    async with served.api() as (_, address):
        await served.prepare(address)
        _, writer = await conversation(address, served.tool)
        writer.write(chunk(b"".join(flows(300)) + packed([row("flow", "half", flow())])[:-10]))
        await writer.drain()
        writer.close()

        async def all_there() -> bool:
            return await served.count() == 300

        await eventually(all_there)
        again, summary = await served.send(address, b"".join(flows(301)))
        assert Counter(one["status"] for one in again) == {200: 300, 201: 1}
        assert summary["complete"]


async def test_killed_in_the_middle_and_sent_again_each_is_there_once(served: Served) -> None:
    content = b"".join(flows())
    for least in (1, FLOWS // 3):
        async with served.api() as (process, address):
            if not served.tool:
                await served.prepare(address)
            sending = asyncio.create_task(served.send(address, content))

            async def some_are_there(least: int = least) -> bool:
                return await served.count() >= least

            await eventually(some_are_there, within=60)
            process.kill()
            with pytest.raises(httpx.TransportError):
                await sending
        assert await served.count() < FLOWS
    there = await served.count()
    async with served.api() as (_, address):
        results, summary = await served.send(address, content)
    assert Counter(one["status"] for one in results) == {200: there, 201: FLOWS - there}
    assert summary == {
        "rows": FLOWS,
        "created": FLOWS - there,
        "updated": 0,
        "unchanged": there,
        "withdrawn": 0,
        "failed": 0,
        "complete": True,
        "why": None,
    }
    assert await served.count() == FLOWS
    async with served.database.read() as session:
        rows = await session.fetch(
            "SELECT key, count(*) AS events FROM outbox WHERE topic = 'flow' GROUP BY key"
        )
    assert Counter(line["events"] for line in rows) == {1: FLOWS}
