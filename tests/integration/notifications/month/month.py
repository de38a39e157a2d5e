"""A month of these companies: what matching would publish, the mails that leave, what people do.

No Kafka: events are handed over. The database, the mail server and the pages are real; the clock is
moved from hour to hour.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import httpx
from msgspec.structs import replace

from boucle.contract.events import EVENTS
from boucle.contract.events.matching import Life, NextAction
from boucle.contract.introduced import written_to
from boucle.matching.lives.commands import Plan, Run, Study
from boucle.notifications.meetings.follow_up import following_up
from boucle.platform.events import Event
from boucle.platform.periodic import Periodic
from tests.integration.notifications.leaving import leaves
from tests.integration.notifications.month.companies import Company
from tests.integration.notifications.month.groups import BEGUN, HAPPENINGS
from tests.integration.notifications.month.lives import Lives
from tests.integration.notifications.month.matched import Match, Matched
from tests.integration.notifications.month.people import Deed, deeds
from tests.integration.notifications.month.posted import Row, kind_of, posted
from tests.integration.notifications.support import Office
from tests.kit import Tokens
from tests.kit.mails import Received
from tests.kit.of_groups.made_groups import MadeGroup

TITLES: Final = (
    "Atelier matières : ce que vos voisins cherchent",
    "Chaleur perdue, chaleur utile ?",
    "Visite « eau »",
)
AGENDA: Final = "Tour de table : qui cherche quoi ?\nVisite « à pied » du quai."
REASON: Final = "Salle inondée, la pompe n'y suffit plus !"
ANSWER: Final = "Chacun la moitié, le plus souvent."
WHAT: Final = "Envoyer une fiche technique : analyses, photos"
FIRST: Final = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday
DAYS: Final = 30
_HOURS: Final = (6, 9, 14)  # UTC: after seven in Paris, in winter and in summer
_WEEKEND: Final = 5
_BY_HAND: Final = 45
_EACH_TIME: Final = 7
"""Pairs that the policy qualifies, morning and afternoon."""
_MEETINGS: Final = (7, 10, 14)
"""Days on which an animator plans one."""
_LEAVES: Final = 25
"""Day on which somebody asks to be erased."""


@dataclass
class Month:
    office: Office
    client: httpx.AsyncClient
    tokens: Tokens
    matched: Matched
    groups: Mapping[str, MadeGroup] = field(default_factory=dict)
    lives: Lives = field(default_factory=Lives)
    due: list[tuple[datetime, str, str, Deed]] = field(default_factory=list)
    quiet: dict[str, list[tuple[datetime, datetime]]] = field(default_factory=dict)
    """From when to when somebody wants no mail, by address."""
    meetings: list[tuple[str, str]] = field(default_factory=list)
    """Each with its territory, in the order in which they were planned."""
    mails: list[Received] = field(default_factory=list)
    """All that came, in their order."""
    rows: dict[str, Sequence[Row]] = field(default_factory=dict)
    """Behind each, by Message-ID."""
    statuses: list[int] = field(default_factory=list)
    _heard: int = 0

    async def pass_by(self) -> None:
        """Day after day, hour after hour."""
        waiting = self._waiting()
        for day in range(DAYS):
            for hour in _HOURS:
                now = FIRST + timedelta(days=day, hours=hour)
                self.office.clock.set(now)
                if now.weekday() < _WEEKEND and hour != _HOURS[0]:
                    await self._hear(next(waiting, ()), now)
                    await self._animate(day, hour, now)
                await self._act(now)
                await self._settle()

    # --- what matching publishes -------------------------------------------------------------

    def _waiting(self) -> Iterator[list[tuple[Match, bool]]]:
        """The pairs to qualify, some at a time, in no order of their worth."""
        strong = [one for one in self.matched.matches if one.share >= self.matched.least(one)]
        strong.sort(key=lambda one: one.synergy.synergy_id)
        automatic = [(one, True) for one in strong if one.automatic]
        by_hand = [(one, False) for one in strong if not one.automatic][:_BY_HAND]
        while automatic or by_hand:
            yield automatic[:_EACH_TIME] + by_hand[:2]
            automatic, by_hand = automatic[_EACH_TIME:], by_hand[2:]

    async def _hear(self, some: Iterable[tuple[Match, bool]], now: datetime) -> None:
        events = []
        for match, automatic in some:
            life = self.matched.qualified(match, now, automatic=automatic)
            events.append(self.lives.begun(life, match, now))
        if events:
            await self.office.hear(*events)

    async def _settle(self) -> None:
        """Until nothing is due and nobody says anything new."""
        while True:
            await self._work()
            await self.office.send()
            await self._receive()
            followed = self.lives.followed(await self._introductions())
            if not followed:
                return
            await self.office.hear(*followed)

    async def _work(self) -> None:
        """All that a worker does every so many seconds, once."""
        for task in jobs(self.office):
            while await task.work():
                pass

    async def _introductions(self) -> list[Event[Any]]:
        rows = await self.office.rows(
            "select seq, headers, payload from outbox where topic = 'introduction' and seq > $1"
            " order by seq",
            self._heard,
        )
        self._heard = rows[-1]["seq"] if rows else self._heard
        return [EVENTS.decode(row["headers"], row["payload"]) for row in rows]

    # --- what people do ----------------------------------------------------------------------

    async def _receive(self) -> None:
        """New mails, and what their readers will do with them."""
        mailbox = self.office.sink.mailbox
        new = [
            Received.of(mailbox.raw(number) or b"")
            for number in range(len(self.mails) + 1, mailbox.count() + 1)
        ]
        if new:
            self.rows |= await posted(self.office)
        for mail in new:
            number = _number(mail)
            if number is not None:
                self._intend(mail, [*deeds(number, kind_of(self.rows[mail.message_id]))])
        self.mails += new

    def _intend(self, mail: Received, will: Sequence[Deed]) -> None:
        """A digest has a page for each of its synergies."""
        for deed in will:
            paths = list(dict.fromkeys(re.findall(rf"/{deed.door}/[\w=-]+", mail.text)))
            for path in paths if deed.door == "r" else paths[:1]:
                self.due.append((self.office.clock() + deed.after, mail.to, path, deed))

    def is_quiet(self, to: str, at: datetime) -> bool:
        """Whether that person wanted no mail then."""
        return any(since < at < until for since, until in self.quiet.get(to, ()))

    async def _act(self, now: datetime) -> None:
        acting = sorted((one for one in self.due if one[0] <= now), key=lambda one: one[0])
        self.due = [one for one in self.due if one[0] > now]
        for _, to, path, deed in acting:
            answer = await self.client.post(path, data=dict(deed.form))
            self.statuses.append(answer.status_code)
            if deed.quiet:
                self.quiet.setdefault(to, []).append((now, now + deed.quiet))

    async def _animate(self, day: int, hour: int, now: datetime) -> None:
        """The animator plans meetings, says what is next, and what runs."""
        if hour == _HOURS[-1]:
            return
        await self._meet(day, now)
        await self._group(day, hour, now)
        await self._answer_questions()
        if (day, hour) == (_LEAVES, _HOURS[1]):
            await leaves(self.office, self._who_leaves())
        agreed = [one.life for one in self.lives.kept.values() if one.life.state == "consented"]
        events: list[Event[Life]] = []
        for rank, life in enumerate(agreed):
            what = NextAction("animator", WHAT, date(2026, 4, 20))
            commands = ([Plan(what)], [Study()], [Run(None, now.date())], [])[rank % 4]
            events += self.lives.moved(life.synergy_id, commands, "animator", now)
        if events:
            await self.office.hear(*events)

    async def _group(self, day: int, hour: int, now: datetime) -> None:
        """Groups are qualified; then what becomes of them is heard."""
        if hour != _HOURS[1]:
            return
        events = []
        if day == BEGUN:
            lives = [replace(one.life, qualified_at=now) for one in self.groups.values()]
            events = [self.lives.begun(life, None, now) for life in lives]
        for one in HAPPENINGS:
            if one.day == day:
                life = self.lives.kept[self.groups[one.name].life.synergy_id].life
                commands = one.commands(life, self.matched.companies[0])
                events += self.lives.moved(life.synergy_id, commands, one.who, now)
        if events:
            await self.office.hear(*events)

    def _who_leaves(self) -> UUID:
        """The first of a pair that is under way, whose only person is known to the other."""
        known = self.office.registry.companies
        pairs = (
            [party.side.organisation_id for party in one.life.parties]
            for one in self.lives.kept.values()
            if one.life.state in ("studying", "running") and one.match is not None
        )
        alone = (pair for pair in pairs if all(len(known[one]["contacts"]) == 1 for one in pair))
        return next(alone)[0]

    async def _answer_questions(self) -> None:
        operator = self.tokens.operator()
        found = await self.client.get("/v1/questions?state=open&limit=50", headers=operator)
        for one in found.json()["items"]:
            path = f"/v1/questions/{one['question_id']}/answer"
            answer = await self.client.post(path, headers=operator, json={"answer": ANSWER})
            assert answer.status_code == 200, answer.text

    async def _meet(self, day: int, now: datetime) -> None:
        """One meeting is held as planned, one is moved, one is cancelled."""
        if day in _MEETINGS:
            await self._plan_meeting(day, now)
        elif day == _MEETINGS[1] + 1 and len(self.meetings) > 1:
            start = now + timedelta(days=8, hours=1)
            times = {"starts_at": start, "ends_at": start + timedelta(hours=2)}
            await self._change(1, "PATCH", "", {k: at.isoformat() for k, at in times.items()})
        elif day == _MEETINGS[2] + 2 and len(self.meetings) > 2:
            await self._change(2, "POST", "/cancellation", {"reason": REASON})

    async def _change(self, number: int, method: str, path: str, body: dict[str, str]) -> None:
        meeting, territory = self.meetings[number]
        kind = "application/merge-patch+json" if method == "PATCH" else "application/json"
        headers = {**self.tokens.animator(territory), "Content-Type": kind}
        answer = await self.client.request(
            method, f"/v1/meetings/{meeting}{path}", headers=headers, content=json.dumps(body)
        )
        assert answer.status_code == 200, answer.text

    async def _plan_meeting(self, day: int, now: datetime) -> None:
        known = [one.life for one in self.lives.kept.values() if written_to(one.life)]
        territory = known[day % len(known)].parties[0].side.territory
        here = [
            one for one in known if territory in {party.side.territory for party in one.parties}
        ]
        start = now + timedelta(days=7)
        body = {
            "kind": "workshop",
            "title": TITLES[len(self.meetings)],
            "place": f"Maison des entreprises, salle {len(self.meetings) + 1}",
            "street": "12 quai des Industries, 76600 Exemple",
            "agenda": AGENDA,
            "host": {"name": f"Maud Quai {len(self.meetings)}", "phone": "02 35 00 11 22"},
            "starts_at": start.isoformat(),
            "ends_at": (start + timedelta(hours=2)).isoformat(),
            "synergy_ids": [str(one.synergy_id) for one in here[:6]],
        }
        animator = self.tokens.animator(territory)
        answer = await self.client.post("/v1/meetings", headers=animator, json=body)
        assert answer.status_code == 201, answer.text
        self.meetings.append((str(answer.json()["meeting_id"]), territory))

    # --- what came ---------------------------------------------------------------------------

    def companies(self) -> dict[UUID, Company]:
        return {one.id: one for one in self.matched.companies}


def _number(mail: Received) -> int | None:
    """Of the company that reads it; an animator has none."""
    digits = mail.to.partition("@")[2].removesuffix(".example").rpartition("-")[2]
    return int(digits) if digits.isdigit() else None


def jobs(office: Office) -> list[Periodic]:
    """What a worker does every so many seconds."""
    database, clock, wake = office.database, office.clock, office.sender.wake
    return [office.digest_task, following_up(database, clock, wake)]


def keep(mailbox_raw: Iterable[tuple[str, bytes]]) -> None:
    """Write mails to the folder that ``BOUCLE_KEEP_MAILS`` names, if it names one."""
    folder = os.environ.get("BOUCLE_KEEP_MAILS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for name, content in mailbox_raw:
            (Path(folder) / f"{name}.eml").write_bytes(content)
