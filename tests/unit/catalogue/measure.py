"""How often the true taker is among the first five.

``.venv/bin/python -m tests.unit.catalogue.measure``
"""

import sys
from collections.abc import Callable, Iterable, Mapping

from tests.unit.catalogue.test_outlets import COMMONEST, SETS, Case, first_five

_ROW = "{:<10} {:>5} {:>8} {:>10} {:>9} {:>9} {:>7} {:>6} {:>7} {:>14}"


def _share(cases: Iterable[Case], found: Callable[[Case], bool]) -> str:
    results = [found(case) for case in cases]
    return f"{sum(results) / len(results):.0%}" if results else "-"


def _hit(case: Case) -> bool:
    return case["receiver"] in first_five(case)


def _row(name: str, cases: list[Case]) -> str:
    def of(key: Callable[[Case], bool]) -> str:
        return _share(filter(key, cases), _hit)

    def nature(wanted: str) -> str:
        return of(lambda case: case["nature"] == wanted)

    return _ROW.format(
        name,
        len(cases),
        _share(cases, _hit),
        _share(cases, lambda case: case["receiver"] in COMMONEST),
        of(lambda case: case["receiver"] not in COMMONEST),
        nature("material"),
        nature("energy"),
        nature("water"),
        nature("electricity"),
        f"{_by_place(cases):.0%}",
    )


def _by_place(cases: list[Case]) -> float:
    places: dict[str, list[bool]] = {}
    for case in cases:
        places.setdefault(case["place"], []).append(_hit(case))
    return sum(sum(hits) / len(hits) for hits in places.values()) / len(places)


def main(sets: Mapping[str, list[Case]]) -> None:
    head = ("set", "cases", "first 5", "commonest", "rare", "material", "energy", "water", "power")
    sys.stdout.write(_ROW.format(*head, "mean by place") + "\n")
    for name, cases in sets.items():
        sys.stdout.write(_row(name, cases) + "\n")


if __name__ == "__main__":
    main({**SETS, "all": [case for cases in SETS.values() for case in cases]})
