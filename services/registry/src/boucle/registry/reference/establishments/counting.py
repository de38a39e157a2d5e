"""Collect which companies are in which cell, as far as crowds need it. Pure."""

from array import array
from bisect import bisect_left
from collections.abc import Set

from boucle.contract.cells import Cell, cell_of
from boucle.contract.events.registry import MOST_COMPANIES, Establishments


class Companies:
    """The least SIREN by cell and NACE class: at most ``MOST_COMPANIES``, 4 bytes each."""

    def __init__(self) -> None:
        self._cells: dict[Cell, dict[str, array[int]]] = {}

    @property
    def places(self) -> Set[Cell]:
        return self._cells.keys()

    def add(self, siren: str, nace: str, latitude: float, longitude: float) -> None:
        """Add an establishment of the company; of several in one cell, one counts."""
        cell, number = cell_of(latitude, longitude), int(siren)
        classes = self._cells.setdefault(cell, {})
        least = classes.get(nace)
        if least is None:
            classes[nace] = array("I", (number,))
            return
        at = bisect_left(least, number)
        if at < len(least) and least[at] == number:
            return
        least.insert(at, number)
        del least[MOST_COMPANIES:]

    def of(self, place: Cell) -> Establishments:
        """Return the companies of a cell, maybe none."""
        classes = self._cells.get(place, {})
        companies = {nace: tuple(classes[nace]) for nace in sorted(classes)}
        return Establishments(north=place.north, east=place.east, companies=companies)


def subject(place: Cell) -> str:
    """Return the subject of the cell's events."""
    return f"{place.north}/{place.east}"


def place_of(subject: str) -> Cell:
    north, _, east = subject.partition("/")
    return Cell(int(north), int(east))
