"""Declare a service to the code that runs it; nothing is built on import."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Generic

from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from typing_extensions import TypeVar

from boucle.platform.bus import Access, Bus
from boucle.platform.clock import Clock, system_clock
from boucle.platform.consuming.consumer import BatchHandler, Consumer, ConsumerSettings
from boucle.platform.db import Database
from boucle.platform.http import GuardedRouter
from boucle.platform.http.app import create_app
from boucle.platform.http.health import Check
from boucle.platform.http.quotas import Quotas
from boucle.platform.identity.keys import JwksKeys, KeySource
from boucle.platform.identity.tokens import Verifier
from boucle.platform.process.checks import lag_check
from boucle.platform.process.tasks import Task
from boucle.platform.recovery.given import VersionGiver
from boucle.platform.revocation import Revocations
from boucle.platform.settings import ServiceSettings
from boucle.platform.telemetry.metrics import new_metrics

S = TypeVar("S", bound=ServiceSettings, default=ServiceSettings)


def consumer_task(consumer: Consumer) -> Task:
    """Return a consumer as a task, with its lag among the checks."""
    return Task(f"consumer {consumer.name}", consumer.run, (lag_check(consumer),))


@dataclass(slots=True)
class Resources(Generic[S]):
    """What one process of a service holds. ``state`` is the service's own; ``stop`` is set when the
    process must end, so that waiting answers end."""

    service: str
    settings: S
    database: Database
    bus: Bus
    verifier: Verifier
    revocations: Revocations
    clock: Clock
    metrics: CollectorRegistry
    giver: VersionGiver | None = None
    checks: list[Check] = field(default_factory=list)
    state: SimpleNamespace = field(default_factory=SimpleNamespace)
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    def consumer(
        self, name: str, topics: Sequence[str], handle: BatchHandler, *, gather: float = 0.0
    ) -> Consumer:
        """Make a consumer on the process's database, bus and metrics."""
        return Consumer(
            name=name,
            topics=topics,
            handle=handle,
            bus=self.bus,
            database=self.database,
            clock=self.clock,
            metrics=self.metrics,
            settings=ConsumerSettings(gather=gather),
        )

    async def close(self) -> None:
        await self.bus.close()
        await self.database.close()


@asynccontextmanager
async def _nothing_else(_resources: Resources[S]) -> AsyncIterator[None]:
    yield


async def _nothing_to_prepare(_resources: Resources[S]) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Generic[S]):
    """Everything that differs from one service to another.

    ``access``: what it does on the bus; the ``topics`` command creates the topics it writes, the
    ``acls`` command prints the rights it needs. It reads its own topics where it takes them back
    after a restore.
    ``routers`` must not connect to anything: they are built for the OpenAPI description too.
    ``giver``: whose versions are asked for before an event is skipped.
    ``prepare``: what a process does to its database before it serves; a StartError ends it.
    ``lifespan``: around every process, for what the service opens and closes itself.
    ``processes``: more kinds beside ``api`` and ``worker``, by name, each with its tasks: they need
    Postgres only. One named ``x`` says how it fares at the port ``BOUCLE_X_HTTP_PORT``.
    ``commands``: more commands, by name, as typer takes them.
    """

    name: str
    settings: type[S]
    migrations: Path
    routers: Callable[[Resources[S]], Iterable[GuardedRouter]] = lambda _resources: ()
    tasks: Callable[[Resources[S]], Iterable[Task]] = lambda _resources: ()
    processes: Mapping[str, Callable[[Resources[S]], Iterable[Task]]] = field(default_factory=dict)
    access: Access = Access()  # noqa: RUF009 - frozen
    giver: VersionGiver | None = None
    prepare: Callable[[Resources[S]], Awaitable[None]] = _nothing_to_prepare
    lifespan: Callable[[Resources[S]], AbstractAsyncContextManager[None]] = _nothing_else
    commands: Mapping[str, Callable[..., None]] = field(default_factory=dict)


def build_resources(
    service: Service[S],
    settings: S,
    *,
    clock: Clock = system_clock,
    keys: KeySource | None = None,
    role: str = "api",
) -> Resources[S]:
    """Make the resources without connecting. ``keys`` replaces those at ``jwks_url``."""
    name = f"boucle-{service.name}-{role}"
    database = Database(
        settings.database_url,
        application_name=name,
        pool_size=settings.database_pool,
        by_key=role not in ("api", "command"),
    )
    revocations = Revocations(database, clock)
    return Resources(
        service=service.name,
        settings=settings,
        database=database,
        bus=Bus.from_settings(settings, client_id=name),
        verifier=Verifier(
            keys or JwksKeys(settings.jwks_url, clock=clock),
            clock=clock,
            issuer=settings.issuer,
            audience=settings.audience,
            revoked=revocations,
        ),
        revocations=revocations,
        clock=clock,
        metrics=new_metrics(service.name),
        giver=service.giver,
    )


def build_app(service: Service[S], resources: Resources[S]) -> FastAPI:
    settings = resources.settings
    return create_app(
        service.name,
        resources,
        service.routers(resources),
        origins=settings.cors_origins,
        quotas=Quotas(settings.quotas(), resources.metrics, open_at_once=settings.open_streams),
        unpack_ratio=settings.unpack_ratio,
    )
