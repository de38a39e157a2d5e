"""Serve ``/v1/synergies/{synergy_id}/letters``: what its companies would be written, or were."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from boucle.contract.events.matching import Role
from boucle.notifications.api import views
from boucle.notifications.api.schemas import IntroductionOut
from boucle.notifications.directory.client import DirectoryAway
from boucle.notifications.introductions import listing, reviews
from boucle.notifications.introductions.listing import Filters
from boucle.notifications.mails import notes
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.plan import Step
from boucle.notifications.previews.matching import CannotQualify
from boucle.notifications.previews.shown import (
    LetterPreviews,
    LetterState,
    LetterSubject,
    ShownLetter,
    WhyNotNow,
)
from boucle.notifications.resources import Res
from boucle.platform.db import WriteSession
from boucle.platform.errors import Conflict, conflict, not_found, unavailable
from boucle.platform.http import GuardedRouter, RequestBody, require
from boucle.platform.http.languages import current_language
from boucle.platform.http.values.fields import Lines
from boucle.platform.identity import Principal

router = GuardedRouter(prefix="/v1/synergies/{synergy_id}/letters", tags=["introductions"])

Staff = Annotated[Principal, Depends(require("animator", "operator"))]


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True)


class LetterContactOut(_Out):
    """Who would read it."""

    contact_id: UUID
    name: str
    role: str | None


class LetterDelayOut(_Out):
    """``until``: null where nobody knows."""

    why: WhyNotNow
    until: datetime | None


class LetterOut(_Out):
    """``state``: ``next``, as it would be requested now; ``waiting``, requested; ``sent`` or
    ``failed``. ``text`` and ``html`` say the same; their links open nothing. They are null where
    nobody would read it. ``delays``: why it does not leave at once. ``note``: your own words."""

    organisation_id: UUID
    territory: str
    role: Role
    step: Step
    state: LetterState
    sent_at: datetime | None
    contact: LetterContactOut | None
    subject: str | None
    preheader: str | None
    text: str | None
    html: str | None
    delays: list[LetterDelayOut]
    note: str | None


class LetterRefusalOut(_Out):
    """Why it can't be qualified, as ``POST /v1/synergies/{synergy_id}/qualification`` says."""

    code: str
    detail: str | None


class LettersOut(_Out):
    """``refused``: matching would not qualify it, so nobody would be written to."""

    synergy_id: UUID
    refused: LetterRefusalOut | None
    letters: list[LetterOut]


class LetterNoteIn(RequestBody):
    """Null takes it back."""

    note: Annotated[str, Lines(500)] | None = Field(
        description="Plain text, for this company alone; signed with the animator's name."
    )


@router.get("")
async def list_letters(synergy_id: UUID, principal: Staff, resources: Res) -> LettersOut:
    """The letters of a synergy to the companies of your territories: the introduction that
    qualifying it would send; once it is introduced, what waits, or the reminder that would follow,
    or what left last. The other side's is for its own animator."""
    previews: LetterPreviews = resources.state.previews
    subject = await previews.subject(synergy_id, principal, current_language())
    if isinstance(subject, CannotQualify):
        refused = LetterRefusalOut(code=subject.code, detail=subject.detail)
        return LettersOut(synergy_id=synergy_id, refused=refused, letters=[])
    shown = await _letters(previews, subject, resources.clock())
    return LettersOut(synergy_id=synergy_id, refused=None, letters=[_out(one) for one in shown])


@router.put("/{organisation_id}")
async def put_letter_note(
    synergy_id: UUID,
    organisation_id: UUID,
    body: LetterNoteIn,
    principal: Staff,
    resources: Res,
) -> LetterOut:
    """Add a sentence of your own to the introduction of one company, before it leaves."""
    previews: LetterPreviews = resources.state.previews
    subject = await previews.subject(synergy_id, principal, current_language())
    if isinstance(subject, CannotQualify):
        raise Conflict(subject.detail, code=subject.code)
    if organisation_id not in subject.own:
        raise not_found("letter", organisation_id)
    if notes.too_late(subject.written.get(organisation_id, ())):
        raise conflict("its introduction left already", code="letter-left")
    id_, now = subject.life.synergy_id, resources.clock()
    async with resources.database.write() as session:
        by = principal.client_id
        await notes.put(session, id_, organisation_id, body.note or "", by, now)
    shown = await _letters(previews, subject, now)
    return next(_out(one) for one in shown if one.side.organisation_id == organisation_id)


@router.post("/release", response_model=IntroductionOut)
async def release_letters(synergy_id: UUID, principal: Staff, resources: Res) -> IntroductionOut:
    """Let an introduction go that waits for its letters to be read (`hold_letters` of a territory).
    Each territory that holds it releases it for itself; it leaves once none does. To withdraw it,
    reopen the synergy."""
    own = None if principal.role == "operator" else principal.territories
    filters = Filters(synergies=[synergy_id], states=["to_review"])
    async with resources.database.write() as session:
        found = await listing.page(session, principal, filters, None, 1)
        id_ = found[0].record.introduction_id if found else None
        if id_ is None or not await reviews.release(session, id_, own, resources.clock()):
            await _ensure_seen(session, principal, synergy_id)
            raise conflict("none of its letters waits for you to release it", code="nothing-held")
        [stored] = await listing.page(session, principal, Filters(introduction_id=id_), None, 1)
        posted = await mails.of_introductions(session, [id_])
    return views.introduction(stored, posted.get(id_, ()), principal)


async def _ensure_seen(session: WriteSession, principal: Principal, synergy_id: UUID) -> None:
    if not await listing.page(session, principal, Filters(synergies=[synergy_id]), None, 1):
        raise not_found("introduction", synergy_id)


async def _letters(
    previews: LetterPreviews, subject: LetterSubject, now: datetime
) -> list[ShownLetter]:
    try:
        return await previews.letters(subject, now)
    except DirectoryAway as error:
        raise unavailable(
            "registry-away", "Registry does not answer", str(error), retry_after=5
        ) from error


def _out(one: ShownLetter) -> LetterOut:
    mail, letter, contact = one.chosen.mail, one.letter, one.contact
    return LetterOut(
        organisation_id=one.side.organisation_id,
        territory=one.side.territory,
        role=one.side.role,
        step=mail.step,
        state=one.chosen.state,
        sent_at=mail.sent_at,
        contact=contact
        and LetterContactOut(contact_id=contact.contact_id, name=contact.name, role=contact.role),
        subject=letter and letter.subject,
        preheader=letter and letter.preheader,
        text=letter and letter.text,
        html=letter and letter.html,
        delays=[LetterDelayOut(why=each.why, until=each.until) for each in one.delays],
        note=one.note,
    )
