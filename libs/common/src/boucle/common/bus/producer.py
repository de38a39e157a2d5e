"""An idempotent producer, given up whole after any failure.

aiokafka's idempotent producer retries for ever and can wedge after a broker outage, so nothing is
asked of it after an error: it is abandoned, and its owner makes a new one. What was in flight may
or may not be in the log: sent again, it is a harmless duplicate.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from boucle.common.bus.connection import REQUEST_TIMEOUT_S, failure
from boucle.common.bus.reaching import reaching
from boucle.common.bus.records import Message

_ABANDON_S = 1.0


class Producer:
    """Made by ``Bus.producer``; an async context manager."""

    def __init__(self, prefix: str, arguments: Mapping[str, Any]) -> None:
        self._prefix = prefix
        self._arguments = arguments
        self._producer = AIOKafkaProducer(
            **arguments,
            enable_idempotence=True,
            acks="all",
            linger_ms=0,
            max_batch_size=256 * 1024,
        )
        self.broken = False
        """Whether a send failed: the next one needs a new producer."""

    async def __aenter__(self) -> Self:
        try:
            async with reaching("connect a producer", self._arguments):
                await asyncio.wait_for(self._producer.start(), REQUEST_TIMEOUT_S)
        except BaseException:
            await self._abandon()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._abandon()

    async def send(
        self,
        messages: Sequence[Message],
        timeout: float,  # noqa: ASYNC109
    ) -> list[BaseException | None]:
        """Send in order; per message, None once every in-sync replica has it, else why not.

        Never raises for the broker's sake. After any failure ``broken`` is set, and nothing sent
        here reaches the log later: the producer is dead when this returns.
        """
        futures: list[asyncio.Future[object]] = []
        refused: BaseException | None = None
        try:
            async with asyncio.timeout(timeout):
                for message in messages:
                    # One by one: after a failure, those before it are still asked about.
                    futures.append(await self._append(message))  # noqa: PERF401
                if futures:
                    await asyncio.wait(futures)
        except (KafkaError, OSError) as error:  # OSError: TimeoutError too
            refused = error
        except BaseException:
            for future in futures:
                future.cancel()
            await self._abandon()
            raise
        outcomes = [_outcome(future, refused) for future in futures]
        outcomes += [refused] * (len(messages) - len(futures))
        if any(outcome is not None for outcome in outcomes):
            await self._abandon()
        return outcomes

    async def send_one(self, message: Message, timeout: float) -> None:  # noqa: ASYNC109
        """Send and wait until every in-sync replica has it. Raises BusUnavailable, BusRefused."""
        (outcome,) = await self.send([message], timeout)
        if outcome is not None:
            raise failure(f"send to {message.topic}", outcome) from outcome

    async def _append(self, message: Message) -> asyncio.Future[object]:
        future: asyncio.Future[object] = await self._producer.send(
            f"{self._prefix}{message.topic}",
            value=message.value,
            key=None if message.key is None else message.key.encode(),
            headers=[(name, value.encode()) for name, value in message.headers.items()],
        )
        return future

    async def _abandon(self) -> None:
        """End its background task, then its connections: nothing is sent from here on.

        Not by the client's own ``stop``: that one waits for everything in flight, for ever.
        """
        self.broken = True
        producer = self._producer
        producer._closed = True
        sending = producer._sender.sender_task
        if sending is not None and not sending.done():
            sending.cancel()
            await self._hang_up()
            # Its requests fail on closed connections; a second cancellation ends what does not.
            with suppress(asyncio.CancelledError, KafkaError, TimeoutError):
                await asyncio.wait_for(sending, _ABANDON_S)
        await self._hang_up()

    async def _hang_up(self) -> None:
        with suppress(KafkaError, OSError):
            await asyncio.wait_for(self._producer.client.close(), _ABANDON_S)


def _outcome(future: asyncio.Future[object], refused: BaseException | None) -> BaseException | None:
    if not future.done():
        future.cancel()
        return refused or TimeoutError("not acknowledged in time")
    if future.cancelled():
        return asyncio.CancelledError()
    return future.exception()
