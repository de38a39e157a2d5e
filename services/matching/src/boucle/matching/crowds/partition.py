"""Divide the register's companies into classes that are shown alike, each of several companies.
Pure. A company is shown as its class (sector and cell as far as the class shares them), whoever
looks and whatever else was declared: who is shown the same is who stands in the class, and nobody
can be distinguished by what was not shown of him."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from boucle.contract.cells import Cell
from boucle.matching.crowds.steps import (
    MOST_COUNTED,
    NOWHERE,
    WIDEST_LEVEL,
    Crowd,
    CrowdCompanies,
    CrowdKey,
    Widening,
)

LEAST: Final = 3
"""Companies that stay behind what is shown, the viewer's own and its tool's clients apart."""
MARGIN: Final = 5
"""A viewer's own companies of one class that are not looked into: a class holds them besides."""


class CrowdClass(NamedTuple):
    """What is shown of all who stand in it: ``division`` empty, ``cell`` None: not shown."""

    division: str
    cell: Cell | None

    @property
    def step(self) -> Widening:
        return Widening(None if self.cell is None else self.cell.level, bool(self.division))


FAMILY_ONLY: Final = CrowdClass("", None)


class _Atom(NamedTuple):
    division: str
    cell: Cell


def partition(
    register: Iterable[CrowdCompanies], least: int = LEAST + MARGIN
) -> dict[CrowdClass, int]:
    """Return the classes and how many companies each holds. ``register``: all companies that could
    give, or take, a family. Those whom no narrower class takes stand in the next wider one, alone:
    by cells of their sector, then by cells of any, then all that are left. Fewer than ``least``
    left at the end are in no class: nothing is shown of them."""
    left = _atoms(register)
    found: dict[CrowdClass, int] = {}
    for sector in (True, False):
        for level in range(WIDEST_LEVEL + 1):
            for made, atoms, count in _classes(left, level, sector=sector):
                if count >= least:
                    found[made] = count
                    for atom in atoms:
                        del left[atom]
    remaining = len(frozenset[int]().union(*left.values()))
    return found | ({FAMILY_ONLY: remaining} if remaining >= least else {})


def _atoms(register: Iterable[CrowdCompanies]) -> dict[_Atom, set[int]]:
    found: dict[_Atom, set[int]] = defaultdict(set)
    for one in register:
        found[_Atom(one.nace[:2], one.cell)].update(one.companies)
    return dict(found)


def _classes(
    left: Mapping[_Atom, set[int]], level: int, *, sector: bool
) -> Iterator[tuple[CrowdClass, list[_Atom], int]]:
    atoms: dict[CrowdClass, list[_Atom]] = defaultdict(list)
    for atom in left:
        made = CrowdClass(atom.division if sector else "", atom.cell.widened(level))
        atoms[made].append(atom)
    for made, some in atoms.items():
        yield made, some, len(set[int]().union(*(left[atom] for atom in some)))


def class_of(key: CrowdKey, classes: Mapping[CrowdClass, int]) -> CrowdClass | None:
    """Return the class of a flow: the narrowest around it. None: nothing may be shown."""
    cells = [key.cell.widened(level) for level in range(WIDEST_LEVEL + 1)]
    divisions = [key.division, ""] if key.division else [""]
    around = [CrowdClass(division, cell) for division in divisions for cell in cells]
    return next((one for one in (*around, FAMILY_ONLY) if one in classes), None)


def crowd_of(key: CrowdKey, classes: Mapping[CrowdClass, int]) -> Crowd | None:
    """Return what may be shown of a flow to one who has no company near."""
    found = class_of(key, classes)
    return None if found is None else Crowd(found.step, min(classes[found], MOST_COUNTED))


def crowd_for(crowd: Crowd, own: int, family_only: int) -> Crowd | None:
    """Return what may be shown to a viewer with so many companies of his ``own`` in the class; who
    has more than the margin is shown the family alone, as those whom no narrower class takes."""
    if own > MARGIN:
        crowd = Crowd(NOWHERE, family_only)
    left = (crowd.companies or 0) - own
    return crowd._replace(companies=left) if left >= LEAST else None
