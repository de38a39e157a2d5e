"""Sites, what they declare, and how those who send it name it."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field

from boucle.platform.db.columns import column, moment, primary_key
from boucle.registry.tables.base import RegistryTable, withdrawn


class SiteRow(RegistryTable, table=True):
    """``tools`` and ``on_trial`` repeat its organisation's: who writes a flow locks this one row.
    ``network_km``: length of each of ``networks`` that declares one, by code: who writes
    ``networks`` alone, as an old release did, gives no length to another network."""

    __tablename__ = "site"
    __table_args__ = (
        Index("site_by_change", "updated_at", "id"),
        Index("site_by_name", "name", "id"),
        Index("site_by_declaration", "declared_at", "id"),
        withdrawn("site"),
        Index("site_by_organisation", "organisation_id"),
        Index("site_by_territory", "territory"),
        Index(
            "site_once",
            "organisation_id",
            "siret",
            unique=True,
            postgresql_where=text("siret IS NOT NULL AND withdrawn_at IS NULL"),
        ),
        Index(
            "site_by_activity",
            text('"left"(naf_code, 2)'),
            "latitude",
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index(
            "site_searched",
            text("searchable((name || ' '::text) || COALESCE(commune, ''::text))"),
            postgresql_using="gin",
        ),
        Index("site_by_siret", "siret", postgresql_where=text("withdrawn_at IS NULL")),
    )

    id: UUID = Field(primary_key=True)
    organisation_id: UUID = column(ForeignKey("organisation.id"))
    name: str = column(Text)
    siret: str | None = column(Text, null=True)
    naf_code: str | None = column(Text, null=True)
    naf_version: str | None = column(Text, null=True)
    latitude: float
    longitude: float
    location_precision: str = column(Text)
    commune: str | None = column(Text, null=True)
    commune_code: str | None = column(Text, null=True)
    address: str | None = column(Text, null=True)
    territory: str = column(ForeignKey("territory.siren"))
    treatments: list[str] = column(ARRAY(Text))
    networks: list[str] = column(ARRAY(Text))
    network_km: dict[str, float] = column(JSONB)
    example: bool
    tools: list[str] = column(ARRAY(Text))
    direct: bool
    on_trial: bool = column(Boolean, server_default=text("false"))
    valid_from: date
    entity_version: int = column(BigInteger)
    declared_at: datetime = moment()
    updated_at: datetime = moment()
    withdrawn_at: datetime | None = moment(null=True)


class SourceIdRow(RegistryTable, table=True):
    """What a tool calls an organisation or a site (``kind``). Flows carry theirs themselves."""

    __tablename__ = "source_id"
    __table_args__ = (Index("source_id_by_entity", "entity_id"),)

    source: str = primary_key(Text)
    kind: str = primary_key(Text)
    external_id: str = primary_key(Text)
    entity_id: UUID
    withdrawn_at: datetime | None = moment(null=True)


class FlowRow(RegistryTable, table=True):
    """``draft`` is the whole declaration; the other columns are what is searched or joined."""

    __tablename__ = "flow"
    __table_args__ = (
        Index("flow_once", "source", "external_id", unique=True),
        Index("flow_by_change", "updated_at", "id"),
        Index("flow_by_declaration", "declared_at", "id"),
        withdrawn("flow"),
        Index("flow_by_organisation", "organisation_id", "updated_at", "id"),
        Index("flow_by_territory", "territory", "updated_at", "id"),
        Index("flow_by_family", "family", "updated_at", "id"),
        Index("flow_by_site", "site_id", "family", "direction"),
        Index("flow_searched", text("searchable(draft ->> 'text'::text)"), postgresql_using="gin"),
        Index(
            "flow_by_end",
            text("((draft -> 'availability'::text) ->> 'end'::text)"),
            postgresql_where=text(
                "withdrawn_at IS NULL AND "
                "((draft -> 'availability'::text) ->> 'end'::text) IS NOT NULL"
            ),
        ),
        Index(
            "flow_duplicates",
            "duplicate_of",
            postgresql_where=text("duplicate_of IS NOT NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = column(ForeignKey("site.id"))
    organisation_id: UUID
    territory: str = column(Text)
    source: str | None = column(Text, null=True)
    external_id: str | None = column(Text, null=True)
    direction: str = column(Text)
    nature: str = column(Text)
    family: str | None = column(Text, null=True)
    draft: dict[str, Any] = column(JSONB)
    catalogue_version: str = column(Text)
    duplicate_of: UUID | None
    valid_from: date
    entity_version: int = column(BigInteger)
    declared_at: datetime = moment()
    updated_at: datetime = moment()
    withdrawn_at: datetime | None = moment(null=True)


class SharingRow(RegistryTable, table=True):
    """``draft`` is the whole declaration; the other columns are what is searched or joined."""

    __tablename__ = "sharing"
    __table_args__ = (
        Index("sharing_once", "source", "external_id", unique=True),
        Index("sharing_by_change", "updated_at", "id"),
        Index("sharing_by_declaration", "declared_at", "id"),
        withdrawn("sharing"),
        Index("sharing_by_organisation", "organisation_id", "updated_at", "id"),
        Index("sharing_by_territory", "territory", "updated_at", "id"),
        Index("sharing_by_subject", "subject", "updated_at", "id"),
        Index("sharing_by_site", "site_id"),
        Index(
            "sharing_by_end",
            text("(draft ->> 'valid_until'::text)"),
            postgresql_where=text(
                "withdrawn_at IS NULL AND (draft ->> 'valid_until'::text) IS NOT NULL"
            ),
        ),
        Index(
            "sharing_excluding",
            "id",
            postgresql_where=text(
                "withdrawn_at IS NULL AND (draft -> 'excluded'::text) IS NOT NULL"
            ),
        ),
    )

    id: UUID = Field(primary_key=True)
    site_id: UUID = column(ForeignKey("site.id"))
    organisation_id: UUID
    territory: str = column(Text)
    source: str | None = column(Text, null=True)
    external_id: str | None = column(Text, null=True)
    kind: str = column(Text)
    direction: str = column(Text)
    subject: str | None = column(Text, null=True)
    draft: dict[str, Any] = column(JSONB)
    catalogue_version: str = column(Text)
    valid_from: date
    entity_version: int = column(BigInteger)
    declared_at: datetime = moment()
    updated_at: datetime = moment()
    withdrawn_at: datetime | None = moment(null=True)


class DuplicateDecisionRow(RegistryTable, table=True):
    """What somebody said of a pair of flows: ``same`` or ``distinct``. ``low`` < ``high``."""

    __tablename__ = "duplicate_decision"
    __table_args__ = (Index("duplicate_decision_by_high", "high"),)

    low: UUID = Field(primary_key=True)
    high: UUID = Field(primary_key=True)
    decision: Literal["same", "distinct"] = column(Text)
    decided_by: str = column(Text)
    decided_at: datetime = moment()


class BilanRow(RegistryTable, table=True):
    """One import of a *bilan entrées-sorties*: its counts, its errors, the rows to send back, what
    the others were taken with."""

    __tablename__ = "bilan"
    __table_args__ = (Index("bilan_by_client", "client_id", "created_at"),)

    id: UUID = Field(primary_key=True)
    client_id: str = column(Text)
    counts: dict[str, int] = column(JSONB)
    errors: list[dict[str, Any]] = column(JSONB)
    to_classify: list[dict[str, Any]] = column(JSONB, server_default=text("'[]'::jsonb"))
    warnings: list[dict[str, Any]] = column(JSONB, server_default=text("'[]'::jsonb"))
    rejects: bytes = column(LargeBinary)
    created_at: datetime = moment()


class MovementRow(RegistryTable, table=True):
    """How often a site moved or a flow was revised (``kind``) on a day (UTC); kept for a week."""

    __tablename__ = "movement"

    day: date = primary_key(Date)
    kind: str = primary_key(Text)
    subject_id: UUID = primary_key(Uuid)
    times: int = column(Integer)
    first_at: datetime = moment()
    last_at: datetime = moment()


class LifeCopyRow(RegistryTable, table=True):
    """A synergy's life as matching last published it: which flows are its sides, and the quantity a
    year agreed while it runs (null: it takes nothing). Those that do not run stay, so that an older
    version published again is known as such."""

    __tablename__ = "life"
    __table_args__ = (
        Index("life_by_offer", "offer_id", postgresql_where=text("unit IS NOT NULL")),
        Index("life_by_need", "need_id", postgresql_where=text("unit IS NOT NULL")),
    )

    synergy_id: UUID = Field(primary_key=True)
    entity_version: int = column(BigInteger)
    offer_id: UUID | None
    need_id: UUID | None
    value: str | None = column(Text, null=True)
    unit: str | None = column(Text, null=True)


class DisclosedLifeRow(RegistryTable, table=True):
    """A synergy's life as matching last published it, JSON, while its parties know each other; null
    while they do not."""

    __tablename__ = "disclosed_life"

    synergy_id: UUID = Field(primary_key=True)
    entity_version: int = column(BigInteger)
    body: bytes | None = column(LargeBinary, null=True)
