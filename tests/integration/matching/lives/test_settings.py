"""An animator's settings at work: what they exclude leaves the lists, and comes back with them."""

from __future__ import annotations

from functools import partial
from typing import Any

from boucle.catalogue.wording.figures import NBSP
from boucle.contract.events.registry import QualityRange
from boucle.matching.app import SERVICE
from boucle.matching.kinds.substitution import synergy_id
from boucle.platform.bus import Bus
from boucle.platform.db import Database
from tests.integration.matching.lists.building import (
    SIRENS,
    World,
    flow,
    published,
    stands,
    territory,
    uid,
)
from tests.kit import ApiClient, ServiceDatabase, Tokens
from tests.kit.eventually import eventually
from tests.kit.kit import RunningWorker

OFFER = flow("offer", territory=SIRENS[1])
NEED = flow("need", direction="input")
PAIR = synergy_id(uid("offer"), uid("need"))
ROUTE = "heat_hot_water>heat_hot_water"


async def test_a_route_that_either_territory_switches_off_or_tightens_withdraws_its_pairs(
    bus: Bus,
    service_database: ServiceDatabase,
    running_worker: RunningWorker,
    api_client: ApiClient,
    tokens: Tokens,
) -> None:
    database = await service_database(SERVICE)
    async with running_worker(SERVICE), api_client(SERVICE) as client:

        async def explained(name: str, french: str) -> bool:
            query = {"offer": str(OFFER.flow_id), "need": str(NEED.flow_id)}
            answer = await client.get(
                "/v1/synergies/refusals", params=query, headers=tokens.operator()
            )
            criteria = {one["name"]: one for one in answer.json()["criteria"]}
            assert criteria[name]["verdict"] == "fail"
            assert french in criteria[name]["sentence"]["fr"].replace(NBSP, " ")
            return True

        world = World(bus)
        for siren in SIRENS[:2]:
            world.settle(territory(siren))
        world.declare(OFFER)
        world.declare(NEED)
        await follows(database, world)
        assert PAIR in await published(database)

        cooler = {ROUTE: {"temperature": QualityRange(high="94")}}
        stricter: tuple[tuple[dict[str, Any], str, str], ...] = (
            ({"routes_off": (ROUTE,)}, "route", "écarté par l'un des deux territoires"),
            (
                {"route_limits": cooler},
                "quality.temperature",
                "80 à 94 °C, limite resserrée par l'un des deux territoires, ne convient pas",
            ),
        )
        for settings, criterion, french in stricter:
            for siren in SIRENS[:2]:  # the need's territory, then the offer's
                world.settle(territory(siren, **settings))
                await follows(database, world)
                assert await published(database) == {}
                await eventually(partial(explained, criterion, french), within=30)
                world.settle(territory(siren))
                await follows(database, world)
                assert PAIR in await published(database)

        world.settle(territory(SIRENS[1], limits={"quantity": "1"}))
        await follows(database, world)
        assert PAIR in await published(database), "equal quantities keep the tightest limit"


async def follows(database: Database, world: World) -> None:
    """The lists follow what was declared."""
    await world.send()
    await stands(database, world)
