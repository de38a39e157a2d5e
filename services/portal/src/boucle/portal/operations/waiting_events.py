"""Which events wait for the operator, in each service."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from boucle.portal.api import Api
from boucle.portal.operations.event_shapes import (
    Halting,
    HaltingEvents,
    PutAside,
    PutAsideEvents,
)
from boucle.portal.operations.shapes import ShownPrincipals
from boucle.portal.registry import Away

ServiceName = Literal["registry", "matching", "notifications", "indicators"]
SERVICES: Final[tuple[ServiceName, ...]] = get_args(ServiceName)


@dataclass(frozen=True, slots=True)
class ServiceEvents:
    """Of one service. ``more``: there are older ones."""

    service: str
    halting: Sequence[Halting]
    put_aside: Sequence[PutAside]
    more: bool


@dataclass(frozen=True, slots=True)
class WaitingEvents:
    """``away``: services that do not answer, of which nothing is known."""

    found: Sequence[ServiceEvents]
    away: Sequence[str]

    @property
    def halting(self) -> int:
        return sum(len(one.halting) for one in self.found)

    @property
    def put_aside(self) -> int:
        return sum(len(one.put_aside) for one in self.found)

    @property
    def more(self) -> bool:
        """Tell whether more are put aside than are counted."""
        return any(one.more for one in self.found)


async def waiting_events(api: Api, *, handled: bool = False) -> WaitingEvents:
    """Return those that wait; ``handled``: those sent again or passed over too."""
    found = await asyncio.gather(*(_of_service(api, name, handled) for name in SERVICES))
    away = [name for name, one in zip(SERVICES, found, strict=True) if one is None]
    return WaitingEvents([one for one in found if one is not None], away)


async def _of_service(api: Api, service: str, handled: bool) -> ServiceEvents | None:
    path = f"/v1/operations/{service}"
    try:
        halting, letters = await asyncio.gather(
            api.get(f"{path}/halts", HaltingEvents, {"skipped": handled}),
            api.get(f"{path}/dead-letters", PutAsideEvents, {"replayed": handled}),
        )
    except Away:
        return None
    return ServiceEvents(service, halting.items, letters.items, letters.next is not None)


async def operators_named(api: Api) -> Mapping[str, str]:
    """Return ``client_id -> name`` of the operators."""
    found = await api.every("/v1/principals", ShownPrincipals, {"role": "operator"})
    return {one.client_id: one.name for one in found}
