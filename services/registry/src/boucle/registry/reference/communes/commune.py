"""Read a commune from a row of a file. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from boucle.platform.errors import Fault
from boucle.platform.translating import tr
from boucle.registry.domain.codes import commune_fault, siren_fault

# What is read, by its names in Etalab's and in data.gouv.fr's files of communes.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "code": ("insee", "code_insee"),
    "name": ("nom", "nom_standard"),
    "epci": ("epci_siren", "epci_code"),
    "latitude": ("lat", "latitude_centre"),
    "longitude": ("lon", "longitude_centre"),
    "former": ("anciens_codes",),
}
_OPTIONAL: Final = ("former",)
_NO_EPCI: Final = ("", "ZZZZZZZZZ")  # INSEE's way to say it: four islands are in none


@dataclass(frozen=True, slots=True)
class Commune:
    """A current commune. ``latitude``, ``longitude``: its centre in degrees, if known. ``former``:
    codes of the communes that were merged into it."""

    code: str
    name: str
    epci: str | None
    latitude: float | None
    longitude: float | None
    former: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


@dataclass(frozen=True, slots=True)
class FoundCommune:
    """The current commune of a code, and whether its EPCI is a territory of this deployment."""

    today: Commune
    served: bool


class CommuneFile:
    """The file's columns, whatever the others, and the codes read so far: each may occur once."""

    def __init__(self, header: Sequence[str]) -> None:
        titles = [title.strip() for title in header]
        self._width = len(titles)
        self._title = {
            name: title for name, known in _NAMES.items() for title in known if title in titles
        }
        self._place = {name: titles.index(title) for name, title in self._title.items()}
        self._lines: dict[str, int] = {}

    @property
    def missing(self) -> list[str]:
        return [
            " or ".join(titles)
            for name, titles in _NAMES.items()
            if name not in self._title and name not in _OPTIONAL
        ]

    def read(self, line: int, row: Sequence[str]) -> Commune | list[Fault]:
        """Return the commune of this line, or all of its faults."""
        if len(row) != self._width:
            message = tr("has {count} cells, the header {width}", count=len(row), width=self._width)
            return [Fault("row", None, message, "as many cells as the header")]
        cells = {name: row[place].strip() for name, place in self._place.items()}
        code, epci = cells["code"], cells["epci"]
        # A merged commune often has the code of one of those it was made of.
        former = tuple(one for one in cells.get("former", "").split() if one != code)
        faults = [*self._code_faults(line, code, former), *self._other_faults(cells)]
        if faults:
            return faults
        return Commune(
            code=code,
            name=cells["name"],
            epci=None if epci in _NO_EPCI else epci,
            latitude=_number(cells["latitude"]),
            longitude=_number(cells["longitude"]),
            former=former,
        )

    def _code_faults(self, line: int, code: str, former: tuple[str, ...]) -> Iterator[Fault]:
        for name, each in (("code", code), *(("former", one) for one in former)):
            title = self._title[name]
            fault = commune_fault(title, each)
            if fault is None and each in self._lines:
                message = tr("stands in line {lines} already", lines=self._lines[each])
                fault = Fault(title, each, message, "each code once, of today or of before")
            if fault:
                yield fault
            else:
                self._lines[each] = line

    def _other_faults(self, cells: Mapping[str, str]) -> Iterator[Fault]:
        title, epci = self._title, cells["epci"]
        if not cells["name"]:
            yield Fault(title["name"], "", "is missing", "the commune's name")
        fault = None if epci in _NO_EPCI else siren_fault(title["epci"], epci)
        if fault:
            yield fault
        if cells["latitude"] or cells["longitude"]:
            for name, most in (("latitude", 90), ("longitude", 180)):
                number = _number(cells[name])
                if number is None or not -most <= number <= most:
                    right = tr(
                        "degrees with a point, -{most} to {most2}, as 49.1829",
                        most=most,
                        most2=most,
                    )
                    yield Fault(title[name], cells[name], "is not a place's", right)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
