"""A rebuild of matching writes to nobody again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from boucle.matching.app import SERVICE as MATCHING
from boucle.matching.kinds.substitution import synergy_id
from boucle.matching.operations.audit.command import at_rest
from boucle.matching.operations.rebuild.command import rebuild
from boucle.notifications.app import SERVICE
from boucle.platform.bus import Bus
from boucle.platform.clock import system_clock
from boucle.platform.db import Database
from boucle.platform.recovery.verdict import DIFFERENT
from tests.integration.matching.lists.building import SIRENS, World, flow, rules, territory, uid
from tests.integration.notifications.support import KEY, Registry, Sink
from tests.kit import FrozenClock, RunningWorker, ServiceDatabase, eventually
from tests.kit.kit import TOPICS

_PAIR = synergy_id(uid("offer"), uid("need"))
_TABLES = ("introduction", "introduction_side", "mail", "life")


async def rows(database: Database, query: str, *values: Any) -> list[Any]:
    async with database.read() as session:
        return list(await (await session.driver()).fetch(query, *values))


async def execute(database: Database, statement: str, value: UUID) -> None:
    async with database.write() as session:
        assert (await (await session.driver()).execute(statement, value)).endswith(" 1")


async def kept(database: Database) -> list[Any]:
    return [await rows(database, f"SELECT * FROM {table} ORDER BY 1, 2") for table in _TABLES]


async def test_an_introduced_pair_that_was_wrong_is_corrected_and_nobody_gets_a_mail(
    bus: Bus,
    running_worker: RunningWorker,
    service_database: ServiceDatabase,
    registry: Registry,
    sink: Sink,
    clock: FrozenClock,
) -> None:
    clock.set(system_clock())
    for side in ("offer", "need"):
        registry.add(uid(f"{side}/organisation"))
    matching, office = await service_database(MATCHING), await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    async with (
        running_worker(MATCHING) as resources,
        running_worker(
            SERVICE,
            registry_url=registry.url,
            smtp_host="127.0.0.1",
            smtp_port=sink.port,
            link_key=KEY.decode(),
        ),
    ):
        world = World(bus)
        world.settle(territory(SIRENS[0], policy="auto", auto_threshold=3000))
        await world.send()
        world.declare(flow("offer"))
        world.declare(flow("need", direction="input"))
        await world.send()
        await eventually(lambda: len(sink.received()) == 2, within=60)

        async def introduced() -> bool:
            found = await rows(matching, "SELECT state FROM life WHERE synergy_id = $1", _PAIR)
            return [row[0] for row in found] == ["introduced"]

        await eventually(introduced, within=60)
        await at_rest(matching, bus, rules(), 60)
        await execute(matching, "DELETE FROM entry WHERE owner = $1", uid("offer"))
        before, lives = await kept(office), await rows(matching, "SELECT * FROM life_history")
        said: list[str] = []
        assert await rebuild(resources, 60, False, said.append) == DIFFERENT
        entry = f"entry {uid('offer')} {uid('need')}"
        assert said[:-1] == [f"{entry}: missing"]

        async def published() -> bool:
            unsent = "SELECT 1 FROM outbox"
            return not await rows(matching, unsent)

        await eventually(published, within=60)
        world.declare(flow("another need", direction="input", territory=SIRENS[1]))
        await world.send()

        async def found_as_ever() -> bool:
            query = "SELECT 1 FROM entry WHERE owner = $1"
            return bool(await rows(matching, query, uid("another need")))

        await eventually(found_as_ever, within=60)
        assert await rows(matching, "SELECT * FROM life_history") == lives
        assert await kept(office) == before
        assert len(sink.received()) == 2
