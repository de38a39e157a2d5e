"""The company that is visited."""

import asyncio
from typing import Final
from uuid import UUID

from boucle.portal.api import Api, Query
from boucle.portal.companies.shapes import ShownCompany, SitePage

ALL: Final = 200


async def visited(api: Api, organisation_id: UUID) -> tuple[ShownCompany, SitePage]:
    """Return it with its sites."""
    query: Query = {"organisation_id": str(organisation_id), "limit": ALL}
    return await asyncio.gather(
        api.get(f"/v1/organisations/{organisation_id}", ShownCompany),
        api.get("/v1/sites", SitePage, query),
    )
