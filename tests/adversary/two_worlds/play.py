"""Two worlds on servers that are there, and what of them differs."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final
from unittest.mock import patch
from uuid import NAMESPACE_OID, uuid4, uuid5

import httpx

from boucle.notifications.app import webhook_tasks
from boucle.platform.process.supervise import supervise
from boucle.platform.process.tasks import Task
from tests.adversary.two_worlds.cast import OURS, World
from tests.adversary.two_worlds.hearing import Heard, Hearing
from tests.adversary.two_worlds.story import Story
from tests.integration.notifications.webhooks.support import receiving
from tests.kit.databases import Databases
from tests.kit.frozen import FrozenClock
from tests.kit.kit import Kit
from tests.kit.tokens import Tokens
from tests.net.ground import SERVICES
from tests.night.year.recording import Recording
from tests.night.year.running import Running, running

_DRAIN_S: Final = 5.0


@dataclass(frozen=True)
class Played:
    """What each reader heard, and the states that anything was in."""

    heard: Mapping[str, Heard]
    states: frozenset[str]


async def played(world: World, one_in: int = 1) -> Played:
    """``one_in``: as of Hearing."""
    databases, clock = Databases(os.environ["BOUCLE_TEST_POSTGRES_URL"]), FrozenClock()
    kafka, prefix = os.environ["BOUCLE_TEST_KAFKA"], f"world{uuid4().hex[:12]}"
    kit = Kit(databases, lambda: kafka, prefix, Tokens(clock), clock)
    try:
        with tempfile.TemporaryDirectory(prefix="boucle-world-") as folder:
            recording = Recording(Path(folder) / "asked.jsonl")
            async with (
                _same_ids(),
                running(kit, Path(folder), recording) as system,
                _hearing(kit, system, world.seed, one_in) as hearing,
            ):
                story = Story(hearing, world)
                return Played(await story.play(), frozenset(story.states))
    finally:
        await kit.close()


def differences(one: Heard, other: Heard) -> Iterator[str]:
    for asked in sorted(one.lines.keys() | other.lines.keys()):
        here, there = one.lines.get(asked), other.lines.get(asked)
        if here != there:
            yield f"{asked}\n  {_around(here, there)}\n  {_around(there, here)}"


@asynccontextmanager
async def _hearing(kit: Kit, system: Running, seed: int, one_in: int) -> AsyncIterator[Hearing]:
    """With webhooks that leave, and a server that streams."""
    service = SERVICES["notifications"]
    given = system.settings["notifications"]
    async with (
        receiving() as receiver,
        kit.served(service, **given) as url,
        httpx.AsyncClient(base_url=url) as streams,
        kit.command(service, **given) as resources,
        _at_work(webhook_tasks(resources)),
    ):
        yield Hearing(system, streams, receiver, {}, OURS, seed, one_in)


@asynccontextmanager
async def _at_work(tasks: Iterable[Task]) -> AsyncIterator[None]:
    stop = asyncio.Event()
    running = asyncio.create_task(supervise(list(tasks), stop, _DRAIN_S))
    try:
        yield
    finally:
        stop.set()
        await running


@asynccontextmanager
async def _same_ids() -> AsyncIterator[None]:
    """What registry names, and what people recorded, is named alike in every world, by how many
    there were before; each code of a letter is the same."""
    numbers, recorded = count(), count()
    with (
        patch("boucle.registry.app.uuid4", lambda: uuid5(NAMESPACE_OID, str(next(numbers)))),
        patch(
            "boucle.matching.api.synergies.uuid4",
            lambda: uuid5(NAMESPACE_OID, f"recorded {next(recorded)}"),
        ),
        patch("boucle.registry.app.secrets.choice", lambda letters: letters[0]),
    ):
        yield


def _around(text: str | None, other: str | None) -> str:
    """From a little before what differs."""
    if text is None or other is None:
        return "nothing" if text is None else text[:300]
    same = next((i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), 0)
    return f"…{text[max(0, same - 120) : same + 180]}"
