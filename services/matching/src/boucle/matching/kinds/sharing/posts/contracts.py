"""Which contract the months of several needs make together. Pure.

A permanent full-time post: every month within ``workforce_month_least`` to ``_most``. Otherwise a
permanent part-time post, of ``workforce_week_hours_least`` in every month; otherwise a seasonal
one, of those hours in the months of its season alone, ``workforce_season_months_most`` of them at
most: work of nearly all year is permanent. Near: a full-time post of which every month is at least
``near_share``, counted down where it is too little and up where it is too much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from boucle.matching.kinds.sharing.posts.needs import (
    MONTHS,
    Need,
    PostRules,
    every,
    months_of,
    none_above,
)

ContractName = Literal["permanent_full_time", "permanent_part_time", "seasonal", "near"]
RANKS: Final[tuple[ContractName, ...]] = ("permanent_full_time", "permanent_part_time", "seasonal")
ALL_YEAR: Final = tuple(range(MONTHS))
_WEEK_DAYS: Final = 5


@dataclass(frozen=True, slots=True)
class Contract:
    """``season``: the months that it covers, 0 to 11, in their order. ``least``, ``most``: what its
    months ask for, in millionths of a full-time equivalent."""

    name: ContractName
    season: tuple[int, ...]
    least: int
    most: int


def contract_of(needs: Sequence[Need], lanes: int, rules: PostRules) -> Contract | None:
    """The best contract of these needs together, whose months sum to ``lanes``; None of none."""
    least_year = rules.share_least * MONTHS
    if any(need.year < least_year for need in needs) or not days_hold(needs, rules):
        return None
    if none_above(lanes, every(rules.month_most)):
        if none_above(every(rules.month_least), lanes):
            return _all_year("permanent_full_time", lanes)
        if none_above(every(rules.part_time), lanes):
            return _all_year("permanent_part_time", lanes)
        seasonal = _seasonal(needs, lanes, rules)
        if seasonal is not None:
            return seasonal
    near = none_above(every(rules.near_least), lanes) and none_above(lanes, every(rules.near_most))
    return _all_year("near", lanes) if near else None


def share_of(contract: Contract, rules: PostRules) -> Fraction:
    """How much of a full-time post's thresholds it has."""
    return min(
        Fraction(contract.least, rules.month_least),
        Fraction(rules.month_most, max(contract.most, 1)),
        Fraction(1),
    )


def _all_year(name: ContractName, lanes: int) -> Contract:
    months = months_of(lanes)
    return Contract(name, ALL_YEAR, min(months), max(months))


def days_hold(needs: Sequence[Need], rules: PostRules) -> bool:
    """Whether no weekday is asked for by more than one person can give on it.

    A need of ``n`` full-time equivalents on ``d`` named days takes ``5 n / d`` of each; needs that
    name no day take what is left.
    """
    fixed = [need for need in needs if 0 < len(need.sharing.weekdays) < _WEEK_DAYS]
    for day in {day for need in fixed for day in need.sharing.weekdays}:
        there = [need for need in fixed if day in need.sharing.weekdays]
        for month in ALL_YEAR:
            asked = sum(
                Fraction(_WEEK_DAYS * need.months[month], len(need.sharing.weekdays))
                for need in there
            )
            if asked > rules.month_most:
                return False
    return True


def _seasonal(needs: Sequence[Need], lanes: int, rules: PostRules) -> Contract | None:
    """In the longest run of months with enough hours, over the year's end too."""
    months = months_of(lanes)
    held = [month >= rules.part_time for month in months]
    if sum(held) < rules.season_least:
        return None
    season = _longest_run(held)
    if not rules.season_least <= len(season) <= rules.season_most:
        return None
    if not _shares_hold(needs, season, rules):
        return None
    if any(need.sharing.choices.get("permanent") == "yes" for need in needs):
        return None
    within = [months[month] for month in season]
    return Contract("seasonal", season, min(within), max(within))


def _longest_run(held: Sequence[bool]) -> tuple[int, ...]:
    """The earliest of the longest runs, as months in their order from its first one on."""
    best: tuple[int, ...] = ()
    for first in ALL_YEAR:
        length = 0
        while length < MONTHS and held[(first + length) % MONTHS]:
            length += 1
        if length > len(best):
            best = tuple((first + step) % MONTHS for step in range(length))
    return best


def _shares_hold(needs: Sequence[Need], season: Sequence[int], rules: PostRules) -> bool:
    """Whether each employer has enough of it, over the months that it covers."""
    least = rules.share_least * len(season)
    return all(sum(need.months[month] for month in season) >= least for need in needs)
