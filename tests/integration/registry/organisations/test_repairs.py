"""Sites and flags that say otherwise than they should are repaired, and published."""

from typing import Any
from uuid import UUID

import pytest

from boucle.contract.events import EVENTS
from boucle.platform.clock import system_clock
from boucle.platform.db import Database
from boucle.registry.app import SERVICE
from boucle.registry.declarations.repairs import repairs
from tests.integration.registry.conftest import FALAISE
from tests.integration.registry.organisations.conftest import SIREN, SIRET
from tests.kit import ServiceDatabase

FIRST, SECOND = UUID(int=1), UUID(int=2)
_DRAFT = (
    '{"direction": "output", "nature": "material", "family": "wood_b", "base": 500000000, '
    '"quantity": {"value": "500", "unit": "t"}, "certainty": "estimated"}'
)
_TERRITORY = """
    INSERT INTO territory (siren, name, kind, policy, k, threshold, auto_threshold, weights,
        limits, route_limits, routes_off, entity_version, updated_at)
    VALUES ($1, 'x', 'epci', 'animator', 10, 1, 1, '{}', '{}', '{}', '{}', 1, now())
"""
_ORGANISATION = """
    INSERT INTO organisation (id, name, siren, territory, example, tools, direct, entity_version,
        declared_at, updated_at, state)
    VALUES ($1, 'x', $2, $3, false, '{t}', true, 4, now(), now(), $4)
"""
_SITE = """
    INSERT INTO site (id, organisation_id, name, siret, latitude, longitude, location_precision,
        territory, treatments, networks, network_km, example, tools, direct, valid_from,
        entity_version, declared_at, updated_at)
    VALUES ($1, $1, 'x', $2, 48.9, -0.2, 'commune', $3, '{}', '{}', '{}', false, '{t}', true,
        '2026-01-01', 2, now(), now())
"""
_FLOW = """
    INSERT INTO flow (id, site_id, organisation_id, territory, source, external_id, direction,
        nature, family, draft, catalogue_version, duplicate_of, valid_from,
        entity_version, declared_at, updated_at)
    VALUES ($1, $1, $1, $2, $3, 'f', 'output', 'material', 'wood_b', $4, '1', $5,
        '2026-01-01', 3, now(), now())
"""


@pytest.fixture
async def astray(service_database: ServiceDatabase) -> Database:
    """Two organisations of one SIREN, the first verified, each with a site of one SIRET and a flow.
    The second's site is not on trial, and its flow is flagged as repeating the first's."""
    database = await service_database(SERVICE)
    async with database.write() as session:
        driver = await session.driver()
        await driver.execute(_TERRITORY, FALAISE)
        for id_, state, source, original in (
            (FIRST, "verified", "a", None),
            (SECOND, "claimed", "b", FIRST),
        ):
            await driver.execute(_ORGANISATION, id_, SIREN, FALAISE, state)
            await driver.execute(_SITE, id_, SIRET, FALAISE)
            await driver.execute(_FLOW, id_, FALAISE, source, _DRAFT, original)
    return database


async def _rows(database: Database, statement: str) -> list[tuple[Any, ...]]:
    async with database.read() as session:
        return [tuple(row) for row in await session.fetch(statement)]


async def test_the_worker_publishes_what_it_repairs(astray: Database) -> None:
    repairing = repairs(astray, system_clock)
    while await repairing.work():
        pass
    rows = await _rows(
        astray, "SELECT headers, payload FROM outbox WHERE topic = 'flow' ORDER BY seq"
    )
    events = [EVENTS.decode(*row) for row in rows]
    last = {event.data.flow_id: event for event in events}
    assert list(last) == [SECOND], "who is verified is not published again"
    assert last[SECOND].data.on_trial is True
    assert last[SECOND].data.duplicate_of is None
    assert await _rows(astray, "SELECT id, on_trial FROM site ORDER BY id") == [
        (FIRST, False),
        (SECOND, True),
    ]
    assert await repairing.work() == 0
