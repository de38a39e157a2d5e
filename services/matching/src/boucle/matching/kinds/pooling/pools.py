"""What a service says of declarations that could stand in a group: whole numbers, and a judge.

Of a subset, only its sums and greatest values count, and which pairs may not meet: so thousands of
subsets are judged at once. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any, Final, Protocol
from uuid import UUID

from boucle.common.events.groups import GroupRole
from boucle.common.events.reasons import Amount, Criterion
from boucle.common.events.sharing import Sharing
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.pooling.places import Spot, Spots
from boucle.matching.kinds.pooling.values import plain, whole

Bits = tuple[int, ...]
LEAST: Final = -(2**62)
"""The greatest value of nobody."""


@dataclass(frozen=True, slots=True)
class Condition:
    """``value`` must reach ``threshold``: arrays of whole numbers, one a subset. Shown divided by
    ``scale``, in ``unit``; ``missing``: what a group lacks that does not reach it."""

    measure: str
    value: Any
    threshold: Any
    unit: str
    scale: Any
    missing: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Of subsets, arrays: ``worth``: what is sought, the more the better; ``eur``: cents saved a
    year, None where not known."""

    worth: Any
    conditions: tuple[Condition, ...]
    eur: Any | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Of subsets, arrays: how many declarations, of how many organisations; by column: the sums,
    the greatest values."""

    count: Any
    organisations: Any
    sums: Sequence[Any]
    greatest: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Pool:
    """Declarations, by id, as one service sees them; one value a declaration.

    ``sums``, ``greatest``: columns. ``apart``: which others each may not meet, as bits.
    ``amounts``: in the service's unit. ``alone``: cents a year each pays today, None: not known;
    ``most``: cents that each may save. ``figures``: of one subset with its judgement.
    ``criteria``: of the whole pool.
    """

    members: tuple[Sharing, ...]
    sums: tuple[tuple[int, ...], ...]
    greatest: tuple[tuple[int, ...], ...]
    judge: Callable[[Totals], Judged]
    amounts: tuple[Decimal, ...]
    apart: Bits = ()
    alone: tuple[int | None, ...] = ()
    most: tuple[int, ...] = ()
    figures: Callable[[Totals, Judged], Mapping[str, Amount]] = lambda _totals, _judged: {}
    criteria: tuple[Criterion, ...] = ()
    roles: tuple[GroupRole, ...] = ()

    @property
    def organisations(self) -> tuple[UUID, ...]:
        return tuple(member.organisation_id for member in self.members)


class Service(Protocol):
    """One service that companies have in common.

    ``carries``: it is an offer that serves a group and is no member of it. ``spot``: where it
    counts. ``pool`` raises nothing: what is declared is within the catalogue's bounds.
    """

    @property
    def subject(self) -> str: ...

    @property
    def needs_carrier(self) -> bool: ...

    def carries(self, sharing: Sharing) -> bool: ...

    def spot(self, sharing: Sharing) -> Spot: ...

    def radius_km(self, parameters: Parameters) -> Decimal: ...

    def pool(
        self, members: Collection[Sharing], carrier: Sharing | None, parameters: Parameters
    ) -> Pool: ...


def pool_of(
    service: Service,
    members: Collection[Sharing],
    carrier: Sharing | None,
    parameters: Parameters,
) -> Pool:
    """As the service sees them; and no two may meet that no circle of its radius holds."""
    pool = service.pool(members, carrier, parameters)
    most = 2 * service.radius_km(parameters)
    far = Spots([service.spot(member) for member in pool.members]).far_apart(most)
    if not any(far):
        return pool
    bits = zip(pool.apart, far, strict=True)
    return replace(pool, apart=tuple(one | other for one, other in bits))


def apart(members: Sequence[Sharing], may_meet: Callable[[Sharing, Sharing], bool]) -> Bits:
    """Which others each may not meet."""
    found = [0] * len(members)
    for one, other in combinations(range(len(members)), 2):
        if not may_meet(members[one], members[other]):
            found[one] |= 1 << other
            found[other] |= 1 << one
    return tuple(found)


def condition(
    measure: str, value: Any, threshold: Any, unit: str, scale: Any = 1, missing: str | None = None
) -> Condition:
    """``threshold`` and ``scale``: arrays, or the same of all subsets."""
    nothing = value * 0
    return Condition(measure, value, threshold + nothing, unit, scale + nothing, missing or measure)


def members(totals: Totals, least: Decimal) -> Condition:
    """So many organisations."""
    return condition("members", totals.organisations, whole(least), "1")


def tonnes_of(kg: int) -> Mapping[str, Amount]:
    """The figure of what a group moves a year."""
    tonnes = plain(Decimal(kg) / 1000)
    return {"tonnes": Amount(unit="t", low=tonnes, high=tonnes)}


def ratio(condition: Condition) -> Fraction:
    """Of one subset: its value in thresholds; 1 where any value will do."""
    value, threshold = int(condition.value[0]), int(condition.threshold[0])
    if threshold <= 0:
        return Fraction(1) if value >= threshold else Fraction(0)
    return Fraction(value, threshold)


def tightest(conditions: Sequence[Condition]) -> Condition:
    """Of one subset: the condition that it is farthest from, the first of several."""
    return min(conditions, key=ratio)
