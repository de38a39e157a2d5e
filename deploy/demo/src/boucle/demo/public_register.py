"""Write a made-up register in the form of INSEE's, and files of the territories' real communes and
outlines.

``python -m boucle.demo.public_register REGISTER COMMUNES OUTLINES``. A company that the reader
does not know yet hides among companies that could be meant: where there are none, little may be
shown of it. So every place of the demo gets some of each of its activities. None of them is real:
their SIREN begin with 299, of a range reserved for public bodies.
"""

import csv
import sys
from collections.abc import Iterator
from itertools import count, product
from math import atanh, cos, exp, radians, sin
from pathlib import Path
from typing import Final

from boucle.demo.declarations import DemoPlace, all_places, communes, declarations, outlines

OF_EACH: Final = 8
"""Companies of one activity at one place."""
HEADER: Final = (
    "siret",
    "statutDiffusionEtablissement",
    "etatAdministratifEtablissement",
    "denominationUsuelleEtablissement",
    "activitePrincipaleEtablissement",
    "nomenclatureActivitePrincipaleEtablissement",
    "libelleCommuneEtablissement",
    "coordonneeLambertAbscisseEtablissement",
    "coordonneeLambertOrdonneeEtablissement",
)
# The Lambert-93 constants of IGN's "Projection cartographique conique conforme de Lambert".
_E: Final = 0.0818191910428158
_N: Final = 0.7256077650532670
_C: Final = 11754255.4261
_X0: Final = 700000.0
_Y0: Final = 12655612.0499


def rows() -> Iterator[tuple[str, ...]]:
    """Yield the same rows every time, in the order of ``HEADER``."""
    numbers = count(1)
    for place, naf in product(all_places().values(), activities()):
        x, y = lambert93(place)
        for _ in range(OF_EACH):
            siret = _siret(next(numbers))
            name = f"Entreprise inventée {siret[:9]}"
            yield siret, "O", "A", name, naf, "NAFRev2", place.commune, f"{x:.2f}", f"{y:.2f}"


def activities() -> list[str]:
    named = (site.body.get("naf") for site in declarations().sites)
    return sorted({naf["code"] for naf in named if naf})


def lambert93(place: DemoPlace) -> tuple[float, float]:
    up = sin(radians(place.latitude))
    isometric = atanh(up) - _E * atanh(_E * up)
    reach, turn = _C * exp(-_N * isometric), _N * radians(place.longitude - 3)
    return _X0 + reach * sin(turn), _Y0 - reach * cos(turn)


def _siret(number: int) -> str:
    siren = f"299{number:05d}"
    siren += _check_digit(siren)
    return f"{siren}0001{_check_digit(f'{siren}0001')}"


def _check_digit(digits: str) -> str:
    doubled = (int(d) * (2 - place % 2) for place, d in enumerate(reversed(digits)))
    return str(-sum(value - 9 * (value > 9) for value in doubled) % 10)


def main(file: Path, of_communes: Path, of_outlines: Path) -> None:
    of_communes.write_text(communes(), encoding="utf-8")
    of_outlines.write_text(outlines(), encoding="utf-8")
    made = list(rows())
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([HEADER, *made])
    print(
        f"{len(made)} made-up companies of {len(activities())} activities at {len(all_places())} "
        "places stand in for INSEE's register."
    )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
