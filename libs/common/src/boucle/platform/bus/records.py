"""What goes to the broker and what comes from it, in the project's own words."""

from collections.abc import Mapping
from dataclasses import dataclass

Place = tuple[str, int]
"""A partition: (logical topic, number)."""


@dataclass(frozen=True, slots=True)
class Message:
    """To be sent: the key chooses the partition, and keeps the order of what shares it."""

    topic: str
    key: str | None
    headers: Mapping[str, str]
    value: bytes | None


@dataclass(frozen=True, slots=True)
class Record:
    """As read from the log. ``timestamp_ms``: since 1970, when it was sent."""

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
