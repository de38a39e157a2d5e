"""Clients that are given up or closed at a bad moment leave no connection open, nor end who did."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest

from boucle.local.parts.kafka import EmbeddedKafka
from boucle.platform.bus import Bus
from tests.integration.bus.support import TOPIC, eventually

CLIENTS: dict[str, Callable[[Bus], AbstractAsyncContextManager[Any]]] = {
    "reader": lambda bus: bus.reader([TOPIC]),
    "producer": lambda bus: bus.producer(),
    "membership": lambda bus: bus.membership("group", [TOPIC]),
}


class SlowDoor:
    """In front of the broker; it answers a connection's first question only, the others late."""

    def __init__(self, broker: str) -> None:
        self._host, _, self._port = broker.partition(":")
        self.asked_twice = asyncio.Event()
        self.late = asyncio.Event()

    async def enter(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        within, out = await asyncio.open_connection(self._host, int(self._port))
        try:
            await _frame(reader, out)
            await _frame(within, writer)
            await _frame(reader, out)
            self.asked_twice.set()
            await self.late.wait()
            await _frame(within, writer)
            await reader.read()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            out.close()
            writer.close()


async def _frame(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    """One question or answer of Kafka's: its length, then itself."""
    length = await source.readexactly(4)
    to.write(length + await source.readexactly(int.from_bytes(length)))
    await to.drain()


@asynccontextmanager
async def slow_door(broker: str) -> AsyncIterator[tuple[str, SlowDoor]]:
    door = SlowDoor(broker)
    async with await asyncio.start_server(door.enter, "127.0.0.1", 0) as server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}", door


@pytest.fixture
def left_open(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was found open when nobody held it any more."""
    found: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda said: found.append(str(said.exc_value)))
    return found


@pytest.mark.parametrize("client", CLIENTS)
async def test_giving_up_a_start_closes_its_connection(
    client: str, bus: Bus, kafka: EmbeddedKafka, left_open: list[str]
) -> None:
    async with slow_door(kafka.bootstrap) as (address, door):
        slow = Bus(address, bus.prefix)

        async def start() -> None:
            async with CLIENTS[client](slow):
                pass

        starting = asyncio.ensure_future(start())
        async with asyncio.timeout(10):
            await door.asked_twice.wait()
            starting.cancel()
            asyncio.get_running_loop().call_later(0.1, door.late.set)
            await asyncio.wait([starting])
        assert starting.cancelled()
        del starting
        gc.collect()
    assert left_open == []


async def test_closing_while_the_broker_is_away_ends_nobody_else(
    kafka: EmbeddedKafka, bus: Bus, left_open: list[str]
) -> None:
    """A fetch that waits to try again is cancelled by the client, which gave that cancellation
    out as its caller's."""
    async with bus.reader([TOPIC]) as reader:
        try:
            assert await reader.poll(1, 0.5) == []
            kafka.signal(signal.SIGKILL)
            await eventually(_running(kafka), lambda runs: not runs)
            assert await reader.poll(1, 0.5) == []
            await reader.close()
        finally:
            await asyncio.to_thread(kafka.start)
    gc.collect()
    assert left_open == []


def _running(kafka: EmbeddedKafka) -> Callable[[], Any]:
    async def running() -> bool:
        return kafka.is_running()

    return running
