"""Read the token of a mail's link on the routes of pages."""

from collections.abc import Awaitable, Callable, Collection
from typing import Annotated, Final
from uuid import UUID

import structlog
from fastapi import Depends

from boucle.notifications.directory.answer import Directory
from boucle.notifications.directory.client import DirectoryAway, DirectoryClient
from boucle.notifications.letters.links import PATHS, BadLink, Purpose, links_of
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import Mail
from boucle.notifications.pages.rendering import PAGES
from boucle.notifications.resources import NotificationsResources, Res
from boucle.pages.routes import NoSuchPage, PageRoute

_log = structlog.get_logger(__name__)


_FOR_ITS_READER: Final[frozenset[Purpose]] = frozenset({"answer", "meeting"})
"""Pages on which one answers for a company: closed to readers erased since the mail left."""


class UnknownLink(NoSuchPage):
    """The token names no mail, is too old, or its reader was erased."""


class MailPageRoute(PageRoute):
    pages = PAGES


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
