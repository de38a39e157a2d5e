"""A market of five companies whose groups save something, and what people do with one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, get_args
from uuid import UUID

import httpx

from boucle.contract.events.groups import Group
from boucle.contract.events.reasons import SynergyKind
from boucle.contract.events.registry import Territory
from boucle.contract.events.sharing import Sharing
from boucle.matching.declared import save_territory
from boucle.platform.db import Database
from tests.integration.matching.lives.building import event_of, write_to
from tests.integration.matching.markets.building import Declarations, at_rest, stored, worker
from tests.kit.of_groups.groups import SIREN, need, uid

NAMES = ("a", "b", "c", "d", "e")
NEXT_DOOR = "200065597"


@dataclass
class Market:
    """``volumes``: of each company, by name. The last one is in the territory next door."""

    database: Database
    volumes: dict[str, str] = field(
        default_factory=lambda: dict.fromkeys(NAMES, "110.5") | {"b": "211.25"}
    )

    def __post_init__(self) -> None:
        self.declarations = Declarations(self.database)

    def needs(self) -> dict[str, Sharing]:
        return {
            name: need(name, volume=volume, territory=NEXT_DOOR if name == NAMES[-1] else SIREN)
            for name, volume in self.volumes.items()
        }

    async def found(self) -> Group:
        """The one group, once its companies declared."""
        await self.declarations.declare(*self.needs().values())
        await self.looked_at()
        (group,) = (await stored(self.database)).values()
        return group

    async def settle(self, siren: str, least_gain: str = "0", version: int = 1) -> None:
        """This territory leaves it to the policy."""
        least = dict.fromkeys(get_args(SynergyKind), least_gain)
        territory = Territory(siren=siren, kind="epci", policy="auto", least_gain=least)
        async with self.database.write() as session:
            await save_territory(session, event_of(territory, version))

    async def looked_at(self) -> None:
        async with worker(self.database, self.declarations.wake):
            await at_rest(self.database)

    async def write_to_all(self, group: Group) -> None:
        organisations = [one.organisation_id for one in group.members]
        await write_to(self.database, group.synergy_id, *organisations)


def company(name: str) -> UUID:
    return uid(f"{name}/organisation")


def url(group: Group, rest: str = "") -> str:
    return f"/v1/synergies/{group.synergy_id}{rest}"


async def post(
    client: httpx.AsyncClient, path: str, body: Any, who: dict[str, str], status: int = 200
) -> dict[str, Any]:
    answer = await client.post(path, json=body, headers=who)
    assert answer.status_code == status, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def read(
    client: httpx.AsyncClient, path: str, who: dict[str, str], status: int = 200
) -> dict[str, Any]:
    answer = await client.get(path, headers=who)
    assert answer.status_code == status, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


CONSENT = {"answer": "interested", "consent": True}
REFUSAL = {"answer": "refused", "reason": "price"}
