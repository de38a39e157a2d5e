"""What a service keeps of another's entities is never older than it was."""

from __future__ import annotations

from dataclasses import replace

from boucle.matching.app import SERVICE
from boucle.matching.sites import save_sites
from tests.integration.matching.lives.building import World, event_of
from tests.kit import ServiceDatabase

_KEPT = "SELECT version, territory FROM site"


async def test_an_older_version_of_a_site_comes_too_late(service_database: ServiceDatabase) -> None:
    database, company = await service_database(SERVICE), World().offer
    for version, territory in ((2, "200000016"), (1, "200000024"), (2, "200000032")):
        site = replace(company, territory=territory).sited()
        async with database.write() as session:
            await save_sites(session, [event_of(site, version)])
    async with database.read() as session:
        rows = await (await session.driver()).fetch(_KEPT)
    assert [tuple(row) for row in rows] == [(2, "200000016")]
