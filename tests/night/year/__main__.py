"""``python -m tests.night.year [month|quarter|year] [SEED …]``: play it, hold all that was told
against the ledger, print each difference. Ends with 1 where there is one, or where a quarter or a
year did not meet all that the census asks for.

Servers: as ``python -m tests.servers`` gives them.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import structlog

from tests.kit.quotas import without_quotas
from tests.night.year.play import MONTH, QUARTER, WHOLE
from tests.night.year.played import outcome, played
from tests.night.year.recording import Recording

SIZES: Final = {"month": MONTH, "quarter": QUARTER, "year": WHOLE}


def main(arguments: Sequence[str]) -> int:
    size = SIZES[arguments[0] if arguments else "quarter"]
    without_quotas()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="boucle-year-") as empty:
        folder = Path(os.environ.get("BOUCLE_KEEP_YEAR", empty))
        for seed in arguments[1:] or ("37",):
            recording = Recording(folder / f"year-{seed}.jsonl")
            recording.file.unlink(missing_ok=True)
            asyncio.run(played(size, seed, recording, _say))
            wrong += _told(seed, recording, poor_is_wrong=size is not MONTH)
    return 1 if wrong else 0


def _told(seed: str, recording: Recording, *, poor_is_wrong: bool) -> int:
    found = outcome(recording)
    for one in found.told.differences:
        _say(str(one))
    _say(f"seed {seed}: met {found.met}; never met {found.unmet}")
    looked_at, wrong = dict(found.told.looked_at), len(found.told.differences)
    _say(f"seed {seed}: {wrong} differences in {looked_at}")
    return wrong + (len(found.unmet) if poor_is_wrong else 0)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
