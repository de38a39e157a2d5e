"""Apply events and answers: load -> decide -> save + outbox, in the caller's transaction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.contract.events.notifications import Introduction
from boucle.notifications.introductions import decisions, history, rate_limits, reviews
from boucle.notifications.introductions import store as introductions
from boucle.notifications.introductions import waiting as waiting_introductions
from boucle.notifications.introductions.decisions import (
    IntroductionRecord,
    Reply,
    introduction_event,
)
from boucle.notifications.introductions.life_batch import LifeBatch
from boucle.notifications.lives import store as lives
from boucle.notifications.mails import plan, quarantine, queue
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import Mail
from boucle.platform import outbox
from boucle.platform.db import WriteSession
from boucle.platform.events import Event
from boucle.platform.telemetry import trace


async def follow_lives(session: WriteSession, events: Sequence[Event[Life]], now: datetime) -> bool:
    """Apply life events in order; return True when a mail may be due."""
    synergies = {event.data.synergy_id for event in events}
    stored_lives = await lives.read(session, synergies)
    if all(
        (stored_life := stored_lives.get(event.data.synergy_id))
        and stored_life.version >= event.entity_version
        for event in events
    ):
        return False
    latest = await introductions.lock_latest(session, synergies)
    records = {synergy: stored.record for synergy, stored in latest.items()}
    causes = {stored.record.introduction_id: stored.event_id for stored in latest.values()}
    restored_at = await quarantine.restored_at(session)
    holding = await reviews.holding(session, _territories(events))
    batch = LifeBatch(stored_lives, records, causes, restored_at, now, holding)
    for event in events:
        batch.follow(event)
    held = await _held_back(session, batch, now)
    batch.hold(held)
    await lives.save(session, batch.changed.values(), now)
    if batch.new:
        await introductions.add(session, batch.new.values(), now)
    others = {id_: until for id_, until in held.items() if id_ not in batch.new}
    if others:
        await waiting_introductions.hold(session, others, now)
    if batch.mails:
        await mails.call_again(session, batch.mails, now)
        await mails.add(session, batch.mails, now)
    await _record_answers(session, batch, now)
    if batch.left:
        await mails.withdraw_of_companies(session, sorted(batch.left))
    if batch.withdrawn:
        await mails.withdraw(session, batch.withdrawn)
        await introductions.withdraw(session, batch.withdrawn, now)
    return bool(batch.mails)


def _territories(events: Sequence[Event[Life]]) -> set[str]:
    return {party.side.territory for event in events for party in event.data.parties}


async def _record_answers(session: WriteSession, batch: LifeBatch, now: datetime) -> None:
    """Record, and publish, what lives say that companies answered."""
    for record, companies, event in batch.answered:
        await introductions.save(session, record, now, companies)
        for company in companies:
            await mails.answered(session, record.introduction_id, company)
        await publish(session, "answered", record, event.correlation_id, event.id, now)


async def _held_back(
    session: WriteSession, batch: LifeBatch, now: datetime
) -> Mapping[UUID, datetime | None]:
    candidates = list(batch.leaving.values())
    if not candidates:
        return {}
    others = Counter(mail.organisation_id for mail in batch.mails if mail.step != "introduction")
    mail_history = await history.mail_history(session, candidates, others, now)
    return rate_limits.admit(candidates, mail_history, now).held


async def give_up(
    session: WriteSession, mail: Mail, contact: UUID | None, reason: str, now: datetime
) -> None:
    await queue.fail(session, mail, contact, reason)
    if mail.introduction_id is not None and mail.step == "introduction":
        stored = await introductions.lock(session, mail.introduction_id)
        record = decisions.failed(stored.record)
        await introductions.save(session, record, now)


async def answer(session: WriteSession, mail: Mail, reply: Reply, now: datetime) -> bool:
    """Record a company's answer; return False when it repeats the former one. Raise
    AlreadyDisclosed."""
    if mail.introduction_id is None:
        raise ValueError("this mail is about no introduction")
    stored = await introductions.lock(session, mail.introduction_id)
    record = decisions.reply(stored.record, mail.organisation_id, reply, now)
    if record is None:
        return False
    await introductions.save(session, record, now, decisions.changed_sides(stored.record, record))
    await mails.answered(session, record.introduction_id, mail.organisation_id)
    await publish(
        session,
        "answered",
        record,
        stored.correlation_id,
        mail.event_id,
        now,
        answered_by=mail.organisation_id,
    )
    return True


async def pass_on(session: WriteSession, mail: Mail, to: UUID, now: datetime) -> None:
    """Send the mail again to the contact ``to`` of its company. Later mails follow: registry names
    that contact first from now on."""
    id_ = plan.passed_on_id(mail.mail_id)
    await mails.pass_on(session, mail, to, id_, now + plan.PASSING_ON, now)


async def publish(
    session: WriteSession,
    step: str,
    record: IntroductionRecord,
    correlation_id: UUID,
    causation_id: UUID,
    now: datetime,
    answered_by: UUID | None = None,
) -> None:
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
