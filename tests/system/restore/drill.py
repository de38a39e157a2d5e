"""Companies that declare, meet and answer; and what a restore may lose of it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from boucle.matching.kinds.substitution import synergy_id
from tests.chaos.callers import Caller, Json
from tests.chaos.world import FEDERATION, SHORT_LISTS, SOURCE, Company, World, principal, settle
from tests.kit.eventually import eventually

BOUCLE = Path(sys.executable).parent / "boucle"
_ONE_OF_EACH = (
    *("/v1/territories", "/v1/synergies", "/v1/introductions"),
    f"/v1/territories/{FEDERATION}/indicators",
)
PLACE = {"a": 43.50, "b": 43.52, "e": 43.54, "f": 43.56, "g": 43.58}
PLACE |= {"camille": 42.80, "dominique": 42.82}
"""Latitudes: far from what else the world declares, and those two from the others."""


def company(name: str) -> Company:
    return Company(name, SHORT_LISTS, PLACE[name], 0.6)


def flow(name: str, quantity: str) -> Json:
    """Wood that leaves a, e, g and camille; that b, f and dominique need."""
    output = name in ("a", "e", "g", "camille")
    status: Json = {"legal_status": "by_product"} if output else {}
    return {
        "site": name,
        "direction": "output" if output else "input",
        "nature": "material",
        "family": "wood_a" if output else "wood_panel_feed",
        "quantity": {"value": quantity, "unit": "t"},
        "form": "chips",
        "certainty": "measured",
        "text": f"bois de {name}",
        **status,
    }


def boucle(home: Path, *arguments: str) -> str:
    """The command, as an operator runs it; its output."""
    env = {**os.environ, "BOUCLE_HOME": str(home)}
    done = subprocess.run(
        [str(BOUCLE), *arguments], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"boucle {arguments}: {done.stdout}\n{done.stderr}"
    return done.stdout


@dataclass
class Drill:
    world: World

    @property
    def home(self) -> Path:
        return self.world.system.home

    async def run(self, *arguments: str) -> str:
        return await asyncio.to_thread(boucle, self.home, *arguments)

    # --- what people do ----------------------------------------------------------------------

    async def declare(self, *names: str) -> None:
        await settle(self.world.tool, [company(name) for name in names], SOURCE)
        for name in names:
            await self.tell(name, "1000")

    async def tell(self, name: str, quantity: str) -> Json:
        path = f"/v1/sources/{SOURCE}/flows/{name}"
        return await self.world.tool.put(path, flow(name, quantity))

    async def flow(self, name: str) -> Json:
        return await self.world.tool.get(f"/v1/sources/{SOURCE}/flows/{name}")

    async def verify(self, *flows: str) -> None:
        """The animator knows the companies of these flows."""
        for id_ in flows:
            owner = (await self.world.animator.get(f"/v1/flows/{id_}"))["organisation_id"]
            path = f"/v1/organisations/{owner}/verify"
            await self.world.animator.post(path, {"how": "call", "evidence": "drill"})

    async def pair(self, offer: str, need: str) -> UUID:
        ids = [UUID((await self.flow(name))["flow_id"]) for name in (offer, need)]
        return synergy_id(*ids)

    async def introduce(self, offer: str, need: str) -> UUID:
        """The animator qualifies the pair; both are written to."""
        synergy = await self.pair(offer, need)
        await eventually(lambda: self._qualified(synergy), within=60)
        for name in (offer, need):
            await eventually(lambda name=name: self.link(name), within=60)  # type: ignore[misc]
        await eventually(lambda: self.is_in_state(synergy, "introduced"), within=60)
        return synergy

    async def _qualified(self, synergy: UUID) -> bool:
        return await self.world.animator.attempt(
            "POST", f"/v1/synergies/{synergy}/qualification", json={}
        )

    async def link(self, name: str) -> str | None:
        messages = await self.messages(name)
        links = [link for one in messages for link in one["links"] if "/r/" in link]
        return links[-1] if links else None

    async def answer(self, name: str, *, consent: bool = False) -> None:
        link = await self.link(name)
        assert link is not None
        said = {"answer": "interested", **({"consent": "yes"} if consent else {})}
        answer = await self.world.http.post(link, data=said)
        assert answer.status_code in (200, 303), answer.text

    async def visitor(self) -> Caller:
        """An animator more, who has a token."""
        body = {"name": "Visitor", "role": "animator", "territories": [FEDERATION]}
        made = await principal(self.world.operator, body)
        await made.get("/v1/territories")
        assert 401 not in await self.statuses(made)
        return made

    async def revoke(self, caller: Caller) -> None:
        """Refused everywhere within five seconds, with the token that it has."""
        path = f"/v1/principals/{caller.credentials.client_id}"
        await self.world.operator.send("DELETE", path)
        await eventually(lambda: self._is_refused(caller), within=5)

    async def _is_refused(self, caller: Caller) -> bool:
        return await self.statuses(caller) == [401] * 4

    async def statuses(self, caller: Caller) -> list[int]:
        """What each service answers the token that the caller had last."""
        held = {"Authorization": f"Bearer {caller._token}"}
        asked = [await self.world.http.get(path, headers=held) for path in _ONE_OF_EACH]
        return [answer.status_code for answer in asked]

    # --- what is there -----------------------------------------------------------------------

    async def messages(self, name: str | None = None) -> list[Json]:
        query = {} if name is None else {"to": f"{name}@chaos.example"}
        found: list[Json] = (await self.world.mail.get("/api/messages", params=query)).json()
        return found

    async def mails(self, count: int) -> bool:
        return len(await self.messages()) == count

    async def state(self, synergy: UUID) -> str:
        told = await self.world.animator.get(f"/v1/synergies/{synergy}")
        return str(told["state"])

    async def is_in_state(self, synergy: UUID, state: str) -> bool:
        return await self.state(synergy) == state

    async def rows(self, service: str, query: str, *arguments: object) -> list[tuple[Any, ...]]:
        async with self.world.databases[service].read() as session:
            driver = await session.driver()
            return [tuple(row) for row in await driver.fetch(query, *arguments)]

    async def mail_states(self) -> Counter[str]:
        rows = await self.rows("notifications", "SELECT state FROM mail")
        return Counter(row[0] for row in rows)

    async def is_quiet(self) -> bool:
        """Every outbox is empty and every process ready: what was to follow has followed."""
        for service in self.world.databases:
            if await self.rows(service, "SELECT 1 FROM outbox LIMIT 1"):
                return False
        parts = await asyncio.to_thread(self.world.system.status)
        if any(part.state != "running" for part in parts):
            return False
        return not await self._lags()

    async def _lags(self) -> bool:
        for service in self.world.databases:
            rows = await self.rows(
                service, "SELECT topic, partition, min(next_offset) FROM progress GROUP BY 1, 2"
            )
            ends = await self.world.bus.end_offsets([(row[0], row[1]) for row in rows])
            if any(ends[topic, partition] != at for topic, partition, at in rows):
                return True
        return False

    async def settled(self) -> None:
        """Quiet twice: what the first look let through has been followed by the second."""
        for _ in range(2):
            await eventually(self.is_quiet, within=90)

    @asynccontextmanager
    async def restored(self, backup: Path, *options: str) -> AsyncIterator[str]:
        """Restore, start again; gives what `boucle restore` said."""
        said = await self.run("restore", str(backup), "--yes", *options)
        await self.world.up()
        await self.settled()
        yield said
