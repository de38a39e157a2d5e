"""A need of part of a post, read for computing. Pure.

Full-time equivalents are whole millionths. The twelve months of a need are one integer of twelve
lanes, January lowest, so that months of several needs are added and compared at once. A declaration
of several persons is as many needs, of one at most.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Final
from uuid import UUID, uuid5

from boucle.contract.events.sharing import Sharing

MONTHS: Final = 12
FTE: Final = 1_000_000
PartId = tuple[UUID, int]
"""A declaration, and which of its persons."""
_LANE: Final = 32
_TOP: Final = sum(1 << (_LANE * month + _LANE - 1) for month in range(MONTHS))
_MASK: Final = (1 << _LANE) - 1


@dataclass(frozen=True, slots=True)
class PostRules:
    """A territory's parameters of posts (``workforce_*`` of the catalogue), as whole numbers."""

    metres: int
    members_least: int
    members_most: int
    month_least: int
    month_most: int
    share_least: int
    season_least: int
    season_most: int
    begin_months: int
    levels_apart: int
    part_time: int
    year_hours: Decimal
    neighbours: bool
    near_least: int
    near_most: int
    lost: Decimal


@dataclass(frozen=True, eq=False)
class Need:
    """Equal to itself alone. ``rules``: its territory's. ``months``: millionths; ``lanes``: the
    same as one integer. ``part``: which of the persons that are declared, from 0."""

    sharing: Sharing
    rules: PostRules
    months: tuple[int, ...]
    lanes: int
    part: int = 0

    @property
    def part_id(self) -> PartId:
        return self.sharing.sharing_id, self.part

    @cached_property
    def id(self) -> UUID:
        """Of its own: the declaration's for the first person."""
        return id_of_part(self.sharing.sharing_id, self.part)

    @cached_property
    def key(self) -> str:
        return str(self.id)

    @cached_property
    def content(self) -> tuple[object, ...]:
        """What it asks for, and where; its key last: an order that ids decide among equals only."""
        one = self.sharing
        level = one.figures.get("level", "")
        asked = (self.months, self.code, level, one.weekdays, one.choices.get("permanent", ""))
        bound = "" if one.contract_end is None else one.contract_end.isoformat()
        return (one.site.latitude, one.site.longitude, *asked, bound, self.key)

    @property
    def code(self) -> str:
        """Its ROME code."""
        return self.sharing.subject or ""

    @property
    def territory(self) -> str:
        return self.sharing.territory

    @cached_property
    def year(self) -> int:
        """All months together."""
        return sum(self.months)


def rules_of(parameters: Mapping[str, Decimal]) -> PostRules:
    hours, week = parameters["workforce_week_hours_least"], parameters["workforce_full_week_hours"]
    month_least = millionths(parameters["workforce_month_least"])
    month_most = millionths(parameters["workforce_month_most"])
    near = parameters["near_share"]
    return PostRules(
        metres=int(parameters["workforce_radius_km"] * 1000),
        members_least=int(parameters["workforce_members_least"]),
        members_most=int(parameters["workforce_members_most"]),
        month_least=month_least,
        month_most=month_most,
        share_least=millionths(parameters["workforce_share_least"]),
        season_least=int(parameters["workforce_season_months_least"]),
        season_most=int(parameters["workforce_season_months_most"]),
        begin_months=int(parameters["contract_ends_months"]),
        levels_apart=int(parameters["workforce_levels_apart_most"]),
        part_time=millionths(hours / week),
        year_hours=parameters["workforce_year_hours"],
        neighbours=parameters["workforce_neighbours"] > 0,
        near_least=-int(-month_least * near // 1),
        near_most=int(month_most / near),
        lost=parameters["lost_share"],
    )


def asks(sharing: Sharing) -> bool:
    """Whether it asks for part of a post."""
    if sharing.kind != "workforce" or sharing.direction != "need" or sharing.subject is None:
        return False
    return len(sharing.months) == MONTHS and any(map(Decimal, sharing.months))


def read(sharing: Sharing, rules: PostRules) -> tuple[Need, ...]:
    """One of each person; none of what asks for no part of a post."""
    if not asks(sharing):
        return ()
    asked = [millionths(Decimal(month)) for month in sharing.months]
    found = []
    for part in range(-(-max(asked) // FTE)):
        months = tuple(min(max(month - part * FTE, 0), FTE) for month in asked)
        found.append(Need(sharing, rules, months, lanes_of(months), part))
    return tuple(found)


def id_of_part(sharing_id: UUID, part: int) -> UUID:
    return uuid5(sharing_id, str(part)) if part else sharing_id


def rules_among(needs: Iterable[Need]) -> PostRules:
    """Those of the least territory among them."""
    return min(needs, key=lambda need: need.territory).rules


def millionths(fte: Decimal) -> int:
    return int((fte * FTE).to_integral_value())


def lanes_of(months: Iterable[int]) -> int:
    return sum(value << (_LANE * month) for month, value in enumerate(months))


@cache
def every(fte: int) -> int:
    """The same in all twelve months."""
    return lanes_of([fte] * MONTHS)


def months_of(lanes: int) -> tuple[int, ...]:
    return tuple(lanes >> (_LANE * month) & _MASK for month in range(MONTHS))


def none_above(lanes: int, most: int) -> bool:
    """Whether no month is above that of ``most``, lane by lane."""
    return (most | _TOP) - lanes & _TOP == _TOP
