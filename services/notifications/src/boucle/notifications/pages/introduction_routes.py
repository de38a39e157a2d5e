"""Serve the page of an introduction, behind the link of its mails."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from boucle.contract.events.matching import Life
from boucle.notifications.directory.client import DirectoryAway, DirectoryClient, NotPassedOn
from boucle.notifications.directory.corrections import correct
from boucle.notifications.directory.details import NotCorrected
from boucle.notifications.introductions import store as introductions
from boucle.notifications.introductions import use_cases
from boucle.notifications.introductions.decisions import AlreadyDisclosed
from boucle.notifications.letters.links import PATHS
from boucle.notifications.letters.words import PARIS
from boucle.notifications.lives import store as lives
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import Mail
from boucle.notifications.pages.answer import answer_view
from boucle.notifications.pages.details import details_of, refusal
from boucle.notifications.pages.forms import (
    NOT_PASSED_ON,
    TOO_MANY_QUESTIONS,
    InvalidForm,
    RightPerson,
    question_of,
    reply_of,
    right_person_of,
)
from boucle.notifications.pages.frame import frame, reader
from boucle.notifications.pages.opened import Asked, OpenedPage, registry_request
from boucle.notifications.pages.rendering import done_just_now, gone, page, see_other
from boucle.notifications.pages.routes import AnswerMail, MailPageRoute, settings_url
from boucle.notifications.pages.states import TEMPLATES, Done, situation
from boucle.notifications.preferences import store as preferences
from boucle.notifications.questions import store as questions
from boucle.notifications.resources import NotificationsResources, Res
from boucle.pages.forms import MAX_FORM, Form
from boucle.pages.routes import form_of
from boucle.platform.http import INTERNAL, GuardedRouter, public

router = GuardedRouter(default_response_class=HTMLResponse, route_class=MailPageRoute)


@router.get("/r/{token}", openapi_extra=INTERNAL)
@router.head("/r/{token}", include_in_schema=False)
@public
async def introduction_page(request: Request, resources: Res, mail: AnswerMail) -> Response:
    opened = await _opened(resources, mail)
    return gone() if opened is None else _page(resources, opened, done=done_just_now(request))


@router.post("/r/{token}", max_body_size=MAX_FORM, openapi_extra=INTERNAL)
@public
async def answer_introduction(
    request: Request, resources: Res, mail: AnswerMail, token: str
) -> Response:
    opened = await _opened(resources, mail)
    if opened is None:
        return gone()
    path = PATHS["answer"] + token
    if not opened.situation.answerable:  # the page says so
        return see_other(path)
    form, now = await form_of(request), resources.clock()
    try:
        person = right_person_of(form)
        if person is not None:
            return see_other(path, await _pass_on(resources, mail, person))
        question = question_of(form)
        if question is not None:
            return see_other(path, await _ask(resources, mail, question))
        if await _corrected(resources, mail, opened, form):
            return see_other(path, "corrected")
        reply = reply_of(form, now)
    except InvalidForm as error:
        return _page(resources, opened, form=form, error=error)
    with suppress(AlreadyDisclosed):  # the page that follows says so
        async with resources.database.write() as session:
            await use_cases.answer(session, mail, reply, now)
    return see_other(path, "saved")


async def _pass_on(resources: NotificationsResources, mail: Mail, person: RightPerson) -> Done:
    """Pass the mail on and return what the page then says; raise InvalidForm."""
    client: DirectoryClient = resources.state.directory
    if mail.contact_id is None:
        raise InvalidForm("email", NOT_PASSED_ON["gone"])
    try:
        passed = await client.pass_on(mail.contact_id, person.name, person.email)
    except NotPassedOn as error:
        raise InvalidForm("email", NOT_PASSED_ON[error.why]) from error
    except DirectoryAway as error:
        raise InvalidForm("email", NOT_PASSED_ON["away"], 503) from error
    if passed.contact_id is None:
        return "proposed"
    async with resources.database.write() as session:
        await use_cases.pass_on(session, mail, passed.contact_id, resources.clock())
    return "passed"


async def _ask(resources: NotificationsResources, mail: Mail, question: str) -> Done:
    """Store a question to the animator; raise InvalidForm."""
    if mail.introduction_id is None:
        raise ValueError("this mail is about no introduction")
    to, now = mail.introduction_id, resources.clock()
    async with resources.database.write() as session:
        company, contact = mail.organisation_id, mail.contact_id
        asked = await questions.ask(session, to, company, contact, question, now)
    if asked is None:
        raise InvalidForm("question", TOO_MANY_QUESTIONS, 409)
    return "asked"


async def _corrected(
    resources: NotificationsResources, mail: Mail, opened: OpenedPage, form: Form
) -> bool:
    """Write what the reader says of the own flow, if that is the form; raise InvalidForm."""
    details = details_of(form, opened.own, opened.reader.contact)
    flow = opened.own_flow
    if details is None:
        return False
    if mail.contact_id is None or flow is None:
        raise InvalidForm("quantity", NOT_PASSED_ON["gone"])
    try:
        await correct(resources.state.directory, mail.contact_id, flow, details)
    except NotCorrected as error:
        raise refusal(error) from error
    except DirectoryAway as error:
        raise InvalidForm("quantity", NOT_PASSED_ON["away"], 503) from error
    return True


def _named_on(written: Sequence[Mail], life: Life) -> datetime:
    """Return when the mails with the names were requested, from which their days are counted."""
    found = (one.created_at for one in written if one.step == "disclosure")
    return min(found, default=life.state_since)


async def _opened(resources: NotificationsResources, mail: Mail) -> OpenedPage | None:
    """Load the introduction with registry's answer; None: it is no longer the company's."""
    if mail.introduction_id is None:
        return None
    async with resources.database.read() as session:
        record = (await introductions.read(session, mail.introduction_id)).record
        life = (await lives.read(session, [record.synergy_id]))[record.synergy_id].life
        written = (await mails.of_introductions(session, [mail.introduction_id])).get(
            mail.introduction_id, ()
        )
        asked = await questions.of_side(session, mail.introduction_id, mail.organisation_id)
        chosen = await preferences.read(session, mail.contact_id, mail.person)
    company = mail.organisation_id
    if all(party.side.organisation_id != company for party in life.parties):
        return None
    client: DirectoryClient = resources.state.directory
    directory = await client.ask(*registry_request(life, company))
    to = reader(directory, company, mail.contact_id, chosen.language)
    territory = record.side(company).territory
    return OpenedPage(
        life=life,
        company=company,
        situation=situation(record, life, company, mail.created_at),
        directory=directory,
        reader=to,
        questions=[Asked(one.text, one.answer) for one in asked],
        named_on=_named_on(written, life).astimezone(PARIS).date(),
        passed_to=next(
            (one.contact_id for one in written if one.passed_from == mail.mail_id), None
        ),
        frame=frame(directory, to, territory, settings_url(resources, mail)),
    )


def _page(
    resources: NotificationsResources,
    opened: OpenedPage,
    *,
    done: Done | None = None,
    form: Form | None = None,
    error: InvalidForm | None = None,
) -> Response:
    today = resources.clock().astimezone(PARIS).date()
    return page(
        TEMPLATES[opened.situation.state],
        error.status if error else 200,
        opened.frame,
        view=answer_view(opened, form, today, done),
        error=error,
    )
