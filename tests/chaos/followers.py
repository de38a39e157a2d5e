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
        else:
            self.heard[change["id"]].append(change["version"])
            self.last[change["id"]] = max(change["version"], self.last.get(change["id"], 0))

    async def _read_whole(self, organisation: str) -> None:
        for kind in ("site", "flow"):
            query, cursor = {"organisation_id": organisation, "limit": "200"}, ""
            while cursor is not None:
                page = await self.caller.get(
                    f"/v1/{kind}s", **query, **({"cursor": cursor} if cursor else {})
                )
                for one in page["items"]:
                    known = self.last.get(one[f"{kind}_id"], 0)
                    self.last[one[f"{kind}_id"]] = max(one["version"], known)
                cursor = page["next"]


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
