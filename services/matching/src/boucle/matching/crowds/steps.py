"""Choose how much is shown of a masked flow, so that at least three companies fit it. Pure. They
fit by the catalogue and the public register, not by declarations. What is shown (sector division,
cell of the place) is widened step by step until the crowd is large enough, without the viewer's own
companies."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from boucle.contract.cells import Cell

LEAST_CROWD: Final = 3
MOST_COUNTED: Final = 999


class Widening(NamedTuple):
    """``level``: of the cell (``contract.cells``), None: the place is hidden. ``sector``: the
    division is shown."""

    level: int | None
    sector: bool


STEPS: Final = (
    Widening(0, True),
    Widening(1, True),
    Widening(2, True),
    Widening(0, False),
    Widening(1, False),
    Widening(2, False),
    Widening(3, False),
    Widening(None, False),
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

    def sector(self, step: Widening) -> str | None:
        return self.division if step.sector else None


class Crowd(NamedTuple):
    """What may be shown; ``companies``: that fit it without the viewer's, MOST_COUNTED at most;
    None without a register to count in."""

    step: Widening
    companies: int | None


NO_REGISTER: Final = Crowd(NOWHERE, None)
"""Nobody knows how many fit: the family alone is shown."""


class ViewerSite(NamedTuple):
    """A site of one of the viewer's organisations: its division (empty: unknown) and cell."""

    division: str
    cell: Cell


def crowd(
    key: CrowdKey,
    counts: Sequence[int],
    divisions: Collection[str] = (),
    sites: Collection[Collection[ViewerSite]] = (),
) -> Crowd | None:
    """Return the first step that is wide enough; None: nothing may be shown. ``counts``: companies
    that fit, for each of ``STEPS``; ``divisions``: those whose companies could give or take the
    family; ``sites``: of each organisation that the viewer knows."""
    for step, fitting in zip(STEPS, counts, strict=True):
        if fitting < LEAST_CROWD:
            continue
        left = fitting - own_count(step, key, divisions, sites)
        if left >= LEAST_CROWD:
            return Crowd(step, left)
    return None


def own_count(
    step: Widening,
    key: CrowdKey,
    divisions: Collection[str],
    sites: Collection[Collection[ViewerSite]],
) -> int:
    """Count the viewer's organisations that may be among those that fit: with a site there that may
    be of one of the divisions."""
    return sum(
        any(_is_in(step, key, one) and one.division in ("", *divisions) for one in some)
        for some in sites
    )


def _is_in(step: Widening, key: CrowdKey, one: ViewerSite) -> bool:
    if step.sector and one.division not in ("", key.division):
        return False
    return step.level is None or one.cell.widened(step.level) == key.cell.widened(step.level)


class CrowdCompanies(NamedTuple):
    """The register's companies of one NACE class in one cell."""

    nace: str
    cell: Cell
    companies: Sequence[int]


def counted(
    keys: Iterable[CrowdKey], around: Iterable[CrowdCompanies], everywhere: int
) -> dict[CrowdKey, tuple[int, ...]]:
    """Count the companies that fit, for each step. ``keys``: of one family, direction and widest
    cell; ``around``: those of that cell whose activity could give or take the family;
    ``everywhere``: how many could in the whole register."""
    fitting: dict[tuple[Cell, str | None], set[int]] = defaultdict(set)
    for one in around:
        for level in range(WIDEST_LEVEL + 1):
            wide = one.cell.widened(level)
            fitting[wide, None].update(one.companies)
            fitting[wide, one.nace[:2]].update(one.companies)

    def count(key: CrowdKey, step: Widening) -> int:
        if step.level is None:
            return everywhere
        return len(fitting.get((key.cell.widened(step.level), key.sector(step)), ()))

    return {key: tuple(min(count(key, step), MOST_COUNTED) for step in STEPS) for key in keys}
