"""Model an introduction as a value, and what each command makes of it. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal
from uuid import UUID

from boucle.contract.events.matching import Party, RefusalReason
from boucle.contract.events.notifications import Answer, Introduction, IntroductionParty

PAIR: Final = 2
"""Sides of an introduction of a pair."""

IntroductionState = Literal[
    "due", "held", "to_review", "sent", "answered", "disclosed", "failed", "withdrawn"
]
"""``to_review``: until the animators of ``held_by`` release it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a company answers on its page; ``comment`` stays here: never in an event."""

    answer: Answer
    consent: bool = False
    reason: RefusalReason | None = None
    comment: str = ""
    contract_until: date | None = None


@dataclass(frozen=True, slots=True)
class InformedSide:
    """One company of an introduction. ``seen`` is the version in which what it is shown last
    changed, ``changed_at`` when; ``shown`` counts these changes: it is the version shown, 0 until
    its first mail. ``first_answered_at`` stays as it answers again."""

    organisation_id: UUID
    territory: str
    sent_at: datetime | None = None
    reply: Reply | None = None
    answered_at: datetime | None = None
    first_answered_at: datetime | None = None
    disclosed_at: datetime | None = None
    seen: int = 0
    shown: int = 0
    changed_at: datetime | None = None

    @property
    def is_informed(self) -> bool:
        """Tell whether its mail left, it answered, or it received the other's name."""
        return any((self.sent_at, self.answered_at, self.disclosed_at))


@dataclass(frozen=True, slots=True)
class IntroductionRecord:
    """An introduction in full. ``version`` grows with each event it emits. ``held_until``: its
    companies rest until then, having been introduced to each other for another synergy, or wait for
    the morning. ``asked_first`` is written to alone, and the others once it agreed. ``held_by``:
    territories whose animators read it before it leaves."""

    introduction_id: UUID
    synergy_id: UUID
    version: int
    state: IntroductionState
    sides: tuple[InformedSide, ...]
    held_until: datetime | None = None
    asked_first: UUID | None = None
    held_by: tuple[str, ...] = ()

    def side(self, organisation: UUID) -> InformedSide:
        return next(side for side in self.sides if side.organisation_id == organisation)

    def with_side(self, changed: InformedSide) -> "IntroductionRecord":
        sides = tuple(
            changed if side.organisation_id == changed.organisation_id else side
            for side in self.sides
        )
        return replace(self, sides=sides)


@dataclass(frozen=True, slots=True)
class IntroductionView:
    """What companies are shown: a derived state, and sides by organisation, without the comments of
    others. ``named``: others were named to them."""

    state: IntroductionState
    sides: Mapping[UUID, InformedSide]
    named: bool = False


def view_for(introduction: IntroductionRecord, own: Collection[UUID]) -> IntroductionView:
    """Return the view of a reader who may see the organisations ``own``. ``counted`` compares it:
    no company is shown what is not in it."""
    sides = introduction.sides
    own_sides = [side for side in sides if side.organisation_id in own]
    named = _named_to_each_other(sides, own_sides)
    exchanged = bool(named) and introduction.state == "disclosed"
    state: IntroductionState = "sent"
    if exchanged or any(side.disclosed_at for side in own_sides):
        state = "disclosed"
    elif any(side.answered_at for side in own_sides) or not any(side.sent_at for side in own_sides):
        state = "answered"  # elsewhere, where none of its mails of introduction left
    lines = [_without_counts(side) for side in own_sides]
    if exchanged:
        lines += [_without_counts(_uncommented(side)) for side in named if side not in own_sides]
    return IntroductionView(state, {line.organisation_id: line for line in lines}, exchanged)


def _named_to_each_other(
    sides: Sequence[InformedSide], own_sides: Sequence[InformedSide]
) -> list[InformedSide]:
    """Return both of two who consented; of a group, those to whom its names were sent: a member
    that consented and then left, its declaration withdrawn, was sent none."""
    consented = [side for side in sides if side.reply is not None and side.reply.consent]
    if len(sides) > PAIR:
        named = [side for side in consented if side.disclosed_at is not None]
    else:
        named = consented if len(consented) == len(sides) else []
    return named if any(side in named for side in own_sides) else []


def _without_counts(side: InformedSide) -> InformedSide:
    return replace(side, seen=0, shown=0, changed_at=None)


def _uncommented(side: InformedSide) -> InformedSide:
    return replace(side, reply=side.reply and replace(side.reply, comment=""))


def counted(
    before: IntroductionRecord, after: IntroductionRecord, version: int, now: datetime
) -> IntroductionRecord:
    """Return ``after`` with the changed views counted; ``version`` is that of the event that
    tells."""
    sides = []
    for was, side in zip(before.sides, after.sides, strict=True):
        if _seen_by(before, was) == _seen_by(after, side):
            seen, shown, changed_at = was.seen, was.shown, was.changed_at
        else:
            seen, shown, changed_at = version, was.shown + 1, now
        sides.append(replace(side, seen=seen, shown=shown, changed_at=changed_at))
    return replace(after, sides=tuple(sides))


def _seen_by(introduction: IntroductionRecord, side: InformedSide) -> IntroductionView | None:
    return view_for(introduction, {side.organisation_id}) if side.is_informed else None


