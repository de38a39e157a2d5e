"""From what was sent to what the domain reads, field by field of the same name."""

import msgspec

from boucle.registry.api.schemas.declarations.flows import FlowIn
from boucle.registry.api.schemas.declarations.sharings import SharingIn
from boucle.registry.api.schemas.parties.organisations import OrganisationIn
from boucle.registry.api.schemas.parties.sites import SiteIn
from boucle.registry.api.schemas.territories.territories import TerritoryIn
from boucle.registry.declarations.flows.sent import SentFlow
from boucle.registry.declarations.parties.organisations import OrganisationDraft
from boucle.registry.declarations.sharings.drafts import SentSharing
from boucle.registry.domain.entities import DeclaredSite, Territory


def declared_flow(body: FlowIn) -> SentFlow:
    return msgspec.convert({**body.model_dump(), "since": body.valid_from}, SentFlow)


def declared_sharing(body: SharingIn) -> SentSharing:
    return msgspec.convert({**body.model_dump(), "since": body.valid_from}, SentSharing)


def declared_site(body: SiteIn) -> DeclaredSite:
    return msgspec.convert(body.model_dump(), DeclaredSite)


def declared_organisation(body: OrganisationIn) -> OrganisationDraft:
    """What it leaves out is left out there, too."""
    said = {
        name: value for name, value in body.model_dump().items() if name in body.model_fields_set
    }
    return msgspec.convert(said, OrganisationDraft)


def declared_territory(siren: str, body: TerritoryIn) -> Territory:
    fields = body.model_dump()
    return msgspec.convert({**fields, "published": {**fields, "siren": siren}}, Territory)
