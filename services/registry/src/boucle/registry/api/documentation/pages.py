"""``/`` and ``/docs``: guides, search and changelog, as pages that need no script."""

from typing import Annotated, Final

from fastapi import Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, Response

from boucle.pages.rendering import Pages, for_anybody
from boucle.pages.routes import NoSuchPage, PageRoute
from boucle.platform.http import GuardedRouter, public
from boucle.registry.api.documentation import events, guides
from boucle.registry.reference.search import folded

PAGES: Final = Pages("boucle.registry", "api/documentation/templates", style="docs.css")
_LEAST: Final = 2  # letters to search for
_LONGEST: Final = 200
_START: Final = {
    "name": "Boucle",
    "docs": "/docs",
    "openapi": "/openapi.json",
    "asyncapi": "/asyncapi.json",
    "token": "/oauth/token",
}


class DocsRoute(PageRoute):
    """Answers with a page also where there is none."""

    pages = PAGES


router = GuardedRouter(include_in_schema=False, route_class=DocsRoute)


@router.get("/")
@router.head("/")
@public
async def start(request: Request) -> Response:
    """Lead people to the guides, and programs to the contract."""
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse(_START, headers={"Vary": "Accept"})
    answer = PAGES.page("start.html", frame=for_anybody(request))
    answer.headers["Vary"] = "Accept, Accept-Language"
    return answer


@router.get("/docs")
@router.head("/docs")
@public
async def all_guides(
    request: Request, q: Annotated[str | None, Query(max_length=_LONGEST)] = None
) -> HTMLResponse:
    frame = for_anybody(request)
    if q is None:
        index = (await run_in_threadpool(guides.guides))["/docs"]
        return PAGES.page("index.html", frame=frame, guide=index, q="")
    long_enough = len(folded(q)) >= _LEAST
    found = await run_in_threadpool(guides.search, q) if long_enough else None
    return PAGES.page("found.html", frame=frame, q=q, found=found)


@router.get("/docs/events")
@router.head("/docs/events")
@public
async def all_events(request: Request) -> HTMLResponse:
    channels = await run_in_threadpool(events.channels)
    return PAGES.page("events.html", frame=for_anybody(request), channels=channels, q="")


@router.get("/docs/{name}")
@router.head("/docs/{name}")
@public
async def one_guide(request: Request, name: str) -> HTMLResponse:
    guide = (await run_in_threadpool(guides.guides)).get(f"/docs/{name}")
    if guide is None:
        raise NoSuchPage
    return PAGES.page("guide.html", frame=for_anybody(request), guide=guide, q="")
