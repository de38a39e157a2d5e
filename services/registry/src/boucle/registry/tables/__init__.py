"""Registry's tables. Frozen SQL in ``migrations`` creates them; a test holds both equal."""

from boucle.registry.tables.access import ClientRow, SigningKeyRow
from boucle.registry.tables.accounts import (
    AccountRow,
    OpenIdRow,
    PasskeyRow,
    SessionRow,
    SignInRow,
    SpentChallengeRow,
)
from boucle.registry.tables.base import registry_metadata
from boucle.registry.tables.declarations import (
    BilanRow,
    DisclosedLifeRow,
    DuplicateDecisionRow,
    FlowRow,
    LifeCopyRow,
    MovementRow,
    SharingRow,
    SiteRow,
    SourceIdRow,
)
from boucle.registry.tables.following import CallRow, MarkedProspectRow
from boucle.registry.tables.organisations import (
    ContactProposalRow,
    ContactRow,
    ErasedPersonRow,
    OrganisationRow,
    VerificationRow,
)
from boucle.registry.tables.reference import (
    CommuneFileRow,
    CommuneRow,
    EstablishmentsCellRow,
    OccupationFileRow,
    OccupationRow,
    OccupationTitleRow,
    OutlineRow,
    PostalCodeRow,
    ProspectRow,
)
from boucle.registry.tables.territories import SandboxRow, TerritoryChangeRow, TerritoryRow, ZoneRow

__all__ = [
    "AccountRow",
    "BilanRow",
    "CallRow",
    "ClientRow",
    "CommuneFileRow",
    "CommuneRow",
    "ContactProposalRow",
    "ContactRow",
    "DisclosedLifeRow",
    "DuplicateDecisionRow",
    "ErasedPersonRow",
    "EstablishmentsCellRow",
    "FlowRow",
    "LifeCopyRow",
    "MarkedProspectRow",
    "MovementRow",
    "OccupationFileRow",
    "OccupationRow",
    "OccupationTitleRow",
    "OpenIdRow",
    "OrganisationRow",
    "OutlineRow",
    "PasskeyRow",
    "PostalCodeRow",
    "ProspectRow",
    "SandboxRow",
    "SessionRow",
    "SharingRow",
    "SignInRow",
    "SigningKeyRow",
    "SiteRow",
    "SourceIdRow",
    "SpentChallengeRow",
    "TerritoryChangeRow",
    "TerritoryRow",
    "VerificationRow",
    "ZoneRow",
    "registry_metadata",
]
