"""Counts the training exchanges by family, giver and taker, as the catalogue keeps them.

``.venv/bin/python -m tests.unit.catalogue.documented`` writes ``data/documented.csv`` again: do so
when words, families or training sets changed. An exchange that several sets tell (same place,
family, giver and taker) counts once; one whose family is only guessed does not count.
"""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from boucle.catalogue import likely, load_catalogue
from boucle.catalogue.text.evidence import SURE
from tests.unit.catalogue.test_outlets import SETS, Case

FILE: Final = Path(__file__).parents[3] / "libs/catalogue/src/boucle/catalogue/data/documented.csv"
_HEAD: Final = """family,giver,taker,exchanges
# How many exchanges of the literature (tests/unit/catalogue/training) went from a division to a
# division. Made by `python -m tests.unit.catalogue.documented`, never by hand.
"""


def family_of(case: Case) -> str | None:
    """What the text, its code and the donor are surely read as."""
    meant = likely(
        load_catalogue(), case["text"], low=case["low"] or None, naf=case["donor"] or None
    )
    return meant[0].family if meant and meant[0].score >= SURE else None


def counted(
    cases: Iterable[tuple[Case, str | None]],
) -> Mapping[str, Mapping[tuple[str, str], int]]:
    """By family and divisions of giver and taker, of cases with their families."""
    exchanges = {
        (family, case["donor"][:2], taker, case["place"])
        for case, family in cases
        if family is not None
        for taker in case["receiver"].split()
    }
    found: dict[str, dict[tuple[str, str], int]] = {}
    for family, giver, taker, _ in sorted(exchanges):
        of_family = found.setdefault(family, {})
        of_family[giver, taker] = of_family.get((giver, taker), 0) + 1
    return found


def with_families(cases: Iterable[Case]) -> list[tuple[Case, str | None]]:
    return [(case, family_of(case)) for case in cases]


def written() -> str:
    cases = with_families(case for cases in SETS.values() for case in cases)
    return _HEAD + "".join(
        f"{family},{giver},{taker},{count}\n"
        for family, of_family in counted(cases).items()
        for (giver, taker), count in of_family.items()
    )


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
    sys.stdout.write(f"{FILE}: {len(FILE.read_text(encoding='utf-8').splitlines()) - 3} lines\n")
