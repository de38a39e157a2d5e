"""Connect to the broker, and name what can go wrong."""

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
    """The broker did not do what was asked; a retry may succeed."""


class BusRefused(Exception):
    """The broker refuses, or is not trusted; a person must change what the message says."""


class LogTruncated(Exception):
    """A position is outside the log: a topic was recreated or truncated. A retry does not help."""


@dataclass(frozen=True)
class Security:
    """TLS and SASL, passed to the client unchanged."""

    protocol: Protocol = "PLAINTEXT"
    mechanism: str = "PLAIN"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None

    def arguments(self) -> dict[str, Any]:
        """Return the client's keyword arguments."""
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
    """Turn the client's errors into BusUnavailable, BusRefused or LogTruncated."""
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
    if isinstance(error, _UNAUTHORIZED):
        what = ", ".join(map(str, error.args)) or "the cluster"
        return BusRefused(
            f"{action}: Kafka refuses it ({error.message} {what}): give our user the rights that "
            "the command `acls` prints"
        )
    return BusUnavailable(f"{action}: {error!r}")


async def connect(starting: Coroutine[Any, Any, None]) -> None:
    """Await a client's start, for at most ``REQUEST_TIMEOUT_S``. After a timeout the client gets a
    moment to end: cancelled while it asks for its first metadata, it would leave that connection
    open."""
    start = asyncio.ensure_future(starting)
    try:
        await asyncio.wait([start], timeout=REQUEST_TIMEOUT_S)
    finally:
        timed_out = not start.done()
        if timed_out:
            await within(start)
    if timed_out:
        raise TimeoutError
    start.result()
