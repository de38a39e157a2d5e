"""How to reach the broker, what can go wrong there, and how a client is closed for sure."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    ConsumerStoppedError,
    GroupAuthorizationFailedError,
    IllegalStateError,
    KafkaError,
    OffsetOutOfRangeError,
    TopicAuthorizationFailedError,
)

REQUEST_TIMEOUT_S = 10.0
_STOP_S = 2.0
_BACKGROUND = (
    *("_fetch_task", "_coordination_task", "_heartbeat_task"),
    *("_commit_refresh_task", "_reset_committed_task"),
)
"""The client's own names for the tasks of its fetcher and its group membership."""

_UNAUTHORIZED = (
    TopicAuthorizationFailedError,
    GroupAuthorizationFailedError,
    ClusterAuthorizationFailedError,
)

Protocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]


class BusUnavailable(ConnectionError):
    """The broker did not do what was asked; the same may succeed later."""


class BusRefused(Exception):
    """The broker says no, or is not the one we trust: the message says what a person must change.
    No retry mends that."""


class LogTruncated(Exception):
    """A position lies outside the log: a topic was recreated or cut. No retry mends that."""


@dataclass(frozen=True)
class Security:
    """TLS and SASL, passed to the client as they are."""

    protocol: Protocol = "PLAINTEXT"
    mechanism: str = "PLAIN"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None

    def arguments(self) -> dict[str, Any]:
        """The client's own names for these."""
        arguments: dict[str, Any] = {"security_protocol": self.protocol}
        if self.protocol in ("SSL", "SASL_SSL"):
            arguments["ssl_context"] = self._trust
        if self.protocol in ("SASL_PLAINTEXT", "SASL_SSL"):
            arguments["sasl_mechanism"] = self.mechanism
            arguments["sasl_plain_username"] = self.username
            arguments["sasl_plain_password"] = self.password
        return arguments

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.ca_file)


@contextmanager
def in_our_words(action: str) -> Iterator[None]:
    """The client's errors become BusUnavailable, BusRefused or LogTruncated."""
    try:
        yield
    except BusUnavailable:
        raise
    except OffsetOutOfRangeError as error:
        raise LogTruncated(
            f"{action}: the log does not hold {error}: was the topic recreated or cut?"
        ) from error
    except (KafkaError, ConsumerStoppedError, OSError) as error:  # OSError: TimeoutError too
        raise failure(action, error) from error


def failure(action: str, error: BaseException) -> BusUnavailable | BusRefused:
    """What the client's error means for us."""
    if isinstance(error, _UNAUTHORIZED):
        what = ", ".join(map(str, error.args)) or "the cluster"
        return BusRefused(
            f"{action}: Kafka refuses it ({error.message} {what}): give our user the rights that "
            "the command `acls` prints"
        )
    return BusUnavailable(f"{action}: {error!r}")


async def connect(starting: Coroutine[Any, Any, None]) -> None:
    """Await a client's start, for ``REQUEST_TIMEOUT_S`` at most.

    Whoever gives up gives it a moment to end: the client forgets the connection on which it asks
    for its first metadata when it is cancelled there, and nobody closes that one.
    """
    start = asyncio.ensure_future(starting)
    try:
        await asyncio.wait([start], timeout=REQUEST_TIMEOUT_S)
    finally:
        given_up = not start.done()
        if given_up:
            await _within(start)
    if given_up:
        raise TimeoutError
    start.result()


async def close_consumer(consumer: AIOKafkaConsumer) -> None:
    """Leave the group and close, within bounds even while the broker is away.

    What ``stop`` does not come to is ended here, or its tasks would go on knocking at the broker:
    it may wait for an answer, fail, or be ended by the cancellation of a fetch of its own.
    """
    stopping = asyncio.ensure_future(consumer.stop())
    await _within(stopping)
    left = list(_tasks_of(consumer))
    for task in left:
        task.cancel()
    if left:
        await asyncio.wait(left, timeout=_STOP_S)
    await _within(asyncio.ensure_future(consumer._client.close()))
    if not stopping.cancelled():
        with suppress(KafkaError, IllegalStateError, OSError):
            stopping.result()


def _tasks_of(consumer: AIOKafkaConsumer) -> Iterator[asyncio.Task[Any]]:
    """Those of its background tasks that still run: of its fetcher, of its group's membership."""
    fetches = getattr(consumer._fetcher, "_pending_tasks", ())
    named = (
        getattr(part, name, None)
        for part in (consumer._fetcher, consumer._coordinator)
        for name in _BACKGROUND
    )
    return (task for task in (*named, *fetches) if task is not None and not task.done())


async def _within(task: asyncio.Future[Any]) -> None:
    """Let it end within ``_STOP_S``, else end it, however long that takes up to as much again."""
    for _ in range(2):
        await asyncio.wait([task], timeout=_STOP_S)
        if task.done():
            break
        task.cancel()
    if task.done() and not task.cancelled():
        task.exception()  # looked at, whether or not anybody asks again
