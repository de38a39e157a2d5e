"""Random groups of every kind and what companies, animators and declarations do to them: by a seed,
over HTTP, with the turns of their markets in between."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final, get_args
from uuid import UUID

import httpx
from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.matching import RefusalReason
from boucle.contract.events.reasons import SynergyKind
from boucle.contract.events.registry import Policy, Territory
from boucle.contract.events.sharing import Sharing
from boucle.matching.markets.turns import take_turn
from boucle.platform.db import Database
from tests.integration.matching.lives.building import write_to
from tests.integration.matching.lives.group_building import url
from tests.integration.matching.markets.building import NOW, Declarations, stored
from tests.kit import Tokens
from tests.kit.of_groups.drawn import SIREN, SUBJECTS, market_of

_REASONS: Final = get_args(RefusalReason)
_STATES: Final[tuple[dict[str, str], ...]] = (
    {"state": "studying"},
    {"state": "running", "since": "2026-02-01"},
    {"state": "stopped", "on": "2026-03-01"},
    {"state": "reopen"},
)
_STEPS: Final = 12
_CONSENT: Final = {"answer": "interested", "consent": True}


@dataclass
class RandomLives:
    """``failed``: what an error ended, and every answer of 500 and more; ``lives``: how many groups
    were qualified, ``grown``: run with newcomers; ``answers``: how many answers of each status."""

    seed: int
    database: Database
    client: httpx.AsyncClient
    tokens: Tokens
    failed: list[str] = field(default_factory=list)
    lives: int = 0
    grown: int = 0
    answers: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)
        self._declarations = Declarations(self.database)

    async def play(self, lives: int) -> None:
        """Rounds of one market each, until so many groups were qualified."""
        while self.lives < lives:
            await self._round()

    async def _round(self) -> None:
        random = self._random
        policy: Policy = "auto" if random.random() < 0.3 else "animator"
        least: dict[SynergyKind, str] = {"pooling": "0", "sharing": "0"}
        territory = Territory(siren=SIREN, kind="epci", policy=policy, least_gain=least)
        await self._declarations.settle(territory)
        subject = random.choice(SUBJECTS)
        declared = market_of(random, subject, random.randint(5, 12))
        await self._declarations.declare(*declared)
        await self._turns()
        ids = {one.sharing_id for one in declared}
        for group in await self._groups(ids):
            await self._say("POST", url(group, "/qualification"), {}, self.tokens.operator())
            self.lives += 1
        for _ in range(_STEPS):
            groups = await self._groups(ids)
            if groups:
                await self._step(random.choice(groups), declared, subject)
            if random.random() < 0.6:
                await self._turns()
        await self._grow(declared, subject)
        await self._declarations.withdraw(*declared)
        await self._turns()

    async def _grow(self, declared: list[Sharing], subject: str) -> None:
        """One that can runs; others come, and whoever is proposed is asked."""
        ids = {one.sharing_id for one in declared}
        for group in await self._groups(ids):
            await self._agree(group)
            await self._say("POST", url(group, "/state"), _STATES[1], self.tokens.operator())
        came = market_of(self._random, subject, self._random.randint(1, 3))
        declared += came
        await self._declarations.declare(*came)
        await self._turns()
        for proposal in await self._groups({one.sharing_id for one in declared}):
            if proposal.growth is None:
                continue
            await self._say("POST", url(proposal, "/qualification"), {}, self.tokens.operator())
            self.lives += 1
            await self._turns()
            await (self._agree if self._random.random() < 0.7 else self._answer)(proposal)
            await self._turns()
            now = await self.client.get(url(proposal), headers=self.tokens.operator())
            self.grown += now.json()["state"] == "running"

    async def _agree(self, group: Group) -> None:
        await self._introduce(group)
        for one in _parties(group):
            who = self.tokens.company(one, id=str(one))
            await self._say("POST", url(group, "/answers"), _CONSENT, who)

    async def _groups(self, ids: set[UUID]) -> list[Group]:
        """Of this round."""
        found = (await stored(self.database)).values()
        ours = [one for one in found if ids & {member.sharing_id for member in one.members}]
        return sorted(ours, key=lambda one: one.synergy_id)

    async def _step(self, group: Group, declared: list[Sharing], subject: str) -> None:
        random = self._random
        step = random.choice((self._answer, self._answer, self._introduce, self._act, self._read))
        await step(group)
        if random.random() < 0.3:
            await self._revise(declared, subject)

    async def _introduce(self, group: Group) -> None:
        await write_to(self.database, group.synergy_id, *_parties(group))

    async def _answer(self, group: Group) -> None:
        """Of some of them; all agree, now and then."""
        random, agree = self._random, self._random.random() < 0.5
        for one in _parties(group):
            if agree or random.random() < 0.4:
                body = {"answer": "interested", "consent": True} if agree else self._drawn_answer()
                who = self.tokens.company(one, id=str(one))
                await self._say("POST", url(group, "/answers"), body, who)

    def _drawn_answer(self) -> dict[str, Any]:
        drawn: list[dict[str, Any]] = [
            {"answer": "interested"},
            {"answer": "interested", "consent": True},
            {"answer": "refused", "reason": self._random.choice(_REASONS)},
            {"answer": "already_done"},
            {"answer": "contract_until", "contract_until": "2027-06-30"},
        ]
        return self._random.choice(drawn)

    async def _act(self, group: Group) -> None:
        """As the animator does."""
        random, period = self._random, {"period_start": "2026-02-01", "period_end": "2026-02-28"}
        path, body = random.choice(
            [
                *(("/state", state) for state in _STATES),
                ("/qualification", {}),
                ("/results", {**period, "eur": "120"}),
                ("/carrier", {"sharing_id": str(group.members[0].sharing_id)}),
                ("/next-action", {"action": {"who": "animator", "what": "appeler"}}),
            ]
        )
        await self._say("POST", url(group, path), body, self.tokens.animator(SIREN))

    async def _read(self, group: Group) -> None:
        who = self._random.choice([*_parties(group), None])
        token = self.tokens.operator() if who is None else self.tokens.company(who, id=str(who))
        for path in ("", "/history"):
            await self._say("GET", url(group, path), None, token)

    async def _revise(self, declared: list[Sharing], subject: str) -> None:
        """One of them says something else, bears a contract, excludes another, or is gone."""
        random, at = self._random, self._random.randrange(len(declared))
        one, other = declared[at], random.choice(declared)
        said = market_of(random, subject, len(declared))[at]
        ids = ("sharing_id", "organisation_id", "site_id", "site", "direction")
        again = replace(said, **{name: getattr(one, name) for name in ids})
        if random.random() < 0.2 and other is not one:
            again = replace(again, excluded=(other.organisation_id,))
        declared[at] = again
        if random.random() < 0.2:
            await self._declarations.withdraw(again)
        else:
            await self._declarations.declare(again)

    async def _turns(self) -> None:
        """Until no market waits."""

        def note(step: str, id_: UUID, error: Exception) -> None:
            self.failed.append(f"{step} of {id_}: {error!r}")

        different: object = ...
        while different is not None:
            async with self.database.write() as session:
                different = await take_turn(session, (), lambda: NOW, [], note)

    async def _say(self, method: str, path: str, body: Any, who: dict[str, str]) -> None:
        answer = await self.client.request(method, path, json=body, headers=who)
        self.answers[answer.status_code] += 1
        if answer.status_code >= 500:
            self.failed.append(f"{method} {path} {body}: {answer.status_code}")


def _parties(group: Group) -> list[UUID]:
    return [one.organisation_id for one in group.members if one.role != "carrier"]
