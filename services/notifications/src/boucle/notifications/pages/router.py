"""The pages behind the links of mails, in French. A GET changes nothing, ever; a POST answers.

The token is the capability: no session, no cookie, so nothing for another site to ride on.
"""

import base64
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, get_args
from urllib.parse import parse_qs
from uuid import UUID

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from boucle.catalogue import Catalogue
from boucle.common.clock import Clock
from boucle.common.db import Database, is_transient
from boucle.common.events.matching import Life, RefusalReason
from boucle.common.events.notifications import Answer, MeetingAnswer
from boucle.common.http import public
from boucle.notifications.introductions import store as introductions
from boucle.notifications.introductions import use_cases
from boucle.notifications.introductions.decisions import AlreadyDisclosed, Reply
from boucle.notifications.letters import letter, words
from boucle.notifications.letters.masked import Glimpse, glimpse
from boucle.notifications.lives import store as lives
from boucle.notifications.mails import plan
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import Mail
from boucle.notifications.meetings import store as meetings
from boucle.notifications.meetings import use_cases as meeting_use_cases
from boucle.notifications.sending.links import PATHS, BadLink, Links, Purpose

MAX_FORM: Final = 10_000  # bytes
MAX_COMMENT: Final = 1_000  # characters
_RETRY_AFTER: Final = 60  # seconds
_FARTHEST: Final = timedelta(days=50 * 366)
_REASONS: Final[tuple[RefusalReason, ...]] = get_args(RefusalReason)
_ANSWERS: Final[tuple[Answer, ...]] = get_args(Answer)
_MEETING_ANSWERS: Final[tuple[MeetingAnswer, ...]] = get_args(MeetingAnswer)

_log = structlog.get_logger(__name__)

_TEMPLATES: Final = Environment(
    loader=PackageLoader("boucle.notifications"),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
)
_STYLE: Final = _TEMPLATES.get_template("page.css").render()
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}

Form = Mapping[str, str]
Endpoint = Callable[[Request, str], Awaitable[Response]]


class Unfit(ValueError):
    """What the form says cannot be an answer; the message is for the person, in French."""


@dataclass(frozen=True, slots=True)
class Pages:
    links: Links
    catalogue: Catalogue

    # --- an introduction ------------------------------------------------------------------

    async def see_introduction(self, request: Request, token: str) -> Response:
        mail = await self._mail(request, "answer", token)
        return await self._introduction(request, mail) if mail else _gone()

    async def answer_introduction(self, request: Request, token: str) -> Response:
        mail = await self._mail(request, "answer", token)
        if mail is None:
            return _gone()
        now = _clock(request)()
        try:
            said = reply_of(await _form(request), now)
        except Unfit as error:
            return await self._introduction(request, mail, str(error))
        try:
            async with _database(request).write() as session:
                await use_cases.answer(session, mail, said, now)
        except AlreadyDisclosed:
            pass  # the page that follows says so
        return _see_other("answer", token)

    async def _introduction(
        self, request: Request, mail: Mail, error: str | None = None
    ) -> Response:
        if mail.introduction_id is None:
            return _gone()
        async with _database(request).read() as session:
            kept = await introductions.read(session, mail.introduction_id)
            seen = await lives.read(session, [kept.record.synergy_id])
        life = seen[kept.record.synergy_id].life
        known = glimpse(life, mail.organisation_id, self.catalogue, "fr")
        side = kept.record.side(mail.organisation_id)
        return _page(
            "answer.html",
            422 if error else 200,
            seen=known,
            facts=letter.masked_facts(known, "fr"),
            cautions=letter.cautions(known, "fr"),
            reasons_heading=letter.reasons_heading(known, "fr"),
            said=side.reply,
            disclosed=kept.record.state == "disclosed",
            until=_day(side.reply.contract_until) if side.reply else None,
            reasons=words.REFUSALS,
            max_comment=MAX_COMMENT,
            error=error,
        )

    # --- a meeting -------------------------------------------------------------------------

    async def see_meeting(self, request: Request, token: str) -> Response:
        mail = await self._mail(request, "meeting", token)
        return await self._meeting(request, mail) if mail else _gone()

    async def answer_meeting(self, request: Request, token: str) -> Response:
        mail = await self._mail(request, "meeting", token)
        if mail is None:
            return _gone()
        now = _clock(request)()
        said = (await _form(request)).get("answer")
        chosen = next((one for one in _MEETING_ANSWERS if one == said), None)
        if chosen is None:
            return await self._meeting(request, mail, "Choisissez l'une des trois réponses.")
        async with _database(request).write() as session:
            await meeting_use_cases.answer(session, mail, chosen, now)
        return _see_other("meeting", token)

    async def _meeting(self, request: Request, mail: Mail, error: str | None = None) -> Response:
        if mail.meeting_id is None:
            return _gone()
        async with _database(request).read() as session:
            meeting = (await meetings.read(session, [mail.meeting_id]))[mail.meeting_id].record
            about = await lives.read(session, meeting.synergy_ids)
        return _page(
            "meeting.html",
            422 if error else 200,
            title=meeting.title,
            kind=words.MEETING_KINDS[meeting.kind]["fr"],
            when=words.sentence(words.period(meeting.starts_at, meeting.ends_at, "fr")),
            place=meeting.place,
            about=self._own(mail.organisation_id, [one.life for one in about.values()]),
            said=meeting.invitee(mail.organisation_id).answer,
            answers=words.MEETING_ANSWERS,
            over=meeting.ends_at <= _clock(request)(),
            error=error,
        )

    def _own(self, company: UUID, about: list[Life]) -> list[Glimpse]:
        return [
            glimpse(life, company, self.catalogue, "fr")
            for life in about
            if company in plan.companies(life)
        ]

    # --- no more mail ----------------------------------------------------------------------

    async def see_stop(self, request: Request, token: str) -> Response:
        mail = await self._mail(request, "stop", token)
        if mail is None:
            return _gone()
        written_to = [mail.contact_id] if mail.contact_id else []
        asked = await mails.stopped(_database(request), written_to)
        return _page("stop.html", stopped=bool(asked))

    async def stop(self, request: Request, token: str) -> Response:
        """The page's button, or a mail program's one click (RFC 8058)."""
        mail = await self._mail(request, "stop", token)
        if mail is None:
            return _gone()
        form = await _form(request)
        one_click = form.get("List-Unsubscribe") == "One-Click"
        if not one_click and form.get("stop") != "yes":
            return _page("stop.html", 422, stopped=False)
        async with _database(request).write() as session:
            await use_cases.stop_mails(session, mail, _clock(request)())
        return _page("stop.html", stopped=True) if one_click else _see_other("stop", token)

    async def _mail(self, request: Request, purpose: Purpose, token: str) -> Mail | None:
        try:
            mail_id = self.links.read(purpose, token, _clock(request)())
        except BadLink:
            return None
        async with _database(request).read() as session:
            return await mails.read(session, mail_id)


