"""The register after a restore beside a log that is ahead."""

from __future__ import annotations

import pytest

from boucle.matching.app import SERVICE
from boucle.matching.disclosures import store
from boucle.matching.disclosures.chain import Disclosure
from boucle.matching.lives.commands import Introduce, Qualify
from boucle.matching.operations.restore import after_restore
from boucle.platform.bus import Bus
from boucle.platform.db import Database
from boucle.platform.recovery.verdict import SAME
from tests.integration.matching.disclosures.building import (
    ANIMATOR,
    LETTERS,
    both,
    move,
    registered,
    verified,
)
from tests.integration.matching.lives.building import NOW, World, detect, lives
from tests.integration.restore.log import execute, process, publish
from tests.kit import FrozenClock, ServiceDatabase
from tests.kit.kit import TOPICS

_TABLES = ("life", "life_history", "disclosure", "disclosure_head")
_BACKUP = tuple(f"CREATE TABLE kept_{name} AS TABLE {name}" for name in _TABLES)
_PUT_BACK = (
    "ALTER TABLE disclosure DISABLE TRIGGER disclosure_only_appended",
    *(f"DELETE FROM {name}" for name in _TABLES),
    *(f"INSERT INTO {name} TABLE kept_{name}" for name in _TABLES),
    "ALTER TABLE disclosure ENABLE TRIGGER disclosure_only_appended",
    "DELETE FROM outbox",
)


@pytest.fixture
async def database(service_database: ServiceDatabase, bus: Bus) -> Database:
    await bus.ensure_topics(TOPICS)
    return await service_database(SERVICE)


async def consent_after_the_backup(database: Database, bus: Bus) -> World:
    """Introduced, backed up, disclosed, put back."""
    world = World()
    await detect(database, world)
    await move(database, world, Qualify(), actor=ANIMATOR)
    await move(database, world, Introduce(NOW), actor=LETTERS)
    await execute(database, *_BACKUP)
    await move(database, world, *both(world), actor=LETTERS)
    await publish(database, bus)
    await execute(database, *_PUT_BACK)
    assert [row[1] for row in await registered(database)] == ["introduced", "introduced"]
    return world


async def disclosed(database: Database) -> list[Disclosure]:
    async with database.read() as session:
        return [link.disclosure for link in await store.after(session, 0, 100)]


async def test_steps_taken_back_are_appended_again(
    database: Database, bus: Bus, clock: FrozenClock
) -> None:
    world = await consent_after_the_backup(database, bus)
    restored = await after_restore(process(database, bus, clock), False)
    assert restored.taken == {"lives": 1}
    assert (await lives(database))[world.synergy_id].disclosed
    found = await disclosed(database)
    assert [(one.kind, one.actor, one.version, one.at) for one in found[2:]] == [
        ("identity", "log", 4, NOW)
    ] * 2
    status, said = await verified(database)
    assert (status, said[0]) == (SAME, "compared with 1 lives; differences: 0")
    await after_restore(process(database, bus, clock), False)
    assert await disclosed(database) == found


async def test_steps_that_are_discarded_were_known_all_the_same(
    database: Database, bus: Bus, clock: FrozenClock
) -> None:
    world = await consent_after_the_backup(database, bus)
    await after_restore(process(database, bus, clock), True)
    assert not (await lives(database))[world.synergy_id].disclosed
    found = await disclosed(database)
    assert [(one.kind, one.right, one.actor) for one in found[2:]] == [
        ("identity", "consent", "discarded")
    ] * 2
    status, said = await verified(database)
    assert status == SAME
    assert said[1] == "of steps that a restore discarded: 2, in no life's history"
    await publish(database, bus)
    await after_restore(process(database, bus, clock), False)
    assert await disclosed(database) == found
    await move(database, world, *both(world), actor=LETTERS)
    assert [row[0] for row in await registered(database)] == [1, 2, 3, 4, 5, 6]
    assert (await verified(database))[0] == SAME
