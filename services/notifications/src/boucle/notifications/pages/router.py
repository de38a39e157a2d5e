"""The pages behind the links of mails, in French. A GET changes nothing, ever; a POST answers.

The token is the capability: no session, no cookie, so nothing for another site to ride on.
A route's name is in the API's description; its docstring would be too.
"""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

import structlog
from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.routing import APIRoute

from boucle.catalogue import load_catalogue
from boucle.common.db import is_transient
from boucle.common.events.matching import Life
from boucle.common.http import INTERNAL, public
from boucle.common.introduced import introduced_to
from boucle.notifications.introductions import store as introductions
from boucle.notifications.introductions import use_cases as introduction_use_cases
from boucle.notifications.introductions.decisions import AlreadyDisclosed
from boucle.notifications.letters import gathering, synergy_parts, words
from boucle.notifications.letters.links import PATHS, BadLink, Purpose, links_of
from boucle.notifications.letters.masked import MaskedView, masked_view
from boucle.notifications.letters.translating import translator
from boucle.notifications.lives import store as lives
from boucle.notifications.mails import stopped
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import Mail
from boucle.notifications.meetings import store as meetings
from boucle.notifications.meetings import use_cases as meeting_use_cases
from boucle.notifications.meetings.revisions import Closed, Closing, closing
from boucle.notifications.pages.forms import (
    MAX_COMMENT,
    MAX_FORM,
    InvalidForm,
    form_of,
    meeting_answer_of,
    reply_of,
)
from boucle.notifications.pages.rendering import away, gone, page, see_other
from boucle.notifications.resources import NotificationsResources, Res

_log = structlog.get_logger(__name__)


class UnknownLink(LookupError):
    """The token names no mail, or is too old."""


