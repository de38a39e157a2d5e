"""Every route of registry."""

from typing import Final

from boucle.registry.api import documentation, sandboxes
from boucle.registry.api.declarations import duplicates, flows, movements, sharings, typical
from boucle.registry.api.files import bilans, offer_imports, sharing_imports
from boucle.registry.api.identity import oauth, principals
from boucle.registry.api.outlets import outlets, prospects
from boucle.registry.api.parties import (
    company_principals,
    contacts,
    directory,
    merging,
    organisations,
    persons,
    sites,
    verifications,
)
from boucle.registry.api.reference import communes, reference, sharing_reference
from boucle.registry.api.sources import bulk, patches, source_reads, source_sharings, sources
from boucle.registry.api.territories import territories, zones

ROUTERS: Final = (
    sources.router,
    source_reads.router,
    flows.router,
    source_sharings.router,
    sharings.router,
    oauth.router,
    territories.router,
    zones.router,
    organisations.router,
    verifications.router,
    merging.router,
    sites.router,
    patches.router,
    typical.router,
    bilans.router,
    sharing_imports.router,
    offer_imports.router,
    bulk.router,
    outlets.router,
    prospects.router,
    duplicates.router,
    movements.router,
    persons.router,
    principals.router,
    company_principals.router,
    sandboxes.router,
    contacts.router,
    directory.router,
    reference.router,
    sharing_reference.router,
    communes.router,
    documentation.router,
)
"""The busiest first: routes are tried in order."""
