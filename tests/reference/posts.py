"""The posts that a few needs make, the plainest way: every family of disjoint sets of them.

Shares no code with ``kinds.sharing``: fractions instead of lanes, all sets instead of those that
may grow. Property tests hold the detector against it. Exponential: for eight needs or so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple
from uuid import uuid5

import msgspec
from dateutil.relativedelta import relativedelta

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.sharing import Sharing

Parameters = Mapping[str, Decimal]


class PlainPost(NamedTuple):
    """``contract``: as the group says it, ``near`` of one that is near; ``months``: 0 to 11, those
    that it covers."""

    members: tuple[Sharing, ...]
    contract: str
    months: tuple[int, ...]
    share: Fraction

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(str(one.sharing_id) for one in self.members)


def posts(needs: Sequence[Sharing], parameters: Callable[[str], Parameters]) -> list[PlainPost]:
    """Those to propose, then those near among who is left."""
    persons = [person for one in needs for person in _persons(one)]
    ordered = sorted(persons, key=lambda one: str(one.sharing_id))
    sets = [group for size in range(2, 11) for group in combinations(ordered, size)]
    made = [post for group in sets if (post := _post(group, parameters)) is not None]
    full = [post for post in made if post.contract != "near"]
    chosen = min(
        _families(full), key=lambda family: (_worth(family), sorted(post.ids for post in family))
    )
    left = [post for post in made if post.contract == "near"]
    left.sort(key=lambda post: (-post.share, *_lesser(post), post.ids))
    for post in left:
        if not any(set(post.ids) & set(other.ids) for other in chosen):
            chosen = [*chosen, post]
    return chosen


def _persons(need: Sharing) -> Iterator[Sharing]:
    """One after another, full time where there is more than that; from the second on, of an id of
    its own."""
    months, number = [Fraction(month) for month in need.months], 0
    while any(month > 0 for month in months):
        own = [min(month, Fraction(1)) for month in months]
        id_ = uuid5(need.sharing_id, str(number)) if number else need.sharing_id
        said = tuple(str(month) for month in own)
        yield msgspec.structs.replace(need, sharing_id=id_, months=said)
        months = [month - mine for month, mine in zip(months, own, strict=True)]
        number += 1


def _families(posts: Sequence[PlainPost]) -> Iterator[list[PlainPost]]:
    if not posts:
        yield []
        return
    first, rest = posts[0], posts[1:]
    yield from _families(rest)
    apart = [post for post in rest if not set(post.ids) & set(first.ids)]
    for family in _families(apart):
        yield [first, *family]


def _worth(family: Sequence[PlainPost]) -> tuple[Fraction | int, ...]:
    """Less is better."""
    work = [
        -sum(
            (
                Fraction(one.months[month])
                for post in family
                if post.contract == contract
                for one in post.members
                for month in post.months
            ),
            Fraction(0),
        )
        for contract in ("permanent_full_time", "permanent_part_time", "seasonal")
    ]
    lesser = [_lesser(post) for post in family]
    return (*work, *(sum(term[at] for term in lesser) for at in range(3)))


def _lesser(post: PlainPost) -> tuple[int, int, int]:
    """Employers, pairs of one activity, hundreds of metres between the two furthest."""
    pairs = list(combinations(post.members, 2))
    alike = sum(
        one.site.naf is not None
        and other.site.naf is not None
        and one.site.naf.version == other.site.naf.version
        and one.site.naf.code[:5] == other.site.naf.code[:5]
        for one, other in pairs
    )
    furthest = max(_metres(one, other) for one, other in pairs)
    return len(post.members), alike, furthest // 100


def _post(
    members: tuple[Sharing, ...], parameters: Callable[[str], Parameters]
) -> PlainPost | None:
    given = parameters(min(one.territory for one in members))
    if not given["workforce_members_least"] <= len(members) <= given["workforce_members_most"]:
        return None
    if not all(_together(one, other, parameters) for one, other in combinations(members, 2)):
        return None
    least, most = (Fraction(given[f"workforce_month_{end}"]) for end in ("least", "most"))
    sums = [sum(Fraction(one.months[month]) for one in members) for month in range(12)]
    year = tuple(range(12))
    if not _shares(members, year, given) or not _days(members, most):
        return None
    if not _begin(members, int(given["contract_ends_months"])):
        return None
    part = Fraction(given["workforce_week_hours_least"]) / Fraction(
        given["workforce_full_week_hours"]
    )
    part = Fraction(round(part * 1_000_000), 1_000_000)
    if all(total <= most for total in sums):
        if all(total >= least for total in sums):
            return PlainPost(members, "permanent_full_time", year, Fraction(1))
        if all(total >= part for total in sums):
            return PlainPost(members, "permanent_part_time", year, Fraction(1))
        season = _season(sums, part)
        lasting = any(one.choices.get("permanent") == "yes" for one in members)
        if (
            given["workforce_season_months_least"] <= len(season)
            and len(season) <= given["workforce_season_months_most"]
            and not lasting
            and _shares(members, season, given)
        ):
            return PlainPost(members, "seasonal", season, Fraction(1))
    share = min(min(sums) / least, most / max(sums), Fraction(1))
    return PlainPost(members, "near", year, share) if share >= given["near_share"] else None


def _begin(members: Sequence[Sharing], months: int) -> bool:
    """Whether all do within so many months, once all declared."""
    said = max(one.valid_from for one in members)
    ends = [one.contract_end for one in members]
    days = [said if end is None or end < said else end + timedelta(days=1) for end in ends]
    return max(days) <= min(days) + relativedelta(months=months)


def _season(sums: Sequence[Fraction | int], part: Fraction) -> tuple[int, ...]:
    runs = [
        tuple((first + step) % 12 for step in range(length))
        for length in range(12, 0, -1)
        for first in range(12)
    ]
    return next((run for run in runs if all(sums[month] >= part for month in run)), ())


def _shares(members: Sequence[Sharing], months: Sequence[int], given: Parameters) -> bool:
    least = Fraction(given["workforce_share_least"])
    return all(
        sum(Fraction(one.months[month]) for month in months) / len(months) >= least
        for one in members
    )


def _days(members: Sequence[Sharing], most: Fraction) -> bool:
    return all(
        sum(
            Fraction(one.months[month]) * 5 / len(one.weekdays)
            for one in members
            if day in one.weekdays and len(one.weekdays) < 5
        )
        <= most
        for day in range(1, 8)
        for month in range(12)
    )


def _together(one: Sharing, other: Sharing, parameters: Callable[[str], Parameters]) -> bool:
    given = parameters(min(one.territory, other.territory))
    if one.organisation_id == other.organisation_id:
        return False
    if one.organisation_id in other.excluded or other.organisation_id in one.excluded:
        return False
    apart = given["workforce_levels_apart_most"]
    levels = one.figures.get("level"), other.figures.get("level")
    if None not in levels and abs(int(levels[0] or 0) - int(levels[1] or 0)) > apart:
        return False
    occupations = sharing_catalogue().occupations
    mine, theirs = (occupations.parents.get(of.subject or "", of.subject) for of in (one, other))
    near = given["workforce_neighbours"] > 0 and (mine, theirs) in occupations.neighbours
    if mine != theirs and not near:
        return False
    return _metres(one, other) <= given["workforce_radius_km"] * 1000


def _metres(one: Sharing, other: Sharing) -> int:
    """The haversine formula, on a sphere of 6,371 km."""
    a, b = radians(one.site.latitude), radians(other.site.latitude)
    east = radians(one.site.longitude - other.site.longitude)
    chord = sin((a - b) / 2) ** 2 + cos(a) * cos(b) * sin(east / 2) ** 2
    return round(2 * 6_371_000 * asin(sqrt(chord)))
