"""A pair that the engine found, in matching's tables: for modules that need nothing else of it."""

from __future__ import annotations

import pytest

from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.lives.building import World, detect
from tests.kit import ServiceDatabase


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def database(service_database: ServiceDatabase, world: World) -> Database:
    database = await service_database(SERVICE)
    await detect(database, world)
    return database
