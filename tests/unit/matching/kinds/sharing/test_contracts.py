"""Which contract months make, bound by bound, reckoned by hand."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest

from boucle.matching.kinds.sharing.posts.contracts import (
    Contract,
    contract_of,
    days_hold,
    share_of,
)
from boucle.matching.kinds.sharing.posts.needs import Need, PostRules, read, rules_of
from tests.unit.matching.kinds.sharing.declared import DEFAULTS, post_need, with_parameters

RULES = rules_of(DEFAULTS)
"""Full time: 0.9 to 1.05 in every month. Part time: 24 of 35 hours, 0.685714. Near: 0.63 to 1.5.
A season: three to eight months. Of each, a tenth at least."""
YEAR = tuple(range(12))


def _need(number: int, months: Any, rules: PostRules = RULES, **more: Any) -> Need:
    (found,) = read(post_need(number, months, **more), rules)
    return found


def _made(needs: Sequence[Need], rules: PostRules = RULES) -> Contract | None:
    return contract_of(needs, sum(need.lanes for need in needs), rules)


def _of(*months: Any, rules: PostRules = RULES) -> Contract | None:
    return _made([_need(number, each, rules) for number, each in enumerate(months, 1)], rules)


def _in(*months: int, of: str = "0.8", else_: str = "0") -> list[str]:
    return [of if month in months else else_ for month in YEAR]


@pytest.mark.parametrize(
    ("months", "name"),
    [
        (["0.9"], "permanent_full_time"),
        (["0.899999"], "permanent_part_time"),
        (["0.5", "0.55"], "permanent_full_time"),
        (["0.5", "0.550001"], "near"),
        (["0.685714"], "permanent_part_time"),
        (["0.685713"], "near"),
        (["0.63"], "near"),
        (["0.629999"], None),
        (["0.75", "0.75"], "near"),
        (["0.75", "0.750001"], None),
        (["0.8", "0.1"], "permanent_full_time"),
        (["0.9", "0.099999"], None),
    ],
)
def test_the_months_of_a_year_make_a_contract(months: list[str], name: str | None) -> None:
    found = _of(*months)
    assert (None if found is None else found.name) == name
    if found is not None:
        assert found.season == YEAR
        assert found.least == found.most == sum(round(float(each) * 1e6) for each in months)


def test_a_contract_says_its_emptiest_and_its_fullest_month() -> None:
    found = _of(_in(3, of="0.9", else_="1"))
    assert found == Contract("permanent_full_time", YEAR, 900_000, 1_000_000)
    assert _of(_in(3, of="0.4", else_="1")) is None
    lesser = _of(_in(3, of="0.7", else_="1"))
    assert lesser == Contract("permanent_part_time", YEAR, 700_000, 1_000_000)


@pytest.mark.parametrize(
    ("months", "season"),
    [
        ((0, 1, 2, 3), (0, 1, 2, 3)),
        ((4, 5, 6), (4, 5, 6)),
        ((4, 5), None),
        ((0, 1, 2, 3, 4, 5, 6, 7), (0, 1, 2, 3, 4, 5, 6, 7)),
        ((0, 1, 2, 3, 4, 5, 6, 7, 8), None),
        ((10, 11, 0, 1), (10, 11, 0, 1)),
        ((0, 1, 2, 5, 6, 7, 8), (5, 6, 7, 8)),
        ((0, 1, 2, 5, 6, 7), (0, 1, 2)),
        ((0, 1, 5, 6), None),
        (YEAR[1:], None),
    ],
)
def test_a_season_is_the_longest_run_of_months(
    months: tuple[int, ...], season: tuple[int, ...] | None
) -> None:
    found = _of(_in(*months))
    assert found == (None if season is None else Contract("seasonal", season, 800_000, 800_000))


def test_a_season_says_its_emptiest_and_its_fullest_month() -> None:
    months = _in(3, 4, 5, 6)
    months[4], months[5] = "0.685714", "1"
    assert _of(months) == Contract("seasonal", (3, 4, 5, 6), 685_714, 1_000_000)
    months[4] = "0.685713"
    assert _of(months) is None


def test_each_employer_has_a_tenth_of_a_season() -> None:
    """0.1 in its four months and 0.1 or more in the others; or nothing in the season."""
    season = _in(0, 1, 2, 3)
    assert _of(season, "0.1") == Contract("seasonal", (0, 1, 2, 3), 900_000, 900_000)
    less = _in(0, else_="0.15", of="0.099999")
    assert _of(season, _in(0, 1, 2, 3, of="0", else_="0.2")) is None
    less[1] = less[2] = less[3] = "0.1"
    assert _of(season, less) is None


def test_who_asks_for_a_permanent_post_has_no_season() -> None:
    def one(permanent: str) -> Need:
        return _need(1, _in(0, 1, 2, 3), choices={"permanent": permanent})

    assert _made([one("yes")]) is None
    assert _made([one("no")]) is not None


def test_near_is_counted_down_and_up_by_the_share() -> None:
    """Of 0.8: 0.72 to 1.3125."""
    rules = rules_of(with_parameters(near_share="0.8", workforce_week_hours_least="30"))

    def near(*months: str) -> bool:
        found = _of(*months, rules=rules)
        return found is not None and found.name == "near"

    assert near("0.72")
    assert not near("0.719999")
    assert near("0.65", "0.6625")
    assert not near("0.65", "0.662501")


@pytest.mark.parametrize(
    ("needs", "held"),
    [
        ([("0.4", (1, 2))], True),
        ([("0.42", (1, 2))], True),
        ([("0.420001", (1, 2))], False),
        ([("0.21", (1,))], True),
        ([("0.4", (1, 2)), ("0.4", (3, 4))], True),
        ([("0.4", (1, 2)), ("0.2", (2,))], False),
        ([("0.2", (1, 2)), ("0.1", (2,))], True),
        ([("0.9", (1, 2, 3, 4, 5)), ("0.2", (2,))], True),
        ([("0.9", ()), ("0.2", (2,))], True),
        ([("0.9", (1, 2, 3, 4)), ("0.1", (5,))], False),
        ([("0.8", (1, 2, 3, 4)), ("0.2", (5,))], True),
    ],
)
def test_a_day_has_one_person(needs: list[tuple[str, tuple[int, ...]]], *, held: bool) -> None:
    """n full-time equivalents on d days take 5 n / d of each, 1.05 at most."""
    made = [_need(at, each, weekdays=days) for at, (each, days) in enumerate(needs, 1)]
    assert days_hold(made, RULES) is held
    if not held:
        assert _made(made) is None


def test_a_day_that_is_too_full_in_one_month_is_too_full() -> None:
    july = _need(1, _in(6, of="0.3", else_="0.1"), weekdays=(1,))
    assert not days_hold([july], RULES)
    december = _need(1, _in(11, of="0.3", else_="0.1"), weekdays=(1,))
    assert not days_hold([december], RULES)


@pytest.mark.parametrize(
    ("least", "most", "share"),
    [
        (900_000, 1_050_000, Fraction(1)),
        (450_000, 1_000_000, Fraction(1, 2)),
        (950_000, 2_100_000, Fraction(1, 2)),
        (2_000_000, 1, Fraction(1)),
        (0, 0, Fraction(0)),
    ],
)
def test_how_much_of_a_full_time_post_it_is(least: int, most: int, share: Fraction) -> None:
    assert share_of(Contract("near", YEAR, least, most), RULES) == share
