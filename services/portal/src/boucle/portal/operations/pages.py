"""``/exploitation``, ``/acces`` and ``/territoires``: an operator reads how Boucle is."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Final

from fastapi import Query, Request
from fastapi.responses import Response

from boucle.platform.http import GuardedRouter, public
from boucle.portal.api import Api
from boucle.portal.operations.shapes import (
    OperatedTerritories,
    PublicKeys,
    ShownPrincipal,
    ShownPrincipals,
    WrittenFlows,
)
from boucle.portal.operations.waiting_events import waiting_events
from boucle.portal.pages import OperatorPerson, PortalRoute, page

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_LISTED: Final = 50
_FEW: Final = 200
Next = Annotated[str | None, Query(alias="suite", max_length=500)]
RoleFilter = Annotated[
    str | None, Query(alias="role", pattern="^(operator|tool|animator|company|service)?$")
]


@router.get("/exploitation")
@public
async def show_operations(request: Request, person: OperatorPerson) -> Response:
    """Show what asks for a look, first."""
    api = person.api
    territories, tools, keys, events = await asyncio.gather(
        api.get("/v1/territories", OperatedTerritories, {"limit": _FEW}),
        api.get("/v1/principals", ShownPrincipals, {"role": "tool", "limit": _FEW}),
        api.get("/.well-known/jwks.json", PublicKeys),
        waiting_events(api),
    )
    active = [one for one in tools.items if one.revoked_at is None]
    return page(
        request,
        "operations.html",
        territories=territories,
        events=events,
        warned=[one for one in territories.items if one.warnings],
        tools=active,
        written=await _last_written(api, active),
        keys=[one.kid for one in keys.keys],
    )


@router.get("/territoires")
@public
async def list_territories(
    request: Request, person: OperatorPerson, cursor: Next = None
) -> Response:
    query: dict[str, str | int | None] = {"limit": _LISTED, "sort": "name", "cursor": cursor}
    found = await person.api.get("/v1/territories", OperatedTerritories, query)
    return page(request, "operated_territories.html", found=found)


@router.get("/acces")
@public
async def list_principals(
    request: Request, person: OperatorPerson, role: RoleFilter = None, cursor: Next = None
) -> Response:
    query: dict[str, str | int | None] = {"limit": _LISTED, "role": role or None, "cursor": cursor}
    found = await person.api.get("/v1/principals", ShownPrincipals, query)
    written = await _last_written(person.api, found.items)
    return page(request, "principals.html", found=found, role=role or "", written=written)


async def _last_written(
    api: Api, principals: Iterable[ShownPrincipal]
) -> dict[str, datetime | None]:
    """Return when a flow of each tool changed last, by client id."""
    tools = [(one.client_id, one.source) for one in principals if one.source]
    newest: dict[str, str | int | None] = {"sort": "-updated_at", "limit": 1}
    found = await asyncio.gather(
        *(api.get("/v1/flows", WrittenFlows, {**newest, "source": source}) for _, source in tools)
    )
    return {
        client_id: one.items[0].updated_at if one.items else None
        for (client_id, _), one in zip(tools, found, strict=True)
    }
