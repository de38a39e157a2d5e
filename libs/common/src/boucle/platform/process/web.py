"""Declare and run a service that holds nothing: it serves HTTP, and asks others."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Generic

import uvloop
from fastapi import FastAPI
from joserfc.jwk import OKPKey
from prometheus_client import CollectorRegistry
from typing_extensions import TypeVar

from boucle.platform.clock import Clock, system_clock
from boucle.platform.http.app import create_app
from boucle.platform.http.guarded import GuardedRouter
from boucle.platform.http.health import Check
from boucle.platform.http.quotas import Quotas
from boucle.platform.identity.tokens import Verifier
from boucle.platform.process.exits import or_exit, settings_or_exit
from boucle.platform.process.server import reserve, server_task
from boucle.platform.process.supervise import TaskDied, stopping_on_signals, supervise
from boucle.platform.settings import ProcessSettings
from boucle.platform.telemetry.logs import configure_logging
from boucle.platform.telemetry.metrics import new_metrics

P = TypeVar("P", bound=ProcessSettings, default=ProcessSettings)


class _NoKeys:
    """Of a service whose callers bring no token."""

    async def find(self, kid: str) -> OKPKey | None:
        return None


@dataclass(slots=True)
class WebResources(Generic[P]):
    """What the process holds. ``state`` is the service's own; ``stop`` is set when it must end."""

    service: str
    settings: P
    metrics: CollectorRegistry
    clock: Clock = system_clock
    verifier: Verifier = field(default_factory=lambda: Verifier(_NoKeys(), clock=system_clock))
    checks: list[Check] = field(default_factory=list)
    state: SimpleNamespace = field(default_factory=SimpleNamespace)
    stop: asyncio.Event = field(default_factory=asyncio.Event)


@asynccontextmanager
async def _nothing_else(_resources: WebResources[P]) -> AsyncIterator[None]:
    yield


@dataclass(frozen=True, slots=True, kw_only=True)
class WebService(Generic[P]):
    """``routers`` must not connect to anything. ``lifespan``: around the process, for what it opens
    and closes itself."""

    name: str
    settings: type[P]
    routers: Callable[[WebResources[P]], Iterable[GuardedRouter]]
    lifespan: Callable[[WebResources[P]], AbstractAsyncContextManager[None]] = _nothing_else


def build_web_app(service: WebService[P], resources: WebResources[P]) -> FastAPI:
    settings = resources.settings
    return create_app(
        service.name,
        resources,
        service.routers(resources),
        quotas=Quotas(settings.quotas(), resources.metrics, open_at_once=settings.open_streams),
        unpack_ratio=settings.unpack_ratio,
    )


async def run_web(service: WebService[P], resources: WebResources[P], stop: asyncio.Event) -> None:
    """Serve until ``stop``."""
    settings = resources.settings
    resources.stop = stop
    with reserve(settings.http_host, settings.http_port, "BOUCLE_HTTP_PORT") as listener:
        async with service.lifespan(resources):
            app = build_web_app(service, resources)
            server = server_task(app, listener, settings.drain_seconds, settings.entry_networks)
            await supervise([server], stop, settings.drain_seconds)


def main_web(service: WebService[P]) -> None:
    """Run it. Exit status: 0 done, 1 failed (one line says why), 2 bad settings."""
    settings = settings_or_exit(service.settings)
    configure_logging(f"{service.name}-api", level=settings.log_level, style=settings.log_format)

    async def until_stopped() -> None:
        stop = asyncio.Event()
        resources = WebResources(service.name, settings, new_metrics(service.name))
        with stopping_on_signals(stop):
            await run_web(service, resources, stop)

    or_exit(lambda: uvloop.run(until_stopped()), TaskDied)
