"""What is read, with what ``expand=`` adds, as the caller may see it; left out where not asked."""

from boucle.registry.api.schemas.declarations.flows import FlowOut
from boucle.registry.api.schemas.parties.organisations import OrganisationOut
from boucle.registry.api.schemas.parties.sites import SiteOut


class FlowRead(FlowOut):
    """``site``, ``organisation``: with ``expand=``."""

    site: SiteOut | None = None
    organisation: OrganisationOut | None = None


class SiteRead(SiteOut):
    """``organisation``: with ``expand=``."""

    organisation: OrganisationOut | None = None
