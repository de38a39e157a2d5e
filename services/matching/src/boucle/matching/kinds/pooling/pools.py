"""What a service says of declarations that could stand in a group: whole numbers, and a judge.

Of a subset, only its sums and greatest values count, and which pairs may not meet: so thousands of
subsets are judged at once. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Protocol
from uuid import UUID

import numpy as np

from boucle.contract.events.groups import GroupRole
from boucle.contract.events.reasons import Amount, Criterion, Verdict
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.pooling.apart import begin_apart, may_not_meet
from boucle.matching.kinds.pooling.capacity import Capacity, Carried, limited
from boucle.matching.kinds.pooling.conditions import Judge, Judged, PoolCondition, Totals, condition
from boucle.matching.kinds.pooling.places import Spot
from boucle.matching.kinds.pooling.values import plain, whole

LEAST: Final = -(2**62)
"""The greatest value of nobody."""


@dataclass(frozen=True, eq=False, slots=True)
class Counted:
    """What counts of one declaration, as whole numbers. ``amount``: in the service's unit;
    ``alone``: cents a year that it declares to pay today, None: not known; ``most``: cents that it
    may save.
    """

    sums: tuple[int, ...]
    amount: Decimal
    greatest: tuple[int, ...] = ()
    alone: int | None = None
    most: int = 0
    role: GroupRole = "user"


class PooledService(Protocol):
    """One service that companies have in common.

    ``carries``: it is an offer that serves a group and is no member of it; ``whole_time``: it must
    be open as long as it is needed, not for some of it; ``capacity``: what it has room for, None:
    for any. ``spot``: where it counts. ``apart``: which two of these may not meet, a matrix of
    booleans; None: any may.
    ``judge``: of subsets' totals. ``figures``: of one subset. ``criteria``: of all members.
    Nothing is raised: what is declared is within the catalogue's bounds.
    """

    @property
    def subject(self) -> str: ...

    @property
    def needs_carrier(self) -> bool: ...

    @property
    def whole_time(self) -> bool: ...

    def carries(self, sharing: Sharing) -> bool: ...

    def capacity(self, carrier: Sharing) -> Capacity | None: ...

    def spot(self, sharing: Sharing) -> Spot: ...

    def radius_km(self, parameters: Parameters) -> Decimal: ...

    def row(self, sharing: Sharing, carrier: Sharing | None, parameters: Parameters) -> Counted: ...

    def apart(self, members: Sequence[Sharing], parameters: Parameters) -> Any | None: ...

    def judge(self, carrier: Sharing | None, parameters: Parameters) -> Judge: ...

    def figures(
        self, totals: Totals, judged: Judged, carrier: Sharing | None, parameters: Parameters
    ) -> Mapping[str, Amount]: ...

    def criteria(self, members: Sequence[Sharing]) -> tuple[Criterion, ...]: ...


@dataclass(frozen=True, eq=False)
class Pool:
    """Declarations, by id, as one service sees them. ``sums``, ``greatest``: a line a column, one
    number a declaration. ``apart``: which two may not meet; None: any may."""

    members: Sequence[Sharing]
    rows: Sequence[Counted]
    sums: Any
    greatest: Any
    apart: Any | None
    judge: Judge

    @cached_property
    def organisations(self) -> Any:
        """A number an organisation."""
        known: dict[UUID, int] = {}
        numbers = [known.setdefault(each.organisation_id, len(known)) for each in self.members]
        return np.array(numbers)

    @cached_property
    def several(self) -> Sequence[Any]:
        """Which declarations are an organisation's, where it has several."""
        count = np.bincount(self.organisations)
        return [self.organisations == number for number in (count > 1).nonzero()[0]]

    def of(self, places: Sequence[int]) -> Pool:
        """Of some of the members."""
        few = list(places)
        return replace(
            self,
            members=[self.members[place] for place in few],
            rows=[self.rows[place] for place in few],
            sums=self.sums[:, few],
            greatest=self.greatest[:, few],
            apart=None if self.apart is None else self.apart[np.ix_(few, few)],
        )

    def totals(self, chosen: Any) -> Totals:
        """Of subsets: rows of booleans, one column a declaration."""
        numbers = chosen.astype(np.int64)
        count = organisations = numbers.sum(axis=1)
        for own in self.several:
            twice = numbers @ own
            organisations = organisations - np.maximum(twice - 1, 0)
        greatest = np.where(chosen, self.greatest[:, None, :], LEAST)
        return Totals(
            count, organisations, self.sums @ numbers.T, greatest.max(axis=2, initial=LEAST)
        )

    def totals_of_all(self) -> Totals:
        """Of every subset of few declarations: that of place p is in it where bit p is set."""
        columns = len(self.several)
        lone = np.ones(len(self.members), np.int64)
        for own in self.several:
            lone[own] = 0
        sums = np.vstack([self.sums, lone, np.ones_like(lone)])
        greatest = np.vstack([self.greatest, *(own.astype(np.int64) for own in self.several)])
        sum_of = np.zeros((len(sums), 1), np.int64)
        greatest_of = np.full((len(greatest), 1), LEAST)
        greatest_of[len(greatest) - columns :] = 0
        for place in range(len(self.members)):
            one, top = sums[:, place, None], greatest[:, place, None]
            sum_of = np.concatenate([sum_of, sum_of + one], axis=1)
            greatest_of = np.concatenate([greatest_of, np.maximum(greatest_of, top)], axis=1)
        shared = greatest_of[len(greatest) - columns :].sum(axis=0)
        return Totals(
            sum_of[-1], sum_of[-2] + shared, sum_of[:-2], greatest_of[: len(greatest) - columns]
        )

    def totals_of_few(self, places: Any) -> Totals:
        """Of subsets of the same size: rows of places."""
        first, *others = places.T
        sums, greatest = self.sums[:, first], self.greatest[:, first]
        for each in others:
            sums = sums + self.sums[:, each]
            greatest = np.maximum(greatest, self.greatest[:, each])
        count = organisations = np.full(len(places), places.shape[1])
        if self.several:
            codes = np.sort(self.organisations[places], axis=1)
            organisations = 1 + (np.diff(codes, axis=1) != 0).sum(axis=1)
        return Totals(
            count=count,
            organisations=organisations,
            sums=sums,
            greatest=greatest,
        )

    def totals_of_steps(self, now: Any) -> Totals:
        """Of the subsets that differ from ``now``, booleans, by one declaration let in or out: one
        a declaration, in their order."""
        out = np.where(now, -1, 1)
        mine = np.bincount(self.organisations[now], minlength=len(now))[self.organisations]
        inside = np.where(now, self.greatest, LEAST)
        top = inside.max(axis=1, initial=LEAST)[:, None]
        tops = (inside == top).sum(axis=1)[:, None]
        below = np.where(inside == top, LEAST, inside).max(axis=1, initial=LEAST)[:, None]
        without = np.where((self.greatest == top) & (tops == 1), below, top)
        return Totals(
            count=now.sum() + out,
            organisations=(np.bincount(self.organisations[now]) > 0).sum()
            + np.where(now, -(mine == 1).astype(np.int64), mine == 0),
            sums=self.sums @ now[:, None] + self.sums * out,
            greatest=np.where(now, without, np.maximum(self.greatest, top)),
        )

    def totals_along(self, orders: Any) -> Totals:
        """Of the first, the first two, ... of orders of all members: rows of places."""
        count = np.broadcast_to(np.arange(1, orders.shape[1] + 1), orders.shape)
        organisations = count.copy()
        for own in self.several:
            organisations = organisations - np.maximum(own[orders].cumsum(axis=1) - 1, 0)
        lines = -1, orders.size
        return Totals(
            count=count.reshape(-1),
            organisations=organisations.reshape(-1),
            sums=self.sums[:, orders].cumsum(axis=2).reshape(lines),
            greatest=np.maximum.accumulate(self.greatest[:, orders], axis=2).reshape(lines),
        )

    @property
    def everyone(self) -> Any:
        """All members, as one subset."""
        return np.ones((1, len(self.members)), bool)


