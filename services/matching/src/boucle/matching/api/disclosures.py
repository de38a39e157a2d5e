"""The register of disclosures over HTTP."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query

from boucle.matching.api.dependencies import Res
from boucle.matching.queries import disclosures
from boucle.matching.queries.callers import caller_of
from boucle.matching.queries.disclosures import DisclosureOut
from boucle.platform.http import CurrentPrincipal, GuardedRouter, Page
from boucle.platform.http.lists.paging import LARGEST
from boucle.platform.paging import Cursor, PageRequest

_NO_MOMENT = datetime.fromtimestamp(0, UTC)
"""Of cursors: the last line looked at may be one that its reader is not shown."""

router = GuardedRouter(prefix="/v1/organisations", tags=["disclosures"])


@router.get("/{organisation_id}/disclosures")
async def list_disclosures(
    organisation_id: UUID,
    resources: Res,
    principal: CurrentPrincipal,
    limit: Annotated[int, Query(ge=1, le=LARGEST)] = 50,
    cursor: Annotated[
        str | None,
        Query(
            max_length=1000,
            description="The `next` of the previous page. To follow what is appended, ask for the "
            "last page again.",
        ),
    ] = None,
) -> Page[DisclosureOut]:
    """What was disclosed to this organisation and of it, by number: for itself, the tools that act
    for it, animators of its territories and the operator.

    An animator sees what touches a territory of his own: a page may be short, or empty. Go on until
    ``next`` is null.
    """
    page = PageRequest(limit, None if cursor is None else Cursor.decode(cursor), None)
    async with resources.database.read(snapshot=True) as session:
        caller = await caller_of(session, principal)
        after = 0 if page.after is None else page.after.number()
        links = await disclosures.links_for(session, caller, organisation_id, page, after)
        items = await disclosures.shown(session, caller, organisation_id, links[:limit], after)
    following = None
    if len(links) > limit:
        following = Cursor(_NO_MOMENT, str(after + limit)).encode()
    return Page(items=items, next=following)
