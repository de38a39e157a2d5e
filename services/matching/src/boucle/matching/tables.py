"""Matching's tables. The columns are those of the migrations; a test keeps the two equal.

``entry``, ``owned_flow``, ``owned_partition`` and ``to_mend`` are written by the engine's worker;
``life``, ``life_history`` and the register of disclosures by whoever moves a life; ``site`` and
``territory_settings`` by a consumer of their own, ``declared_sharing`` by another;
``synergy_group`` by whoever looks at a market that ``stale_market`` names.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from boucle.common.db.columns import column, moment, primary_key

METADATA = MetaData()
_THERE = text("not withdrawn")
_UNPLACED = text("counts[7] < 3 and counts[8] >= 3")
_OF_SEVERAL = text("not withdrawn and further is not null")
_TOLD = text("not withdrawn and family is not null")
_BY_A_TOOL = text("not withdrawn and declared_by is not null")


class MatchingTable(SQLModel, registry=registry(metadata=METADATA)):
    """Root of this service's tables: its own metadata, apart from other services'."""

    metadata = METADATA


class EntryRow(MatchingTable, table=True):
    """One entry of an owned flow's list of best partners: ``rank`` orders them, best first.

    ``gives``: it is an offer's list (a flow may change sides). ``since``: when the partner came;
    ``changed_at``: when it came or its rank changed.
    """

    __tablename__ = "entry"
    __table_args__ = (Index("entry_partner", "partner"), Index("entry_synergy", "synergy_id"))

    owner: UUID = primary_key(Uuid)
    partner: UUID = primary_key(Uuid)
    gives: bool
    rank: int = column(SmallInteger)
    since: datetime = moment()
    changed_at: datetime = moment()
    synergy_id: UUID = column(Uuid)


class OwnedFlow(MatchingTable, table=True):
    """A flow as its partition's owner last saw it (msgspec JSON of ``events.registry.Flow``), and
    when that was stored. ``family``: null where it takes no part in matching; ``north``, ``east``:
    the cell of its place (``common.cells``). ``declared_by``: the tool under whose source it is.
    ``further``: of a flow of several families, all but the main one, parted by spaces."""

    __tablename__ = "owned_flow"
    __table_args__ = (
        Index("owned_flow_partition", "partition", "flow_offset"),
        Index("owned_flow_organisation", "organisation_id", "flow_id", postgresql_where=_THERE),
        Index("owned_flow_territory", "territory", "flow_id", postgresql_where=_THERE),
        Index(
            "owned_flow_family",
            *("family", "output", text("(north >> 3)"), text("(east >> 3)"), "flow_id"),
            postgresql_where=_TOLD,
        ),
        Index("owned_flow_declared_by", "declared_by", "flow_id", postgresql_where=_BY_A_TOOL),
        Index(
            "owned_flow_further",
            text("string_to_array(further, ' ')"),
            postgresql_using="gin",
            postgresql_where=_OF_SEVERAL,
        ),
    )

    flow_id: UUID = primary_key(Uuid)
    partition: int = column(SmallInteger)
    flow_offset: int = column(BigInteger)
    version: int = column(BigInteger)
    withdrawn: bool
    organisation_id: UUID = column(Uuid)
    territory: str = column(Text)
    nature: str = column(Text)
    output: bool
    family: str | None = column(Text, null=True)
    division: str = column(Text)
    north: int = column(SmallInteger)
    east: int = column(SmallInteger)
    declared_by: str | None = column(Text, null=True)
    further: str | None = column(Text, null=True)
    body: bytes = column(LargeBinary)
    changed_at: datetime = moment()


class OwnedPartition(MatchingTable, table=True):
    """Who may write a partition's lists: the holder of ``epoch``.

    ``turn``: the version of its lists. ``catalogue`` (and rules) made the lists; ``positions`` is
    how far into each source partition they have read: JSON, topic -> next offset of each partition.
    """

    __tablename__ = "owned_partition"

    partition: int = primary_key(SmallInteger)
    epoch: int = column(BigInteger)
    turn: int = column(BigInteger)
    catalogue: str = column(Text)
    positions: bytes = column(LargeBinary)


class ToMend(MatchingTable, table=True):
    """A flow that a wide change (settings, catalogue) left to be compared again with a partition's
    lists."""

    __tablename__ = "to_mend"

    partition: int = primary_key(SmallInteger)
    flow_id: UUID = primary_key(Uuid)


class LifeRow(MatchingTable, table=True):
    """A synergy's life (``body``: msgspec JSON of ``events.matching.Life``) and what finds it.

    ``organisations``, ``territories`` and ``flows`` go side by side, one entry for each party;
    ``introduced``: the organisations that it was introduced to.
    ``inputs``: what its computed figures came from, for ``kept_inputs`` to read; null where none
    were computed, or none kept.
    """

    __tablename__ = "life"
    __table_args__ = (
        Index("life_introduced", "introduced", postgresql_using="gin"),
        Index("life_territories", "territories", postgresql_using="gin"),
        Index("life_offer", "offer_id", postgresql_where=text("offer_id is not null")),
        Index("life_need", "need_id", postgresql_where=text("need_id is not null")),
        Index("life_updated", "updated_at", "synergy_id"),
        Index("life_due", "contract_until", postgresql_where=text("contract_until is not null")),
        CheckConstraint("entity_version > 0", name="life_version_positive"),
    )

    synergy_id: UUID = primary_key(Uuid)
    entity_version: int = column(BigInteger)
    state: str = column(Text)
    kind: str = column(Text)
    found_by: str = column(Text)
    nature: str | None = column(Text, null=True)
    score: int | None = column(Integer, null=True)
    organisations: list[UUID] = column(ARRAY(Uuid))
    introduced: list[UUID] = column(ARRAY(Uuid))
    territories: list[str] = column(ARRAY(Text))
    flows: list[UUID | None] = column(ARRAY(Uuid))
    offer_id: UUID | None = column(Uuid, null=True)
    need_id: UUID | None = column(Uuid, null=True)
    contract_until: date | None = Field(default=None)
    body: bytes = column(LargeBinary)
    inputs: bytes | None = column(LargeBinary, null=True)
    updated_at: datetime = moment()


class LifeHistory(MatchingTable, table=True):
    """Each step of a life: when, by whom, and the life as it stood after it."""

    __tablename__ = "life_history"

    synergy_id: UUID = primary_key(Uuid)
    version: int = primary_key(BigInteger)
    at: datetime = moment()
    actor: str = column(Text)
    type: str = column(Text)
    body: bytes = column(LargeBinary)


class DisclosureRow(MatchingTable, table=True):
    """A link of the register (``disclosures.chain``), never changed: the database refuses it.
    ``by_right``: its right, which is a word of SQL."""

    __tablename__ = "disclosure"
    __table_args__ = (
        Index("disclosure_to", "to_organisation", "number"),
        Index("disclosure_of", "of_organisation", "number"),
        CheckConstraint("number > 0", name="disclosure_number_positive"),
    )

    number: int = primary_key(BigInteger)
    previous: bytes = column(LargeBinary)
    salt: bytes = column(LargeBinary)
    hash: bytes = column(LargeBinary)
    at: datetime = moment()
    kind: str = column(Text)
    by_right: str = column(Text)
    to_organisation: UUID = column(Uuid)
    to_territory: str = column(Text)
    of_organisation: UUID = column(Uuid)
    of_territory: str = column(Text)
    synergy_id: UUID = column(Uuid)
    version: int = column(BigInteger)
    actor: str = column(Text)


class DisclosureHead(MatchingTable, table=True):
    """The last link of the register, in one row: who appends locks it."""

    __tablename__ = "disclosure_head"
    __table_args__ = (CheckConstraint("id = 1", name="disclosure_head_one"),)

    id: int = primary_key(SmallInteger)
    number: int = column(BigInteger)
    hash: bytes = column(LargeBinary)


class ShownToTool(MatchingTable, table=True):
    """A pair that a tool was shown because it declared both of its flows: when, and whose they
    were. The register has a line for each of both."""

    __tablename__ = "shown_to_tool"

    synergy_id: UUID = primary_key(Uuid)
    tool: str = primary_key(Text)
    at: datetime = moment()
    offer_organisation: UUID = column(Uuid)
    offer_territory: str = column(Text)
    need_organisation: UUID = column(Uuid)
    need_territory: str = column(Text)


class SiteRow(MatchingTable, table=True):
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
    """How many companies could give (``output``) or take a family, for flows of one division in one
    cell: ``counts``, one for each of ``crowds.STEPS``. ``stale``: the register changed since."""

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
    counts: list[int] = column(ARRAY(SmallInteger))
    stale: bool


class TerritorySettings(MatchingTable, table=True):
    """A territory's settings as last read (msgspec JSON of ``events.registry.Territory``)."""

    __tablename__ = "territory_settings"

    siren: str = primary_key(Text)
    version: int = column(BigInteger)
    body: bytes = column(LargeBinary)


