"""A process of the toy service that kills itself at a chosen point, as a power cut would.

    python -m tests.integration.bus.worker ROLE POINT DATABASE BOOTSTRAP PREFIX

Roles: writer, relay, consumer. POINT is one of those below, or ``never``.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Any

from boucle.platform.bus import Bus, Producer
from boucle.platform.consuming.applying import Applier
from boucle.platform.consuming.consumer import Received
from boucle.platform.db import Database, WriteSession
from boucle.platform.outbox.relay import Relay, RelaySettings
from tests.integration.bus.support import apply, consumer, declare, write

WRITTEN = [f"2000{number:05d}" for number in range(30)]


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_around(owner: Any, method: str, point: str) -> None:
    """Make the owner's async method kill the process ``before`` or ``after`` it does its work."""
    whole = getattr(owner, method)

    async def cut(*arguments: Any, **named: Any) -> Any:
        if point == "before":
            die()
        result = await whole(*arguments, **named)
        die()
        return result

    setattr(owner, method, cut)


async def write_until(point: str, database: Database) -> None:
    if point == "before_commit":
        async with database.write() as session:
            await write(session, *WRITTEN)
            die()
    await declare(database, *WRITTEN)
    die()


async def relay_until(point: str, database: Database, bus: Bus) -> None:
    if point == "before_publish":
        die_around(Producer, "send", "before")
    elif point == "before_mark":
        die_around(Producer, "send", "after")
    elif point == "after_mark":
        die_around(Relay, "_publish", "after")
    settings = RelaySettings(batch_size=17, lease=2.0)
    await Relay(database=database, bus=bus, settings=settings).run(asyncio.Event())


async def consume_until(point: str, database: Database, bus: Bus) -> None:
    async def apply_then_die(session: WriteSession, batch: Sequence[Received]) -> None:
        await apply(session, batch)
        die()

    handle = apply_then_die if point == "before_progress" else apply
    if point == "after_commit":
        die_around(Applier, "_commit", "after")
    await consumer(bus, database, handle=handle).run(asyncio.Event())


async def main(role: str, point: str, url: str, bootstrap: str, prefix: str) -> None:
    bus = Bus(bootstrap, prefix, session_timeout_s=4.0)
    async with Database(url, application_name=f"toy {role}") as database:
        roles: dict[str, Callable[[], Any]] = {
            "writer": lambda: write_until(point, database),
            "relay": lambda: relay_until(point, database, bus),
            "consumer": lambda: consume_until(point, database, bus),
        }
        await roles[role]()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
