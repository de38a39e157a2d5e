"""From what was sent to what the domain reads, field by field of the same name."""

import msgspec

from boucle.catalogue import Catalogue
from boucle.registry.api.schemas.declarations.flows import FlowIn
from boucle.registry.api.schemas.declarations.sharings import SharingIn
from boucle.registry.api.schemas.parties.organisations import OrganisationIn
from boucle.registry.api.schemas.parties.sites import SiteIn
from boucle.registry.api.schemas.territories.territories import TerritoryIn
from boucle.registry.declarations.flows.natures import nature_of
from boucle.registry.declarations.flows.sent import SentFlow
from boucle.registry.declarations.parties.organisations import OrganisationDraft
from boucle.registry.declarations.sharings.drafts import SentSharing
from boucle.registry.domain.entities import DeclaredSite, Territory
from boucle.registry.domain.values.week import plain_hour


def declared_flow(body: FlowIn, catalogue: Catalogue) -> SentFlow:
    said = {**body.model_dump(), "since": body.valid_from}
    if body.nature is None:
        family = body.families[0].family if body.families else body.family
        unit, text, low = body.quantity.unit, body.text, body.low
        said["nature"] = nature_of(family, unit, text, low, catalogue)
    return msgspec.convert(said, SentFlow)


def declared_sharing(body: SharingIn) -> SentSharing:
    hours = None if body.hours is None else tuple(map(plain_hour, body.hours))
    said = {**body.model_dump(), "hours": hours, "since": body.valid_from}
    return msgspec.convert(said, SentSharing)


def declared_site(body: SiteIn) -> DeclaredSite:
    """A place that says no precision is taken for its commune's: the coarser."""
    placed = (body.latitude is not None and body.location_precision) or "commune"
    return msgspec.convert({**body.model_dump(), "location_precision": placed}, DeclaredSite)


def declared_organisation(body: OrganisationIn) -> OrganisationDraft:
    """What it leaves out is left out there, too."""
    said = {
        name: value for name, value in body.model_dump().items() if name in body.model_fields_set
    }
    return msgspec.convert(said, OrganisationDraft)


def declared_territory(siren: str, body: TerritoryIn) -> Territory:
    fields = body.model_dump()
    return msgspec.convert({**fields, "published": {**fields, "siren": siren}}, Territory)
