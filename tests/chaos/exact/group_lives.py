"""People who qualify, leave, run, stop and take up again groups that the workers find."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Final
from uuid import UUID

from asyncpg import InterfaceError, LockNotAvailableError

from boucle.matching.lives import store, use_cases
from boucle.matching.lives.commands import Answer, Command, Qualify, Reopen, Run, Stop
from boucle.matching.lives.store import StoredLife
from boucle.matching.lives.use_cases import Actor
from boucle.platform.clock import system_clock
from boucle.platform.db import Database, WriteSession
from boucle.platform.errors import DomainError
from boucle.platform.transient import is_transient

_FOUND: Final = """
SELECT synergy_id FROM synergy_group WHERE state = 'viable'
ORDER BY hashtext(synergy_id::text || $1) LIMIT 20
"""
_MOST_ACTED_ON: Final = 60


@dataclass
class GroupLives:
    database: Database
    random: Random
    done: Counter[str] = field(default_factory=Counter)
    _begun: list[UUID] = field(default_factory=list)

    async def step(self) -> None:
        """One step of some life; nothing where its group had just gone, or a frozen worker holds
        its row: people try another time."""
        group = await self._some_group()
        if group is None:
            return
        try:
            async with self.database.write() as session:
                name = await self._move(session, group)
        except (DomainError, LockNotAvailableError, InterfaceError):
            self._begun.remove(group)  # if there is more to come of it, it is found again
            return
        except Exception as error:
            if not is_transient(error):
                raise
            return
        self.done[name] += 1

    async def _some_group(self) -> UUID | None:
        if self._begun and (len(self._begun) >= _MOST_ACTED_ON or self.random.random() < 0.6):
            return self.random.choice(self._begun)
        async with self.database.read() as session:
            rows = await session.fetch(_FOUND, str(self.random.random()))
        if not rows:
            return None
        group: UUID = self.random.choice(rows)["synergy_id"]
        self._begun.append(group)
        return group

    async def _move(self, session: WriteSession, group: UUID) -> str:
        now, animator = system_clock(), Actor("animator", "exact")
        kept = await store.lock_life(session, group)
        name, command = self._next(kept)
        if isinstance(command, Answer):
            party = Actor("party", "exact")
            await use_cases.answer(session, group, command, actor=party, now=now)
        else:
            await use_cases.move(session, group, lambda _: [command], actor=animator, now=now)
        return name

    def _next(self, kept: StoredLife | None) -> tuple[str, Command]:
        state = "detected" if kept is None else kept.life.state
        if kept is None or state == "detected":
            return "qualify", Qualify()
        if state in ("refused", "stopped", "already_done"):
            return "reopen", Reopen()
        if self.random.random() < 0.5:
            company = self.random.choice(kept.life.parties).side.organisation_id
            return "refuse", Answer(company, "refused", system_clock(), "price")
        if state == "running":
            return "stop", Stop(system_clock().date())
        return "run", Run(None, system_clock().date())
