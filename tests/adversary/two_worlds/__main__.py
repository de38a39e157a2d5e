"""``python -m tests.adversary.two_worlds [SEED …]``: what anybody learns of a victim's secrets.

Servers: as ``python -m tests.servers`` gives them.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import Sequence

import structlog

from tests.adversary.two_worlds.cast import SECRETS
from tests.adversary.two_worlds.play import compared
from tests.kit.quotas import without_quotas


def main(arguments: Sequence[str]) -> int:
    without_quotas()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    wrong = 0
    for seed in arguments or ("1",):
        begun = time.monotonic()
        found = asyncio.run(compared(int(seed), frozenset(SECRETS)))
        for who, differences in found.items():
            for one in differences[:20]:
                sys.stdout.write(f"{who}: {one}\n")
            sys.stdout.write(f"seed {seed}: {who}: {len(differences)} differences\n")
            wrong += len(differences) if who != "operator" else not differences
        sys.stdout.write(f"seed {seed}: {time.monotonic() - begun:.0f} s\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
