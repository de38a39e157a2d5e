"""``/``: what Boucle is, where it is used and how to join; for who signed in, its first page."""

from decimal import Decimal
from typing import Final

from fastapi import Request
from fastapi.responses import Response

from boucle.pages.rendering import see_other
from boucle.platform.http import GuardedRouter, public
from boucle.portal import figures
from boucle.portal.kept import Kept
from boucle.portal.pages import START, PortalRoute, SignedOut, frame_of, page, people_of, signed_in
from boucle.portal.registry import OpenTerritories

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_GUIDES: Final = "/docs"


@router.get("/")
@public
async def welcome(request: Request) -> Response:
    try:
        await signed_in(request)
    except SignedOut:
        return await _public_page(request)
    return see_other(START)


async def _public_page(request: Request) -> Response:
    kept: Kept[OpenTerritories] = request.app.state.resources.state.territories
    found = await kept.get(people_of(request).registry.public_territories)
    language = frame_of(request).language
    return page(
        request,
        "welcome.html",
        territories=found.items,
        guides=_GUIDES,
        number=lambda count: figures.number(Decimal(count), language),
    )
