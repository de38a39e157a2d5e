"""A group from its introduction on: its life by matching's decisions, its mails by a real server,
its pages over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import httpx
from msgspec.structs import replace

from boucle.contract.events.groups import RiskReason
from boucle.contract.events.matching import Life, Side
from boucle.local.mailsink.mailbox import SinkMessage
from boucle.matching.lives.commands import Command, Leave, Lose, NameCarrier, Weigh
from boucle.matching.lives.transitions import Who
from tests.integration.notifications.month.lives import Lives
from tests.integration.notifications.month.posted import kind_of, posted
from tests.integration.notifications.support import CAUX, Office, link
from tests.kit.mails.received import plain
from tests.kit.of_groups.made_groups import KINDS, a_group

YES = {"answer": "interested", "consent": "yes"}
PERHAPS = {"answer": "interested"}
NO = {"answer": "refused", "reason": "price"}


@dataclass
class Going:
    office: Office
    client: httpx.AsyncClient
    name: str = "waste"
    lives: Lives = field(default_factory=Lives)
    members: Sequence[UUID] = ()
    synergy: UUID = field(default_factory=uuid4)
    _heard: int = 0

    async def begin(self) -> None:
        """All are introduced."""
        self.members = [uuid4() for _one in KINDS[self.name].declared]
        self.office.registry.add(*self.members)
        made = a_group(self.name, self.members, now=self.office.clock())
        self.office.registry.sharings |= made.own
        self.synergy = made.life.synergy_id
        await self.office.hear(self.lives.begun(made.life, None, self.office.clock()))
        await self.settle()

    @property
    def life(self) -> Life:
        return self.lives.kept[self.synergy].life

    async def settle(self) -> None:
        """Until nothing more leaves, and what people said was heard."""
        while True:
            await self.office.send()
            events = await self.office.outbox()
            fresh, self._heard = events[self._heard :], len(events)
            followed = self.lives.followed(fresh)
            if not followed:
                return
            await self.office.hear(*followed)

    async def moves(self, who: Who, *commands: Command) -> None:
        moved = [*self.lives.moved(self.synergy, commands, who, self.office.clock())]
        assert moved, "nothing happened"
        await self.office.hear(*moved)
        await self.settle()

    async def weighed(self, *risks: RiskReason, lost: bool = False) -> None:
        """As the engine weighs it once something changed: at risk, or lost."""
        group = self.life.group_now or self.life.group
        assert group is not None
        stay = {p.side.sharing_id for p in self.life.parties if p.standing != "refused"}
        now = replace(
            group,
            state="lost" if lost else "at_risk",
            reasons=risks,
            members=tuple(one for one in group.members if one.sharing_id in stay),
        )
        await self.moves("engine", Lose(now) if lost else Weigh(now))

    async def reckoned(self) -> None:
        """As the engine weighs it without those who left; it still holds."""
        group = self.life.group_now or self.life.group
        assert group is not None
        stay = {p.side.sharing_id for p in self.life.parties if p.standing != "refused"}
        there = tuple(one for one in group.members if one.sharing_id in stay)
        await self.moves("engine", Weigh(replace(group, members=there)))

    async def leaves(self, rank: int) -> None:
        """Once it runs."""
        await self.moves("party", Leave(self.members[rank], "price", self.office.clock()))

    async def carried_by(self, company: UUID) -> None:
        await self.moves("animator", NameCarrier(Side("member", company, CAUX)))

    async def page(self, rank: int) -> str:
        """Behind the first mail of a member."""
        answer = await self.client.get(self.link(rank))
        assert answer.status_code == 200
        return answer.text

    async def answer(self, form: dict[str, str], *ranks: int) -> None:
        for rank in ranks:
            sent = await self.client.post(self.link(rank), data=form)
            assert sent.status_code == 303, sent.text
        await self.settle()

    def link(self, rank: int) -> str:
        return link(self.mails(rank)[0], "r")

    def mails(self, rank: int) -> list[SinkMessage]:
        to = self.office.registry.email(self.members[rank])
        return [one for one in self.office.sink.received() if one.to == to]

    def text(self, rank: int) -> str:
        """Of the last mail of a member, with plain spaces."""
        return plain(self.mails(rank)[-1].text or "")

    def names(self, *ranks: int) -> list[str]:
        known = self.office.registry.companies
        return [str(known[self.members[rank]]["name"]) for rank in ranks]

    async def steps(self, rank: int) -> list[str]:
        """Of the mails that a member had, in their order."""
        rows = await posted(self.office)
        return [kind_of(rows[one.message_id]) for one in self.mails(rank)]
