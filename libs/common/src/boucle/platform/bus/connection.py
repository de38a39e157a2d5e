"""How to reach the broker, and what can go wrong there."""

import asyncio
import ssl
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    ConsumerStoppedError,
    GroupAuthorizationFailedError,
    KafkaError,
    OffsetOutOfRangeError,
    TopicAuthorizationFailedError,
)

from boucle.platform.bus.client import within

REQUEST_TIMEOUT_S = 10.0

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
            await within(start)
    if given_up:
        raise TimeoutError
    start.result()
