"""These models are matching's tables. The columns are those of the migrations; a test compares
them."""

from boucle.matching.tables.base import METADATA, MatchingTable
from boucle.matching.tables.copies import (
    CompaniesRow,
    CrowdClassRow,
    CrowdPartition,
    CrowdRow,
    DeclaredSharing,
    SiteCopyRow,
    TerritorySettings,
)
from boucle.matching.tables.groups import GroupAcross, StaleMarket, SynergyGroup
from boucle.matching.tables.lists import EntryRow, OwnedFlow, OwnedPartition, PairAcross, ToMend
from boucle.matching.tables.lives import (
    DisclosureHead,
    DisclosureRow,
    LifeHistory,
    LifeRow,
    ShownLife,
    ShownToTool,
)
from boucle.matching.tables.notes import NoteRow

__all__ = [
    "METADATA",
    "CompaniesRow",
    "CrowdClassRow",
    "CrowdPartition",
    "CrowdRow",
    "DeclaredSharing",
    "DisclosureHead",
    "DisclosureRow",
    "EntryRow",
    "GroupAcross",
    "LifeHistory",
    "LifeRow",
    "MatchingTable",
    "NoteRow",
    "OwnedFlow",
    "OwnedPartition",
    "PairAcross",
    "ShownLife",
    "ShownToTool",
    "SiteCopyRow",
    "StaleMarket",
    "SynergyGroup",
    "TerritorySettings",
    "ToMend",
]
