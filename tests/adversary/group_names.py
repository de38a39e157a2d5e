"""Members of a group that pools waste, who collude, and what their previews say of the one that
they do not know: which of the companies around it is. Each is in a cell of its own.

The control shows a member its share of the group of exact values.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Final

import numpy as np

from boucle.contract.events.groups import Group, GroupMember
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.coarse import near
from boucle.matching.kinds.detector import ActedOn, Declared
from boucle.matching.kinds.ids import group_id
from boucle.matching.kinds.pooling.detector import PoolingDetector
from boucle.matching.lives.group_previews import previews_of
from tests.adversary.search import Outcome
from tests.adversary.views import Control, Doors
from tests.adversary.world import Array, Victim, expected
from tests.unit.matching.kinds.pooling.declarations import GENLIS, defaults, sharing

TONNES: Final = 5.0, 100.0
"""A year, of the member that is not known."""
NAMES: Final = 10
"""Who could be it, each in a cell of its own."""
_CELL: Final = 0.1, 0.15
_OWN: Final = (2.0, 20.0, 60.0)
"""Tonnes that the adversary declares, one after the other."""
_COLLUDERS: Final = range(3, 7)
_DETECTOR = PoolingDetector()
_GUESSES = tuple(round(float(value), 3) for value in expected(*TONNES, 60))


def name(_victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """Which of the companies that the register has around it, whatever its quantity is."""
    truth, tonnes = int(rng.integers(NAMES)), _GUESSES[int(rng.integers(len(_GUESSES)))]
    guesses = [(value, cell) for cell in range(NAMES) for value in _GUESSES]
    fitting = sorted({cell for _, cell in _fitting(doors, tonnes, truth, guesses)})
    return Outcome(int(rng.choice(fitting)) == truth, len(_OWN), 1 / NAMES)


def _fitting(
    doors: Doors, tonnes: float, cell: int, guesses: Sequence[tuple[float, int]]
) -> list[tuple[float, int]]:
    """The guesses that come nearest to what is shown."""
    shown = _answers(doors, tonnes, cell)
    off = [float(np.abs(_answers(doors, *guess) - shown).sum()) for guess in guesses]
    return [guess for guess, one in zip(guesses, off, strict=True) if one <= min(off) + 1e-9]


def _step(tonnes: float) -> Decimal:
    return near(Decimal(str(tonnes)))


def _answers(doors: Doors, tonnes: float, cell: int) -> Array:
    """What is shown for each of its own quantities. Behind a preview stand copies alone: of the
    same step, the same."""
    if doors is Control:
        return np.array([_exactly(own, tonnes, cell) for own in _OWN])
    return _previews(float(_step(tonnes)), cell)


@cache
def _previews(tonnes: float, cell: int) -> Array:
    return np.array([_preview(own, tonnes, cell) for own in _OWN]).ravel()


@cache
def _exactly(own: float, tonnes: float, cell: int) -> float:
    mine = _need(1, own, 0).sharing_id
    members = _group(own, tonnes, cell).members
    return next(float(each.saving or 0) for each in members if each.sharing_id == mine)


def _preview(own: float, tonnes: float, cell: int) -> tuple[float, float]:
    declared = {each.id: each for each in _declared(own, tonnes, cell)}
    group = _group(own, tonnes, cell)
    previews = previews_of(group, _market(), declared, _DETECTOR, defaults)
    mine = _need(1, own, 0).organisation_id
    eur = next(each.eur for each in previews if each.organisation_id == mine)
    assert eur is not None
    return float(eur.low or 0), float(eur.high or 0)


@cache
def _group(own: float, tonnes: float, cell: int) -> Group:
    """All six, as people act on it: of exact values."""
    declared = _declared(own, tonnes, cell)
    subject, stream = _market().split("/")[1:]
    members = tuple(
        GroupMember(
            sharing_id=each.id,
            organisation_id=each.body.organisation_id,
            site_id=each.body.site_id,
            territory=each.body.territory,
        )
        for each in declared
    )
    bare = Group(
        synergy_id=group_id("pooling", "cell:472/34", (each.sharing_id for each in members)),
        kind="pooling",
        subject=subject,
        anchor="cell:472/34",
        stream=stream,
        state="viable",
        territory=members[0].territory,
        members=members,
        measure="",
        value="0",
        threshold="0",
        unit="1",
    )
    (found,) = _DETECTOR.groups(_market(), declared, [ActedOn(bare)], defaults)
    return found


def _declared(own: float, tonnes: float, cell: int) -> list[Declared[Sharing]]:
    needs = [_need(1, own, 0), _need(2, tonnes, cell), *(_need(n, 25, 0) for n in _COLLUDERS)]
    return [Declared(each, 1) for each in needs]


def _need(number: int, tonnes: float, cell: int) -> Sharing:
    """The cells are around Genlis, in five columns and two lines."""
    north, east = divmod(cell, 5)
    return sharing(
        number,
        "waste_collection",
        figures={"tonnes": f"{tonnes:.3f}", "pickups": 26},
        choices={"low": "15 01 06", "container": "bin"},
        at=(GENLIS[0] + north * _CELL[0], GENLIS[1] + (east - 2) * _CELL[1]),
        zone=None,
        cost=f"{tonnes * 150:.0f}",
    )


@cache
def _market() -> str:
    return str(_DETECTOR.market_of(_need(1, 1, 0)))
