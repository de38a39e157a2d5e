"""A pair of flows of several families is what its best two families are."""

from __future__ import annotations

from itertools import product

import pytest
from msgspec.structs import replace

from boucle.matching.scoring import (
    DEFAULT_SETTINGS,
    FlowInputs,
    LifeFact,
    assess,
    best_families,
    explain,
)
from boucle.matching.scoring.families import left_of, parts_of, taken_of, whole_quantity
from tests.unit.matching.worlds import one_of_each, rules

BOTH = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
EACH = {(row.family, row.output): replace(row, territory="") for row in one_of_each()}


def several(families: list[int], *, output: bool, shares: tuple[float, ...] = ()) -> FlowInputs:
    own = [EACH[family, output] for family in families]
    parts = [
        replace(
            row,
            flow=own[0].flow,
            organisation=own[0].organisation,
            share=share,
            quantity=round(row.quantity * (share or 1.0)),
        )
        for row, share in zip(own, shares or (0.0,) * len(own), strict=True)
    ]
    return replace(parts[0], others=tuple(parts[1:]))


def needs_of_two_routes() -> tuple[int, int, int]:
    """An offer's family, and two that it could serve, the worse first."""
    for family in range(len(rules().catalogue.families)):
        found = []
        for rule in rules().routes:
            if rule.output == family:
                seen = assess(EACH[family, True], EACH[rule.input, False], rules(), BOTH)
                if seen is not None:
                    found.append((seen.rank, rule.input))
        found.sort()
        if len(found) > 1 and found[0][0] < found[-1][0]:
            return family, found[0][1], found[-1][1]
    raise AssertionError


def test_the_best_of_all_pairs_of_families_is_the_pair() -> None:
    family, worse, better = needs_of_two_routes()
    offer, need = EACH[family, True], several([worse, better], output=False)
    alone = assess(offer, replace(EACH[better, False], flow=need.flow), rules(), BOTH)
    found = assess(offer, need, rules(), BOTH)
    assert found is not None
    assert alone is not None
    assert (found.rank, found.rule) == (alone.rank, alone.rule)
    assert best_families(offer, need, rules(), BOTH).need.family == better
    assert explain(offer, need, rules(), BOTH) == found.criteria


def test_any_two_flows_of_several_score_as_the_best_of_their_parts() -> None:
    family, worse, better = needs_of_two_routes()
    offer = several([family, better], output=True, shares=(0.5, 0.25))
    need = several([worse, better], output=False, shares=(0.3, 0.2))
    ranks = [
        -1 if (seen := assess(one, other, rules(), BOTH)) is None else seen.rank
        for (one, _), (other, _) in product(parts_of(offer, 1), parts_of(need, 1))
    ]
    found = assess(offer, need, rules(), BOTH)
    assert found is not None
    assert found.rank == max(ranks)


def test_without_any_route_the_main_families_are_named() -> None:
    joined = {(rule.output, rule.input) for rule in rules().routes}
    count = range(len(rules().catalogue.families))
    one, first, second = next(
        (a, b, c)
        for a, b, c in product(count, count, count)
        if b != c and (a, b) not in joined and (a, c) not in joined
    )
    (only,) = explain(EACH[one, True], several([first, second], output=False), rules(), BOTH)
    assert (only.name, only.verdict) == ("route", "fail")
    assert only.value == ">".join(rules().family(each).key for each in (one, first))


def test_equals_go_by_the_order_declared() -> None:
    family, _, better = needs_of_two_routes()
    twice = several([better, better], output=False, shares=(0.5, 0.5))
    found = best_families(EACH[family, True], twice, rules(), BOTH)
    assert found.need == parts_of(twice, 1)[0][0]


PARTS = [(3, 0.5), (4, 0.25)]


def ran(family: int, taken: int) -> LifeFact:
    return LifeFact(1, 2, 1, barred=True, offer_taken=taken, offer_family=family)


@pytest.mark.parametrize(
    ("parts", "lives", "taken"),
    [
        ([(3, 0.0), (4, 0.0)], [ran(4, 10), ran(-1, 5)], [15, 15]),
        (PARTS, [ran(4, 10)], [0, 10]),
        (PARTS, [ran(4, 10), ran(3, 7)], [7, 10]),
        (PARTS, [ran(-1, 100)], [50, 25]),
        (PARTS, [ran(9, 100)], [50, 25]),
        ([(3, 0.0)], [ran(9, 100)], [100]),
        ([(3, 0.5)], [ran(3, 100)], [100]),
        (PARTS, [ran(4, 2**62), ran(4, 2**62), ran(4, 2**62)], [0, 2**63 - 1]),
    ],
)
def test_what_runs_takes_of_its_family_or_of_all(
    parts: list[tuple[int, float]], lives: list[LifeFact], taken: list[int]
) -> None:
    assert taken_of(1, parts, lives) == taken


def test_what_is_left_and_what_there_is_in_all() -> None:
    _, worse, better = needs_of_two_routes()
    anything = several([worse, better], output=False)
    parted = several([worse, better], output=False, shares=(0.5, 0.25))
    whole = EACH[worse, False].quantity
    assert whole_quantity(anything) == whole
    assert whole_quantity(parted) == round(whole * 0.75)
    life = replace(ran(-1, 1), offer=0, need=parted.flow, need_taken=100, need_family=better)
    row, free = left_of(parted, [life])
    assert free == parted.quantity
    assert [left for _, left in parts_of(row, free)][1] == row.others[0].quantity - 100
    row, free = left_of(anything, [life])
    assert [left for _, left in parts_of(row, free)] == [whole - 100, whole - 100]
