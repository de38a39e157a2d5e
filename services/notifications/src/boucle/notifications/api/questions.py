"""Serve ``/v1/questions``: what companies ask their animator, and what is answered."""

from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, ConfigDict

from boucle.notifications.introductions import listing
from boucle.notifications.introductions.listing import Filters
from boucle.notifications.questions import store as questions
from boucle.notifications.questions.store import AskedQuestion, QuestionState
from boucle.notifications.resources import Res
from boucle.platform.errors import conflict, not_found
from boucle.platform.http import GuardedRouter, RequestBody, require
from boucle.platform.http.lists.paging import Page, Paging, page_of
from boucle.platform.http.values.fields import Lines
from boucle.platform.identity import Principal

_START: Final[tuple[object, UUID]] = (datetime(1970, 1, 1, tzinfo=UTC), UUID(int=0))

router = GuardedRouter(prefix="/v1", tags=["introductions"])

Reader = Annotated[Principal, Depends(require("company", "animator", "operator"))]
Staff = Annotated[Principal, Depends(require("animator", "operator"))]
Company = Annotated[Principal, Depends(require("company"))]


class QuestionIn(RequestBody):
    """``organisation_id``: needed where yours are several of its parties."""

    question: Annotated[str, Lines(1000)]
    organisation_id: UUID | None = None


class QuestionAnswerIn(RequestBody):
    answer: Annotated[str, Lines(2000)]


class QuestionOut(BaseModel):
    """A question about an introduction. ``answer``: null while it waits for one."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    question_id: UUID
    introduction_id: UUID
    synergy_id: UUID
    organisation_id: UUID
    territory: str
    text: str
    asked_at: datetime
    answer: str | None
    answered_at: datetime | None


@router.get("/questions")
async def list_questions(
    resources: Res, principal: Reader, paging: Paging, state: QuestionState | None = None
) -> Page[QuestionOut]:
    """What companies of your territories ask, the oldest first; to a company, what it asked."""
    after, since = paging.last_row() or _START, paging.updated_after
    async with resources.database.read() as session:
        rows = await questions.page(session, principal, state, after, since, paging.limit + 1)
    return page_of(
        rows, paging, place=lambda one: (one.asked_at, one.question_id), show=_question_out
    )


@router.post("/synergies/{synergy_id}/questions", status_code=201)
async def ask_question(
    synergy_id: UUID, body: QuestionIn, resources: Res, principal: Company
) -> QuestionOut:
    """Ask the animator of your territory about an introduction that you see. The other companies
    learn nothing of it; the answer comes by mail."""
    async with resources.database.write() as session:
        filters = Filters(synergies=[synergy_id])
        found = await listing.page(session, principal, filters, None, 1)
        record = found[0].record if found else None
        own = [
            one.organisation_id
            for one in (record.sides if record else ())
            if one.organisation_id in principal.organisations
            and body.organisation_id in (None, one.organisation_id)
        ]
        if record is None or not own:
            raise not_found("introduction", synergy_id)
        id_ = await questions.ask(
            session, record.introduction_id, own[0], None, body.question, resources.clock()
        )
        asked = None if id_ is None else await questions.lock(session, principal, id_)
        if asked is None:
            raise conflict("your questions before wait for an answer", code="questions-wait")
        return _question_out(asked)


@router.post("/questions/{question_id}/answer")
async def answer_question(
    question_id: UUID, body: QuestionAnswerIn, resources: Res, principal: Staff
) -> QuestionOut:
    """Answer a question: a mail brings the answer, and the company's page shows it."""
    async with resources.database.write() as session:
        question = await questions.lock(session, principal, question_id)
        if question is None:
            raise not_found("question", question_id)
        if question.answered_at is not None:
            raise conflict("it is answered already", code="answered-already")
        now, by = resources.clock(), principal.client_id
        await questions.answer(session, question, body.answer, by, now)
        answered = await questions.lock(session, principal, question_id)
    if answered is None:
        raise not_found("question", question_id)
    return _question_out(answered)


def _question_out(question: AskedQuestion) -> QuestionOut:
    return QuestionOut.model_validate(question)