def pool_of(
    service: PooledService,
    members: Sequence[Sharing],
    rows: Sequence[Counted],
    carried: Carried,
    parameters: Parameters,
) -> Pool:
    """``rows``: of the members, one at least. No two may meet that are further apart than the
    service's radius, or of which one excludes the other."""
    spots = [service.spot(member) for member in members]
    offer = carried.offer
    capacity = None if offer is None else service.capacity(offer)
    return Pool(
        members=members,
        rows=rows,
        sums=np.array([row.sums for row in rows], np.int64).T,
        greatest=np.array([row.greatest for row in rows], np.int64).reshape(len(rows), -1).T,
        apart=may_not_meet(
            members,
            spots,
            service.radius_km(parameters),
            service.apart(members, parameters),
        ),
        judge=limited(service.judge(offer, parameters), capacity, carried.used),
    )


def beginning_together(pool: Pool, months: int) -> Pool:
    """As a pool whose members must be able to begin within so many months."""
    late = begin_apart(pool.members, months)
    if not late.any():
        return pool
    return replace(pool, apart=late if pool.apart is None else pool.apart | late)


def members(totals: Totals, least: Decimal) -> PoolCondition:
    """So many organisations."""
    return condition("members", totals.organisations, whole(least), "1")


def tonnes_of(kg: int) -> Mapping[str, Amount]:
    """The figure of what a group moves a year."""
    tonnes = plain(Decimal(kg) / 1000)
    return {"tonnes": Amount(unit="t", low=tonnes, high=tonnes)}


def declared_by(name: str, declared: int, members: Sequence[Sharing]) -> Criterion:
    """How many of them declare what is assumed of the others."""
    verdict: Verdict = "pass" if declared == len(members) else "partial"
    return Criterion(name=name, verdict=verdict, value=f"{declared}", limit=f"{len(members)}")
