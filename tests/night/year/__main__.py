"""``python -m tests.night.year [month|quarter|year] [SEED …]``: play it, hold all that was told
against the ledger, print each difference. Ends with 1 where there is one.

Servers: as ``python -m tests.servers`` gives them.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from uuid import uuid4

import structlog

from tests.kit.databases import Databases
from tests.kit.frozen import FrozenClock
from tests.kit.kit import Kit
from tests.kit.quotas import without_quotas
from tests.kit.tokens import Tokens
from tests.night.year.play import MONTH, QUARTER, WHOLE, Size, Year
from tests.night.year.recording import Recording
from tests.night.year.running import running
from tests.reference.ledger.compare import run

SIZES: Final = {"month": MONTH, "quarter": QUARTER, "year": WHOLE}


async def played(size: Size, seed: str, recording: Recording) -> None:
    """Let the time pass on databases, topics and mails of its own."""
    databases, clock = Databases(os.environ["BOUCLE_TEST_POSTGRES_URL"]), FrozenClock()
    kafka, prefix = os.environ["BOUCLE_TEST_KAFKA"], f"year{uuid4().hex[:12]}"
    kit = Kit(databases, lambda: kafka, prefix, Tokens(clock), clock)
    try:
        with tempfile.TemporaryDirectory(prefix="boucle-year-") as folder:
            async with running(kit, Path(folder), recording) as world:
                year = Year(world, random.Random(seed), size)
                await year.begin()
                await year.pass_by()
    finally:
        await kit.close()
        await databases.drop_templates()


def main(arguments: Sequence[str]) -> int:
    size = SIZES[arguments[0] if arguments else "quarter"]
    without_quotas()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    found = 0
    with tempfile.TemporaryDirectory(prefix="boucle-year-") as empty:
        folder = Path(os.environ.get("BOUCLE_KEEP_YEAR", empty))
        for seed in arguments[1:] or ("37",):
            recording = Recording(folder / f"year-{seed}.jsonl")
            recording.file.unlink(missing_ok=True)
            asyncio.run(played(size, seed, recording))
            result = run(recording.lines())
            for one in result.differences:
                sys.stdout.write(f"{one}\n")
            sys.stdout.write(f"seed {seed}: {len(result.differences)} differences; ")
            sys.stdout.write(f"looked at {dict(result.looked_at)}\n")
            found += len(result.differences)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
