"""What the register's verification finds, and mends when asked."""

from __future__ import annotations

import asyncio
import os
import sys

import pytest

from boucle.matching.app import SERVICE
from boucle.matching.disclosures import store
from boucle.matching.operations.disclosures.command import verify
from boucle.platform.db import Database
from boucle.platform.recovery.verdict import DIFFERENT, NOT_DONE, SAME
from tests.integration.matching.disclosures.building import (
    OPEN,
    disclose,
    execute,
    registered,
    verified,
)
from tests.integration.matching.lives.building import HAVRE, World, detect
from tests.kit import ServiceDatabase


@pytest.fixture
async def database(service_database: ServiceDatabase) -> Database:
    return await service_database(SERVICE)


_CLOSED = "ALTER TABLE disclosure ENABLE TRIGGER disclosure_only_appended"
_CUT = (
    "DELETE FROM disclosure WHERE number = 4",
    "UPDATE disclosure_head SET number = 3, hash = (SELECT hash FROM disclosure WHERE number = 3)",
)


@pytest.mark.parametrize(
    ("changes", "chain", "life"),
    [
        (("UPDATE disclosure SET at = at + interval '1 s' WHERE number = 2",), 2, 2),
        (("DELETE FROM disclosure WHERE number = 2",), 2, 1),
        (("DELETE FROM disclosure WHERE number = 4",), 4, 1),
        (_CUT, None, 1),
        (("DELETE FROM life_history WHERE version = 2",), None, 4),
        (
            (
                "UPDATE disclosure SET number = 9 WHERE number = 1",
                "UPDATE disclosure SET number = 1 WHERE number = 3",
                "UPDATE disclosure SET number = 3 WHERE number = 9",
            ),
            1,
            0,
        ),
    ],
)
async def test_what_was_changed_by_force_is_found(
    database: Database, changes: tuple[str, ...], chain: int | None, life: int
) -> None:
    """``chain``: the first number that does not fit; ``life``: differences from lives."""
    world = World()
    await detect(database, world)
    await disclose(database, world)
    await execute(database, OPEN, *changes)
    status, said = await verified(database)
    assert status == DIFFERENT
    assert f"differences: {life}" in said[-2]
    if chain is None:
        assert "chain whole" in said[-1]
    else:
        assert said[-1].startswith(f"the chain is broken: number {chain}")


async def test_differences_beyond_twenty_are_counted(database: Database) -> None:
    for _ in range(6):
        world = World()
        await detect(database, world)
        await disclose(database, world)
    await execute(database, "DELETE FROM life_history")
    status, said = await verified(database)
    assert status == DIFFERENT
    assert len([line for line in said if line.startswith("number ")]) == 20
    assert said[20:22] == ["... and 4 more", "compared with 6 lives; differences: 24"]


async def test_what_a_process_of_before_left_out_is_appended_when_asked(
    database: Database,
) -> None:
    """As while an upgrade rolls: it takes steps, and knows of no register."""
    world = World()
    await detect(database, world)
    await disclose(database, world)
    await execute(database, OPEN, *_CUT, _CLOSED)
    status, [line, *_] = await verified(database)
    assert status == DIFFERENT
    assert line.startswith(f"missing: identity to {world.need.organisation} ({HAVRE})")
    said: list[str] = []
    assert await verify(database, said.append, append_missing=True) == SAME
    assert said[-1] == "appended: 1"
    async with database.read() as session:
        [*_, late] = await store.after(session, 0, 9)
    assert (late.number, late.disclosure.right) == (4, "before the register")
    assert (await verified(database))[0] == SAME
    assert await verify(database, said.append, append_missing=True) == SAME
    assert said[-1].startswith("4 disclosures, chain whole")


async def test_nothing_is_appended_to_a_broken_chain(database: Database) -> None:
    world = World()
    await detect(database, world)
    await disclose(database, world)
    await execute(database, OPEN, "DELETE FROM disclosure WHERE number = 2")
    said: list[str] = []
    assert await verify(database, said.append, append_missing=True) == DIFFERENT
    assert len(await registered(database)) == 3


async def test_the_command_exits_with_what_it_found(database: Database) -> None:
    world = World()
    await detect(database, world)
    await disclose(database, world)
    assert await _command(database.url) == (SAME, 2)
    await execute(database, OPEN, *_CUT, _CLOSED)
    assert await _command(database.url) == (DIFFERENT, 3)
    assert await _command(database.url, "--append-missing") == (SAME, 4)
    assert await _command("postgresql://nobody@127.0.0.1:9/nothing") == (NOT_DONE, 0)


async def _command(url: str, *options: str) -> tuple[int | None, int]:
    """The exit status, and how many lines were printed."""
    nowhere = {"BOUCLE_KAFKA_BOOTSTRAP": "127.0.0.1:9", "BOUCLE_JWKS_URL": "http://127.0.0.1:9/"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "boucle.matching", "verify-disclosures", *options),
        env={
            **os.environ,
            **nowhere,
            "BOUCLE_DATABASE_URL": url,
            "BOUCLE_PERSON_KEY": "0" * 32,
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(), 120)
    assert process.returncode != NOT_DONE or err
    return process.returncode, len(out.splitlines())
