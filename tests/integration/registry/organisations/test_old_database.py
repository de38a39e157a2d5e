"""What was declared before states were kept: verified, but one SIREN is one organisation's."""

from typing import Any
from uuid import UUID

import pytest

from boucle.contract.events import EVENTS
from boucle.platform.clock import system_clock
from boucle.platform.db import Database, migrate
from boucle.registry.app import SERVICE
from boucle.registry.declarations.repairs import repairs
from tests.integration.registry.conftest import FALAISE
from tests.integration.registry.organisations.conftest import SIREN, SIRET
from tests.kit import ServiceDatabase

FIRST, SECOND, GONE, PLAIN = (UUID(int=number) for number in range(1, 5))
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
        declared_at, updated_at, withdrawn_at)
    VALUES ($1, 'x', $2, $3, false, '{t}', true, 4, $4, now(), $5)
"""
_SITE = """
    INSERT INTO site (id, organisation_id, name, siret, latitude, longitude, location_precision,
        territory, treatments, networks, network_km, example, tools, direct, valid_from,
        entity_version, declared_at, updated_at)
    VALUES ($1, $1, 'x', $2, 48.9, -0.2, 'commune', $3, '{}', '{}', '{}', false, '{t}', true,
        '2026-01-01', 2, now(), now())
"""
_FLOW = """
    INSERT INTO flow (id, site_id, organisation_id, territory, place, source, external_id,
        direction, nature, family, draft, catalogue_version, duplicate_of, valid_from,
        entity_version, declared_at, updated_at)
    VALUES ($1, $1, $1, $2, $3, $4, 'f', 'output', 'material', 'wood_b', $5, '1', $6,
        '2026-01-01', 3, now(), now())
"""


@pytest.fixture
async def old(service_database: ServiceDatabase) -> Database:
    """Two organisations of one SIREN, each with the site of one SIRET and a flow, of which the
    second's is flagged as repeating the first's; one that was withdrawn; one without SIREN."""
    database = await service_database(SERVICE, "0013")
    now = system_clock()
    async with database.write() as session:
        driver = await session.driver()
        await driver.execute(_TERRITORY, FALAISE)
        for id_, siren, withdrawn in (
            (FIRST, SIREN, None),
            (SECOND, SIREN, None),
            (GONE, SIREN, now),
            (PLAIN, None, None),
        ):
            declared = now.replace(year=2020 + id_.int)
            await driver.execute(_ORGANISATION, id_, siren, FALAISE, declared, withdrawn)
        for id_, source, original in ((FIRST, "a", None), (SECOND, "b", FIRST)):
            await driver.execute(_SITE, id_, SIRET, FALAISE)
            await driver.execute(_FLOW, id_, FALAISE, SIRET, source, _DRAFT, original)
    await migrate(database.url, SERVICE.migrations)
    return database


async def _rows(database: Database, statement: str) -> list[tuple[Any, ...]]:
    async with database.read() as session:
        return [tuple(row) for row in await session.fetch(statement)]


async def test_the_first_of_a_siren_is_verified_and_others_claim_it(old: Database) -> None:
    assert await _rows(old, "SELECT id, state FROM organisation ORDER BY id") == [
        (FIRST, "verified"),
        (SECOND, "claimed"),
        (GONE, "claimed"),
        (PLAIN, "verified"),
    ]
    kept = "SELECT DISTINCT how, version, client_id FROM organisation_verification"
    assert await _rows(old, kept) == [("before", 4, None)]


async def test_the_worker_publishes_what_the_migration_made_of_it(old: Database) -> None:
    repairing = repairs(old, system_clock)
    while await repairing.work():
        pass
    rows = await _rows(old, "SELECT headers, payload FROM outbox WHERE topic = 'flow' ORDER BY seq")
    events = [EVENTS.decode(*row) for row in rows]
    last = {event.data.flow_id: event for event in events}
    assert list(last) == [SECOND], "who is verified is not published again"
    assert last[SECOND].data.on_trial is True
    assert last[SECOND].data.duplicate_of is None
    assert await _rows(old, "SELECT id, on_trial FROM site ORDER BY id") == [
        (FIRST, False),
        (SECOND, True),
    ]
    assert await repairing.work() == 0
