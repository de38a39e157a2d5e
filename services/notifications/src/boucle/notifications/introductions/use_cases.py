"""What events and answers change: load -> decide -> save + outbox, in the caller's transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from boucle.common import outbox
from boucle.common.db import WriteSession
from boucle.common.events import Event
from boucle.common.events.matching import Life
from boucle.common.events.notifications import Introduction
from boucle.common.telemetry import trace
from boucle.notifications.introductions import admission, decisions
from boucle.notifications.introductions import held as held_introductions
from boucle.notifications.introductions import store as introductions
from boucle.notifications.introductions.admission import Admission, Candidate
from boucle.notifications.introductions.decisions import (
    IntroductionRecord,
    Reply,
    Side,
    introduction_event,
)
from boucle.notifications.introductions.store import NewIntroduction
from boucle.notifications.lives import store as lives
from boucle.notifications.lives.store import SeenLife
from boucle.notifications.mails import kept as kept_mails
from boucle.notifications.mails import plan, queue, stopped
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import Mail, NewMail

_PAGE: Final = 500


@dataclass
class _Agenda:
    """What a batch of life events calls for, decided in memory and written at once."""

    lives: dict[UUID, SeenLife]
    known: dict[UUID, IntroductionRecord]
    restored_at: datetime | None
    changed: dict[UUID, SeenLife] = field(default_factory=dict)
    new: dict[UUID, NewIntroduction] = field(default_factory=dict)
    leaving: dict[UUID, Candidate] = field(default_factory=dict)
    mails: list[NewMail] = field(default_factory=list)
    withdrawn: set[UUID] = field(default_factory=set)

    def follow(self, event: Event[Life]) -> None:
        """A version already seen, such as a redelivered event, changes nothing."""
        life = event.data
        seen = self.lives.get(life.synergy_id)
        if seen is not None and seen.version >= event.entity_version:
            return
        changed = SeenLife(event.entity_version, life)
        self.lives[life.synergy_id] = self.changed[life.synergy_id] = changed
        record = self.known.get(life.synergy_id)
        introduced = record is not None and record.state != "withdrawn"
        if plan.calls_for_introduction(seen.life if seen else None, life, introduced=introduced):
            record = self._introduce(event)
        elif record is not None and plan.overtaken(life):
            self._withdraw(record)
        asked, disclosed = plan.consent_requests(life), plan.disclosures(life)
        if asked or disclosed:
            record = record or self._open(event, "answered")
            self._write(event, record, "consent_request", asked)
            self._write(event, record, "disclosure", disclosed)

    def _introduce(self, event: Event[Life]) -> IntroductionRecord:
        record = self._open(event, "due")
        wait = timedelta() if event.data.automatic else plan.SETTLING
        self._write(event, record, "introduction", plan.companies(event.data), wait)
        self.leaving[record.introduction_id] = Candidate(
            record.introduction_id,
            record.synergy_id,
            plan.companies(event.data),
            event.data.score or 0,
            event.data.automatic,
        )
        return record

    def _open(self, event: Event[Life], state: decisions.IntroductionState) -> IntroductionRecord:
        life = event.data
        territories = {p.side.organisation_id: p.side.territory for p in life.parties}
        record = IntroductionRecord(
            introduction_id=plan.introduction_id(event.id),
            synergy_id=life.synergy_id,
            version=0,
            state=state,
            sides=tuple(Side(one, territories[one]) for one in plan.companies(life)),
        )
        self.known[life.synergy_id] = record
        self.new[record.introduction_id] = NewIntroduction(
            record, event.id, event.correlation_id, life.score or 0
        )
        return record

    def _write(
        self,
        event: Event[Life],
        record: IntroductionRecord,
        step: plan.Step,
        companies: Iterable[UUID],
        wait: timedelta = timedelta(),
    ) -> None:
        self.mails += [
            NewMail(
                mail_id=plan.mail_id(event.id, step, company),
                event_id=event.id,
                step=step,
                organisation_id=company,
                introduction_id=record.introduction_id,
                state="kept" if self._may_have_left(event) else "due",
                wait=wait,
            )
            for company in companies
        ]

    def _may_have_left(self, event: Event[Life]) -> bool:
        """Read again after a restore: the database no longer knows who was written to then."""
        return self.restored_at is not None and event.time <= self.restored_at

    def _withdraw(self, record: IntroductionRecord) -> None:
        self.withdrawn.add(record.introduction_id)
        self.leaving.pop(record.introduction_id, None)


async def follow_lives(session: WriteSession, events: Sequence[Event[Life]], now: datetime) -> bool:
    """Apply life events in order; True when a mail may be due."""
    synergies = {event.data.synergy_id for event in events}
    seen = await lives.read(session, synergies)
    if all(
        (known := seen.get(event.data.synergy_id)) and known.version >= event.entity_version
        for event in events
    ):
        return False
    latest = await introductions.lock_latest(session, synergies)
    records = {synergy: kept.record for synergy, kept in latest.items()}
    agenda = _Agenda(seen, records, await kept_mails.restored_at(session))
    for event in events:
        agenda.follow(event)
    _hold(agenda, await _held_back(session, agenda, now))
    await lives.save(session, agenda.changed.values(), now)
    if agenda.new:
        await introductions.add(session, agenda.new.values(), now)
    if agenda.mails:
        await mails.add(session, agenda.mails, now)
    if agenda.withdrawn:
        await mails.withdraw(session, agenda.withdrawn)
        await introductions.withdraw(session, agenda.withdrawn, now)
    return bool(agenda.mails)


async def _held_back(
    session: WriteSession, agenda: _Agenda, now: datetime
) -> Mapping[UUID, datetime | None]:
    """The introductions of this batch that wait, and until when."""
    candidates = list(agenda.leaving.values())
    if not candidates:
        return {}
    others = Counter(mail.organisation_id for mail in agenda.mails if mail.step != "introduction")
    return (await _admitted(session, candidates, others, now)).held


async def _admitted(
    session: WriteSession,
    candidates: Sequence[Candidate],
    others: Mapping[UUID, int],
    now: datetime,
) -> Admission:
    """``others``: mails to each company that leave whatever is decided here."""
    companies = {company for one in candidates for company in one.organisations}
    recent = await mails.recent(session, companies, now - admission.WEEK)  # locks the companies
    introduced = await introductions.introduced(session, companies, now - admission.PAIR_REST)
    return admission.admit(candidates, Counter(recent) + Counter(others), introduced, now)


def _hold(agenda: _Agenda, held: Mapping[UUID, datetime | None]) -> None:
    """These introductions wait, and their first mails with them."""
    for id_, until in held.items():
        new = agenda.new[id_]
        record = replace(new.record, state="held", held_until=until)
        agenda.new[id_] = replace(new, record=record)
    agenda.mails = [
        replace(mail, state="held")
        if mail.introduction_id in held and mail.step == "introduction" and mail.state == "due"
        else mail
        for mail in agenda.mails
    ]


async def release_held(session: WriteSession, now: datetime) -> int:
    """Let the best held introductions leave that may by now; returns how many.

    Only one worker does it at a time; another finds nothing to do.
    """
    if not await held_introductions.lock_releasing(session):
        return 0
    after, released = held_introductions.BEST_FIRST, 0
    while True:
        candidates = await held_introductions.page(session, now, after, _PAGE)
        if not candidates:
            return released
        admitted = await _admitted(session, candidates, {}, now)
        if admitted.leaving:
            leaving = [one.introduction_id for one in admitted.leaving]
            left = await held_introductions.release(session, leaving, now)
            await mails.release(session, left, now)
            released += len(left)
        if admitted.held:
            await held_introductions.hold(session, admitted.held)
        last = candidates[-1]
        after = (last.score, last.introduction_id)


async def record_failed(
    session: WriteSession, mail: Mail, contact: UUID | None, reason: str, now: datetime
) -> None:
    """The mail will never leave: kept, and shown on its introduction."""
    await queue.fail(session, mail.mail_id, contact, reason)
    if mail.introduction_id is not None and mail.step == "introduction":
        kept = await introductions.lock(session, mail.introduction_id)
        record = decisions.failed(kept.record)
        await introductions.save(session, record, now)


async def answer(session: WriteSession, mail: Mail, said: Reply, now: datetime) -> bool:
    """A company answers an introduction; False when it gave this answer before.

    Raises AlreadyDisclosed.
    """
    if mail.introduction_id is None:
        raise ValueError("this mail is about no introduction")
    kept = await introductions.lock(session, mail.introduction_id)
    record = decisions.reply(kept.record, mail.organisation_id, said, now)
    if record is None:
        return False
    await introductions.save(session, record, now, mail.organisation_id)
    await publish(
        session,
        "answered",
        record,
        kept.correlation_id,
        mail.event_id,
        now,
        answered_by=mail.organisation_id,
    )
    return True


async def stop_mails(session: WriteSession, mail: Mail, now: datetime) -> None:
    """The person this mail was written to wants no more of them."""
    if mail.contact_id is not None:
        await stopped.stop(session, mail.contact_id, mail.mail_id, now)


async def publish(
    session: WriteSession,
    step: str,
    record: IntroductionRecord,
    correlation_id: UUID,
    causation_id: UUID,
    now: datetime,
    answered_by: UUID | None = None,
) -> None:
    """The step's event, in this transaction."""
    event = event_of(step, record, correlation_id, causation_id, now, answered_by)
    await outbox.add(session, "introduction", event)


def event_of(
    step: str,
    record: IntroductionRecord,
    correlation_id: UUID,
    causation_id: UUID,
    now: datetime,
    answered_by: UUID | None = None,
) -> Event[Introduction]:
    with trace.following(correlation_id, causation_id):
        return outbox.new_event(
            f"introduction.{step}.v1",
            subject=record.introduction_id,
            version=record.version,
            data=introduction_event(record, answered_by),
            now=now,
        )
