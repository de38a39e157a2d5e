"""A receiver over real HTTP, and webhooks that walk and deliver when asked."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_network
from typing import Any
from uuid import UUID

import httpx
from standardwebhooks import Webhook

from boucle.notifications.directory.client import DirectoryClient
from boucle.notifications.seams import DirectoryPrincipals
from boucle.notifications.subscriptions.outbound import CallPolicy, OutboundClient
from boucle.notifications.subscriptions.sealing import Sealer
from boucle.notifications.subscriptions.webhooks.deliverer import Deliverer
from boucle.notifications.subscriptions.webhooks.feeder import Feeder
from boucle.notifications.subscriptions.webhooks.metrics import webhook_metrics
from boucle.platform.db import Database
from boucle.platform.telemetry.metrics import new_metrics
from tests.integration.notifications.support import KEY, Registry
from tests.kit import FrozenClock

HERE = CallPolicy(allowed=[ip_network("127.0.0.0/8")])


@dataclass(frozen=True)
class Got:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def version(self) -> int:
        return int(self.json["data"]["version"])

    def is_signed_by(self, secret: str) -> bool:
        """By the reference library, which takes no moment but its own clock's: so a signature made
        with another clock is made again."""
        moment = datetime.fromtimestamp(int(self.headers["webhook-timestamp"]), UTC)
        made = Webhook(secret).sign(self.id, moment, self.body.decode())
        return made in self.headers["webhook-signature"].split(" ")


@dataclass
class Says:
    """An answer; ``hangs``: none."""

    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    hangs: bool = False


@dataclass
class Receiver:
    """``answer``: asked for each request, in its order."""

    port: int = 0
    got: list[Got] = field(default_factory=list)
    answer: Callable[[Got], Says] = lambda _got: Says()
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def at(self, path: str) -> list[Got]:
        return [one for one in self.got if one.path == path]

    def versions_of(self, thing: UUID) -> list[int]:
        return [one.version for one in self.got if one.json["data"]["id"] == str(thing)]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.strip().split("\r\n")
            headers = {
                name.lower(): value for name, _, value in (one.partition(": ") for one in lines)
            }
            body = await reader.readexactly(int(headers["content-length"]))
            got = Got(first.split(" ")[1], headers, body)
            self.got.append(got)
            says = self.answer(got)
            if says.hangs:
                await reader.read()  # until the caller gives up
                return
            more = "".join(f"{name}: {value}\r\n" for name, value in says.headers.items())
            text = f"HTTP/1.1 {says.status} X\r\ncontent-length: {len(says.body)}\r\n{more}\r\n"
            writer.write(text.encode() + says.body)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            self._writers.discard(writer)

    def close(self) -> None:
        """Whoever hangs sees the end of its request."""
        for writer in list(self._writers):
            writer.transport.abort()


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    async with await asyncio.start_server(receiver.serve, "127.0.0.1", 0) as server:
        receiver.port = server.sockets[0].getsockname()[1]
        yield receiver
        receiver.close()


@dataclass
class Desk:
    """Webhooks of one database; nothing runs by itself."""

    database: Database
    clock: FrozenClock
    feeder: Feeder
    deliverer: Deliverer

    async def queue(self) -> None:
        while await self.feeder.feed_once():
            pass

    async def run(self) -> int:
        """Queue what changed and try what is due, until nothing is; how many attempts."""
        await self.queue()
        tried = 0
        while now := await self.deliverer.deliver_due():
            tried += now
        return tried

    async def rows(self, query: str, *arguments: object) -> list[dict[str, Any]]:
        async with self.database.read() as session:
            return [dict(row) for row in await session.fetch(query, *arguments)]


@asynccontextmanager
async def a_desk(
    database: Database, clock: FrozenClock, registry: Registry, *, seconds: float = 10
) -> AsyncIterator[Desk]:
    """``seconds``: that an attempt may take."""
    wake, metrics = asyncio.Event(), webhook_metrics(new_metrics("notifications"))
    slow = httpx.AsyncClient(timeout=60)  # on a busy machine; who is not answered queues nothing
    async with slow as http, OutboundClient(HERE, seconds=seconds) as client:
        directory = DirectoryClient(http, registry.url, "notifications", "secret", clock)
        deliverer = Deliverer(
            database=database,
            client=client,
            sealer=Sealer(KEY),
            clock=clock,
            chance=lambda: 0.5,
            metrics=metrics,
            wake=wake,
        )
        yield Desk(
            database,
            clock,
            Feeder(database, DirectoryPrincipals(directory), clock, metrics, wake),
            deliverer,
        )


def a_tool(registry: Registry, name: str = "t-1") -> None:
    registry.principals[name] = {"role": "tool", "organisations": [], "territories": []}


def a_company(registry: Registry, organisation: UUID, name: str = "company") -> None:
    registry.principals[name] = {
        "role": "company",
        "organisations": [str(organisation)],
        "territories": [],
    }
