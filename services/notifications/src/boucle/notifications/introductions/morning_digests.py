"""Make the morning's digests, once a day, in one transaction.

What the sender put off joins first, then held introductions, best first, then reminders; the rest
waits for the next morning. A digest that has mails is closed: later mails of that day wait. Nothing
leaves before seven.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.notifications.introductions import history, rate_limits, reminders, unanswered
from boucle.notifications.introductions import waiting as waiting_introductions
from boucle.notifications.introductions.rate_limits import DIGEST
from boucle.notifications.introductions.reminders import Unanswered
from boucle.notifications.mails import digests, plan
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.digests import WaitingMail
from boucle.notifications.mails.plan import Step
from boucle.notifications.mails.store import NewMail
from boucle.notifications.preferences.days import day_of, morning, next_morning
from boucle.platform.db import WriteSession

_PAGE: Final = 500


@dataclass
class DigestRun:
    """One pass; ``opened`` are the companies, and the territories of animators, whose digest it
    makes."""

    session: WriteSession
    now: datetime
    opened: set[UUID | str] = field(default_factory=set)
    introductions: int = 0
    mails: int = 0

    async def gather(self) -> None:
        await self._take_waiting()
        await self._release_held()
        await self._remind()

    @property
    def _companies(self) -> set[UUID]:
        return {one for one in self.opened if isinstance(one, UUID)}

    def _digest(self, subject: UUID | str) -> UUID:
        return plan.digest_id(subject, day_of(self.now))

    # --- what was put off until now ------------------------------------------------------------

    async def _take_waiting(self) -> None:
        found = await digests.waiting(self.session, self.now)
        if not found:
            return
        closed = await history.closed(self.session, {_subject(one) for one in found}, self.now)
        joining = fill(found, closed)
        if joining:
            ids = {one.mail_id: self._digest(_subject(one)) for one in joining}
            await digests.join(self.session, ids, self.now)
            self.opened |= {_subject(one) for one in joining}
            self.mails += len(joining)
        missed = {one.mail_id for one in found} - {one.mail_id for one in joining}
        if missed:
            await digests.wait(self.session, missed, next_morning(self.now))

    # --- introductions that were held ----------------------------------------------------------

    async def _release_held(self) -> None:
        after = waiting_introductions.BEST_FIRST
        while candidates := await waiting_introductions.page(self.session, self.now, after, _PAGE):
            mail_history = await history.mail_history(
                self.session, candidates, {}, self.now, self._companies
            )
            admitted = rate_limits.gather(candidates, mail_history, self.now)
            if admitted.leaving:
                leaving = [one.introduction_id for one in admitted.leaving]
                companies = {one for each in admitted.leaving for one in each.written_to}
                left = await waiting_introductions.release(self.session, leaving, self.now)
                await mails.release(self.session, left, companies, self.now)
                self.opened |= companies
                self.introductions += len(left)
            if admitted.held:
                await waiting_introductions.hold(self.session, admitted.held, self.now)
            last = candidates[-1]
            after = (last.score, last.introduction_id)

    # --- companies that say nothing ------------------------------------------------------------

    async def _remind(self) -> None:
        due = defaultdict[Step, list[Unanswered]](list)
        for one in await unanswered.find(self.session, self.now):
            if step := reminders.due_step(one, self.now):
                due[step].append(one)
        called = due.pop("handover", [])
        companies = {one.organisation_id for each in due.values() for one in each}
        if companies:
            counts = await mails.recent(
                self.session, companies, self.now - rate_limits.WEEK, self.now
            )
            closed = await history.closed(self.session, companies, self.now) - self.opened
            open_to = [
                it for each in due.values() for it in each if it.organisation_id not in closed
            ]
            chosen = set(reminders.room(open_to, counts.mails, counts.gathered, self._companies))
            for step, each in due.items():
                await self._write(step, [one for one in each if one in chosen])
        closed_territories = await history.closed(
            self.session, {one.territory for one in called}, self.now
        )
        closed_territories -= self.opened
        await self._write(
            "handover", [one for one in called if one.territory not in closed_territories]
        )

    async def _write(self, step: Step, silent: Sequence[Unanswered]) -> None:
        if not silent:
            return
        new = [
            NewMail(
                mail_id=plan.mail_id(one.event_id, step, one.organisation_id),
                event_id=one.event_id,
                step=step,
                organisation_id=one.organisation_id,
                introduction_id=one.introduction_id,
                digest_id=self._digest(_digest_of(step, one.organisation_id, one.territory)),
                contact_id=one.contact_id,
            )
            for one in silent
        ]
        await mails.add(self.session, new, self.now)
        self.opened |= {_digest_of(step, one.organisation_id, one.territory) for one in silent}
        self.mails += len(new)


async def gather(session: WriteSession, now: datetime) -> DigestRun | None:
    """Make the missing digests of this morning. None: it is too early, or another worker does
    it."""
    if now < morning(now) or not await waiting_introductions.lock_releasing(session):
        return None
    pass_ = DigestRun(session, now)
    await pass_.gather()
    return pass_


def fill(waiting: Sequence[WaitingMail], closed: frozenset[UUID | str]) -> list[WaitingMail]:
    """Return the mails that join: of a company as many as a digest holds, introductions before
    reminders, best score first. Pure."""
    sizes = defaultdict[UUID | str, int](int)
    joining = []
    for one in sorted(waiting, key=lambda it: (it.step in plan.REMINDERS, -it.score, it.mail_id)):
        subject = _subject(one)
        if subject in closed or (sizes[subject] >= DIGEST and one.step != "handover"):
            continue
        sizes[subject] += 1
        joining.append(one)
    return joining


def _subject(one: WaitingMail) -> UUID | str:
    return _digest_of(one.step, one.organisation_id, one.territory)


def _digest_of(step: Step, company: UUID, territory: str) -> UUID | str:
    return territory if step == "handover" else company
