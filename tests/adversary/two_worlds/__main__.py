"""``python -m tests.adversary.two_worlds [alone] [SEED …]``: what anybody learns of a victim's
secrets, all moved at once; ``alone``: each in a world of its own.

Servers: as ``python -m tests.servers`` gives them. Ends with 1 where somebody learns something, or
where a control is not noticed.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Sequence

import structlog

from tests.adversary.two_worlds.compared import ALONE, TOGETHER, compared
from tests.kit.quotas import without_quotas


def main(arguments: Sequence[str]) -> int:
    without_quotas()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    one_in, wrong = int(os.environ.get("BOUCLE_TWO_WORLDS_ONE_IN", "1")), 0
    worlds = ALONE if "alone" in arguments else TOGETHER
    for seed in [one for one in arguments if one != "alone"] or ("1",):
        for found in asyncio.run(compared(int(seed), worlds, one_in)):
            faults = list(found.wrong())
            sys.stdout.write("\n".join([*faults[:40], str(found), ""]))
            sys.stdout.flush()
            wrong += len(faults)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
