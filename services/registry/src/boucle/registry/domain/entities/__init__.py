"""What registry keeps: territories, organisations, sites, what is declared at them."""

from boucle.registry.domain.entities.declarations import AtSite, D, Declaration, Flow, FlowDraft
from boucle.registry.domain.entities.organisations import (
    Contact,
    Language,
    Organisation,
    OrganisationState,
    Source,
)
from boucle.registry.domain.entities.rows import entity_of, made_of
from boucle.registry.domain.entities.sites import (
    DeclaredSite,
    Network,
    Site,
    SiteDraft,
    declared_lengths,
    with_lengths,
)
from boucle.registry.domain.entities.territories import Animator, Controller, Territory

__all__ = [
    "Animator",
    "AtSite",
    "Contact",
    "Controller",
    "D",
    "Declaration",
    "DeclaredSite",
    "Flow",
    "FlowDraft",
    "Language",
    "Network",
    "Organisation",
    "OrganisationState",
    "Site",
    "SiteDraft",
    "Source",
    "Territory",
    "declared_lengths",
    "entity_of",
    "made_of",
    "with_lengths",
]
