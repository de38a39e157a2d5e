"""Two worlds on servers that are there, and what of them differs."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from unittest.mock import patch
from uuid import NAMESPACE_OID, uuid4, uuid5

from tests.adversary.two_worlds.cast import World
from tests.adversary.two_worlds.story import Story, Heard
from tests.kit.databases import Databases
from tests.kit.frozen import FrozenClock
from tests.kit.kit import Kit
from tests.kit.tokens import Tokens
from tests.night.year.recording import Recording
from tests.night.year.running import running


async def compared(seed: int, secrets: frozenset[str]) -> dict[str, list[str]]:
    """What each reader heard otherwise."""
    one, other = await played(World(seed)), await played(World(seed, secrets))
    return {who: list(_differences(one[who], other[who])) for who in one}


async def played(world: World) -> Mapping[str, Heard]:
    databases, clock = Databases(os.environ["BOUCLE_TEST_POSTGRES_URL"]), FrozenClock()
    kafka, prefix = os.environ["BOUCLE_TEST_KAFKA"], f"world{uuid4().hex[:12]}"
    kit = Kit(databases, lambda: kafka, prefix, Tokens(clock), clock)
    try:
        with tempfile.TemporaryDirectory(prefix="boucle-world-") as folder:
            recording = Recording(Path(folder) / "asked.jsonl")
            async with _same_ids(), running(kit, Path(folder), recording) as system:
                begun = time.monotonic(), time.process_time()
                heard = await Story(system, world).play()
                sys.stdout.write(
                    f"{sum(len(one.lines) for one in heard.values())} answers in "
                    f"{time.monotonic() - begun[0]:.0f} s, {time.process_time() - begun[1]:.0f} s of CPU\n"
                )
                return heard
    finally:
        await kit.close()


@asynccontextmanager
async def _same_ids() -> AsyncIterator[None]:
    """What registry names is named alike in every world: by how many there were before."""
    numbers = count()
    with patch("boucle.registry.app.uuid4", lambda: uuid5(NAMESPACE_OID, str(next(numbers)))):
        yield


def _differences(one: Heard, other: Heard) -> Iterator[str]:
    for asked in sorted(one.lines.keys() | other.lines.keys()):
        here, there = one.lines.get(asked), other.lines.get(asked)
        if here != there:
            yield f"{asked}\n  {_around(here, there)}\n  {_around(there, here)}"


def _around(text: str | None, other: str | None) -> str:
    """From a little before what differs."""
    if text is None or other is None:
        return "nothing" if text is None else text[:300]
    same = next((i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), 0)
    return f"…{text[max(0, same - 120) : same + 180]}"
