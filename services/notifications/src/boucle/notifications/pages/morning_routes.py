"""Serve the page where an animator stops the morning mail, and begins again."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, Response

from boucle.notifications.letters.links import PATHS, BadLink, links_of
from boucle.notifications.pages.rendering import done_just_now, page, see_other
from boucle.notifications.pages.routes import MailPageRoute, UnknownLink
from boucle.notifications.preferences import mornings as store
from boucle.notifications.resources import NotificationsResources, Res
from boucle.pages.forms import MAX_FORM
from boucle.pages.rendering import for_anybody
from boucle.pages.routes import form_of
from boucle.platform.http import INTERNAL, GuardedRouter, public

router = GuardedRouter(default_response_class=HTMLResponse, route_class=MailPageRoute)


async def _reader(resources: Res, token: str) -> UUID:
    try:
        return links_of(resources.settings).read("morning", token, resources.clock())
    except BadLink as error:
        raise UnknownLink from error


OfMorning = Annotated[UUID, Depends(_reader)]


@router.get("/stop/matin/{token}", openapi_extra=INTERNAL)
@router.head("/stop/matin/{token}", include_in_schema=False)
@public
async def morning_page(request: Request, resources: Res, reader: OfMorning) -> Response:
    return await _page(request, resources, reader, saved=done_just_now(request) is not None)


@router.post("/stop/matin/{token}", max_body_size=MAX_FORM, openapi_extra=INTERNAL)
@public
async def stop_mornings(
    request: Request, resources: Res, reader: OfMorning, token: str
) -> Response:
    # The page's buttons, or a mail program's one click (RFC 8058).
    form = await form_of(request)
    one_click = form.get("List-Unsubscribe") == "One-Click"
    if not one_click and form.get("stop") not in ("yes", "no"):
        return await _page(request, resources, reader, status=422)
    async with resources.database.write() as session:
        if one_click or form["stop"] == "yes":
            await store.stop(session, reader, resources.clock())
        else:
            await store.go_on(session, reader)
    if not one_click:
        return see_other(PATHS["morning"] + token, "saved")
    return await _page(request, resources, reader)


async def _page(
    request: Request,
    resources: NotificationsResources,
    reader: UUID,
    *,
    saved: bool = False,
    status: int = 200,
) -> Response:
    async with resources.database.read() as session:
        stopped = await store.is_stopped(session, reader)
    around = for_anybody(request)
    return page(
        "stop_mornings.html", status, around, stopped=stopped, error=status != 200, saved=saved
    )
