"""A recording's folder: a log, four databases, what was asked of them, and what was answered."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from boucle.platform.identity import Principal


class Line(msgspec.Struct, frozen=True, array_like=True):
    """A record of the log."""

    topic: str
    partition: int
    key: str | None
    headers: dict[str, str]
    value: bytes | None


class World(msgspec.Struct, frozen=True):
    """``settings``: by service and field; ``links``: pages' tokens, by kind of page."""

    now: datetime
    settings: dict[str, dict[str, str]]
    links: dict[str, list[str]]


class Asker(msgspec.Struct, frozen=True):
    """Who asks, as its token says; without an id, nobody."""

    name: str
    role: str = ""
    id: str = ""
    organisations: tuple[UUID, ...] = ()
    territories: tuple[str, ...] = ()

    @property
    def principal(self) -> Principal:
        organisations, territories = frozenset(self.organisations), frozenset(self.territories)
        return Principal(self.id, self.role, self.id, organisations, territories)  # type: ignore[arg-type]


class Answer(msgspec.Struct, frozen=True):
    """What one asker was answered at one address."""

    service: str
    asker: str
    address: str
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Recording:
    folder: Path

    def dump(self, service: str) -> Path:
        return self.folder / f"{service}.dump"

    @property
    def services(self) -> list[str]:
        """Those of which there is a database."""
        return sorted(one.stem for one in self.folder.glob("*.dump"))

    @property
    def world(self) -> World:
        return msgspec.json.decode((self.folder / "world.json").read_bytes(), type=World)

    @property
    def askers(self) -> list[Asker]:
        return msgspec.json.decode((self.folder / "askers.json").read_bytes(), type=list[Asker])

    def unsteady(self) -> list[tuple[str, str, str]]:
        """Service, asker and address of answers that are never twice the same."""
        raw = (self.folder / "unsteady.json").read_bytes()
        return msgspec.json.decode(raw, type=list[tuple[str, str, str]])

    def steady(self) -> dict[str, list[str]]:
        """By ``service.table``: the columns that each reading of the log gives alike."""
        raw = (self.folder / "steady.json").read_bytes()
        return msgspec.json.decode(raw, type=dict[str, list[str]])

    def log(self) -> Iterator[Line]:
        return self._lines("log", Line)

    def answers(self, name: str = "answers") -> Iterator[Answer]:
        return self._lines(name, Answer)

    def tables(self, name: str) -> dict[str, dict[str, list[str]]]:
        """By service and table: rows as text."""
        with gzip.open(self.folder / f"{name}.gz") as file:
            return msgspec.json.decode(file.read(), type=dict[str, dict[str, list[str]]])

    def write(self, name: str, content: object) -> None:
        (self.folder / name).write_bytes(msgspec.json.format(msgspec.json.encode(content)))

    def write_lines(self, name: str, lines: Iterable[msgspec.Struct]) -> int:
        count = 0
        with gzip.open(self.folder / f"{name}.gz", "wb", 3) as file:
            for line in lines:
                file.write(msgspec.json.encode(line) + b"\n")
                count += 1
        return count

    def write_tables(self, name: str, tables: Mapping[str, Mapping[str, list[str]]]) -> None:
        with gzip.open(self.folder / f"{name}.gz", "wb", 3) as file:
            file.write(msgspec.json.encode(tables))

    def _lines(self, name: str, kind: type[Any]) -> Iterator[Any]:
        decode = msgspec.json.Decoder(kind).decode
        with gzip.open(self.folder / f"{name}.gz") as file:
            for line in file:
                yield decode(line)
