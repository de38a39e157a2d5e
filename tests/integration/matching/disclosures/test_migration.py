"""A deployment that had lives before it had a register."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.contract.events.matching import Life
from boucle.matching.app import SERVICE
from boucle.matching.disclosures import store
from boucle.matching.lives.commands import Command, Introduce, Qualify, Reopen
from boucle.matching.lives.decisions import decide
from boucle.matching.lives.transitions import Who
from boucle.platform.db import Database, migrate
from boucle.platform.recovery.verdict import SAME
from tests.integration.matching.disclosures.building import registered, verified
from tests.kit import ServiceDatabase
from tests.unit.matching.lives.test_transitions import NEED, NOW, OFFER, detected, yes

_STEP = """
INSERT INTO life_history (synergy_id, version, at, actor, type, body)
VALUES ($1, $2, $3, 'animator:anim', 'life.any.v1', $4)
"""
CONSENTS = (yes(OFFER, "consented"), yes(NEED, "consented"))


def steps_of(synergy: int, *commands: Command) -> list[Life]:
    life = replace(detected(), synergy_id=UUID(int=synergy))
    steps = []
    for command in commands:
        who: Who = "introduction" if isinstance(command, Introduce) else "animator"
        life = decide(life, command, who=who, now=NOW).life
        steps.append(life)
    return steps


async def _write(database: Database, *steps: list[Life]) -> None:
    async with database.write() as session:
        driver = await session.driver()
        await driver.executemany(
            _STEP,
            [
                (life.synergy_id, version, NOW + timedelta(days=version), msgspec.json.encode(life))
                for each in steps
                for version, life in enumerate(each, 1)
            ],
        )


async def test_what_was_disclosed_already_is_appended_first(
    service_database: ServiceDatabase,
) -> None:
    database = await service_database(SERVICE, "0012")
    sent = Introduce(NOW)
    # A second round after all was said; a life that disclosed nothing; one that was introduced.
    twice = steps_of(3, Qualify(), sent, *CONSENTS)
    refused = replace(twice[-1], state="refused")
    again = decide(refused, Reopen(), who="animator", now=NOW).life
    await _write(database, [*twice, again, replace(again, introduced_at=NOW)],
                 steps_of(1, Qualify()), steps_of(2, Qualify(), sent))  # fmt: skip
    await migrate(database.url, SERVICE.migrations)
    assert await registered(database) == [
        (1, "introduced", OFFER, 2),
        (2, "introduced", NEED, 2),
        (3, "introduced", OFFER, 2),
        (4, "introduced", NEED, 2),
        (5, "identity", OFFER, 4),
        (6, "identity", NEED, 4),
        (7, "introduced", OFFER, 6),
        (8, "introduced", NEED, 6),
    ]
    async with database.read() as session:
        links = await store.after(session, 0, 100)
    assert [one.disclosure.synergy_id.int for one in links] == [2, 2, *[3] * 6]
    assert {one.disclosure.right for one in links} == {"before the register"}
    assert {one.disclosure.actor for one in links} == {"animator:anim"}
    assert links[4].disclosure.at == NOW + timedelta(days=4)
    status, said = await verified(database)
    assert status == SAME, said


async def test_a_history_longer_than_a_piece(service_database: ServiceDatabase) -> None:
    """A life whose steps are read in two pieces is one life."""
    database = await service_database(SERVICE, "0012")
    both = steps_of(1, Qualify(), Introduce(NOW), *CONSENTS)
    await _write(database, [*both, *[both[-1]] * 700])
    await migrate(database.url, SERVICE.migrations)
    assert len(await registered(database)) == 4
    assert (await verified(database))[0] == SAME


async def test_a_new_deployment_begins_with_nothing(service_database: ServiceDatabase) -> None:
    assert await registered(await service_database(SERVICE)) == []
