"""Which of sixteen companies needs a service, by whom one excludes oneself: a tool's client with
two decoys, each possibility with half of the suspects excluded.

The control honours what its owner excludes, and counts its tool's clients among the others.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from uuid import UUID

import numpy as np
from msgspec.structs import replace

from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import Declared
from boucle.matching.kinds.pooling.detector import PoolingDetector
from boucle.matching.possibilities.group_decisions import group_possibility
from boucle.matching.possibilities.of_sharings import counted
from tests.adversary.search import Outcome
from tests.adversary.views import Control, Doors
from tests.adversary.world import Victim
from tests.unit.matching.kinds.pooling.declarations import company, defaults, sharing

_SUSPECTS: Final = range(10, 26)
_DECOYS: Final = (2, 3)
_OTHERS: Final = (4, 5, 6)
"""Who else needs it: what is shown is of three others at least."""
_DETECTOR: Final = PoolingDetector()


def suspect(_victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    truth = int(rng.choice(_SUSPECTS))
    left, asked, whole = list(_SUSPECTS), 1, _shown(doors, truth, ())
    while len(left) > 1:
        halves = left[: len(left) // 2], left[len(left) // 2 :]
        asked += len(halves)
        telling = [half for half in halves if _shown(doors, truth, _named(half)) != whole]
        left = telling[0] if len(telling) == 1 else [int(rng.choice(left))]
    return Outcome(left[0] == truth, asked, 1 / len(_SUSPECTS))


def _named(suspects: Collection[int]) -> list[UUID]:
    return [company(one) for one in suspects]


def _shown(doors: Doors, truth: int, excluded: Collection[UUID]) -> object:
    own = Declared(replace(_need(1), excluded=tuple(excluded)), 1)
    others = [Declared(_need(one), 1) for one in (*_DECOYS, *_OTHERS, truth)]
    viewers = [] if doors is Control else _named((1, *_DECOYS))
    own = own if doors is Control else counted(own)
    market = _DETECTOR.market_of(own.body)
    assert market is not None
    return group_possibility(own, others, market, _DETECTOR.groups, defaults, viewers)


def _need(number: int) -> Sharing:
    return sharing(
        number,
        "waste_collection",
        figures={"tonnes": "40", "pickups": "26", "density": "300"},
        choices={"container": "skip", "low": "150101"},
        cost=str(131 * 40),
    )
