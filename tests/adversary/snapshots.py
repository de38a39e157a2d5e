"""What a dry run of a snapshot says of what other tools declare.

The control looks for what is declared whoever declared it, as one table of names would.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

import numpy as np

from boucle.registry.declarations.tools.snapshots import Present, ToolSnapshot, planned
from tests.adversary.search import Outcome
from tests.adversary.views import Control, Doors
from tests.adversary.world import Victim

_IDS: Final = tuple(f"SIRET-{number:02d}" for number in range(10))
"""Of which a company has one: names that two tools may well give alike."""


def declared(_victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """Which of ten names another tool declares: what is not unknown, or would be withdrawn."""
    truth = _IDS[int(rng.integers(len(_IDS)))]
    present = _present("mine", truth) if doors is Control else _present("mine")
    listing = planned(ToolSnapshot(None, ["mine", *_IDS], None), present)
    omitting = planned(ToolSnapshot(None, ["mine"], None), present)
    unknown = {*listing.unknown["site"]} - {*omitting.withdrawn["site"]}
    left = [one for one in _IDS if one not in unknown] or list(_IDS)
    return Outcome(left[int(rng.integers(len(left)))] == truth, 2, 1 / len(_IDS))


def _present(*sites: str) -> Present:
    ids = {name: UUID(int=number) for number, name in enumerate(sites, 1)}
    return Present(organisations={}, sites=ids, flows={}, held_by={})
