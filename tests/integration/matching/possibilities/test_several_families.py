"""A need of several families: found by each of them, told by the one of the pair."""

from __future__ import annotations

from msgspec.structs import replace

from boucle.contract.events.registry import FamilyShare
from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.lives.building import World, introduce, keep_flow
from tests.integration.matching.possibilities.test_route import HEATERS, SAWMILLS, read, register
from tests.kit import ApiClient, Tokens


async def _takes_several(database: Database, world: World) -> None:
    """``fuel_biomass``, which the offer could serve, stands second."""
    families = FamilyShare("fats", "0.3"), FamilyShare("fuel_biomass", "0.6")
    declared = replace(world.need.declared(), family="fats", families=families)
    await keep_flow(database, declared, 2)


async def test_both_sides_see_the_family_that_suits(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    await _takes_several(database, world)
    givers, takers = (
        tokens.company(world.offer.organisation),
        tokens.company(world.need.organisation),
    )
    async with api_client(SERVICE) as client:
        for registered in (False, True):
            if registered:
                await register(database, companies=SAWMILLS | HEATERS)
            [one] = (await read(client, world.offer, givers))["possibilities"]
            assert one["family"]["key"] == "fuel_biomass"
            [one] = (await read(client, world.need, takers))["possibilities"]
            assert one["family"]["key"] == "sawdust"


async def test_the_pair_and_its_life_are_of_that_family(
    database: Database, world: World, api_client: ApiClient, tokens: Tokens
) -> None:
    await _takes_several(database, world)
    path = f"/v1/synergies/{world.synergy_id}"
    async with api_client(SERVICE) as client:
        before = (await client.get(path, headers=tokens.operator())).json()
        await introduce(database, world)
        after = (await client.get(path, headers=tokens.operator())).json()
        replayed = await client.get(f"{path}/replay", headers=tokens.operator())
    for shown in (before, after):
        sides = {side["role"]: side for side in shown["sides"]}
        assert sides["need"]["family"] == "fuel_biomass"
        assert float(sides["need"]["quantity"]["value"]) == 0.6 * float(world.need.quantity)
        assert shown["route"]
    assert replayed.json()["agrees"], replayed.text
