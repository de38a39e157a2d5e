"""Rebuild introductions from the log, for a restored database. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from uuid import UUID

from boucle.contract.events.notifications import Introduction, IntroductionParty
from boucle.notifications.introductions.decisions import (
    InformedSide,
    IntroductionRecord,
    IntroductionState,
    Reply,
)
from boucle.notifications.mails import plan
from boucle.notifications.mails.store import NewMail
from boucle.platform.events import Event

_STATES: Final[dict[str, IntroductionState]] = {
    "introduction.sent.v1": "sent",
    "introduction.answered.v1": "answered",
    "introduction.disclosed.v1": "disclosed",
}


def introduction_of(
    event: Event[Introduction], backed_up: IntroductionRecord | None
) -> IntroductionRecord:
    """Return the introduction as its last event says; ``backed_up`` adds what only the backup
    has."""
    data = event.data
    return IntroductionRecord(
        introduction_id=data.introduction_id,
        synergy_id=data.synergy_id,
        version=event.entity_version,
        state=_STATES[event.type],
        sides=tuple(_side(party, event, backed_up) for party in data.parties),
        asked_first=backed_up.asked_first if backed_up else None,
    )


def companies(introduction: IntroductionRecord) -> list[UUID]:
    return [side.organisation_id for side in introduction.sides]


def left(event: Event[Introduction]) -> Iterable[NewMail]:
    """Yield the mails that left, with their former ids: their links work."""
    data, cause = event.data, event.causation_id
    if cause is None:
        return []
    if event.type == "introduction.sent.v1":
        return [_mail(data, cause, "introduction", one) for one in data.parties if one.sent_at]
    if event.type == "introduction.disclosed.v1":
        return [_mail(data, cause, "disclosure", one) for one in data.parties if one.disclosed_at]
    # An answer comes by the link of the mail that it answers.
    step: plan.Step = (
        "introduction" if plan.introduction_id(cause) == data.introduction_id else "consent_request"
    )
    return [
        _mail(data, cause, step, one)
        for one in data.parties
        if one.organisation_id == event.data.answered_by
    ]


def _mail(data: Introduction, cause: UUID, step: plan.Step, to: IntroductionParty) -> NewMail:
    return NewMail(
        mail_id=plan.mail_id(cause, step, to.organisation_id),
        event_id=cause,
        step=step,
        organisation_id=to.organisation_id,
        introduction_id=data.introduction_id,
    )


def _side(
    party: IntroductionParty, event: Event[Introduction], backed_up: IntroductionRecord | None
) -> InformedSide:
    before = backed_up.side(party.organisation_id).reply if backed_up else None
    same = before is not None and before.answer == party.answer
    comment = before.comment if before is not None and same and party.comment_given else ""
    side = InformedSide(
        organisation_id=party.organisation_id,
        territory=party.territory,
        sent_at=party.sent_at,
        reply=None
        if party.answer is None
        else Reply(party.answer, party.consent, party.reason, comment, party.contract_until),
        answered_at=party.answered_at,
        first_answered_at=party.first_answered_at or party.answered_at,
        disclosed_at=party.disclosed_at,
    )
    if not side.is_informed:
        return side
    seen, shown = party.seen or event.entity_version, party.shown or event.entity_version
    return replace(side, seen=seen, shown=shown, changed_at=event.time)


def step_of(record: IntroductionRecord) -> str:
    if any(side.disclosed_at for side in record.sides):
        return "disclosed"
    return "answered" if any(side.reply for side in record.sides) else "sent"
