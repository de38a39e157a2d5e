"""Define how much is shown of a masked flow: as its class of the partition, so that several
companies fit it. Pure. They fit by the catalogue and the public register, not by declarations."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from boucle.contract.cells import Cell

MOST_COUNTED: Final = 999
WIDEST_LEVEL: Final = 3


class Widening(NamedTuple):
    """``level``: of the cell (``contract.cells``), None: the place is hidden. ``sector``: the
    division is shown."""

    level: int | None
    sector: bool


NOWHERE: Final = Widening(None, False)
NARROWEST: Final = Widening(0, True)


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
    """What may be shown; ``companies``: that fit it without the viewer's, MOST_COUNTED at most;
    None without a register to count in."""

    step: Widening
    companies: int | None


NO_REGISTER: Final = Crowd(NOWHERE, None)
"""Nobody knows how many fit: the family alone is shown."""


class CrowdCompanies(NamedTuple):
    """The register's companies of one NACE class in one cell."""

    nace: str
    cell: Cell
    companies: Sequence[int]


class ViewerSite(NamedTuple):
    """A site of one of the viewer's organisations: its division (empty: unknown) and cell."""

    division: str
    cell: Cell


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
