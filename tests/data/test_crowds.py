"""1,045 real sites of the French register of polluters, as who may stand behind a view: of each
family those that could give it, or take it."""

import csv
import random
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from boucle.catalogue import could_give, could_take, falls_under, load_catalogue
from boucle.contract.cells import cell_of
from boucle.matching.crowds.partition import LEAST, MARGIN, shown_of
from boucle.matching.crowds.steps import CrowdKey
from tests.adversary.crowds import OWN, Known, Register, fitting
from tests.data.conftest import DATA


@cache
def sites() -> list[dict[str, str]]:
    with (DATA / "irep_etablissements_normandie_2003_2017.csv").open() as file:
        return [row for row in csv.DictReader(file) if row["naf"]]


@cache
def registers() -> tuple[Register, ...]:
    """Of each family, given and taken, once where the same sites fit."""
    catalogue = load_catalogue()
    codes = (
        named(catalogue, one.key)
        for one in catalogue.families
        for named in (could_give, could_take)
    )
    found = {tuple(_fitting(each)) for each in codes}
    return tuple(Register(each) for each in sorted(found) if each)


def _fitting(codes: frozenset[str]) -> Iterator[Known]:
    for number, row in enumerate(sites()):
        if falls_under(f"{row['naf'][:2]}.{row['naf'][3:5]}", codes):
            cell = cell_of(float(row["lat"]), float(row["lon"]))
            yield Known(number, CrowdKey("", False, row["naf"][:2], cell.north, cell.east))


@cache
def victims() -> list[tuple[Register, Known]]:
    """Two thousand of them, of fifty families."""
    rng = random.Random(38)
    of = rng.sample(registers(), 50)
    everybody = [(one, each) for one in of for each in one.companies]
    return rng.sample(everybody, min(2_000, len(everybody)))


@pytest.mark.parametrize("view", ["before", "now"])
def test_three_stand_behind_each_view_whatever_is_made_up(view: str) -> None:
    """Each seen with none to ten made-up companies where it is: 22,000 views. ``before`` is the
    control."""
    left = [fitting(one, true, getattr(one, view)) for one, true in victims()]
    few = [one for one in left if one is not None and len(one) < LEAST]

    assert len(left) * (OWN + 1) >= 10_000
    assert few == [] if view == "now" else len(few) > len(left) / 10


def test_three_stand_behind_each_view_with_five_real_ones() -> None:
    for one, true in victims():
        shown = one.alone
        alike = [each for each in one.companies if each != true and shown[each] == shown[true]]
        left = fitting(one, true, one.now, alike[:MARGIN])

        assert left is None or len(left) >= LEAST


def test_what_is_shown_of_them() -> None:
    """As docs/disclosure.md says of a sparse register."""
    shown, of = Counter[str](), 0
    for one in registers():
        shown.update(shown_of(one.classes))
        of += len(one.companies)

    assert round(shown["sector_and_place"] / of, 2) == 0.64
    assert round(1 - shown["family_only"] / of, 2) == 0.81
