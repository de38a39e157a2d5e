"""These tables copy what registry published, as consumers last read it, and count crowds."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from boucle.matching.tables.base import MatchingTable
from boucle.platform.db.columns import column, moment, primary_key

_THERE = text("not withdrawn")
_UNPLACED = text("level is null and companies > 0")


class SiteCopyRow(MatchingTable, table=True):
    """Whose a site is, and the tools that its organisation lets act for it."""

    __tablename__ = "site"
    __table_args__ = (
        Index("site_organisation", "organisation_id"),
        Index("site_tools", "tools", postgresql_using="gin"),
    )

    site_id: UUID = primary_key(Uuid)
    version: int = column(BigInteger)
    organisation_id: UUID = column(Uuid)
    territory: str = column(Text)
    division: str | None = column(Text, null=True)
    north: int = column(SmallInteger)
    east: int = column(SmallInteger)
    tools: list[str] = column(ARRAY(Text))
    withdrawn: bool


class CompaniesRow(MatchingTable, table=True):
    """The companies of a NACE class in a cell, by the public register (numbers of their SIREN)."""

    __tablename__ = "register_companies"
    __table_args__ = (Index("register_companies_cell", "north", "east"),)

    nace: str = primary_key(Text)
    north: int = primary_key(SmallInteger)
    east: int = primary_key(SmallInteger)
    companies: list[int] = column(ARRAY(Integer))


class CrowdRow(MatchingTable, table=True):
    """What may be shown of flows of one family, direction, division and cell: by ``level`` and
    ``sector`` of their class (``crowds.partition``), which so many ``companies`` fit; 0: nothing.
    ``stale``: not looked at yet."""

    __tablename__ = "crowd"
    __table_args__ = (
        Index("crowd_stale", "family", postgresql_where=text("stale")),
        Index("crowd_unplaced", "family", "output", postgresql_where=_UNPLACED),
    )

    family: str = primary_key(Text)
    output: bool = primary_key(Boolean)
    division: str = primary_key(Text)
    north: int = primary_key(SmallInteger)
    east: int = primary_key(SmallInteger)
    level: int | None = column(SmallInteger, null=True)
    sector: bool
    companies: int = column(SmallInteger)
    stale: bool


class CrowdPartition(MatchingTable, table=True):
    """Whether the companies that could give (``output``) or take a family were divided into classes
    since the register last changed (``since``)."""

    __tablename__ = "crowd_partition"

    family: str = primary_key(Text)
    output: bool = primary_key(Boolean)
    stale: bool
    since: datetime = moment()


class CrowdClassRow(MatchingTable, table=True):
    """A class of companies that are shown alike. ``division`` empty, ``level`` -1: not shown."""

    __tablename__ = "crowd_class"

    family: str = primary_key(Text)
    output: bool = primary_key(Boolean)
    division: str = primary_key(Text)
    level: int = primary_key(SmallInteger)
    north: int = primary_key(SmallInteger)
    east: int = primary_key(SmallInteger)
    companies: int = column(Integer)


class TerritorySettings(MatchingTable, table=True):
    """A territory's settings as last read (msgspec JSON of ``events.registry.Territory``)."""

    __tablename__ = "territory_settings"

    siren: str = primary_key(Text)
    version: int = column(BigInteger)
    body: bytes = column(LargeBinary)


class DeclaredSharing(MatchingTable, table=True):
    """What groups are found from, as registry declared it (``body``: msgspec JSON of
    ``events.sharing.Sharing``, or of what else ``topic`` carries). ``market``: where it could stand
    in a group, null: nowhere; ``made_by``: the catalogue and rules that found the market.
    ``topic``: where it is declared; ``sharing_id``: its id there."""

    __tablename__ = "declared_sharing"
    __table_args__ = (
        Index(
            "declared_sharing_market",
            *("market", "sharing_id"),
            postgresql_where=text("market is not null"),
        ),
        Index("declared_sharing_territory", "territory", "sharing_id", postgresql_where=_THERE),
        Index(
            "declared_sharing_organisation",
            *("organisation_id", "sharing_id"),
            postgresql_where=_THERE,
        ),
    )

    sharing_id: UUID = primary_key(Uuid)
    version: int = column(BigInteger)
    withdrawn: bool
    organisation_id: UUID = column(Uuid)
    territory: str = column(Text)
    declared_by: str | None = column(Text, null=True)
    market: str | None = column(Text, null=True)
    made_by: str = column(Text)
    body: bytes = column(LargeBinary)
    changed_at: datetime = moment()
    topic: str = column(Text, server_default=text("'sharing'"))
