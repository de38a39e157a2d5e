"""Steps that disclose, and what the register has of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from boucle.matching.disclosures import store
from boucle.matching.lives import use_cases
from boucle.matching.lives.commands import Answer, Command, Introduce, Qualify
from boucle.matching.lives.use_cases import Actor
from boucle.matching.operations.disclosures.command import verify
from boucle.platform.db import Database
from tests.integration.matching.lives.building import NOW, World

ANIMATOR, LETTERS = Actor("animator", "anim"), Actor("introduction", str(UUID(int=77)))
OPEN = "ALTER TABLE disclosure DISABLE TRIGGER disclosure_only_appended"
"""By force: the database refuses it otherwise."""


async def move(database: Database, world: World, *commands: Command, actor: Actor) -> None:
    async with database.write() as session:
        await use_cases.move(session, world.synergy_id, lambda _: commands, actor=actor, now=NOW)


def both(world: World) -> list[Command]:
    """Both consent."""
    return [Answer(one.organisation, "consented", NOW) for one in (world.offer, world.need)]


async def disclose(database: Database, world: World) -> None:
    """Introduced, then both consent."""
    await move(database, world, Qualify(), actor=ANIMATOR)
    await move(database, world, Introduce(NOW), *both(world), actor=LETTERS)


async def verified(database: Database) -> tuple[int, list[str]]:
    said: list[str] = []
    return await verify(database, said.append), said


async def registered(database: Database) -> list[tuple[Any, ...]]:
    async with database.read() as session:
        links = await store.after(session, 0, 1000)
    return [
        (one.number, one.disclosure.kind, one.disclosure.to_organisation, one.disclosure.version)
        for one in links
    ]


async def execute(database: Database, *statements: str) -> None:
    async with database.write() as session:
        driver = await session.driver()
        for statement in statements:
            await driver.execute(statement)
