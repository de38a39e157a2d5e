"""The best prospects of a place are the first of all that are within reach, wherever they stand."""

from random import Random

import pytest

from boucle.platform.db import Database
from boucle.registry.app import SERVICE
from boucle.registry.outlets.prospects import store
from boucle.registry.outlets.prospects.sirene import Establishment
from boucle.registry.outlets.prospects.store import WantedClass
from boucle.registry.outlets.questions import GeoPosition
from tests.kit import FrozenClock, ServiceDatabase

HERE = GeoPosition(49.0, -0.4)
WANTED = (
    WantedClass("16.21", 0.9, 200),
    WantedClass("16.10", 0.6, 50),
    WantedClass("17.11", 0.1, 400),
)
ALL = 10_000


def _around(random: Random, number: int, spread: float) -> list[Establishment]:
    return [
        Establishment(
            siret=f"{10**13 + place}",
            name=None,
            naf=f"{random.choice(WANTED).nace}Z",
            commune_code=None,
            commune=None,
            employees=None,
            latitude=HERE.latitude + random.gauss(0.0, spread),
            longitude=HERE.longitude + random.gauss(0.0, spread),
        )
        for place in range(number)
    ]


@pytest.mark.parametrize("limit", [1, 10, 60])
@pytest.mark.parametrize(("number", "spread"), [(5, 1.0), (300, 0.3), (300, 3.0)])
async def test_the_best_are_the_first_of_all(
    service_database: ServiceDatabase, clock: FrozenClock, number: int, spread: float, limit: int
) -> None:
    database: Database = await service_database(SERVICE)
    async with database.write() as session:
        await store.keep(session, _around(Random(7), number, spread), clock())
    async with database.read() as session:
        everything = await store.prospects_near(session, WANTED, HERE, ALL, sandbox="")
        best = await store.prospects_near(session, WANTED, HERE, limit, sandbox="")
    assert everything
    assert best == everything[:limit]
