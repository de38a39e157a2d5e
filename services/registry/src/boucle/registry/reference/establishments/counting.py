"""Which companies are in which cell of places, as far as crowds need to know. Pure."""

from array import array
from bisect import bisect_left
from collections.abc import Set

from boucle.contract.cells import Cell, cell_of
from boucle.contract.events.registry import MOST_COMPANIES, Establishments


class Companies:
    """By cell and NACE class, the least SIREN: at most ``MOST_COMPANIES``, 4 bytes each."""

    def __init__(self) -> None:
        self._cells: dict[Cell, dict[str, array[int]]] = {}

    @property
    def places(self) -> Set[Cell]:
        """The cells that hold any."""
        return self._cells.keys()

    def add(self, siren: str, nace: str, latitude: float, longitude: float) -> None:
        """An establishment of the company; of several in one cell, one counts."""
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
        """Empty, where there are none."""
        classes = self._cells.get(place, {})
        companies = {nace: tuple(classes[nace]) for nace in sorted(classes)}
        return Establishments(north=place.north, east=place.east, companies=companies)


def subject(place: Cell) -> str:
    """The subject of its events."""
    return f"{place.north}/{place.east}"


def place_of(subject: str) -> Cell:
    """The other way."""
    north, _, east = subject.partition("/")
    return Cell(int(north), int(east))
