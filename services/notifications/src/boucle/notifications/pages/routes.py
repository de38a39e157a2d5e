"""Routes of pages: whoever reads a page is answered by a page. The token of a link is read here."""

from collections.abc import Awaitable, Callable, Collection, Coroutine
from typing import Annotated, Any, Final
from urllib.parse import parse_qs
from uuid import UUID

import structlog
from fastapi import Depends, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute

from boucle.notifications.directory.answer import Directory
from boucle.notifications.directory.client import DirectoryAway, DirectoryClient
from boucle.notifications.letters.links import PATHS, BadLink, Purpose, links_of
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import Mail
from boucle.notifications.pages.forms import MAX_FORM, Form
from boucle.notifications.pages.rendering import away, gone
from boucle.notifications.resources import NotificationsResources, Res
from boucle.platform.db import is_transient

_log = structlog.get_logger(__name__)


_FOR_ITS_READER: Final[frozenset[Purpose]] = frozenset({"answer", "meeting"})
"""Pages on which one answers for a company: closed to who was erased since the mail left."""


class UnknownLink(LookupError):
    """The token names no mail, is too old, or its reader was erased."""


class PageRoute(APIRoute):
    """Who reads a page is answered by a page, also when the link or the database is not there."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await answer(request)
            except UnknownLink:
                return gone(request)
            except Exception as error:
                if not is_transient(error):
                    raise
                _log.warning("page_unavailable", page=self.name, cause=type(error).__name__)
                return away(request)

        return answered


def mail_by(purpose: Purpose) -> Callable[[NotificationsResources, str], Awaitable[Mail]]:
    async def mail_by_token(resources: Res, token: str) -> Mail:
        try:
            mail_id = links_of(resources.settings).read(purpose, token, resources.clock())
        except BadLink as error:
            raise UnknownLink from error
        async with resources.database.read() as session:
            mail = await mails.read(session, mail_id)
        if mail is None or (purpose in _FOR_ITS_READER and mail.contact_id is None):
            raise UnknownLink
        return mail

    return mail_by_token


AnswerMail = Annotated[Mail, Depends(mail_by("answer"))]
MeetingMail = Annotated[Mail, Depends(mail_by("meeting"))]
StopMail = Annotated[Mail, Depends(mail_by("stop"))]
PreferencesMail = Annotated[Mail, Depends(mail_by("preferences"))]


async def form_of(request: Request) -> Form:
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


def settings_url(resources: NotificationsResources, mail: Mail) -> str:
    """Where the reader of this mail sets what is written to them."""
    return PATHS["preferences"] + links_of(resources.settings).token("preferences", mail.mail_id)


async def directory_of(
    resources: NotificationsResources,
    organisations: Collection[UUID],
    territories: Collection[str],
    flows: Collection[UUID] = (),
    sharings: Collection[UUID] = (),
) -> Directory | None:
    """What registry says of them; None while it is away: a page does without names."""
    client: DirectoryClient = resources.state.directory
    try:
        return await client.find(organisations, territories, flows, sharings)
    except DirectoryAway as error:
        _log.warning("directory_away", cause=str(error))
        return None
