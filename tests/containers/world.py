"""The chaos tests' world, entered from outside, by the entry's published port."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx

from boucle.local.services import OPERATOR, SERVICES
from boucle.local.system import System
from boucle.platform.bus import Bus
from boucle.platform.db import Database
from tests.chaos.callers import Caller, Credentials
from tests.chaos.world import FEDERATION, SOURCE, World, declare_territories, principal
from tests.containers.mailpit import AsSink
from tests.containers.names import known
from tests.containers.stack import Stack


@asynccontextmanager
async def entered(stack: Stack) -> AsyncIterator[World]:
    """Territories and principals are made; databases and log are looked into, never written."""
    with known(stack):
        async with AsyncExitStack() as opened:
            yield await _entered(stack, opened)


async def _entered(stack: Stack, opened: AsyncExitStack) -> World:
    databases = {}
    for service in SERVICES:
        url = (stack.secrets / f"{service.name}_database_url").read_text()
        database = Database(url, application_name="looker", pool_size=3)
        databases[service.name] = await opened.enter_async_context(database)
    bus = Bus("kafka:9092", client_id="looker")
    opened.push_async_callback(bus.close)
    limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
    http = await opened.enter_async_context(
        httpx.AsyncClient(base_url=stack.entry, timeout=30, limits=limits, trust_env=False)
    )
    mail = await opened.enter_async_context(
        httpx.AsyncClient(transport=AsSink(stack.mail), base_url="http://sink")
    )
    secret = (stack.secrets / "operator_client").read_text()
    operator = Caller(http, Credentials(OPERATOR, secret))
    await declare_territories(operator)
    tool = await principal(
        operator, {"name": "Chaos", "role": "tool", "source": SOURCE, "verifies": True}
    )
    animator = await principal(
        operator, {"name": "Animator", "role": "animator", "territories": [FEDERATION]}
    )
    here = System(Path("/nonexistent"))  # no part of it runs
    return World(here, databases, bus, http, mail, operator, tool, animator)
