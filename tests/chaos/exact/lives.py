"""People who refuse, run, stop and reopen what the workers detect, by matching's own use cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Final, get_args
from uuid import UUID

from asyncpg import LockNotAvailableError

from boucle.contract.events.matching import Life, RefusalReason
from boucle.contract.events.registry import Quantity
from boucle.matching.lives import store, use_cases
from boucle.matching.lives.commands import Answer, Command, Reopen, Run, Stop
from boucle.matching.lives.store import StoredLife
from boucle.matching.lives.transitions import InvalidTransition
from boucle.matching.lives.use_cases import Actor, UnknownSynergy
from boucle.platform.clock import system_clock
from boucle.platform.db import Database, WriteSession

WHO: Final = "exact"
_FRESH = 300
_CANDIDATES = """
SELECT synergy_id, offer.organisation_id, need.organisation_id
FROM (SELECT synergy_id, CASE WHEN gives THEN owner ELSE partner END AS offer_id,
             CASE WHEN gives THEN partner ELSE owner END AS need_id FROM entry) AS pair
JOIN owned_flow offer ON offer.flow_id = offer_id JOIN owned_flow need ON need.flow_id = need_id
GROUP BY 1, 2, 3 ORDER BY hashtext(synergy_id::text || $1) LIMIT $2
"""
_ACTORS = (str(Actor("animator", WHO)), str(Actor("party", WHO)))
_STEPS = "SELECT synergy_id, version FROM life_history WHERE actor = ANY($1)"
Pair = tuple[UUID, UUID, UUID]
"""Synergy, the offer's organisation, the need's."""


@dataclass
class Lives:
    """``steps``: (synergy, version) of each step that was committed; ``done``: by what it was."""

    database: Database
    random: Random
    steps: set[tuple[UUID, int]] = field(default_factory=set)
    done: dict[str, int] = field(default_factory=dict)
    _fresh: list[Pair] = field(default_factory=list)
    _begun: list[Pair] = field(default_factory=list)

    async def step(self) -> bool:
        """One step of some life; False when the pair that it was meant for had just ended, or a
        frozen worker holds its row: nothing was written then, and people try another time."""
        pair = await self._some_pair()
        if pair is None:
            return False
        try:
            async with self.database.write() as session:
                name, kept = await self._move(session, pair)
        except (UnknownSynergy, InvalidTransition, LockNotAvailableError):
            return False
        self.steps.add((pair[0], kept.version))
        self.done[name] = self.done.get(name, 0) + 1
        return True

    async def kept(self) -> set[tuple[UUID, int]]:
        """The steps that the history holds of these people."""
        async with self.database.read() as session:
            rows = await (await session.driver()).fetch(_STEPS, list(_ACTORS))
        return {(row["synergy_id"], row["version"]) for row in rows}

    async def _some_pair(self) -> Pair | None:
        if self._begun and self.random.random() < 0.3:
            return self.random.choice(self._begun)
        if not self._fresh:
            seed = str(self.random.random())
            async with self.database.read() as session:
                rows = await (await session.driver()).fetch(_CANDIDATES, seed, _FRESH)
            self._fresh = [(row[0], row[1], row[2]) for row in rows]
        if not self._fresh:
            return None
        pair = self._fresh.pop()
        self._begun.append(pair)
        return pair

    async def _move(self, session: WriteSession, pair: Pair) -> tuple[str, StoredLife]:
        """What people do next with a life, as its locked row stands."""
        synergy, *organisations = pair
        now = system_clock()
        kept = await store.lock_life(session, synergy)
        state = kept.life.state if kept else "detected"
        if state not in ("refused", "stopped", "running") and self.random.random() < 0.6:
            reason = self.random.choice(get_args(RefusalReason))
            refusal = Answer(self.random.choice(organisations), "refused", now, reason)
            actor = Actor("party", WHO)
            return "refuse", await use_cases.answer(session, synergy, refusal, actor=actor, now=now)
        share = self.random.choice(["0.1", "0.3", "0.7"])
        stops = self.random.random() < 0.5

        def commands(life: Life) -> list[Command]:
            return [_animated(life, share, stops)]

        actor = Actor("animator", WHO)
        moved = await use_cases.move(session, synergy, commands, actor=actor, now=now)
        return {"running": "run", "stopped": "stop"}.get(moved.life.state, "reopen"), moved


def _animated(life: Life, share: str, stops: bool) -> Command:
    """What an animator does: runs what is open, stops or runs otherwise what runs, reopens."""
    if life.state in ("refused", "stopped"):
        return Reopen()
    today = system_clock().date()
    if life.state == "running" and stops:
        return Stop(today)
    assert life.potential is not None
    agreed = Decimal(life.potential.value) * Decimal(share)
    days = 1 if life.running_since != today - timedelta(days=1) else 2  # always a change
    return Run(Quantity(f"{agreed:f}", life.potential.unit), today - timedelta(days=days))
