"""Read the token of a mail's link on the routes of pages."""

from collections.abc import Awaitable, Callable, Collection, Coroutine
from typing import Annotated, Any, Final
from uuid import UUID

import structlog
from fastapi import Depends, Request
from fastapi.responses import Response

from boucle.notifications.directory.answer import Directory
from boucle.notifications.directory.client import DirectoryAway, DirectoryClient
from boucle.notifications.letters.links import PATHS, BadLink, Purpose, links_of
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import Mail
from boucle.notifications.pages.rendering import PAGES, away, left
from boucle.notifications.resources import NotificationsResources, Res
from boucle.pages.routes import NoSuchPage, PageRoute

_log = structlog.get_logger(__name__)


_FOR_WHO_LEFT: Final[frozenset[Purpose]] = frozenset({"stop"})
"""Pages that stay open to who is no contact of the company any more, or was erased."""


class UnknownLink(NoSuchPage):
    """The token names no mail, is too old, or its reader was erased."""


class NoLongerContact(Exception):
    """The reader is no contact of the company any more to which the mail was sent."""


class MailPageRoute(PageRoute):
    """Answers with a page also if its reader left, or if registry cannot tell."""

    pages = PAGES

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await answer(request)
            except NoLongerContact:
                return left(request)
            except DirectoryAway as error:
                _log.warning("directory_away", cause=str(error))
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
        if mail is None:
            raise UnknownLink
        if purpose not in _FOR_WHO_LEFT:
            await _ensure_contact(resources, mail)
        return mail

    return mail_by_token


async def _ensure_contact(resources: NotificationsResources, mail: Mail) -> None:
    """Raise where the reader was erased, is no contact any more, or registry cannot tell."""
    if mail.contact_id is None:
        raise UnknownLink
    client: DirectoryClient = resources.state.directory
    found = (await client.ask([mail.organisation_id], ())).organisations.get(mail.organisation_id)
    if found is None or all(one.contact_id != mail.contact_id for one in found.contacts):
        raise NoLongerContact


AnswerMail = Annotated[Mail, Depends(mail_by("answer"))]
MeetingMail = Annotated[Mail, Depends(mail_by("meeting"))]
StopMail = Annotated[Mail, Depends(mail_by("stop"))]
PreferencesMail = Annotated[Mail, Depends(mail_by("preferences"))]


def settings_url(resources: NotificationsResources, mail: Mail) -> str:
    return PATHS["preferences"] + links_of(resources.settings).token("preferences", mail.mail_id)


async def directory_of(
    resources: NotificationsResources,
    organisations: Collection[UUID],
    territories: Collection[str],
    flows: Collection[UUID] = (),
    sharings: Collection[UUID] = (),
) -> Directory | None:
    """Ask registry; None while it is away: a page then has no names."""
    client: DirectoryClient = resources.state.directory
    try:
        return await client.find(organisations, territories, flows, sharings)
    except DirectoryAway as error:
        _log.warning("directory_away", cause=str(error))
        return None
