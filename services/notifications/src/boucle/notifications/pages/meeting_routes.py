"""Serve the page of a meeting, behind the link of its mails."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from boucle.catalogue import load_catalogue
from boucle.catalogue.wording.figures import Language
from boucle.contract.events.matching import Life
from boucle.contract.introduced import introduced_to
from boucle.notifications.directory.answer import Company
from boucle.notifications.letters import words
from boucle.notifications.letters.links import PATHS
from boucle.notifications.letters.masked import masked_view
from boucle.notifications.letters.meetings import parts
from boucle.notifications.lives import store as lives
from boucle.notifications.mails import plan
from boucle.notifications.mails.store import Mail
from boucle.notifications.meetings import store as meetings
from boucle.notifications.meetings import use_cases
from boucle.notifications.meetings.inviting import inviting_territory
from boucle.notifications.meetings.revisions import Closed, Closing, closing
from boucle.notifications.pages.forms import InvalidForm, meeting_answer_of
from boucle.notifications.pages.frame import frame, reader
from boucle.notifications.pages.rendering import done_just_now, gone, page, see_other
from boucle.notifications.pages.routes import MailPageRoute, MeetingMail, directory_of, settings_url
from boucle.notifications.pages.states import Done
from boucle.notifications.preferences import store as preferences
from boucle.notifications.resources import NotificationsResources, Res
from boucle.notifications.translating import translator
from boucle.pages.forms import MAX_FORM
from boucle.pages.routes import form_of
from boucle.pages.translating import N_
from boucle.platform.http import INTERNAL, GuardedRouter, public

_CLOSED: Final[Mapping[Closing, str]] = {
    "cancelled": N_("Cette rencontre est annulée : votre réponse n'est plus attendue."),
    "over": N_("Cette rencontre est passée : il est trop tard pour y répondre."),
}

router = GuardedRouter(default_response_class=HTMLResponse, route_class=MailPageRoute)


@router.get("/m/{token}", openapi_extra=INTERNAL)
@router.head("/m/{token}", include_in_schema=False)
@public
async def meeting_page(request: Request, resources: Res, mail: MeetingMail) -> Response:
    return await _meeting(resources, mail, done=done_just_now(request))


@router.post("/m/{token}", max_body_size=MAX_FORM, openapi_extra=INTERNAL)
@public
async def answer_meeting(
    request: Request, resources: Res, mail: MeetingMail, token: str
) -> Response:
    try:
        chosen = meeting_answer_of(await form_of(request))
        async with resources.database.write() as session:
            await use_cases.answer(session, mail, chosen, resources.clock())
    except InvalidForm as error:
        return await _meeting(resources, mail, error)
    except Closed as error:
        return await _meeting(resources, mail, InvalidForm("answer", _CLOSED[error.why], 409))
    return see_other(PATHS["meeting"] + token, "saved")


async def _meeting(
    resources: NotificationsResources,
    mail: Mail,
    error: InvalidForm | None = None,
    *,
    done: Done | None = None,
) -> Response:
    if mail.meeting_id is None:
        return gone()
    async with resources.database.read() as session:
        meeting = (await meetings.read(session, [mail.meeting_id]))[mail.meeting_id].record
        stored = await lives.read(session, meeting.synergy_ids)
        chosen = await preferences.read(session, mail.contact_id, mail.person)
    company, about = mail.organisation_id, [one.life for one in stored.values()]
    territory = inviting_territory(meeting, company, about)
    mine = [one for one in about if company in introduced_to(one)]
    directory = await directory_of(resources, {company, *_named(mine)}, [territory])
    to = reader(directory, company, mail.contact_id, chosen.language)
    _ = translator(to.language)
    return page(
        "meeting.html",
        error.status if error else 200,
        frame(directory, to, territory, settings_url(resources, mail)),
        meeting=meeting,
        facts=parts.facts(meeting, _),
        moved_from=meeting.moved_from and words.moment(meeting.moved_from, to.language),
        about=_lines(company, mine, directory.organisations if directory else {}, to.language),
        said=meeting.invitee(company).answer,
        answers={key: _(label) for key, label in words.MEETING_ANSWERS.items()},
        closing=closing(meeting, resources.clock()),
        error=error,
        done=done,
    )


def _named(about: Sequence[Life]) -> set[UUID]:
    """Those whose names were exchanged, and who serves them."""
    carriers = {one.carrier.organisation_id for one in about if one.disclosed and one.carrier}
    return carriers.union(*map(plan.disclosures, about))


def _lines(
    company: UUID, about: Sequence[Life], names: Mapping[UUID, Company], language: Language
) -> list[str]:
    """As the meeting's mails tell them."""
    views = [masked_view(life, company, load_catalogue(), language) for life in about]
    return [parts.line(view, names, translator(language)) for view in views]
