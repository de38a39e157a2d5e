"""Render the pages of notifications, with what was just done."""

from typing import Final, get_args

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from boucle.notifications.pages.states import Done
from boucle.pages import rendering
from boucle.pages.rendering import Pages, for_anybody

PAGES: Final = Pages("boucle.notifications")
page, gone, away = PAGES.page, PAGES.gone, PAGES.away


def left(request: Request) -> HTMLResponse:
    """Answer that the reader is no contact of the company any more."""
    return page("left.html", 403, for_anybody(request))


def see_other(path: str, done: Done | None = None) -> RedirectResponse:
    return rendering.see_other(f"{path}?{done}" if done else path)


def done_just_now(request: Request) -> Done | None:
    return next((one for one in get_args(Done) if one in request.query_params), None)
