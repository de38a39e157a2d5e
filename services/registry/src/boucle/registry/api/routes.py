"""Every route of registry."""

from typing import Final

from boucle.registry.api import documentation, sandboxes
from boucle.registry.api.accounts import animators, openid, passkeys, sign_ins
from boucle.registry.api.declarations import duplicates, movements, typical
from boucle.registry.api.declarations.by_id import routes_by_id
from boucle.registry.api.declarations.shapes import FLOW, SHARING
from boucle.registry.api.files import bilans, offer_imports, sharing_imports
from boucle.registry.api.identity import oauth, principals
from boucle.registry.api.outlets import outlets, prospects
from boucle.registry.api.parties import (
    calls,
    company_principals,
    contacts,
    directory,
    merging,
    organisations,
    persons,
    sites,
    synergies,
    verifications,
)
from boucle.registry.api.reference import communes, outlines, reference, sharing_reference
from boucle.registry.api.sources import bulk, patches, source_reads, sources
from boucle.registry.api.sources.by_name import routes_by_name
from boucle.registry.api.territories import public, territories, zones

ROUTERS: Final = (
    routes_by_name(FLOW),
    sources.router,
    source_reads.router,
    routes_by_id(FLOW),
    routes_by_name(SHARING),
    routes_by_id(SHARING),
    oauth.router,
    territories.router,
    zones.router,
    public.router,
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
    sign_ins.router,
    passkeys.router,
    openid.router,
    animators.router,
    principals.router,
    company_principals.router,
    sandboxes.router,
    synergies.router,
    calls.router,
    contacts.router,
    directory.router,
    reference.router,
    sharing_reference.router,
    communes.router,
    outlines.router,
    *documentation.ROUTERS,
)
"""The busiest first: routes are tried in order."""
