"""One worker of the lists, as a process: ``python -m ... DATABASE BOOTSTRAP PREFIX``."""

from __future__ import annotations

import asyncio
import sys

from boucle.matching.lists.worker import ListWorker, WorkerSettings
from boucle.platform.bus import Bus
from boucle.platform.db import Database
from boucle.platform.process.supervise import stopping_on_signals
from tests.integration.matching.lists.building import rules


async def main(database_url: str, bootstrap: str, prefix: str) -> None:
    database = Database(database_url, application_name="boucle-lists-test", pool_size=3)
    bus = Bus(bootstrap, prefix, session_timeout_s=6.0)
    worker = ListWorker(
        database=database, bus=bus, rules=rules(), settings=WorkerSettings(watch_every=0.5)
    )
    stop = asyncio.Event()
    with stopping_on_signals(stop):
        await worker.run(stop)
    await bus.close()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
