"""Pairs that people live: qualified by the animator, answered on the pages of their mails.

Steam reaches 15 km at most, and the pairs are farther apart: each flow has one partner, so that
what must become of each pair is known beforehand, whatever fails meanwhile.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

import httpx

from boucle.contract.events.matching import Standing, State
from boucle.matching.kinds.substitution import synergy_id
from boucle.notifications.mails.plan import Step
from tests.chaos.callers import Json, NeverAcknowledged
from tests.chaos.world import SOURCE, STEAM, Company, World, settle

_PAIRS = 12
_APART = (0.4, 1.0)  # degrees of latitude and longitude: 44 km and more
_IN_A_ROW = 15
_LOOK_S = 0.5
_INTERESTED = {"answer": "interested", "consent": "yes"}
_TOO_DEAR = {"answer": "refused", "reason": "price"}


@dataclass(frozen=True, slots=True)
class Story:
    """What offer and need answer (None: nothing), and what becomes of it."""

    answers: tuple[dict[str, str] | None, dict[str, str] | None]
    state: State
    standings: tuple[Standing, Standing]
    mails: tuple[Step, ...]


_INTRODUCED: tuple[Step, ...] = ("introduction", "introduction")
STORIES = (
    Story(
        (_INTERESTED, _INTERESTED),
        "consented",
        ("consented", "consented"),
        (*_INTRODUCED, "disclosure", "disclosure"),
    ),
    Story((_INTERESTED, _TOO_DEAR), "refused", ("consented", "refused"), _INTRODUCED),
    Story((None, None), "introduced", ("pending", "pending"), _INTRODUCED),
)


@dataclass
class Pair:
    """One offer and one need of steam, next door to each other."""

    number: int
    offer: Company
    need: Company
    flows: tuple[str, str] = ("", "")

    @property
    def story(self) -> Story:
        return STORIES[self.number % len(STORIES)]

    @property
    def id(self) -> str:
        return str(synergy_id(UUID(self.flows[0]), UUID(self.flows[1])))


@dataclass
class Script:
    """``begin`` lets the next pairs go; each goes on by itself, through whatever fails."""

    world: World
    wanted: int = _PAIRS
    patience: float = 240.0
    pairs: list[Pair] = field(default_factory=list)
    _going: list[asyncio.Task[None]] = field(default_factory=list)

    async def prepare(self) -> None:
        """Declare the pairs' companies, sites and flows."""
        for number in range(self.wanted):
            row, place = divmod(number, _IN_A_ROW)
            latitude, longitude = 43.0 + _APART[0] * place, 3.0 + _APART[1] * row
            offer = Company(f"steam-{number}-offer", STEAM, latitude, longitude)
            need = Company(f"steam-{number}-need", STEAM, latitude + 0.01, longitude)
            self.pairs.append(Pair(number, offer, need))
        companies = [c for pair in self.pairs for c in (pair.offer, pair.need)]
        await settle(self.world.tool, companies, SOURCE)
        for pair in self.pairs:
            pair.flows = (
                await self._declare(pair.offer, "output"),
                await self._declare(pair.need, "input"),
            )

    def begin(self, pairs: int) -> None:
        """Let the next ``pairs`` go, as many as are left."""
        begun = len(self._going)
        for pair in self.pairs[begun : begun + pairs]:
            self._going.append(asyncio.create_task(self._live(pair), name=f"pair {pair.number}"))

    async def settle(self) -> None:
        """Wait until everybody did all that the script says of the pairs let go."""
        await asyncio.gather(*self._going)

    async def finish(self) -> None:
        """Let all go, and wait likewise."""
        self.begin(self.wanted)
        await self.settle()

    @property
    def begun(self) -> list[Pair]:
        return self.pairs[: len(self._going)]

    async def stop(self) -> None:
        for task in self._going:
            task.cancel()
        await asyncio.gather(*self._going, return_exceptions=True)

    @property
    def mails(self) -> Counter[Step]:
        """How many mails of each step are due once these pairs are settled."""
        return Counter(step for pair in self.begun for step in pair.story.mails)

    async def _declare(self, company: Company, direction: str) -> str:
        flow: Json = {
            "site": company.name,
            "direction": direction,
            "nature": "energy",
            "family": "heat_steam",
            "quantity": {"value": "12000", "unit": "MWh"},
            "form": "steam",
            "certainty": "measured",
            "qualities": {"temperature": {"low": "150", "high": "180", "unit": "Cel"}},
        }
        told = await self.world.tool.put(f"/v1/sources/{SOURCE}/flows/{company.name}", flow)
        return str(told["flow_id"])

    async def _live(self, pair: Pair) -> None:
        """Each answers once both mails came: a refusal withdraws a mail that has yet to leave, and
        closes the page of who has yet to answer, so that it comes last."""
        await self._qualify(pair)
        companies = (pair.offer, pair.need)
        links = await asyncio.gather(*(self._link(company) for company in companies))
        answers = list(zip(companies, links, pair.story.answers, strict=True))
        for company, link, answer in sorted(answers, key=lambda one: one[2] == _TOO_DEAR):
            await self._answer(company, link, answer)

    async def _qualify(self, pair: Pair) -> None:
        """Once detected; sent again only if it is not known to be done."""
        animator, path = self.world.animator, f"/v1/synergies/{pair.id}"
        ends = time.monotonic() + self.patience
        while time.monotonic() < ends:
            found = await animator.get("/v1/synergies", flow_id=pair.flows[0])
            states = [one["state"] for one in found["items"] if one["synergy_id"] == pair.id]
            if states and states[0] != "detected":
                return
            if states and await animator.attempt("POST", f"{path}/qualification", json={}):
                return
            await asyncio.sleep(_LOOK_S)
        raise NeverAcknowledged(f"the qualification of pair {pair.number}")

    async def _answer(self, company: Company, link: str, answer: dict[str, str] | None) -> None:
        if answer is None:
            return
        ends = time.monotonic() + self.patience
        while time.monotonic() < ends:
            try:
                page = await self.world.http.post(link, data=answer)
            except httpx.HTTPError:
                page = None
            if page is not None and page.status_code == 303:
                return
            assert page is None or page.status_code >= 502, f"{link}: {page.status_code}"
            await asyncio.sleep(_LOOK_S)
        raise NeverAcknowledged(f"the answer of {company.name}")

    async def _link(self, company: Company) -> str:
        """The answer page of the company's introduction, once its mail has come."""
        ends = time.monotonic() + self.patience
        while time.monotonic() < ends:
            query = {"to": f"{company.name}@chaos.example"}
            messages = (await self.world.mail.get("/api/messages", params=query)).json()
            links = [link for one in messages for link in one["links"] if "/r/" in link]
            if links:
                return str(links[0])
            await asyncio.sleep(_LOOK_S)
        raise AssertionError(f"no introduction came to {company.name}")
