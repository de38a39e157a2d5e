"""Read one row of INSEE's stock of establishments (StockEtablissement): taken, passed over, or
wrong. Column names are INSEE's. Only public data is taken: establishments whose diffusion is
partial (`P`) or was refused (`N`) are passed over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final, Literal

from boucle.platform.errors import Fault
from boucle.platform.translating import tr
from boucle.registry.domain.codes import siret_fault
from boucle.registry.outlets.prospects.lambert93 import in_lambert93, to_degrees

_SIRET: Final = "siret"
_DIFFUSION: Final = "statutDiffusionEtablissement"
_STATE: Final = "etatAdministratifEtablissement"
_NAF: Final = "activitePrincipaleEtablissement"
_NOMENCLATURE: Final = "nomenclatureActivitePrincipaleEtablissement"
_X: Final = "coordonneeLambertAbscisseEtablissement"
_Y: Final = "coordonneeLambertOrdonneeEtablissement"
_COMMUNE_CODE: Final = "codeCommuneEtablissement"
_COMMUNE: Final = "libelleCommuneEtablissement"
_EMPLOYEES: Final = "trancheEffectifsEtablissement"
_NAMES: Final = ("enseigne1Etablissement", "denominationUsuelleEtablissement")

NEEDED: Final = (_SIRET, _DIFFUSION, _STATE, _NAF, _NOMENCLATURE, _X, _Y)
_UNSAID: Final = ("", "[ND]")
_NOT_METROPOLITAN: Final = ("97", "98")  # their coordinates are not in Lambert-93

Passed = Literal["closed", "not_diffusible", "other_nomenclature", "other_activity", "unplaced"]


@dataclass(frozen=True, slots=True)
class Establishment:
    """An active, diffusible establishment with a place. ``employees``: INSEE's band (`12`)."""

    siret: str
    name: str | None
    naf: str
    commune_code: str | None
    commune: str | None
    employees: str | None
    latitude: float
    longitude: float

    @property
    def nace(self) -> str:
        """Return the class: `17.12` of `17.12Z`."""
        return self.naf[:5]


class SireneColumns:
    def __init__(self, header: Sequence[str]) -> None:
        self._at: Mapping[str, int] = {name.strip(): place for place, name in enumerate(header)}
        self.width = len(header)

    @property
    def missing(self) -> list[str]:
        return [name for name in NEEDED if name not in self._at]

    def cell(self, row: Sequence[str], name: str) -> str | None:
        """Return None if INSEE gives nothing."""
        place = self._at.get(name)
        value = "" if place is None else row[place].strip()
        return None if value in _UNSAID else value


def read_establishment(
    row: Sequence[str], columns: SireneColumns, wanted: frozenset[str]
) -> Establishment | Passed | Fault:
    """Read a row; ``wanted``: NACE classes. The commonest reasons to skip come first: there are 40
    million rows."""
    if len(row) != columns.width:
        message = tr("has {count} cells, the header {width}", count=len(row), width=columns.width)
        return Fault("row", None, message, "as many cells as the header")
    if columns.cell(row, _STATE) != "A":
        return "closed"
    naf = columns.cell(row, _NAF) or ""
    if naf[:5] not in wanted:
        return "other_activity"
    if columns.cell(row, _NOMENCLATURE) != "NAFRev2":
        return "other_nomenclature"
    if columns.cell(row, _DIFFUSION) != "O":
        return "not_diffusible"
    return _placed(row, columns, naf)


def _placed(row: Sequence[str], columns: SireneColumns, naf: str) -> Establishment | Passed | Fault:
    siret = columns.cell(row, _SIRET) or ""
    fault = siret_fault(_SIRET, siret)
    if fault:
        return fault
    commune_code = columns.cell(row, _COMMUNE_CODE)
    x, y = columns.cell(row, _X), columns.cell(row, _Y)
    if x is None or y is None or (commune_code or "").startswith(_NOT_METROPOLITAN):
        return "unplaced"
    point = _point(x, y)
    if isinstance(point, Fault):
        return point
    latitude, longitude = point
    return Establishment(
        siret=siret,
        name=next((name for key in _NAMES if (name := columns.cell(row, key))), None),
        naf=naf,
        commune_code=commune_code,
        commune=columns.cell(row, _COMMUNE),
        employees=columns.cell(row, _EMPLOYEES),
        latitude=round(latitude, 6),
        longitude=round(longitude, 6),
    )


def _point(x: str, y: str) -> tuple[float, float] | Fault:
    for name, text in ((_X, x), (_Y, y)):
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not isfinite(number):
            return Fault(name, text, "is not a number", "metres in Lambert-93, such as 652341.5")
    if not in_lambert93(float(x), float(y)):
        message = "is outside metropolitan France in Lambert-93"
        return Fault(f"{_X}, {_Y}", f"{x}, {y}", message, "x 0 to 1300000, y 6000000 to 7200000")
    return to_degrees(float(x), float(y))
