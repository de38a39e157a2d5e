"""A public register around a story: as many of each activity at each place. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, product
from typing import Final

from stdnum.luhn import calc_check_digit

from boucle.demo.declarations import DemoPlace
from boucle.demo.public_register import HEADER, lambert93
from tests.night.year.companies import TRADES

_PLACES: Final = (
    *((49.55, 0.51), (49.52, 0.71), (49.52, 0.31), (49.53, 0.23), (49.35, 0.51), (49.24, 0.55)),
)


def register(of_each: int) -> Iterator[Sequence[str]]:
    """Rows in the form of INSEE's file; none of the companies is real."""
    yield HEADER
    numbers = count(1)
    for (latitude, longitude), (naf, _) in product(_PLACES, TRADES):
        x, y = lambert93(DemoPlace("", "lieu", "00000", latitude, longitude))
        for _each in range(of_each):
            siret = _siret(next(numbers))
            yield (
                siret,
                "O",
                "A",
                f"Inventée {siret}",
                naf,
                "NAFRev2",
                "lieu",
                f"{x:.2f}",
                f"{y:.2f}",
            )


def _siret(number: int) -> str:
    siren = f"298{number:05d}"
    siren += calc_check_digit(siren)
    return f"{siren}0001{calc_check_digit(f'{siren}0001')}"
