"""The client against a scripted server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from threading import Thread

import pytest
from httpx_retries import Retry

from boucle_client import Boucle
from boucle_client.retries import RETRY
from tests.unit.client.script import Play, Script

AT_ONCE: Retry = RETRY.copy_with(backoff_factor=0)

Start = Callable[[Play], tuple[Script, Boucle]]


@pytest.fixture
def start() -> Iterator[Start]:
    with ExitStack() as stack:

        def started(play: Play) -> tuple[Script, Boucle]:
            server = stack.enter_context(Script(play))
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            boucle = Boucle(server.url, "tool", "secret", retry=AT_ONCE)
            return server, stack.enter_context(boucle)

        yield started
