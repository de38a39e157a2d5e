"""How much is told of a masked flow, so that three companies at least fit it. Pure.

Fit: by the catalogue and the public register, not by what anybody declared. What is told (sector
division, cell of the place) is widened step by step until the crowd is large enough, the viewer's
own companies apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from boucle.common.cells import Cell

LEAST_CROWD: Final = 3
MOST_COUNTED: Final = 999


class Step(NamedTuple):
    """``level``: of the cell (``common.cells``), None: the place is not told. ``sector``: the
    division is."""

    level: int | None
    sector: bool


STEPS: Final = (
    Step(0, True),
    Step(1, True),
    Step(2, True),
    Step(0, False),
    Step(1, False),
    Step(2, False),
    Step(3, False),
    Step(None, False),
)
WIDEST_LEVEL: Final = 3
NOWHERE: Final = STEPS[-1]


class CrowdKey(NamedTuple):
    """Flows of one crowd: what they give (``output``) or take, in which division (empty: unknown)
    and smallest cell."""

    family: str
    output: bool
    division: str
    north: int
    east: int

    @property
    def cell(self) -> Cell:
        return Cell(self.north, self.east)


class Crowd(NamedTuple):
    """What may be told; ``companies``: that fit it, the viewer's apart, MOST_COUNTED at most; None
    where there is no register to count in."""

    step: Step
    companies: int | None


NO_REGISTER: Final = Crowd(NOWHERE, None)
"""Nobody knows how many fit: the family alone is told."""


def crowd(counts: Sequence[int], own: Sequence[int]) -> Crowd | None:
    """The first step that is wide enough; None: nothing may be told. ``counts``: companies that
    fit, for each of ``STEPS``; ``own``: those of them that the viewer knows."""
    for step, fitting, known in zip(STEPS, counts, own, strict=True):
        if fitting - known >= LEAST_CROWD:
            return Crowd(step, fitting - known)
    return None


def own_counts(cell: Cell, sites: Mapping[UUID, Iterable[Cell]]) -> tuple[int, ...]:
    """For each step, how many of the viewer's organisations have a site there: whatever it does."""
    return tuple(sum(_is_in(step, cell, theirs) for theirs in sites.values()) for step in STEPS)


def _is_in(step: Step, cell: Cell, sites: Iterable[Cell]) -> bool:
    if step.level is None:
        return True
    wide = cell.widened(step.level)
    return any(site.widened(step.level) == wide for site in sites)


class Companies(NamedTuple):
    """Of one NACE class in one cell, by the register."""

    nace: str
    cell: Cell
    companies: Sequence[int]


def counted(key: CrowdKey, around: Sequence[Companies], everywhere: int) -> tuple[int, ...]:
    """Companies that fit, for each step. ``around``: those of the widest cell whose activity could
    give or take the family; ``everywhere``: how many could in the whole register."""
    found = []
    for step in STEPS:
        if step.level is None:
            found.append(min(everywhere, MOST_COUNTED))
            continue
        wide = key.cell.widened(step.level)
        fitting: set[int] = set()
        for one in around:
            if step.sector and one.nace[:2] != key.division:
                continue
            if one.cell.widened(step.level) == wide:
                fitting.update(one.companies)
        found.append(min(len(fitting), MOST_COUNTED))
    return tuple(found)
