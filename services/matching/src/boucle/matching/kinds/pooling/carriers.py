"""Which declared carrier a group is reckoned with, until an animator names one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import Parameters
from boucle.matching.kinds.pooling.anchors import Stand
from boucle.matching.kinds.pooling.places import Spot, within
from boucle.matching.kinds.pooling.pools import PooledService, pool_of
from boucle.matching.kinds.pooling.values import figure


def serving(
    carriers: Iterable[Stand], at: Spot, service: PooledService, parameters: Parameters
) -> list[Stand]:
    """Whose radius reaches a place; who declares none has the service's."""
    usual = service.radius_km(parameters)
    return [
        each for each in carriers if within(each.spot, at, figure(each.sharing, "radius") or usual)
    ]


def best_carrier(
    carriers: Sequence[Stand],
    members: Sequence[Sharing],
    service: PooledService,
    parameters: Parameters,
) -> Stand | None:
    """With whom all that could be members would save most together; the least id of equals."""
    if len(carriers) <= 1 or not members:
        return carriers[0] if carriers else None

    def order(carrier: Stand) -> tuple[int, UUID]:
        offer = carrier.sharing
        rows = [service.row(member, offer, parameters) for member in members]
        pool = pool_of(service, members, rows, offer, parameters)
        return -int(pool.judge(pool.totals(pool.everyone)).worth[0]), offer.sharing_id

    return min(carriers, key=order)


def reckoned_with(group: Group) -> UUID | None:
    """The carrier that a group was computed with."""
    named = next((each.value for each in group.criteria if each.name == "carrier"), None)
    return None if named is None else UUID(named)


def middle(members: Sequence[Stand]) -> Spot:
    """Of the rectangle that holds them."""
    norths = [each.spot.north for each in members]
    easts = [each.spot.east for each in members]
    return Spot((min(norths) + max(norths)) // 2, (min(easts) + max(easts)) // 2)
