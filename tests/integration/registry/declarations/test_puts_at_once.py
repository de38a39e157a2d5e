"""Puts of flows that cross: whichever comes first, each has its version and its event, in order."""

import asyncio
from itertools import product

from tests.integration.registry.conftest import Api, flow, site

SOURCE = "/v1/sources/tyca"
SITES = ("site", "other")


async def put(api: Api, name: str, **changes: object) -> tuple[int, int]:
    """Status and version."""
    body = flow(**changes)
    answer = await api.http.put(f"{SOURCE}/flows/{name}", json=body, headers=api.tool)
    return answer.status_code, answer.json()["version"]


async def versions_told(api: Api) -> dict[str, list[int]]:
    told: dict[str, list[int]] = {}
    for _, version, data in await api.outbox("flow"):
        told.setdefault(str(data.flow_id), []).append(version)
    return told


async def test_flows_move_both_ways_between_two_sites_at_once(declared: Api) -> None:
    await declared.put(f"{SOURCE}/sites/other", site(name="Other"))
    names = [f"f{number}" for number in range(6)]
    for name, home in zip(names, SITES * 3, strict=True):
        await declared.put(f"{SOURCE}/flows/{name}", flow(site=home))
    moves = product(names, SITES[::-1] + SITES)
    answers = await asyncio.gather(*(put(declared, name, site=to) for name, to in moves))
    assert {status for status, _ in answers} == {200}
    rows = await declared.fetch("SELECT id, entity_version FROM flow")
    told = await versions_told(declared)
    assert told == {str(row["id"]): list(range(1, row["entity_version"] + 1)) for row in rows}


async def test_one_new_id_put_at_two_sites_in_two_families_at_once_is_one(declared: Api) -> None:
    """Nothing but its name says that it is the same flow."""
    await declared.put(f"{SOURCE}/sites/other", site(name="Other"))
    ways = list(product(SITES, ("wood_b", "wood_a", None))) * 2
    answers = await asyncio.gather(
        *(put(declared, "f1", site=at, family=family, text="bois") for at, family in ways)
    )
    assert sorted(status for status, _ in answers) == [200] * (len(ways) - 1) + [201]
    [row] = await declared.fetch("SELECT id, entity_version FROM flow")
    told = await versions_told(declared)
    assert told == {str(row["id"]): list(range(1, row["entity_version"] + 1))}


async def test_what_is_told_again_waits_for_no_other_flow(declared: Api) -> None:
    made = await declared.put(f"{SOURCE}/flows/f1", flow())
    async with declared.database.write() as session:
        await (await session.driver()).execute("SELECT 1 FROM flow FOR UPDATE")
        again = await declared.put(f"{SOURCE}/flows/f1", flow(), expect=200)
    assert again == made
    assert len(await declared.outbox("flow")) == 1
