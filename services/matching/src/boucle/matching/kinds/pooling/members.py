"""What the members of one group have together, as a ``Group``. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import numpy as np

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.groups import Group, GroupMember, GroupState
from boucle.contract.events.reasons import Amount, Criterion, Verdict
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.pooling.capacity import Carried
from boucle.matching.kinds.pooling.carriers import may_serve
from boucle.matching.kinds.pooling.conditions import Judged, PoolCondition, Totals, ratio, tightest
from boucle.matching.kinds.pooling.pools import Counted, Pool, PooledService, pool_of
from boucle.matching.kinds.pooling.shapley import is_stable, settle, shapley
from boucle.matching.kinds.pooling.values import euros, plain
from boucle.matching.kinds.starting import beginning, joining, later

if TYPE_CHECKING:
    from fractions import Fraction

_SHOWN: Final = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class GroupName:
    """Which group it is: its id, anchor, stream, and the territory whose parameters count."""

    id: UUID
    subject: str
    anchor: str
    stream: str
    territory: str


@dataclass(frozen=True, slots=True)
class MemberStanding:
    """A group as its members are now; ``value`` in thresholds of the condition that it is farthest
    from reaching. Its state is ``viable``, or ``near`` below its threshold. ``staged``: of each
    member, the day from which it counts, where it does not yet."""

    group: Group
    value: Fraction
    compatible: bool
    staged: tuple[date | None, ...]


def standing(
    named: GroupName,
    service: PooledService,
    members: Sequence[Sharing],
    carried: Carried,
    parameters: Parameters,
) -> MemberStanding:
    """``members``: one at least, by id. Who joins more than some months later than the first counts
    for nothing yet."""
    carrier = carried.offer
    rows = [service.row(member, carrier, parameters) for member in members]
    all_of_them = pool_of(service, members, rows, carried, parameters)
    staged = joining(members, int(parameters["contract_ends_months"]))
    counted = [at for at, day in enumerate(staged) if day is None]
    pool = all_of_them.of(counted)
    totals = pool.totals(pool.everyone)
    judged = pool.judge(totals)
    tight = tightest(judged.known)
    shares, stable = _shares(pool, judged, members[0].sharing_id, parameters)
    share_of = {
        member.sharing_id: share for member, share in zip(pool.members, shares or (), strict=False)
    }
    fragile = _is_fragile(pool, parameters)
    figures = {"eur": _eur(shares), **service.figures(totals, judged, carrier, parameters)}
    group = Group(
        synergy_id=named.id,
        kind="pooling",
        subject=named.subject,
        anchor=named.anchor,
        stream=named.stream,
        state=_state(judged),
        territory=named.territory,
        members=tuple(
            _member(member, row, share_of.get(member.sharing_id), day)
            for member, row, day in zip(members, rows, later(members), strict=True)
        ),
        measure=tight.measure,
        value=shown(tight.value, tight),
        threshold=shown(tight.threshold, tight),
        unit=tight.unit,
        amount=plain(_amount(pool)),
        figures=dict(sorted(figures.items())),
        criteria=(
            *(_criterion(each, judged.knows(each)) for each in judged.conditions),
            *_criteria(service, carrier, stable, fragile, staged),
            beginning(members[at] for at in counted),
            *service.criteria(pool.members),
        ),
        missing=_missing(judged, service, carrier),
        fragile=fragile,
        catalogue_version=sharing_catalogue().version,
    )
    compatible = all_of_them.apart is None and (
        carrier is None or all(may_serve(carrier, member, service) for member in members)
    )
    return MemberStanding(group, ratio(tight), compatible, tuple(staged))


def _shares(
    pool: Pool, judged: Judged, seed: UUID, parameters: Parameters
) -> tuple[list[int] | None, bool | None]:
    """Cents a year of each, and whether no few do better alone; None where no saving is known."""
    if judged.eur is None or any(row.alone is None for row in pool.rows):
        return None, None
    most = [row.most for row in pool.rows]
    total = min(max(int(judged.eur[0]), 0), sum(most))
    savings = PoolSavings(pool)
    shares = settle(total, shapley(len(pool.members), savings, seed), most)
    return shares, is_stable(shares, savings, int(parameters["pooling_subset_most"]))


@dataclass(frozen=True, slots=True)
class PoolSavings:
    """As ``Savings``, of the members of a pool."""

    pool: Pool

    def of_all(self) -> Any:
        some = self.pool.totals_of_all().of(slice(1, None))
        return np.concatenate([[0], self._of(some)])

    def of_few(self, places: Any) -> Any:
        return self._of(self.pool.totals_of_few(places))

    def along(self, orders: Any) -> Any:
        return self._of(self.pool.totals_along(orders)).reshape(orders.shape)

    def _of(self, totals: Totals) -> Any:
        eur: Any = self.pool.judge(totals).eur
        return np.where(totals.count > 1, np.maximum(eur, 0), 0)


def _eur(shares: list[int] | None) -> Amount:
    if shares is None:
        return Amount(unit="EUR", missing="cost")
    return Amount(unit="EUR", low=euros(sum(shares)), high=euros(sum(shares)))


def _state(judged: Judged) -> GroupState:
    reached = all((each.value >= each.threshold).all() for each in judged.conditions)
    return "viable" if reached and not judged.lacks_costs else "near"


def _amount(pool: Pool) -> Decimal:
    return sum((row.amount for row in pool.rows), Decimal(0))


def _is_fragile(pool: Pool, parameters: Parameters) -> bool:
    most = parameters["pooling_member_share_most"] * _amount(pool)
    return any(row.amount > most for row in pool.rows)


def _member(
    sharing: Sharing, row: Counted, share: int | None, joins_on: date | None
) -> GroupMember:
    naf = sharing.site.naf
    return GroupMember(
        sharing_id=sharing.sharing_id,
        organisation_id=sharing.organisation_id,
        site_id=sharing.site_id,
        territory=sharing.territory,
        role=row.role,
        division=None if naf is None else naf.code[:2],
        amount=plain(row.amount),
        alone=None if row.alone is None else euros(row.alone),
        saving=None if share is None else euros(share),
        joins_on=joins_on,
    )


def shown(value: Any, condition: PoolCondition) -> str:
    """Rounded down, so that what is below its threshold never reads as if it reached it."""
    exact = Decimal(int(value[0])) / Decimal(int(condition.scale[0]))
    return plain(exact.quantize(_SHOWN, ROUND_FLOOR))


def _criterion(condition: PoolCondition, is_known: bool) -> Criterion:
    if not is_known:
        return Criterion(name=condition.measure, verdict="unknown")
    return Criterion(
        name=condition.measure,
        verdict="pass" if ratio(condition) >= 1 else "fail",
        value=shown(condition.value, condition),
        limit=shown(condition.threshold, condition),
        unit=condition.unit,
    )


def _verdict(holds: bool | None) -> Verdict:
    return "unknown" if holds is None else "pass" if holds else "fail"


def _missing(judged: Judged, service: PooledService, carrier: Sharing | None) -> tuple[str, ...]:
    missing = [each.missing for each in judged.known if ratio(each) < 1]
    if judged.lacks_costs:
        missing.append("cost")
    if service.needs_carrier and carrier is None:
        missing.append("carrier")
    return tuple(missing)


def _criteria(
    service: PooledService,
    carrier: Sharing | None,
    stable: bool | None,
    fragile: bool,
    staged: Sequence[date | None],
) -> list[Criterion]:
    days = [f"{each}" for each in staged if each is not None]
    found = [
        Criterion(name="stability", verdict=_verdict(stable)),
        Criterion(name="concentration", verdict="partial" if fragile else "pass"),
        Criterion(
            name="contract_ends",
            verdict="partial" if days else "pass",
            value=f"{len(days)}",
            limit=max(days, default=None),
        ),
    ]
    if service.needs_carrier or carrier is not None:
        named = None if carrier is None else str(carrier.sharing_id)
        verdict = _verdict(None if carrier is None else True)
        found.append(Criterion(name="carrier", verdict=verdict, value=named))
    return found
