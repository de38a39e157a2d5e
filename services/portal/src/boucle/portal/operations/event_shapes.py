"""Dead letters and halts, as the API answers them to an operator."""

from collections.abc import Mapping
from datetime import datetime

import msgspec


class PutAside(msgspec.Struct, frozen=True):
    """An event that a consumer could not apply."""

    id: int
    consumer: str
    topic: str
    partition: int
    offset: int
    cause: str
    failed_at: datetime
    type: str | None = None
    subject: str | None = None
    version: str | None = None
    replayed_at: datetime | None = None
    replayed_by: str | None = None


class PutAsideEvents(msgspec.Struct, frozen=True):
    items: tuple[PutAside, ...]
    next: int | None = None


class PutAsideWhole(PutAside, frozen=True):
    headers: Mapping[str, str] = {}
    payload: str | None = None
    trace: str = ""
    failed_again: int | None = None


class Halting(msgspec.Struct, frozen=True):
    """An event at which a service halts."""

    topic: str
    partition: int
    offset: int
    type: str
    subject: str
    version: str
    cause: str
    met_at: datetime
    consumer: str | None = None
    skipped_at: datetime | None = None
    skipped_by: str | None = None
    reason: str | None = None

    @property
    def place(self) -> str:
        return f"{self.topic}/{self.partition}/{self.offset}"


class HaltingEvents(msgspec.Struct, frozen=True):
    items: tuple[Halting, ...]


class HaltingWhole(Halting, frozen=True):
    halting: str | None = None
    refused: str | None = None
    headers: Mapping[str, str] = {}
    payload: str | None = None
