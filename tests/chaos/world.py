"""The system under fault, its clients, and the companies that live in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from boucle.local import start, stop
from boucle.local.processes import marked
from boucle.local.services import OPERATOR
from boucle.local.system import System
from boucle.platform.bus import Bus
from boucle.platform.db import Database
from tests.chaos.callers import Caller, Credentials, Json
from tests.kit.contact import ANIMATOR, CONTROLLER
from tests.kit.quotas import without_quotas

SOURCE = "chaos"
FEDERATION = "200010700"
SHORT_LISTS, LONG_LISTS, STEAM = "200010718", "200010726", "200010734"
TERRITORIES = (FEDERATION, SHORT_LISTS, LONG_LISTS, STEAM)
_AT_ONCE = 16


class Quiet:
    """A reporter that shows nothing."""

    def started(self, name: str) -> None: ...
    def noted(self, name: str, note: str) -> None: ...
    def done(self, name: str, seconds: float, note: str) -> None: ...
    def failed(self, name: str, seconds: float) -> None: ...


@dataclass(frozen=True)
class World:
    """Databases by service; ``http`` speaks to the entry, ``mail`` to the sink."""

    system: System
    databases: dict[str, Database]
    bus: Bus
    http: httpx.AsyncClient
    mail: httpx.AsyncClient
    operator: Caller
    tool: Caller
    animator: Caller

    async def up(self) -> None:
        """Start what does not run."""
        await asyncio.to_thread(start.up, self.system, Quiet())

    @property
    def callers(self) -> tuple[Caller, ...]:
        return self.operator, self.tool, self.animator


@asynccontextmanager
async def running_world(home: Path) -> AsyncIterator[World]:
    """Everything started in ``home``, territories and principals made; stopped at the end."""
    without_quotas()
    system = System(home)
    try:
        await asyncio.to_thread(start.up, system, Quiet())
        async with AsyncExitStack() as stack:
            yield await _entered(system, stack)
    finally:
        await asyncio.to_thread(stop.down, system, Quiet())
    left = marked(system.home)
    assert left == [], f"processes left behind: {left}"


async def _entered(system: System, stack: AsyncExitStack) -> World:
    at = system.addresses()
    databases = {}
    for service in system.services:
        database = Database(
            system.database_url(service.name), application_name="chaos", pool_size=3
        )
        databases[service.name] = await stack.enter_async_context(database)
    bus = Bus(at.kafka, client_id="chaos")
    stack.push_async_callback(bus.close)
    limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
    http = await stack.enter_async_context(
        httpx.AsyncClient(base_url=at.entry_url, timeout=20, limits=limits, trust_env=False)
    )
    # Asked now and then: a connection that is kept may be closed as it is used again.
    asked_anew = httpx.Limits(max_keepalive_connections=0)
    mail = await stack.enter_async_context(
        httpx.AsyncClient(base_url=at.mail_url, timeout=20, limits=asked_anew, trust_env=False)
    )
    secret = (system.secrets / f"{OPERATOR}.client").read_text().strip()
    operator = Caller(http, Credentials(OPERATOR, secret))
    await declare_territories(operator)
    tool = await principal(
        operator, {"name": "Chaos", "role": "tool", "source": SOURCE, "verifies": True}
    )
    animator = await principal(
        operator, {"name": "Animator", "role": "animator", "territories": [FEDERATION]}
    )
    return World(system, databases, bus, http, mail, operator, tool, animator)


async def declare_territories(operator: Caller) -> None:
    near: Json = {"limits": {"distance": "40"}}
    settings: dict[str, Json] = {
        FEDERATION: {"kind": "federation", "controller": CONTROLLER},
        SHORT_LISTS: {"kind": "epci", "parent": FEDERATION, "k": 4, **near},
        LONG_LISTS: {"kind": "epci", "parent": FEDERATION, "k": 10, "threshold": 5000, **near},
        STEAM: {"kind": "epci", "parent": FEDERATION},
    }
    for siren, body in settings.items():
        await operator.put(
            f"/v1/territories/{siren}",
            {"name": f"Territory {siren}", "policy": "animator", "animator": ANIMATOR, **body},
        )


async def principal(operator: Caller, body: Json) -> Caller:
    made = await operator.post("/v1/principals", body)
    return Caller(operator.http, Credentials(made["client_id"], made["client_secret"]))


@dataclass(frozen=True, slots=True)
class Company:
    """An organisation with one site, under one external id."""

    name: str
    territory: str
    latitude: float
    longitude: float

    def organisation(self) -> Json:
        return {
            "name": f"Company {self.name}",
            "territory": self.territory,
            "example": True,
            "contacts": [{"name": "Contact", "email": f"{self.name}@chaos.example", "role": "QSE"}],
        }

    def site(self, latitude: float, longitude: float) -> Json:
        return {
            "organisation": self.name,
            "name": f"Site {self.name}",
            "latitude": latitude,
            "longitude": longitude,
            "location_precision": "address",
            "territory": self.territory,
            "treatments": ["R1", "R3", "R5"],
            "example": True,
        }


async def settle(tool: Caller, companies: list[Company], source: str) -> None:
    """Declare the companies and their sites, under the tool's source."""
    limit = asyncio.Semaphore(_AT_ONCE)

    async def one(company: Company) -> None:
        async with limit:
            path = f"/v1/sources/{source}"
            await tool.put(f"{path}/organisations/{company.name}", company.organisation())
            site = company.site(company.latitude, company.longitude)
            await tool.put(f"{path}/sites/{company.name}", site)

    async with asyncio.TaskGroup() as group:
        for company in companies:
            group.create_task(one(company))