def router(links: Links, catalogue: Catalogue) -> APIRouter:
    pages = Pages(links, catalogue)
    routes = APIRouter(default_response_class=HTMLResponse)
    _add(routes, "/r/{token}", "introduction_page", pages.see_introduction)
    _add(routes, "/m/{token}", "meeting_page", pages.see_meeting)
    _add(routes, "/stop/{token}", "stop_page", pages.see_stop)
    _add(routes, "/r/{token}", "answer_introduction", pages.answer_introduction, post=True)
    _add(routes, "/m/{token}", "answer_meeting", pages.answer_meeting, post=True)
    _add(routes, "/stop/{token}", "stop_mails", pages.stop, post=True)
    return routes


def _add(routes: APIRouter, path: str, name: str, page: Endpoint, *, post: bool = False) -> None:
    """A page without principal; what can be read with GET can be asked with HEAD. Who reads it is
    told in words, not in JSON, that the database is away."""

    @public
    async def endpoint(request: Request, token: str) -> Response:
        try:
            return await page(request, token)
        except Exception as error:
            if not is_transient(error):
                raise
            _log.warning("page_unavailable", page=name, cause=type(error).__name__)
            return _away()

    if post:
        routes.post(path, name=name, max_body_size=MAX_FORM)(endpoint)
        return
    routes.get(path, name=name)(endpoint)
    routes.head(path, name=f"{name}_head", include_in_schema=False)(endpoint)


def reply_of(form: Form, now: datetime) -> Reply:
    """A filled form as an answer. Raises Unfit."""
    said = form.get("answer")
    chosen = next((one for one in _ANSWERS if one == said), None)
    if chosen is None:
        raise Unfit("Choisissez l'une des trois réponses.")
    if chosen == "interested":
        return Reply("interested", consent=form.get("consent") == "yes")
    if chosen == "already_done":
        return Reply("already_done", contract_until=_until(form.get("contract_until", ""), now))
    reason = next((one for one in _REASONS if one == form.get("reason")), None)
    if reason is None:
        raise Unfit("Dites pourquoi ce n'est pas pour vous : choisissez l'une des raisons.")
    comment = form.get("comment", "").replace("\x00", "").strip()
    if len(comment) > MAX_COMMENT:
        raise Unfit(f"Le commentaire est trop long : {MAX_COMMENT} caractères au plus.")
    return Reply("refused", reason=reason, comment=comment)


def _until(text: str, now: datetime) -> date | None:
    if not text.strip():
        return None
    today = now.astimezone(words.PARIS).date()
    try:
        until = date.fromisoformat(text.strip())
    except ValueError as error:
        raise Unfit("La date de fin de contrat s'écrit année-mois-jour : 2027-12-31.") from error
    if not today < until < today + _FARTHEST:
        raise Unfit("La date de fin de contrat doit être à venir, dans moins de 50 ans.")
    return until


async def _form(request: Request) -> Form:
    """The fields of the body, the first value of each; never those of the address."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":  # what RFC 8058 prefers
        parts = await request.form(max_files=0, max_fields=10, max_part_size=MAX_FORM)
        return {name: value for name, value in parts.items() if isinstance(value, str)}
    try:
        body = (await request.body()).decode("utf-8")
        fields = parse_qs(body, keep_blank_values=True, max_num_fields=10, errors="strict")
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


def _page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    html = _TEMPLATES.get_template(template).render(style=_STYLE, **values)
    return HTMLResponse(html, status, headers=dict(_HEADERS))


def _gone() -> HTMLResponse:
    return _page("gone.html", 404)


def _away() -> HTMLResponse:
    answer = _page("away.html", 503)
    answer.headers["Retry-After"] = str(_RETRY_AFTER)
    return answer


def _see_other(purpose: Purpose, token: str) -> RedirectResponse:
    return RedirectResponse(f"{PATHS[purpose]}{token}", 303, headers=dict(_HEADERS))


def _day(when: date | None) -> str | None:
    return words.day(when, "fr") if when else None


def _database(request: Request) -> Database:
    database: Database = request.app.state.resources.database
    return database


def _clock(request: Request) -> Clock:
    clock: Clock = request.app.state.resources.clock
    return clock
