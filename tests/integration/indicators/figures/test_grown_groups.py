"""A newcomer reads what the territory counts of it, from facts in Postgres of a life it had no part
in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from boucle.indicators.app import SERVICE
from boucle.indicators.facts import reading, store
from boucle.indicators.figures.figure import Scope
from boucle.indicators.figures.formulas import figures
from tests.kit.kit import ServiceDatabase
from tests.unit.indicators.figures.test_figures import NOVEMBER, by_key, ident
from tests.unit.indicators.figures.test_grown import grew, of_october

TONNES = "running_tonnes_pooling", "estimated"


async def test_a_newcomer_reads_what_the_territory_counts_of_it(
    service_database: ServiceDatabase,
) -> None:
    """50 of the 250 t that are agreed; 200 are of those who were there before. A company of neither
    sees nothing of them."""
    database = await service_database(SERVICE)
    known = grew(of_october("all"), agreed="250")
    made = [replace(one, version=number) for number, one in enumerate(known, 1)]
    newcomer, other = ident("e company"), ident("x company")
    async with database.write() as session:
        await store.add_facts(session, made)
    async with database.read() as session:
        for read in (reading.facts_visible_to_organisation, reading.facts_of_organisation):
            seen, lists = await read(session, newcomer, NOVEMBER.last)
            found = by_key(figures(seen, Scope(organisation=newcomer), NOVEMBER, lists))
            assert round(found[TONNES].low or Decimal(0), 1) == 50
            assert found["synergies_pooling_running", "counted"].value == 1
            assert await read(session, other, NOVEMBER.last) == ([], [])
