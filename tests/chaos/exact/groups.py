"""``python -m tests.chaos.exact.groups``: a random story of groups to three workers that die; 0
differing groups, stored and on the log."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Annotated, Final
from uuid import UUID

import msgspec
import typer

from boucle.contract.events import EVENTS
from boucle.contract.events.groups import Group
from boucle.local.parts.kafka import EmbeddedKafka
from boucle.local.parts.postgres import EmbeddedPostgres
from boucle.matching.app import SERVICE
from boucle.matching.groups import stale, store
from boucle.matching.groups.decisions import acted_on, refusing
from boucle.matching.groups.growing import all_groups
from boucle.matching.groups.inputs import MarketInputs
from boucle.matching.lives.consumers import SITES
from boucle.matching.markets.consumers import SHARINGS
from boucle.platform.bus import Bus
from boucle.platform.consuming import progress
from boucle.platform.db import Database
from tests.chaos.exact.faults import NAMES, Faults
from tests.chaos.exact.group_lives import GroupLives
from tests.chaos.exact.group_story import SIRENS, GroupStory
from tests.chaos.exact.log import Log
from tests.chaos.exact.workers import Ground, Workers
from tests.chaos.failures import failures
from tests.kit.databases import Databases
from tests.kit.eventually import eventually
from tests.kit.kit import TOPICS
from tests.reference.detectors import plain_groups

_AT_ONCE, _BEHIND = 400, 3_000
_REST_S = 600.0
_LIVES: Final = 0.02
_ASIDE = "SELECT consumer, topic, cause FROM dead_letter"
_BODIES = "SELECT body FROM synergy_group WHERE state <> 'lost'"


class GroupLog(Log):
    """``flows``: the places of declarations and of territories' settings."""

    async def unread(self, database: Database) -> int:
        """Declarations and settings not applied yet, and markets to be looked at."""
        async with database.read() as session:
            positions = [
                *await progress.load(session, SHARINGS),
                *await progress.load(session, SITES),
            ]
            waiting = len(await stale.stale_markets(session))
        read = {one.place: one.next_offset for one in positions}
        ends = await self.bus.end_offsets(self.flows)
        return waiting + sum(end - read.get(place, 0) for place, end in ends.items())


@dataclass(frozen=True, slots=True)
class Options:
    seed: int
    operations: int
    population: int
    faults: int
    checks: int