def changed_sides(before: IntroductionRecord, after: IntroductionRecord) -> tuple[UUID, ...]:
    pairs = zip(before.sides, after.sides, strict=True)
    return tuple(side.organisation_id for was, side in pairs if was != side)


class AlreadyDisclosed(Exception):
    """Contacts were exchanged: an answer by link can no longer change that."""


def reply(
    introduction: IntroductionRecord, organisation: UUID, reply: Reply, now: datetime
) -> IntroductionRecord | None:
    """Return the introduction after an answer; ``None`` when it repeats the former one. Raise
    AlreadyDisclosed once the companies have each other's contact."""
    side = introduction.side(organisation)
    if side.reply == reply:
        return None
    if introduction.state == "disclosed":
        raise AlreadyDisclosed(str(introduction.introduction_id))
    changed = introduction.with_side(_answering(side, reply, now))
    version = introduction.version + 1
    return counted(introduction, replace(changed, state="answered", version=version), version, now)


def _answering(side: InformedSide, reply: Reply, at: datetime) -> InformedSide:
    first = side.first_answered_at or side.answered_at or at
    return replace(side, reply=reply, answered_at=at, first_answered_at=first)


def reply_in(party: Party) -> Reply | None:
    """Return what a company answered, as its life has it."""
    if party.standing == "pending":
        return None
    if party.contract_until is not None:
        return Reply("already_done", contract_until=party.contract_until)
    if party.standing == "refused":
        return Reply("refused", reason=party.reason or "other")
    if party.standing == "already_done":
        return Reply("already_done")
    return Reply("interested", consent=party.standing == "consented")


def answered_elsewhere(
    introduction: IntroductionRecord, parties: Iterable[Party], now: datetime
) -> IntroductionRecord | None:
    """Return an introduction that left, with what its companies answered over the API or by an
    animator; None where that is nothing new. A refusal without a reason is nobody's answer: what
    it declared is gone; nor is the consent of who was outvoted. Once disclosed, only a first answer
    is new: both may have answered before their mails left."""
    changed, left = introduction, any(side.sent_at for side in introduction.sides)
    disclosed = introduction.state == "disclosed"
    if not left or introduction.state == "withdrawn":
        return None
    for party in parties:
        side, reply = introduction.side(party.side.organisation_id), reply_in(party)
        at, former = party.answered_at, side.answered_at
        if reply is None or at is None or (former is not None and (disclosed or at <= former)):
            continue
        if party.apart_from:
            continue
        if party.standing != "refused" or party.reason is not None:
            reply = replace(reply, reason=party.reason)
            changed = changed.with_side(_answering(side, reply, at))
    if changed is introduction:
        return None
    state: IntroductionState = "answered" if changed.state == "sent" else changed.state
    version = introduction.version + 1
    return counted(introduction, replace(changed, state=state, version=version), version, now)


def accepted(
    introduction: IntroductionRecord, organisation: UUID, left: datetime, now: datetime
) -> IntroductionRecord | None:
    """Return the introduction after the mail server took one mail; ``None`` when it had left
    before. All mails that left are one event, the next one (``with_sent_counted``)."""
    side = introduction.side(organisation)
    if side.sent_at is not None:
        return None
    changed = introduction.with_side(replace(side, sent_at=left))
    first_only = changed.asked_first is not None
    whole = first_only or all(one.sent_at is not None for one in changed.sides)
    if whole and changed.state in ("due", "held", "to_review"):
        answered = any(one.reply for one in changed.sides)
        changed = replace(changed, state="answered" if answered else "sent")
    return counted(introduction, changed, introduction.version + 1, now)


def with_sent_counted(introduction: IntroductionRecord) -> IntroductionRecord:
    """Mark the companies as written to, before the event that says so."""
    return replace(introduction, version=introduction.version + 1)


def disclosed(
    introduction: IntroductionRecord, organisation: UUID, left: datetime, now: datetime
) -> IntroductionRecord | None:
    side = introduction.side(organisation)
    if side.disclosed_at is not None:
        return None
    changed = introduction.with_side(replace(side, disclosed_at=left))
    version = introduction.version + 1
    return counted(introduction, replace(changed, state="disclosed", version=version), version, now)


def introduction_event(
    introduction: IntroductionRecord, answered_by: UUID | None = None
) -> Introduction:
    return Introduction(
        introduction_id=introduction.introduction_id,
        synergy_id=introduction.synergy_id,
        parties=tuple(_party(side) for side in introduction.sides),
        answered_by=answered_by,
    )


def _party(side: InformedSide) -> IntroductionParty:
    reply, first = side.reply, side.first_answered_at
    return IntroductionParty(
        organisation_id=side.organisation_id,
        territory=side.territory,
        sent_at=side.sent_at,
        answer=reply.answer if reply else None,
        consent=reply.consent if reply else False,
        reason=reply.reason if reply else None,
        comment_given=bool(reply and reply.comment),
        contract_until=reply.contract_until if reply else None,
        answered_at=side.answered_at,
        first_answered_at=first if first != side.answered_at else None,
        disclosed_at=side.disclosed_at,
        seen=side.seen,
        shown=side.shown,
    )


def failed(introduction: IntroductionRecord) -> IntroductionRecord:
    before_answer = introduction.state in ("due", "held", "to_review", "sent")
    return replace(introduction, state="failed") if before_answer else introduction
