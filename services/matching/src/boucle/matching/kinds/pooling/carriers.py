"""Which declared carrier a group is reckoned with, until an animator names one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from uuid import UUID

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.pooling.anchors import Stand
from boucle.matching.kinds.pooling.capacity import Carried
from boucle.matching.kinds.pooling.places import within
from boucle.matching.kinds.pooling.pools import PooledService, pool_of
from boucle.matching.kinds.pooling.values import figure


def reaches(carrier: Stand, member: Stand, usual: Decimal) -> bool:
    """Its radius, or the service's ``usual`` one, holds where the other counts."""
    return within(carrier.spot, member.spot, figure(carrier.sharing, "radius") or usual)


def may_serve(carrier: Sharing, member: Sharing, service: PooledService) -> bool:
    """Neither excludes the other, and it serves when it is needed: all that time, or some of it,
    as the service asks for. Who says no time may any."""
    if (
        carrier.organisation_id in member.excluded
        or member.organisation_id in carrier.excluded
        or not _on_days(carrier.weekdays, member.weekdays, service.whole_time)
    ):
        return False
    open_, asked = carrier.hours, member.hours
    if open_ is None or asked is None:
        return True
    if service.whole_time:
        return open_[0] <= asked[0] and asked[1] <= open_[1]
    return open_[0] < asked[1] and asked[0] < open_[1]


def _on_days(open_: Sequence[int], asked: Sequence[int], whole: bool) -> bool:
    if not open_ or not asked:
        return True
    return set(asked) <= set(open_) if whole else not set(asked).isdisjoint(open_)


def served(
    carrier: Stand, stands: Iterable[Stand], service: PooledService, parameters: Parameters
) -> tuple[Stand, ...]:
    usual = service.radius_km(parameters)
    return tuple(
        each
        for each in stands
        if reaches(carrier, each, usual) and may_serve(carrier.sharing, each.sharing, service)
    )


def best_carrier(
    carriers: Sequence[Stand],
    near: Sequence[Stand],
    service: PooledService,
    parameters: Parameters,
) -> Stand | None:
    """With whom all whom it serves would save most together; the least id of equals."""
    if len(carriers) <= 1:
        return carriers[0] if carriers else None

    def order(carrier: Stand) -> tuple[int, UUID]:
        members = [each.sharing for each in served(carrier, near, service, parameters)]
        return -_worth(carrier.sharing, members, service, parameters), carrier.sharing.sharing_id

    return min(carriers, key=order)


def no_worse(
    carrier: Stand, members: Sequence[Stand], service: PooledService, parameters: Parameters
) -> bool:
    """With it they save as much as on the usual terms: nobody's dear offer breaks their group."""
    sharings = [each.sharing for each in members]
    usual = _saved(None, sharings, service, parameters)
    return _saved(carrier.sharing, sharings, service, parameters) >= usual


def _worth(
    offer: Sharing, members: Sequence[Sharing], service: PooledService, parameters: Parameters
) -> int:
    if not members:
        return 0
    worth = _saved(offer, members, service, parameters)
    room = service.capacity(offer)
    return worth if room is None else min(worth, room.amount)


def _saved(
    offer: Sharing | None,
    members: Sequence[Sharing],
    service: PooledService,
    parameters: Parameters,
) -> int:
    rows = [service.row(member, offer, parameters) for member in members]
    pool = pool_of(service, members, rows, Carried(offer), parameters)
    return int(pool.judge(pool.totals(pool.everyone)).worth[0])


def reckoned_with(group: Group) -> UUID | None:
    """The carrier that a group was computed with."""
    named = next((each.value for each in group.criteria if each.name == "carrier"), None)
    return None if named is None else UUID(named)
