"""Divide the register's companies into classes that are shown alike, each of several companies.
Pure. A company is shown as its class (sector and cell as far as the class shares them), whoever
looks and whatever else was declared: who is shown the same is who stands in the class, and nobody
can be distinguished by what was not shown of him."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
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


ANY: Final = "*"
"""Of classes by place of all that fit, whatever their sector: for flows of companies whose sector
is unknown, or is none that the register has there for the family."""


class CrowdClass(NamedTuple):
    """What is shown of all who stand in it: ``division`` empty or ANY, ``cell`` None: not shown."""

    division: str
    cell: Cell | None

    @property
    def step(self) -> Widening:
        level = None if self.cell is None else self.cell.level
        return Widening(level, self.division not in ("", ANY))


FAMILY_ONLY: Final = CrowdClass("", None)
_ANYWHERE: Final = CrowdClass(ANY, None)
"""All that fit: for flows of places that have no class around them."""


class _Atom(NamedTuple):
    division: str
    cell: Cell


def partition(
    register: Iterable[CrowdCompanies], least: int = LEAST + MARGIN
) -> dict[CrowdClass, int]:
    """Return the classes and how many companies each holds. ``register``: all companies that could
    give, or take, a family. Those whom no narrower class takes stand in the next wider one, alone:
    by cells of their sector, then by cells of any, then all that are left. Where fewer than
    ``least`` are left, a class of 0 is each: nothing is shown of them."""
    atoms = _atoms(register)
    left = dict(atoms)
    found = _taken(left, least, None) | _taken(left, least, "")
    remaining = _companies(left.values())
    if remaining >= least:
        found[FAMILY_ONLY] = remaining
    else:
        found |= {CrowdClass(*atom): 0 for atom in left}
    found |= _taken(dict(atoms), least, ANY)
    everybody = _companies(atoms.values())
    return found | ({_ANYWHERE: everybody} if everybody >= least else {})


def _atoms(register: Iterable[CrowdCompanies]) -> dict[_Atom, set[int]]:
    found: dict[_Atom, set[int]] = defaultdict(set)
    for one in register:
        if one.companies:
            found[_Atom(one.nace[:2], one.cell)].update(one.companies)
    return dict(found)


def _companies(of_atoms: Iterable[set[int]]) -> int:
    """Return how many there are; who stands in several cells is one."""
    return len(set[int]().union(*of_atoms))


def _taken(left: dict[_Atom, set[int]], least: int, division: str | None) -> dict[CrowdClass, int]:
    """Take classes that are wide enough out of ``left``, narrowest first; ``division``: of all,
    None: each of its own."""
    found: dict[CrowdClass, int] = {}
    for level in range(WIDEST_LEVEL + 1):
        for made, atoms in _classes(left, level, division).items():
            count = _companies(left[atom] for atom in atoms)
            if count >= least:
                found[made] = count
                for atom in atoms:
                    del left[atom]
    return found


def _classes(
    left: Iterable[_Atom], level: int, division: str | None
) -> Mapping[CrowdClass, list[_Atom]]:
    found: dict[CrowdClass, list[_Atom]] = defaultdict(list)
    for atom in left:
        named = atom.division if division is None else division
        found[CrowdClass(named, atom.cell.widened(level))].append(atom)
    return found


def shown_of(classes: Mapping[CrowdClass, int]) -> dict[str, int]:
    """Return of how many companies of the register sector and place are shown, how many in any
    sector by place, by the family alone."""
    found = Counter[str]()
    for one, count in classes.items():
        if count and one.division != ANY:
            shown = "sector_and_place" if one.division else "place" if one.cell else "family_only"
            found[shown] += count
    return dict(found)


def class_of(key: CrowdKey, classes: Mapping[CrowdClass, int]) -> CrowdClass | None:
    """Return the class of a flow: the narrowest around it. None: nothing may be shown."""
    cells = [key.cell.widened(level) for level in range(WIDEST_LEVEL + 1)]
    divisions = [key.division, ""] if key.division else [""]
    around = [CrowdClass(division, cell) for division in divisions for cell in cells]
    any_sector = [CrowdClass(ANY, cell) for cell in cells]
    wider = (FAMILY_ONLY, *any_sector, _ANYWHERE)
    found = next((one for one in (*around, *wider) if one in classes), None)
    return found if found is not None and classes[found] else None


def crowd_of(key: CrowdKey, classes: Mapping[CrowdClass, int]) -> Crowd | None:
    """Return what may be shown of a flow to one who has no company near."""
    found = class_of(key, classes)
    return None if found is None else Crowd(found.step, min(classes[found], MOST_COUNTED))


def crowd_for(crowd: Crowd, own: int, unplaced: int | None) -> Crowd | None:
    """Return what may be shown to a viewer with so many companies of his ``own`` in the class. In a
    class where he has more than the margin he sees the family alone, as of all such classes
    together: ``unplaced`` others; None: he has no such class."""
    if crowd.companies is None:
        return crowd
    left = crowd.companies - own
    if crowd.step == NOWHERE:
        left = max(left, unplaced or 0)
    elif unplaced is not None and own > MARGIN:
        crowd, left = Crowd(NOWHERE, 0), unplaced
    return crowd._replace(companies=min(left, MOST_COUNTED)) if left >= LEAST else None


def unplaced_others(
    classes: Mapping[CrowdClass, int],
    divisions: Collection[str],
    sites: Iterable[Collection[ViewerSite]],
) -> int:
    """Count the companies of which a viewer with these sites, by organisation, sees the family
    alone; without his own. Those of any sector may be the same ones: the more of either."""
    own = Counter(one for some in sites for one in _classes_of_own(some, classes, divisions))
    left = Counter[bool]()
    for one, count in classes.items():
        if one != _ANYWHERE and (one == FAMILY_ONLY or own[one] > MARGIN):
            left[one.division == ANY] += max(0, count - own[one])
    return max(left.values(), default=0)


def _classes_of_own(
    sites: Iterable[ViewerSite], classes: Mapping[CrowdClass, int], divisions: Collection[str]
) -> set[CrowdClass]:
    """Return in which classes an organisation may stand: where its sector is unknown, in all."""
    found = set[CrowdClass]()
    for site in sites:
        if site.division not in ("", *divisions):
            continue
        cells = [site.cell.widened(level) for level in range(WIDEST_LEVEL + 1)]
        may_be = [site.division] if site.division else divisions
        around = [CrowdClass(one, cell) for one in (*may_be, "") for cell in cells]
        inside = [one for one in (*around, FAMILY_ONLY) if one in classes]
        found.update(inside[:1] if site.division else inside)
        found.update([one for cell in cells if (one := CrowdClass(ANY, cell)) in classes][:1])
    return found
