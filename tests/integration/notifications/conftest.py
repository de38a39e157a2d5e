"""An office per test: its own database, mail server and registry."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from boucle.local.mailsink.mailbox import SinkMailbox
from boucle.notifications.app import SERVICE
from tests.integration.notifications.support import (
    Office,
    Registry,
    Sink,
    an_office,
    listening,
    serving,
)
from tests.kit import FrozenClock, ServiceDatabase


@pytest.fixture
def registry() -> Iterator[Registry]:
    with serving(Registry()) as running:
        yield running


@pytest.fixture
async def sink(tmp_path: Path) -> AsyncIterator[Sink]:
    server, running = await listening(SinkMailbox(tmp_path / "mail"))
    async with server:
        yield running


@pytest.fixture
async def office(
    service_database: ServiceDatabase, clock: FrozenClock, registry: Registry, sink: Sink
) -> AsyncIterator[Office]:
    async with httpx.AsyncClient() as http:
        made = an_office(await service_database(SERVICE), clock, registry, sink, http)
        yield made
        await made.sender.post.close()
