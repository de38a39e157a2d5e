"""A story played on servers that are there, into a recording, and what the ledger says of it."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from tests.kit.databases import Databases
from tests.kit.frozen import FrozenClock
from tests.kit.kit import Kit
from tests.kit.quotas import lift_quotas
from tests.kit.tokens import Tokens
from tests.night.year.census import census, missing
from tests.night.year.play import Size, Year
from tests.night.year.recording import Recording
from tests.night.year.running import running
from tests.reference.ledger.compare import Result, run


@dataclass
class Outcome:
    """``met``: how often each kind, state and event; ``unmet``: what never came."""

    told: Result
    met: dict[str, int]
    unmet: list[str]


def outcome(recording: Recording) -> Outcome:
    met = census(recording.lines())
    return Outcome(run(recording.lines()), dict(sorted(met.items())), missing(met))


async def told(size: Size, seed: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """Play into a file, without quotas, and reckon it again."""
    lift_quotas(monkeypatch)
    recording = Recording(file)
    await played(size, seed, recording, lambda _line: None)
    return outcome(recording)


async def played(size: Size, seed: str, recording: Recording, say: Callable[[str], None]) -> None:
    """Let the time pass on databases, topics and mails of its own."""
    databases, clock = Databases(os.environ["BOUCLE_TEST_POSTGRES_URL"]), FrozenClock()
    kafka, prefix = os.environ["BOUCLE_TEST_KAFKA"], f"year{uuid4().hex[:12]}"
    kit = Kit(databases, lambda: kafka, prefix, Tokens(clock), clock)
    begun = time.monotonic()

    def say_when(what: str) -> None:
        seconds, own = time.monotonic() - begun, time.process_time()
        say(f"seed {seed}: {what}, {seconds:.0f} s ({own:.0f} s of CPU)")

    try:
        with tempfile.TemporaryDirectory(prefix="boucle-year-") as folder:
            async with running(kit, Path(folder), recording) as world:
                year = Year(world, random.Random(seed), size, say_when)
                await year.begin()
                await year.pass_by()
    finally:
        await kit.close()
        await databases.drop_templates()