class PageRoute(APIRoute):
    """Who reads a page is answered by a page, also when the link or the database is not there."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await answer(request)
            except UnknownLink:
                return gone()
            except Exception as error:
                if not is_transient(error):
                    raise
                _log.warning("page_unavailable", page=self.name, cause=type(error).__name__)
                return away()

        return answered


router = APIRouter(default_response_class=HTMLResponse, route_class=PageRoute)


def _mail_by(purpose: Purpose) -> Callable[[NotificationsResources, str], Awaitable[Mail]]:
    async def mail_by_token(resources: Res, token: str) -> Mail:
        try:
            mail_id = links_of(resources.settings).read(purpose, token, resources.clock())
        except BadLink as error:
            raise UnknownLink from error
        async with resources.database.read() as session:
            mail = await mails.read(session, mail_id)
        if mail is None:
            raise UnknownLink
        return mail

    return mail_by_token


AnswerMail = Annotated[Mail, Depends(_mail_by("answer"))]
MeetingMail = Annotated[Mail, Depends(_mail_by("meeting"))]
StopMail = Annotated[Mail, Depends(_mail_by("stop"))]

# --- an introduction -------------------------------------------------------------------------


@router.get("/r/{token}", openapi_extra=INTERNAL)
@router.head("/r/{token}", include_in_schema=False)
@public
async def introduction_page(resources: Res, mail: AnswerMail) -> Response:
    return await _introduction(resources, mail)


@router.post("/r/{token}", max_body_size=MAX_FORM, openapi_extra=INTERNAL)
@public
async def answer_introduction(
    request: Request, resources: Res, mail: AnswerMail, token: str
) -> Response:
    now = resources.clock()
    try:
        reply = reply_of(await form_of(request), now)
    except InvalidForm as error:
        return await _introduction(resources, mail, str(error))
    with suppress(AlreadyDisclosed):  # the page that follows says so
        async with resources.database.write() as session:
            await introduction_use_cases.answer(session, mail, reply, now)
    return see_other(PATHS["answer"] + token)


async def _introduction(
    resources: NotificationsResources, mail: Mail, error: str | None = None
) -> Response:
    if mail.introduction_id is None:
        return gone()
    async with resources.database.read() as session:
        kept = await introductions.read(session, mail.introduction_id)
        seen = await lives.read(session, [kept.record.synergy_id])
    view = masked_view(
        seen[kept.record.synergy_id].life, mail.organisation_id, load_catalogue(), "fr"
    )
    reply = kept.record.side(mail.organisation_id).reply
    return page(
        "answer.html",
        422 if error else 200,
        seen=view,
        facts=synergy_parts.masked_facts(view, "fr"),
        cautions=synergy_parts.cautions(view, "fr"),
        reasons_heading=synergy_parts.reasons_heading(view, "fr"),
        said=reply,
        disclosed=kept.record.state == "disclosed",
        until=_day(reply.contract_until) if reply else None,
        reasons=words.REFUSALS,
        max_comment=MAX_COMMENT,
        error=error,
    )


def _day(when: date | None) -> str | None:
    return words.day(when, "fr") if when else None


# --- a meeting -------------------------------------------------------------------------------


@router.get("/m/{token}", openapi_extra=INTERNAL)
@router.head("/m/{token}", include_in_schema=False)
@public
async def meeting_page(resources: Res, mail: MeetingMail) -> Response:
    return await _meeting(resources, mail)


@router.post("/m/{token}", max_body_size=MAX_FORM, openapi_extra=INTERNAL)
@public
async def answer_meeting(
    request: Request, resources: Res, mail: MeetingMail, token: str
) -> Response:
    try:
        chosen = meeting_answer_of(await form_of(request))
    except InvalidForm as error:
        return await _meeting(resources, mail, str(error))
    try:
        async with resources.database.write() as session:
            await meeting_use_cases.answer(session, mail, chosen, resources.clock())
    except Closed as error:
        return await _meeting(resources, mail, _CLOSED[error.why], 409)
    return see_other(PATHS["meeting"] + token)


_CLOSED: Final[Mapping[Closing, str]] = {
    "cancelled": "Cette rencontre est annulée : votre réponse n'est plus attendue.",
    "over": "Cette rencontre est passée : il est trop tard pour y répondre.",
}


async def _meeting(
    resources: NotificationsResources, mail: Mail, error: str | None = None, status: int = 422
) -> Response:
    if mail.meeting_id is None:
        return gone()
    async with resources.database.read() as session:
        meeting = (await meetings.read(session, [mail.meeting_id]))[mail.meeting_id].record
        about = await lives.read(session, meeting.synergy_ids)
    return page(
        "meeting.html",
        status if error else 200,
        meeting=meeting,
        facts=gathering.facts(meeting, translator("fr")),
        moved_from=meeting.moved_from and words.moment(meeting.moved_from, "fr"),
        about=_own_views(mail.organisation_id, [one.life for one in about.values()]),
        said=meeting.invitee(mail.organisation_id).answer,
        answers=words.MEETING_ANSWERS,
        closing=closing(meeting, resources.clock()),
        error=error,
    )


def _own_views(company: UUID, about: list[Life]) -> list[MaskedView]:
    return [
        masked_view(life, company, load_catalogue(), "fr")
        for life in about
        if company in introduced_to(life)
    ]


# --- no more mail ----------------------------------------------------------------------------


@router.get("/stop/{token}", openapi_extra=INTERNAL)
@router.head("/stop/{token}", include_in_schema=False)
@public
async def stop_page(resources: Res, mail: StopMail) -> Response:
    written_to = [mail.contact_id] if mail.contact_id else []
    return page("stop.html", stopped=bool(await stopped.stopped(resources.database, written_to)))


@router.post("/stop/{token}", max_body_size=MAX_FORM, openapi_extra=INTERNAL)
@public
async def stop_mails(request: Request, resources: Res, mail: StopMail, token: str) -> Response:
    # The page's button, or a mail program's one click (RFC 8058).
    form = await form_of(request)
    one_click = form.get("List-Unsubscribe") == "One-Click"
    if not one_click and form.get("stop") != "yes":
        return page("stop.html", 422, stopped=False)
    async with resources.database.write() as session:
        await introduction_use_cases.stop_mails(session, mail, resources.clock())
    return page("stop.html", stopped=True) if one_click else see_other(PATHS["stop"] + token)