@dataclass
class _Play:
    options: Options
    database: Database
    log: GroupLog
    workers: Workers
    story: GroupStory
    lives: GroupLives
    faults: Faults
    told: int = 0

    async def run(self) -> None:
        await self.workers.start(*NAMES)
        typer.echo(f"{len(NAMES)} workers run")
        for number in range(1, self.options.checks + 1):
            await self._part(number)
            assert self.workers.died() == [], f"ended by themselves: {self.workers.died()}"
            await check(self.database, self.log, self.story)

    async def _part(self, number: int) -> None:
        """Operations; each fault strikes beside its share of them."""
        each = self.options.operations // self.options.checks
        count = max(1, self.options.faults // self.options.checks)
        for share in range(1, count + 1):
            until = each * (number - 1) + each * share // count
            async with asyncio.TaskGroup() as group:
                group.create_task(self.faults.strike())
                while self.told < until:
                    await self._write(min(_AT_ONCE, until - self.told))

    async def _write(self, count: int) -> None:
        async def near() -> bool:
            return await self.log.unread(self.database) <= _BEHIND

        await eventually(near, within=_REST_S, every=0.1)
        await self.log.tell([self.story.operation() for _ in range(count)])
        for _ in range(round(count * _LIVES)):
            await self.lives.step()
        self.told += count
        if self.told % (self.options.operations // 20 or 1) < count:
            typer.echo(f"{self.told} operations, {len(self.faults.in_flight)} faults")


async def check(database: Database, log: GroupLog, story: GroupStory) -> None:
    """Wait for rest, then compare with the recompute. Raises AssertionError."""

    async def rests() -> bool:
        async with database.read() as session:
            sent = not await session.fetchval("SELECT EXISTS (SELECT FROM outbox)")
        return sent and await log.unread(database) == 0

    await eventually(rests, within=_REST_S, every=0.3)
    expected = await asyncio.to_thread(recomputed, await all_inputs(database, story))
    stored = await stored_groups(database)
    _same("groups stored", stored, expected)
    _same("groups on the log", await folded(log.bus), expected)
    async with database.read() as session:
        aside = await session.fetch(_ASIDE)
    assert not aside, f"put aside: {aside[:3]}"
    states = sorted({one.state for one in expected.values()})
    typer.echo(f"0 of {len(expected)} groups differ, stored and on the log ({', '.join(states)})")


async def all_inputs(database: Database, story: GroupStory) -> list[MarketInputs]:
    """By what was told; only lives are read."""
    found = []
    markets = story.markets()
    async with database.read(snapshot=True) as session:
        rows = await session.fetch("SELECT DISTINCT market FROM synergy_group")
        for market in sorted(markets.keys() | {row["market"] for row in rows}):
            lives = await store.lives_of_market(session, market)
            refused = refusing(lives)
            declared = [
                one
                for one in sorted(markets.get(market, []), key=lambda one: one.id)
                if (one.id, str(one.version)) not in refused
            ]
            parameters = {siren: story.parameters(siren) for siren in SIRENS}
            found.append(MarketInputs(market, tuple(declared), acted_on(lives), parameters))
    return found


def recomputed(inputs: list[MarketInputs]) -> dict[UUID, Group]:
    """From nothing, by the plain implementation."""
    found = [g for one in inputs for g in all_groups(one, plain_groups(one.market))]
    return {group.synergy_id: group for group in found if group.state != "lost"}


async def stored_groups(database: Database) -> dict[UUID, Group]:
    async with database.read() as session:
        rows = await session.fetch(_BODIES)
    groups = [msgspec.json.decode(row["body"], type=Group) for row in rows]
    return {group.synergy_id: group for group in groups}


async def folded(bus: Bus) -> dict[UUID, Group]:
    """What who follows the log holds."""
    newest: dict[str, tuple[int, Group]] = {}
    async with bus.reader(["group"]) as reader:
        async for records in reader.read_to(await reader.end_offsets(), 500):
            for record in records:
                event = EVENTS.decode(record.headers, record.value)
                if event.entity_version > newest.get(event.subject, (0, None))[0]:
                    newest[event.subject] = event.entity_version, event.data
    groups = (group for _, group in newest.values() if group.state != "lost")
    return {group.synergy_id: group for group in groups}


def _same(what: str, found: Mapping[UUID, Group], expected: Mapping[UUID, Group]) -> None:
    differing = [
        id_ for id_ in found.keys() | expected.keys() if found.get(id_) != expected.get(id_)
    ]
    lines = [f"{id_}: found {found.get(id_)}, expected {expected.get(id_)}" for id_ in differing]
    assert not differing, "\n".join([f"{len(differing)} {what} differ", *lines[:5]])


async def play(ground: Ground, home: Path, options: Options) -> None:
    async with _standing(ground) as (database, log):
        workers = Workers(ground, home)
        story = GroupStory(options.seed, options.population)
        lives = GroupLives(database, Random(f"{options.seed}/lives"))
        faults = Faults(workers, log, database, Random(f"{options.seed}/faults"), typer.echo)
        made = _Play(options, database, log, workers, story, lives, faults)
        try:
            await made.run()
        finally:
            await workers.stop_all()
    typer.echo(
        f"{made.told} operations ({dict(story.done)}), {sum(lives.done.values())} steps of lives "
        f"({dict(lives.done)}), {sum(faults.struck.values())} faults ({dict(faults.struck)}), "
        f"{faults.resent} events sent again"
    )


@asynccontextmanager
async def _standing(ground: Ground) -> AsyncIterator[tuple[Database, GroupLog]]:
    bus = Bus(ground.bootstrap, ground.prefix)
    await bus.ensure_topics(TOPICS)
    async with (
        Database(ground.database_url, application_name="exact", pool_size=5) as database,
        bus.producer() as producer,
    ):
        places = frozenset(await bus.places(["sharing", "territory"]))
        yield database, GroupLog(bus, producer, places, ("sharing", "sharing", "territory"))
    await bus.close()


def main(
    seed: Annotated[int, typer.Option(help="Same seed: same story and faults.")] = 1,
    operations: Annotated[int, typer.Option(help="In all.")] = 100_000,
    population: Annotated[int, typer.Option(help="Declarations at once, at most.")] = 300,
    faults: Annotated[int, typer.Option(help="Over the whole.")] = 24,
    checks: Annotated[int, typer.Option(help="How often all is compared.")] = 2,
) -> None:
    """Random operations, three workers killed, frozen and rebalanced, events sent again: then every
    group, stored and on the log, against the plain recompute of what was told."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    options = Options(seed, operations, population, faults, checks)
    typer.echo(f"seed {seed}: {operations} operations, {faults} faults, {os.cpu_count()} cores")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="boucle-exact-") as made:
        root = Path(made)
        root.chmod(0o755)  # Postgres runs as another user
        postgres, kafka = EmbeddedPostgres(root / "postgres"), EmbeddedKafka(root / "kafka")
        try:
            postgres.start()
            kafka.start()
            asyncio.run(_played(root, postgres, kafka, options))
        except (AssertionError, ExceptionGroup) as failed:
            for line in failures(failed):
                typer.echo(f"FAILED: {line}", err=True)
            raise typer.Exit(1) from failed
        finally:
            kafka.stop()
            postgres.stop()
    typer.echo(f"{time.monotonic() - begun:.0f} s in all")


async def _played(
    home: Path, postgres: EmbeddedPostgres, kafka: EmbeddedKafka, options: Options
) -> None:
    url = await Databases(postgres.url("postgres")).clone(SERVICE.migrations)
    await play(Ground(url, kafka.bootstrap, "exact"), home, options)


if __name__ == "__main__":
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(main)
    app()
