"""What events and answers change: load -> decide -> save + outbox, in the caller's transaction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
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
from boucle.notifications.introductions.admission import Admission, Candidate, SoFar
from boucle.notifications.introductions.agenda import Agenda
from boucle.notifications.introductions.decisions import (
    IntroductionRecord,
    Reply,
    introduction_event,
)
from boucle.notifications.lives import store as lives
from boucle.notifications.mails import kept as kept_mails
from boucle.notifications.mails import plan, queue, stopped
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import Mail

_PAGE: Final = 500


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
    causes = {kept.record.introduction_id: kept.event_id for kept in latest.values()}
    agenda = Agenda(seen, records, causes, await kept_mails.restored_at(session))
    for event in events:
        agenda.follow(event)
    held = await _held_back(session, agenda, now)
    agenda.hold(held)
    await lives.save(session, agenda.changed.values(), now)
    if agenda.new:
        await introductions.add(session, agenda.new.values(), now)
    others = {id_: until for id_, until in held.items() if id_ not in agenda.new}
    if others:
        await held_introductions.hold(session, others, now)
    if agenda.mails:
        await mails.call_again(session, agenda.mails, now)
        await mails.add(session, agenda.mails, now)
    if agenda.withdrawn:
        await mails.withdraw(session, agenda.withdrawn)
        await introductions.withdraw(session, agenda.withdrawn, now)
    return bool(agenda.mails)


async def _held_back(
    session: WriteSession, agenda: Agenda, now: datetime
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
    recent, had_today = await mails.recent(  # locks the companies
        session, companies, now - admission.WEEK, admission.midnight(now)
    )
    so_far = SoFar(
        mails=Counter(recent) + Counter(others),
        introduced=await introductions.introduced(session, companies, now - admission.PAIR_REST),
        had_today=had_today,
        in_line=await held_introductions.in_line(session, companies, now, admission.morning(now)),
    )
    return admission.admit(candidates, so_far, now)


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
            await held_introductions.hold(session, admitted.held, now)
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
    await introductions.save(session, record, now, decisions.changed_sides(kept.record, record))
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


async def pass_on(session: WriteSession, mail: Mail, to: UUID, now: datetime) -> None:
    """The mail is for another person of its company, the contact ``to``, who gets one like it. What
    follows goes there too: registry names that person first from now on."""
    id_ = plan.passed_on_id(mail.mail_id)
    await mails.pass_on(session, mail, to, id_, now + plan.PASSING_ON, now)


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
