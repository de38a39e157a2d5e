"""A service's API over real HTTP, in a thread with a loop of its own: for clients that block."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from boucle.platform.identity import KeySource
from boucle.platform.process.server import reserve, server_task
from boucle.platform.process.service import Service, build_app, build_resources
from boucle.platform.settings import example_settings
from tests.kit.databases import Databases
from tests.kit.frozen import FrozenClock


@contextmanager
def serving(
    service: Service[Any], databases: Databases, keys: KeySource, clock: FrozenClock
) -> Iterator[str]:
    """The address of the API, on a database of its own."""
    url = asyncio.run(databases.clone(service.migrations))
    settings = example_settings(service.settings, database_url=url, database_pool=3)
    listener = reserve("127.0.0.1", 0, "BOUCLE_HTTP_PORT")
    listener.listen()  # its clients may come before it serves
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        resources = build_resources(service, settings, clock=clock, keys=keys)
        try:
            await service.prepare(resources)
            async with service.lifespan(resources):
                app = build_app(service, resources)
                await server_task(app, listener, 1.0).run(stop)
        finally:
            await resources.close()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
        asyncio.run(databases.drop(url))
