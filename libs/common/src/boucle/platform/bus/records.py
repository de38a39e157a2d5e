"""These are the messages sent to the broker and the records read from it."""

from collections.abc import Mapping
from dataclasses import dataclass

Place = tuple[str, int]
"""A partition: (logical topic, number)."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message to send: the key chooses the partition, which keeps its order."""

    topic: str
    key: str | None
    headers: Mapping[str, str]
    value: bytes | None


@dataclass(frozen=True, slots=True)
class Record:
    """A record from the log. ``timestamp_ms``: when it was sent, since 1970."""

    topic: str
    partition: int
    offset: int
    key: str | None
    headers: dict[str, str]
    value: bytes | None
    timestamp_ms: int

    @property
    def place(self) -> Place:
        return self.topic, self.partition
