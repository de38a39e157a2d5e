"""An introduction as a value, and what each command makes of it. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from boucle.common.events.matching import RefusalReason
from boucle.common.events.notifications import Answer, Introduction, IntroductionParty

IntroductionState = Literal["due", "held", "sent", "answered", "disclosed", "failed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a company says on its answer page. ``comment`` stays here: never in an event."""

    answer: Answer
    consent: bool = False
    reason: RefusalReason | None = None
    comment: str = ""
    contract_until: date | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One company of an introduction."""

    organisation_id: UUID
    territory: str
    sent_at: datetime | None = None
    reply: Reply | None = None
    answered_at: datetime | None = None
    disclosed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IntroductionRecord:
    """An introduction, whole. ``version`` grows with each event it gives. ``held_until``: its
    companies rest until then, having been introduced to each other for another synergy, or wait
    for the morning. ``asked_first``: who is written to alone, and the others once it agreed."""

    introduction_id: UUID
    synergy_id: UUID
    version: int
    state: IntroductionState
    sides: tuple[Side, ...]
    held_until: datetime | None = None
    asked_first: UUID | None = None

    def side(self, organisation: UUID) -> Side:
        return next(side for side in self.sides if side.organisation_id == organisation)

    def with_side(self, changed: Side) -> "IntroductionRecord":
        sides = tuple(
            changed if side.organisation_id == changed.organisation_id else side
            for side in self.sides
        )
        return replace(self, sides=sides)


class AlreadyDisclosed(Exception):
    """Contacts were exchanged: an answer by link can no longer change that."""


def reply(
    introduction: IntroductionRecord, organisation: UUID, said: Reply, now: datetime
) -> IntroductionRecord | None:
    """The introduction after an answer; ``None`` when it says what was already said.

    Raises AlreadyDisclosed once the companies hold each other's contact.
    """
    side = introduction.side(organisation)
    if side.reply == said:
        return None
    if introduction.state == "disclosed":
        raise AlreadyDisclosed(str(introduction.introduction_id))
    changed = introduction.with_side(replace(side, reply=said, answered_at=now))
    return replace(changed, state="answered", version=introduction.version + 1)


def accepted(
    introduction: IntroductionRecord, organisation: UUID, now: datetime
) -> IntroductionRecord | None:
    """After the mail server took one mail; ``None`` when it had left before. All that left until
    it is said is one event (``said_sent``)."""
    side = introduction.side(organisation)
    if side.sent_at is not None:
        return None
    changed = introduction.with_side(replace(side, sent_at=now))
    first_only = changed.asked_first is not None
    whole = first_only or all(one.sent_at is not None for one in changed.sides)
    return replace(changed, state="sent") if whole and changed.state in ("due", "held") else changed


def said_sent(introduction: IntroductionRecord) -> IntroductionRecord:
    """Before the event says which companies were written to by now."""
    return replace(introduction, version=introduction.version + 1)


def disclosed(
    introduction: IntroductionRecord, organisation: UUID, now: datetime
) -> IntroductionRecord | None:
    """After one company received the other's name; ``None`` when it had it already."""
    side = introduction.side(organisation)
    if side.disclosed_at is not None:
        return None
    changed = introduction.with_side(replace(side, disclosed_at=now))
    return replace(changed, state="disclosed", version=introduction.version + 1)


def introduction_event(
    introduction: IntroductionRecord, answered_by: UUID | None = None
) -> Introduction:
    return Introduction(
        introduction_id=introduction.introduction_id,
        synergy_id=introduction.synergy_id,
        parties=tuple(_party(side) for side in introduction.sides),
        answered_by=answered_by,
    )


def _party(side: Side) -> IntroductionParty:
    said = side.reply
    return IntroductionParty(
        organisation_id=side.organisation_id,
        territory=side.territory,
        sent_at=side.sent_at,
        answer=said.answer if said else None,
        consent=said.consent if said else False,
        reason=said.reason if said else None,
        comment_given=bool(said and said.comment),
        contract_until=said.contract_until if said else None,
        answered_at=side.answered_at,
        disclosed_at=side.disclosed_at,
    )


def failed(introduction: IntroductionRecord) -> IntroductionRecord:
    """A mail of introduction will never leave; an answer already given counts more."""
    before_answer = introduction.state in ("due", "held", "sent")
    return replace(introduction, state="failed") if before_answer else introduction
