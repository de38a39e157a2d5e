"""Decide in memory what life events require, before it is written at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.contract.sandboxes import sandbox_of
from boucle.notifications.introductions import decisions
from boucle.notifications.introductions.decisions import InformedSide, IntroductionRecord
from boucle.notifications.introductions.rate_limits import Candidate
from boucle.notifications.introductions.store import NewIntroduction
from boucle.notifications.lives import groups
from boucle.notifications.lives.store import PublishedLife
from boucle.notifications.mails import plan
from boucle.notifications.mails.store import MailState, NewMail
from boucle.platform.events import Event

_ANSWERS: Final = frozenset({"life.introduced.v1", "life.answered.v1", "life.left.v1"})
"""Steps that tell what companies answered. As it joins, a group counts some as agreeing."""


@dataclass
class LifeBatch:
    """The work of one batch. ``records`` is by synergy; ``causes`` are, by introduction, the events
    that started it; ``left`` pairs introductions with companies that left them. ``answered`` are
    introductions with what companies answered elsewhere, each with those companies and the life's
    event that says so. ``holding``: territories whose animators read letters before they leave."""

    lives: dict[UUID, PublishedLife]
    records: dict[UUID, IntroductionRecord]
    causes: dict[UUID, UUID]
    restored_at: datetime | None
    now: datetime
    holding: frozenset[str] = frozenset()
    changed: dict[UUID, PublishedLife] = field(default_factory=dict)
    new: dict[UUID, NewIntroduction] = field(default_factory=dict)
    leaving: dict[UUID, Candidate] = field(default_factory=dict)
    mails: list[NewMail] = field(default_factory=list)
    withdrawn: set[UUID] = field(default_factory=set)
    left: set[tuple[UUID, UUID]] = field(default_factory=set)
    answered: list[tuple[IntroductionRecord, tuple[UUID, ...], Event[Life]]] = field(
        default_factory=list
    )

    def follow(self, event: Event[Life]) -> None:
        """Apply an event; a version already seen, such as a redelivered event, changes nothing."""
        life = event.data
        former = self.lives.get(life.synergy_id)
        if former is not None and former.version >= event.entity_version:
            return
        changed = PublishedLife(event.entity_version, life)
        self.lives[life.synergy_id] = self.changed[life.synergy_id] = changed
        record = self.records.get(life.synergy_id)
        introduced = record is not None and record.state != "withdrawn"
        if plan.calls_for_introduction(
            former.life if former else None, life, introduced=introduced
        ):
            record = self._introduce(event)
        elif record is not None and plan.overtaken(life):
            self._withdraw(record)
        elif record is not None and introduced:
            self._ask_others(event, record, plan.newly_asked(former.life if former else None, life))
        if record is not None:
            record = self._follow_answers(event, record)
            leavers = groups.leavers_since(former.life, life) if former else ()
            self.left |= {(record.introduction_id, company) for company in leavers}
        asked, disclosed = plan.consent_requests(life), plan.disclosures(life)
        if asked or disclosed:
            record = record or self._open(event, "answered")
            self._write(event, record, "consent_request", asked)
            self._write(event, record, "disclosure", disclosed)
        if record is not None:
            for step, companies in plan.news(former.life if former else None, life):
                self._write(event, record, step, companies)

    def _follow_answers(self, event: Event[Life], record: IntroductionRecord) -> IntroductionRecord:
        if event.type not in _ANSWERS:
            return record
        changed = decisions.answered_elsewhere(record, event.data.parties, self.now)
        if changed is None:
            return record
        companies = decisions.changed_sides(record, changed)
        self.records[record.synergy_id] = changed
        self.answered.append((changed, companies, event))
        return changed

    def _introduce(self, event: Event[Life]) -> IntroductionRecord:
        record = self._open(event, "due")
        if record.held_by:
            self._write(event, record, "introduction", plan.written_to(event.data), state="held")
            return record
        wait = timedelta() if event.data.automatic else plan.SETTLING
        self._ask(event, record, plan.written_to(event.data), wait)
        return record

    def _ask_others(
        self, event: Event[Life], record: IntroductionRecord, others: tuple[UUID, ...]
    ) -> None:
        """Write to the others as to the first one; while the first one's mail is held, with it."""
        if others and record.state in ("held", "to_review"):
            self._write(event, record, "introduction", others, state="held")
        elif others:
            self._ask(event, record, others)
        if others:
            self.withdrawn.discard(record.introduction_id)

    def _ask(
        self,
        event: Event[Life],
        record: IntroductionRecord,
        companies: tuple[UUID, ...],
        wait: timedelta = timedelta(),
    ) -> None:
        self._write(event, record, "introduction", companies, wait)
        asked = self.leaving.get(record.introduction_id)
        self.leaving[record.introduction_id] = Candidate(
            record.introduction_id,
            record.synergy_id,
            plan.companies(event.data),
            (*(asked.written_to if asked else ()), *companies),
            event.data.coarse_score or 0,
            event.data.automatic,
            urgent=not event.data.automatic and _in_sandbox(event.data),
        )

    def _open(self, event: Event[Life], state: decisions.IntroductionState) -> IntroductionRecord:
        life = event.data
        territories = {p.side.organisation_id: p.side.territory for p in life.parties}
        held_by = tuple(sorted(self.holding.intersection(territories.values())))
        held_by = held_by if state == "due" else ()
        record = IntroductionRecord(
            introduction_id=plan.introduction_id(event.id),
            synergy_id=life.synergy_id,
            version=0,
            state="to_review" if held_by else state,
            held_by=held_by,
            sides=tuple(InformedSide(one, territories[one]) for one in plan.companies(life)),
            asked_first=life.asked_first,
        )
        self.records[life.synergy_id] = record
        self.causes[record.introduction_id] = event.id
        self.new[record.introduction_id] = NewIntroduction(
            record, event.id, event.correlation_id, life.coarse_score or 0, life.automatic
        )
        return record

    def _write(
        self,
        event: Event[Life],
        record: IntroductionRecord,
        step: plan.Step,
        companies: Iterable[UUID],
        wait: timedelta = timedelta(),
        state: MailState = "due",
    ) -> None:
        cause = self.causes[record.introduction_id] if step == "introduction" else event.id
        self.mails += [
            NewMail(
                mail_id=plan.mail_id(cause, step, company),
                event_id=cause,
                step=step,
                organisation_id=company,
                introduction_id=record.introduction_id,
                state="kept" if self._may_have_left(event) else state,
                wait=wait,
            )
            for company in companies
        ]

    def _may_have_left(self, event: Event[Life]) -> bool:
        """Tell whether a mail may have left before a restore: the database no longer knows."""
        return self.restored_at is not None and event.time <= self.restored_at

    def _withdraw(self, record: IntroductionRecord) -> None:
        self.withdrawn.add(record.introduction_id)
        self.leaving.pop(record.introduction_id, None)

    def hold(self, held: Mapping[UUID, datetime | None]) -> None:
        for id_ in held.keys() & self.new.keys():
            new = self.new[id_]
            record = replace(new.record, state="held", held_until=held[id_])
            self.new[id_] = replace(new, record=record)
        self.mails = [
            replace(mail, state="held")
            if mail.introduction_id in held and mail.step == "introduction" and mail.state == "due"
            else mail
            for mail in self.mails
        ]


def _in_sandbox(life: Life) -> bool:
    return any(sandbox_of(party.side.territory) for party in life.parties)