class DeclaredSharing(MatchingTable, table=True):
    """A need or an offer that could be pooled or shared, as registry declared it (``body``: msgspec
    JSON of ``events.sharing.Sharing``). ``market``: where it could stand in a group, null: nowhere;
    ``made_by``: the catalogue and rules that found the market."""

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


class SynergyGroup(MatchingTable, table=True):
    """A group as last published (``body``: msgspec JSON of ``events.groups.Group``). One that is
    lost has a row only where it has a life. ``version``: of the sequence
    ``synergy_group_version``, which all groups share."""

    __tablename__ = "synergy_group"
    __table_args__ = (
        Index("synergy_group_market", "market", "synergy_id"),
        Index("synergy_group_organisations", "organisations", postgresql_using="gin"),
        Index("synergy_group_territories", "territories", postgresql_using="gin"),
    )

    synergy_id: UUID = primary_key(Uuid)
    version: int = column(BigInteger)
    market: str = column(Text)
    kind: str = column(Text)
    subject: str = column(Text)
    state: str = column(Text)
    organisations: list[UUID] = column(ARRAY(Uuid))
    territories: list[str] = column(ARRAY(Text))
    body: bytes = column(LargeBinary)
    changed_at: datetime = moment()


class StaleMarket(MatchingTable, table=True):
    """A market whose groups are to be found again, ``since`` when, and the event that it follows
    from. Only appended and deleted: who appends waits for nobody."""

    __tablename__ = "stale_market"
    __table_args__ = (Index("stale_market_market", "market", "id"),)

    id: int = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    market: str = column(Text)
    since: datetime = moment()
    correlation_id: UUID | None = column(Uuid, null=True)
    causation_id: UUID | None = column(Uuid, null=True)
