"""Tools that follow the feed while processes die, and begin again from their last cursor."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from tests.chaos.callers import Caller, Json
from tests.chaos.world import World

_TYPES: Final = ("flow", "site", "grant")
_WAIT_S: Final = 2
_AT_ONCE: Final = 300
_DIES: Final = 0.2
"""How often a follower dies in the middle of an answer, and keeps what it had applied."""


@dataclass
class Follower:
    """``heard``: the versions of each flow and site, as they came; ``last``: the last of each, with
    what it read whole when a company let it act."""

    name: str
    caller: Caller
    chosen: random.Random
    cursor: str = ""
    heard: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    last: dict[str, int] = field(default_factory=dict)

    async def begin(self) -> None:
        self.cursor = (await self.caller.get("/v1/changes"))["next"]

    async def step(self) -> bool:
        """Whether there is more behind it."""
        limit = self.chosen.randint(1, _AT_ONCE)
        answer = await self.caller.send(
            "GET",
            "/v1/changes",
            params={"types": _TYPES, "after": self.cursor, "limit": limit, "wait": _WAIT_S},
        )
        return await self._applied(answer.json())

    async def _applied(self, answer: Json) -> bool:
        items: Sequence[Json] = answer["items"]
        dies = self.chosen.random() < _DIES
        applied = items[: self.chosen.randint(0, len(items))] if dies else items
        for one in applied:
            await self._apply(one)
        if len(applied) == len(items):
            self.cursor = answer["next"]
        elif applied:
            self.cursor = applied[-1]["cursor"]
        return bool(answer["more"] or len(applied) < len(items) or items)

    async def _apply(self, change: Json) -> None:
        if change["type"] == "grant":
            await self._read_whole(change["id"])
            return
        self.heard[change["id"]].append(change["version"])
        self._know(change["id"], change["version"])
        if change["change"] == "withdrawn":
            del self.last[change["id"]]

    async def _read_whole(self, organisation: str) -> None:
        for id_, version in (await self.listed(organisation_id=organisation)).items():
            self._know(id_, version)

    def _know(self, id_: str, version: int) -> None:
        self.last[id_] = max(version, self.last.get(id_, 0))

    async def listed(self, **query: str) -> dict[str, int]:
        """The version of each site and flow that the lists show it."""
        found: dict[str, int] = {}
        for kind in ("site", "flow"):
            cursor: dict[str, str] | None = {}
            while cursor is not None:
                page = await self.caller.get(f"/v1/{kind}s", limit="200", **query, **cursor)
                found |= {one[f"{kind}_id"]: one["version"] for one in page["items"]}
                cursor = {"cursor": page["next"]} if page["next"] else None
        return found


@dataclass(frozen=True)
class Followers:
    each: tuple[Follower, ...]

    @property
    def staff(self) -> tuple[Follower, ...]:
        return tuple(one for one in self.each if one.name != "tool")

    @classmethod
    async def of(cls, world: World, seed: int) -> Followers:
        callers = {"operator": world.operator, "animator": world.animator, "tool": world.tool}
        made = cls(
            tuple(
                Follower(name, caller, random.Random(f"{seed}/following {name}"))
                for name, caller in callers.items()
            )
        )
        for one in made.each:
            await one.begin()
        return made

    async def run(self, stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            for one in self.each:
                group.create_task(_follow(one, stop))

    async def catch_up(self) -> None:
        """Until nothing more comes."""
        for one in self.each:
            while await one.step():
                pass


async def _follow(one: Follower, stop: asyncio.Event) -> None:
    while not stop.is_set():
        await one.step()
