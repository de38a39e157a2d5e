"""Runs services inside a test: their app over ASGI, their worker as a task of the test's loop."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx

from boucle.platform.bus import Bus
from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.process.runtime import add_checks, worker_tasks
from boucle.platform.process.server import reserve, server_task
from boucle.platform.process.service import Resources, Service, build_app, build_resources
from boucle.platform.process.supervise import supervise
from boucle.platform.settings import example_settings
from tests.kit.databases import Databases
from tests.kit.tokens import Tokens
from tests.kit.topics import delete_topics

_DRAIN = 5.0
_QUICK_DRAIN = 1.0
_NOWHERE = "127.0.0.1:9"
TOPICS = (
    *("territory", "site", "establishments", "flow", "sharing", "person"),
    *("lists", "life", "group", "introduction", "meeting", "principal"),
)


class ServiceDatabase(Protocol):
    """The test's own database of a service, migrated (at first up to ``revision``); the same at
    each call."""

    async def __call__(self, service: Service[Any], revision: str = "head") -> Database: ...


class ApiClient(Protocol):
    """A client of the service's app. ``settings`` override those of the kit."""

    def __call__(
        self, service: Service[Any], **settings: object
    ) -> AbstractAsyncContextManager[httpx.AsyncClient]: ...


class RunningWorker(Protocol):
    """The service's tasks and relay, running; leaving the block drains them.

    A task that died raises when the block ends.
    """

    def __call__(
        self, service: Service[Any], **settings: object
    ) -> AbstractAsyncContextManager[Resources[Any]]: ...


@dataclass
class Kit:
    """All that one test makes; ``close`` drops its databases and topics.

    ``kafka_bootstrap`` starts the broker: asked for only when a worker needs it. An API needs none.
    """

    databases: Databases
    kafka_bootstrap: Callable[[], str]
    topic_prefix: str
    tokens: Tokens
    clock: Clock
    _urls: dict[str, str] = field(default_factory=dict)
    _opened: dict[str, Database] = field(default_factory=dict)
    _topics: set[str] = field(default_factory=set)

    async def database(self, service: Service[Any], revision: str = "head") -> Database:
        if service.name not in self._opened:
            self._opened[service.name] = Database(
                await self._url(service, revision), application_name="boucle-test", pool_size=5
            )
        return self._opened[service.name]

    @asynccontextmanager
    async def client(
        self, service: Service[Any], **settings: object
    ) -> AsyncIterator[httpx.AsyncClient]:
        given = {"kafka_bootstrap": _NOWHERE, **settings}
        async with self._resources(service, "api", given) as resources:
            add_checks(service, resources, broker_required=False)
            app = build_app(service, resources)
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://boucle") as client:
                yield client

    @asynccontextmanager
    async def served(self, service: Service[Any], **settings: object) -> AsyncIterator[str]:
        """The service's app behind a port of this machine; its address. For a browser."""
        given = {"kafka_bootstrap": _NOWHERE, **settings}
        listener = reserve("127.0.0.1", 0, "the test")
        stop = asyncio.Event()
        async with self._resources(service, "api", given) as resources:
            add_checks(service, resources, broker_required=False)
            task = server_task(build_app(service, resources), listener, _QUICK_DRAIN)
            serving = asyncio.ensure_future(task.run(stop))
            try:
                yield f"http://127.0.0.1:{listener.getsockname()[1]}"
            finally:
                stop.set()
                await serving

    @asynccontextmanager
    async def worker(
        self, service: Service[Any], **settings: object
    ) -> AsyncIterator[Resources[Any]]:
        given = {"kafka_bootstrap": self.kafka_bootstrap(), **settings}
        async with self._resources(service, "worker", given) as resources:
            await self._make_topics(service, resources.bus)
            add_checks(service, resources, broker_required=True)
            stop = asyncio.Event()
            tasks = worker_tasks(service, resources)
            running = asyncio.create_task(supervise(tasks, stop, _DRAIN), name=service.name)
            try:
                yield resources
            finally:
                stop.set()
                await running

    @asynccontextmanager
    async def command(
        self, service: Service[Any], **settings: object
    ) -> AsyncIterator[Resources[Any]]:
        """What a command of the service works with."""
        async with self._resources(service, "command", settings) as resources:
            yield resources

    async def close(self) -> None:
        for database in self._opened.values():
            await database.close()
        for url in self._urls.values():
            await self.databases.drop(url)
        if self._topics:
            await delete_topics(self.kafka_bootstrap(), self.topic_prefix)

    @asynccontextmanager
    async def _resources(
        self, service: Service[Any], role: str, overrides: dict[str, object]
    ) -> AsyncIterator[Resources[Any]]:
        given: dict[str, object] = {
            "database_url": await self._url(service),
            "database_pool": 5,
            "topic_prefix": self.topic_prefix,
        }
        resources = build_resources(
            service,
            example_settings(service.settings, **{**given, **overrides}),
            clock=self.clock,
            keys=self.tokens.keys,
            role=role,
        )
        try:
            await service.prepare(resources)
            async with service.lifespan(resources):
                yield resources
        finally:
            await resources.close()

    async def _url(self, service: Service[Any], revision: str = "head") -> str:
        if service.name not in self._urls:
            url = await self.databases.clone(service.migrations, revision)
            self._urls[service.name] = url
        return self._urls[service.name]

    async def _make_topics(self, service: Service[Any], bus: Bus) -> None:
        """Make the topics that the service reads or writes: one broker serves every test, and each
        topic is twelve folders of it."""
        wanted = {*service.access.reads, *service.access.writes} - self._topics
        if wanted:
            await bus.ensure_topics(wanted)
            self._topics |= wanted
