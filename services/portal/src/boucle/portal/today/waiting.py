"""Who waits for an animator's word."""

import asyncio

from boucle.portal.api import Api
from boucle.portal.companies.shapes import CompanyPage
from boucle.portal.today.shapes import JoinRequestLines, ProposedContacts


async def who_waits(api: Api, limit: int) -> tuple[CompanyPage, ProposedContacts, JoinRequestLines]:
    """Return companies to verify, contacts to confirm, and who says to be a known company."""
    return await asyncio.gather(
        api.get("/v1/organisations", CompanyPage, {"state": "claimed", "limit": limit}),
        api.get("/v1/contact-proposals", ProposedContacts, {"limit": limit}),
        api.get("/v1/join-requests", JoinRequestLines, {"limit": limit}),
    )
