"""A copy in memory whose methods are awaited."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable
from typing import Any


class AwaitedCopy:
    """With what was done to it in order; each call gives way to others, as a database's does."""

    def __init__(self, cursor: str | None = None) -> None:
        self.place = cursor
        self.things: dict[str, dict[str, dict[str, Any]]] = {}
        self.done: list[str] = []

    async def cursor(self) -> str | None:
        await asyncio.sleep(0)
        return self.place

    async def save(self, cursor: str) -> None:
        await asyncio.sleep(0)
        self.place = cursor
        self.done.append(f"save {cursor}")

    async def replace(self, kind: str, things: AsyncIterable[tuple[str, dict[str, Any]]]) -> None:
        self.things[kind] = {key: thing async for key, thing in things}
        self.done.append(f"replace {kind}")

    async def put(self, kind: str, thing_id: str, thing: dict[str, Any]) -> None:
        await asyncio.sleep(0)
        self.things[kind][thing_id] = thing
        self.done.append(f"put {kind} {thing_id}")

    async def drop(self, kind: str, thing_id: str) -> None:
        await asyncio.sleep(0)
        self.things[kind].pop(thing_id, None)
        self.done.append(f"drop {kind} {thing_id}")
