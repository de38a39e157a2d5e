"""Divide the register's companies into classes that are shown alike, each of several companies.
Pure. A company is shown as its class (sector and cell as far as the class shares them), whoever
looks and whatever else was declared: who is shown the same is who stands in the class, and nobody
can be distinguished by what was not shown of him."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from boucle.contract.cells import Cell
from boucle.matching.crowds.steps import (
    MOST_COUNTED,
    NOWHERE,
    WIDEST_LEVEL,
    Crowd,
    CrowdCompanies,
    CrowdKey,
    ViewerSite,
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


def crowd_for(crowd: Crowd, own: int, unplaced: int | None) -> Crowd | None:
    """Return what may be shown to a viewer with so many companies of his ``own`` in the class. In a
    class where he has more than the margin he sees the family alone, as of all such classes
    together: ``unplaced`` others; None: he has no such class."""
    if unplaced is None or (own <= MARGIN and crowd.step != NOWHERE):
        crowd = crowd._replace(companies=(crowd.companies or 0) - own)
    else:
        crowd = Crowd(NOWHERE, min(unplaced, MOST_COUNTED))
    return crowd if (crowd.companies or 0) >= LEAST else None


def unplaced_others(
    classes: Mapping[CrowdClass, int],
    divisions: Collection[str],
    sites: Iterable[Collection[ViewerSite]],
) -> int:
    """Count the companies of which a viewer with these sites, by organisation, sees the family
    alone; without his own."""
    own = Counter(one for some in sites for one in _classes_of_own(some, classes, divisions))
    return sum(
        max(0, count - own[one])
        for one, count in classes.items()
        if one == FAMILY_ONLY or own[one] > MARGIN
    )


def _classes_of_own(
    sites: Iterable[ViewerSite], classes: Mapping[CrowdClass, int], divisions: Collection[str]
) -> set[CrowdClass]:
    """Return in which classes an organisation may stand: where its sector is unknown, in all."""
    found = set[CrowdClass]()
    for site in sites:
        cells = [site.cell.widened(level) for level in range(WIDEST_LEVEL + 1)]
        known = [site.division] if site.division in divisions else []
        may_be = known if site.division else [*divisions]
        around = [CrowdClass(one, cell) for one in (*may_be, "") for cell in cells if may_be]
        inside = [one for one in (*around, FAMILY_ONLY) if may_be and one in classes]
        found.update(inside[:1] if site.division else inside)
    return found
