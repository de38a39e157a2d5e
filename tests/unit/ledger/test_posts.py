"""Shared posts: J01, J05, J06, J07; figures.md 17 and 18."""

from __future__ import annotations

from fractions import Fraction

from tests.reference.ledger.groups import Member
from tests.reference.ledger.kinds.posts import (
    FULL,
    NONE,
    PART,
    SEASONAL,
    contract,
    faults,
    longest_run,
    posts_of,
    reckon,
    same_family,
)
from tests.reference.ledger.parameters import Parameters
from tests.unit.ledger.makers import exactly, member, sharing

NUMBERS = Parameters()


def need(name: str, months: list[str], subject: str = "N1101") -> Member:
    return member(sharing(name, subject, "workforce", months=months))


def months(text: str) -> list[Fraction]:
    return [exactly(m) for m in text.split()]


WINTER = ["1"] * 3 + ["0"] * 6 + ["1"] * 3
SUMMER = ["0"] * 3 + ["1"] * 6 + ["0"] * 3


def test_salmon_in_winter_salads_in_summer() -> None:
    """J05: October to March and the rest: one full-time post."""
    found = reckon([need("a", WINTER), need("b", SUMMER)], NUMBERS, {})
    assert found.viable
    assert found.amount == 1
    assert found.figures["hours"].bounds()[0] == 1815


def test_four_quarters_are_one_post() -> None:
    """J06."""
    four = [need(n, ["0.25"] * 12) for n in "abcd"]
    assert reckon(four, NUMBERS, {}).viable
    five = [need(n, ["0.2"] * 12) for n in "abcde"]
    assert [f.what for f in faults(five, NUMBERS, {})] == ["5 employers"]


def test_same_seasons_make_no_full_time_post() -> None:
    """J01."""
    both = [exactly("0.5")] * 4 + [exactly("0")] * 8
    assert contract([m * 2 for m in both], NUMBERS) == SEASONAL
    assert contract([exactly("1")] * 12, NUMBERS) == FULL
    assert contract([exactly("0.7")] * 12, NUMBERS) == PART
    assert contract([exactly("1.18")] * 12, NUMBERS) == NONE


def test_a_season_of_eleven_months_is_a_durable_job() -> None:
    """figures.md 18 (L1242-2 3)."""
    assert contract([exactly("1")] * 11 + [exactly("0")], NUMBERS) == NONE
    assert longest_run([True] * 2 + [False] * 8 + [True] * 2) == 4


def test_five_drivers_are_five_posts() -> None:
    """figures.md 17: five from April to September."""
    assert posts_of(need("a", ["0"] * 3 + ["5"] * 6 + ["0"] * 3).sharing) == 5
    five = [need("a", ["0"] * 3 + ["5"] * 6 + ["0"] * 3), need("b", WINTER)]
    assert reckon(five, NUMBERS, {}).viable


def test_one_family_or_neighbours() -> None:
    occupations = {
        "N1101": {"code": "N1101", "parent": "N1101", "neighbours": ["N1103"]},
        "N1103": {"code": "N1103", "parent": "N1103", "neighbours": ["N1101"]},
        "M1203": {"code": "M1203", "parent": "M1203", "neighbours": []},
    }
    assert same_family("N1101", "N1103", occupations) is True
    assert same_family("N1101", "N1103", occupations, False) is False
    assert same_family("N1101", "M1203", occupations) is False
    assert same_family("N1101", "X", occupations) is None
    mixed = [need("a", WINTER), need("b", SUMMER, "M1203")]
    assert [f.rule for f in faults(mixed, NUMBERS, occupations)] == [
        "one ROME family or neighbours"
    ]
