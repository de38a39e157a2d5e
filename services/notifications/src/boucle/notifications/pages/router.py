"""The pages behind the links of mails. A GET changes nothing, ever; a POST answers.

The token is the capability: no session, no cookie, so nothing for another site to ride on.
A route's name is in the API's description; its docstring would be too.
"""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from boucle.common.http import INTERNAL, public
from boucle.notifications.introductions import use_cases as introduction_use_cases
from boucle.notifications.letters.links import PATHS
from boucle.notifications.mails import stopped
from boucle.notifications.mails.store import Mail
from boucle.notifications.pages import introduction_routes, meeting_routes
from boucle.notifications.pages.forms import MAX_FORM
from boucle.notifications.pages.frame import frame, reader
from boucle.notifications.pages.rendering import page, see_other
from boucle.notifications.pages.routes import (
    PageRoute,
    StopMail,
    directory_of,
    form_of,
)
from boucle.notifications.resources import NotificationsResources, Res

router = APIRouter(default_response_class=HTMLResponse, route_class=PageRoute)
router.include_router(introduction_routes.router)
router.include_router(meeting_routes.router)


@router.get("/stop/{token}", openapi_extra=INTERNAL)
@router.head("/stop/{token}", include_in_schema=False)
@public
async def stop_page(resources: Res, mail: StopMail) -> Response:
    written_to = [mail.contact_id] if mail.contact_id else []
    done = bool(await stopped.stopped(resources.database, written_to))
    return await _stop(resources, mail, stopped=done)


@router.post("/stop/{token}", max_body_size=MAX_FORM, openapi_extra=INTERNAL)
@public
async def stop_mails(request: Request, resources: Res, mail: StopMail, token: str) -> Response:
    # The page's button, or a mail program's one click (RFC 8058).
    form = await form_of(request)
    one_click = form.get("List-Unsubscribe") == "One-Click"
    if not one_click and form.get("stop") != "yes":
        return await _stop(resources, mail, 422, stopped=False)
    async with resources.database.write() as session:
        await introduction_use_cases.stop_mails(session, mail, resources.clock())
    if not one_click:
        return see_other(PATHS["stop"] + token)
    return page("stop.html", stopped=True, error=False)


async def _stop(
    resources: NotificationsResources, mail: Mail, status: int = 200, *, stopped: bool
) -> Response:
    directory = await directory_of(resources, [mail.organisation_id], [])
    to = reader(directory, mail.organisation_id, mail.contact_id)
    return page(
        "stop.html", status, frame(directory, to, None, None), stopped=stopped, error=status == 422
    )
