"""Registry's tables. Frozen SQL in ``migrations`` creates them; a test holds both equal."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from boucle.common.db.columns import column, moment, primary_key
from boucle.common.events.registry import Territory
from boucle.common.identity import Role
from boucle.common.sandboxes import sandbox_sql

registry_metadata = MetaData()


class _Table(SQLModel, registry=registry(metadata=registry_metadata)):
    metadata = registry_metadata


def _withdrawn(table: str) -> Index:
    """What was withdrawn, in order of change: one among very many."""
    return Index(
        f"{table}_withdrawn",
        *("updated_at", "id"),
        postgresql_where=text("withdrawn_at IS NOT NULL"),
    )


class TerritoryRow(_Table, table=True):
    """The animator and who answers for data are here and nowhere else. Settings have their columns
    below, one for each that ``Territory`` publishes."""

    __tablename__ = "territory"

    siren: str = primary_key(Text)
    name: str = column(Text)
    kind: str = column(Text)
    parent: str | None = column(ForeignKey("territory.siren"), null=True)
    animator_name: str | None = column(Text, null=True)
    animator_email: str | None = column(Text, null=True)
    animator_phone: str | None = column(Text, null=True)
    animator_address: str | None = column(Text, null=True)
    controller: dict[str, Any] | None = column(JSONB, null=True)
    entity_version: int = column(BigInteger)
    updated_at: datetime = moment()


_DEFAULTS = Territory(siren="", kind="epci")
_SETTING_TYPES: dict[type, Any] = {
    str: Text,
    int: Integer,
    bool: Boolean,
    dict: JSONB,
    tuple: ARRAY(Text),
}
for _name in Territory.__struct_fields__:
    if _name not in TerritoryRow.model_fields:
        _type = _SETTING_TYPES[type(getattr(_DEFAULTS, _name))]
        setattr(TerritoryRow, _name, Column(_type, nullable=False))


class SandboxRow(_Table, table=True):
    """A sandbox: the federation of its territories, who asked for it under which name, and the two
    principals that act in it."""

    __tablename__ = "sandbox"
    __table_args__ = (UniqueConstraint("owner", "name", name="sandbox_once"),)

    code: str = primary_key(ForeignKey("territory.siren"))
    owner: str = column(ForeignKey("client.client_id"))
    name: str = column(Text)
    tool: str = column(ForeignKey("client.client_id"))
    animator: str = column(ForeignKey("client.client_id"))
    made_at: datetime = moment()


class TerritoryChangeRow(_Table, table=True):
    """One change of a territory's settings; ``changes``: setting, before, after."""

    __tablename__ = "territory_change"

    siren: str = primary_key(ForeignKey("territory.siren"))
    version: int = primary_key(BigInteger)
    at: datetime = moment()
    changed_by: str | None = column(Text, null=True)
    role: str | None = column(Text, null=True)
    changes: list[dict[str, Any]] = column(JSONB)


class CommuneRow(_Table, table=True):
    """A code of a commune and, in the other columns, the commune that it stands for ``today``:
    itself, or the one that it was merged into. ``epci``: null for the few that are in none;
    ``folded``: its name as it is searched; ``merged``: no commune of today."""

    __tablename__ = "commune"
    __table_args__ = (
        Index("commune_by_name", "folded", "code"),
        Index("commune_by_epci", "epci"),
    )

    code: str = primary_key(Text)
    today: str = column(Text)
    name: str = column(Text)
    epci: str | None = column(Text, null=True)
    latitude: float | None
    longitude: float | None
    folded: str = column(Text(collation="C"))
    merged: bool = column(Boolean)


class CommuneFileRow(_Table, table=True):
    """One row: the version of the file that the communes are of; none before the first import."""

    __tablename__ = "commune_file"

    version: str = primary_key(Text)


class ZoneRow(_Table, table=True):
    """An activity zone, as an animator declared it: within ``radius_km`` of its centre."""

    __tablename__ = "zone"

    territory: str = primary_key(ForeignKey("territory.siren"))
    code: str = primary_key(Text)
    name: str = column(Text)
    latitude: float
    longitude: float
    radius_km: float
    source: str = column(Text)
    updated_at: datetime = moment()


class OccupationRow(_Table, table=True):
    """A code of the ROME that was imported, and its family (``parent``)."""

    __tablename__ = "occupation"

    code: str = primary_key(Text)
    parent: str = column(Text)
    label: str = column(Text)
    green: bool = column(Boolean)


class OccupationTitleRow(_Table, table=True):
    """A job title of an occupation."""

    __tablename__ = "occupation_title"

    code: str = primary_key(ForeignKey("occupation.code"))
    title: str = primary_key(Text)


class OccupationFileRow(_Table, table=True):
    """One row: the version of ROME that was imported, and a digest of what it says."""

    __tablename__ = "occupation_file"

    version: str = primary_key(Text)
    digest: str = column(Text)


class OrganisationRow(_Table, table=True):
    """``tools``: the client ids it granted. ``state``: see ``organisations/verification.py``."""

    __tablename__ = "organisation"
    __table_args__ = (
        Index("organisation_by_change", "updated_at", "id"),
        Index("organisation_by_name", "name", "id"),
        Index("organisation_by_declaration", "declared_at", "id"),
        _withdrawn("organisation"),
        Index("organisation_by_territory", "territory"),
        Index("organisation_by_tool", "tools", postgresql_using="gin"),
        Index("organisation_by_siren", "siren", postgresql_where=text("siren IS NOT NULL")),
        Index(
            "organisation_verified_once",
            "siren",
            text(sandbox_sql("territory")),
            unique=True,
            postgresql_where=text("state = 'verified' AND withdrawn_at IS NULL"),
        ),
        Index(
            "organisation_claimed",
            *("updated_at", "id"),
            postgresql_where=text("state = 'claimed' AND withdrawn_at IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    name: str = column(Text)
    siren: str | None = column(Text, null=True)
    territory: str = column(ForeignKey("territory.siren"))
    example: bool
    tools: list[str] = column(ARRAY(Text))
    direct: bool
    state: str = column(Text, server_default=text("'claimed'"))
    entity_version: int = column(BigInteger)
    declared_at: datetime = moment()
    updated_at: datetime = moment()
    withdrawn_at: datetime | None = moment(null=True)
    merged_into: UUID | None = column(ForeignKey("organisation.id"), null=True)


class VerificationRow(_Table, table=True):
    """A state that an organisation got, who gave it and why: rows are added, never changed.
    ``version``: the organisation's. ``evidence``: what was seen, or the reason of a refusal."""

    __tablename__ = "organisation_verification"

    organisation_id: UUID = primary_key(ForeignKey("organisation.id"))
    version: int = primary_key(BigInteger)
    at: datetime = moment()
    state: str = column(Text)
    how: str = column(Text)
    siren: str | None = column(Text, null=True)
    client_id: str | None = column(Text, null=True)
    role: str | None = column(Text, null=True)
    evidence: str | None = column(Text, null=True)


class PostalCodeRow(_Table, table=True):
    """A code sent by post, as argon2's hash; one an organisation. ``siren``: for which it was."""

    __tablename__ = "postal_code"

    organisation_id: UUID = primary_key(ForeignKey("organisation.id"))
    siren: str = column(Text)
    code_hash: str = column(Text)
    address: list[str] = column(ARRAY(Text))
    made_at: datetime = moment()
    expires_at: datetime = moment()
    tries: int = column(Integer)


class ContactRow(_Table, table=True):
    """People. Never in an event, a log or another company's answer. ``passed_on_by``: the contact
    who named it on a page, after which tools leave it; null of one that was declared.
    ``passes_to``: whom it named."""

    __tablename__ = "contact"
    __table_args__ = (Index("contact_once", "organisation_id", text("lower(email)"), unique=True),)

    id: UUID = Field(primary_key=True)
    organisation_id: UUID = column(ForeignKey("organisation.id"))
    name: str = column(Text)
    email: str = column(Text)
    phone: str | None = column(Text, null=True)
    language: str = column(Text)
    role: str = column(Text)
    passed_on_by: UUID | None = Field(default=None)
    passes_to: UUID | None = Field(default=None)


class ContactProposalRow(_Table, table=True):
    """People whom somebody named on a page, until an animator confirms them."""

    __tablename__ = "contact_proposal"
    __table_args__ = (
        Index("contact_proposed_once", "organisation_id", text("lower(email)"), unique=True),
        Index("contact_proposal_by_change", "proposed_at", "id"),
    )

    id: UUID = Field(primary_key=True)
    organisation_id: UUID = column(ForeignKey("organisation.id"))
    name: str = column(Text)
    email: str = column(Text)
    language: str = column(Text)
    passed_on_by: UUID
    proposed_at: datetime = moment()


class SiteRow(_Table, table=True):
    """``tools`` and ``on_trial`` repeat its organisation's: who writes a flow locks this one row.
    ``network_km``: length of each of ``networks`` that declares one, by code: who writes
    ``networks`` alone, as an old release did, gives no length to another network."""

    __tablename__ = "site"
    __table_args__ = (
        Index("site_by_change", "updated_at", "id"),
        Index("site_by_name", "name", "id"),
        Index("site_by_declaration", "declared_at", "id"),
        _withdrawn("site"),
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


class SourceIdRow(_Table, table=True):
    """What a tool calls an organisation or a site (``kind``). Flows carry theirs themselves."""

    __tablename__ = "source_id"
    __table_args__ = (Index("source_id_by_entity", "entity_id"),)

    source: str = primary_key(Text)
    kind: str = primary_key(Text)
    external_id: str = primary_key(Text)
    entity_id: UUID
    withdrawn_at: datetime | None = moment(null=True)


class FlowRow(_Table, table=True):
    """``draft`` is the whole declaration; the other columns are what is searched or joined."""

    __tablename__ = "flow"
    __table_args__ = (
        Index("flow_once", "source", "external_id", unique=True),
        Index("flow_by_change", "updated_at", "id"),
        Index("flow_by_declaration", "declared_at", "id"),
        _withdrawn("flow"),
        Index("flow_by_organisation", "organisation_id", "updated_at", "id"),
        Index("flow_by_territory", "territory", "updated_at", "id"),
        Index("flow_by_family", "family", "updated_at", "id"),
        Index("flow_by_site", "site_id", "family", "direction"),
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
    place: str = column(Text)
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


class SharingRow(_Table, table=True):
    """``draft`` is the whole declaration; the other columns are what is searched or joined."""

    __tablename__ = "sharing"
    __table_args__ = (
        Index("sharing_once", "source", "external_id", unique=True),
        Index("sharing_by_change", "updated_at", "id"),
        Index("sharing_by_declaration", "declared_at", "id"),
        _withdrawn("sharing"),
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


class DuplicateDecisionRow(_Table, table=True):
    """What somebody said of a pair of flows: ``same`` or ``distinct``. ``low`` < ``high``."""

    __tablename__ = "duplicate_decision"
    __table_args__ = (Index("duplicate_decision_by_high", "high"),)

    low: UUID = Field(primary_key=True)
    high: UUID = Field(primary_key=True)
    decision: Literal["same", "distinct"] = column(Text)
    decided_by: str = column(Text)
    decided_at: datetime = moment()


class ClientRow(_Table, table=True):
    """A principal: what a token is issued from. ``secret_hash`` is argon2's. ``verifies``: a tool
    whose organisations are verified at once. ``requires_if_match``: a tool that changes nothing
    unread. ``entity_version`` counts its revocations on the topic ``principal``. ``given_by``: the
    client id of who gave this one to a company, None where the operator made it."""

    __tablename__ = "client"
    __table_args__ = (
        Index("client_source", "source", unique=True, postgresql_where=text("source IS NOT NULL")),
    )

    client_id: str = primary_key(Text)
    name: str = column(Text)
    role: Role = column(Text)
    source: str | None = column(Text, null=True)
    organisations: list[UUID] = column(ARRAY(Uuid))
    territories: list[str] = column(ARRAY(Text))
    verifies: bool = column(Boolean, server_default=text("false"))
    requires_if_match: bool = column(Boolean, server_default=text("false"))
    secret_hash: str = column(Text)
    created_at: datetime = moment()
    revoked_at: datetime | None = moment(null=True)
    entity_version: int = column(BigInteger, server_default=text("0"))
    given_by: str | None = column(Text, null=True)


class SigningKeyRow(_Table, table=True):
    """Private Ed25519 keys that sign tokens; all are published. ``sealed``: the key as JWK, under
    ``BOUCLE_ENCRYPTION_KEY``; ``jwk``: in clear, of a first start until the key is sealed."""

    __tablename__ = "signing_key"
    __table_args__ = (
        CheckConstraint("(jwk IS NULL) <> (sealed IS NULL)", name="signing_key_once"),
    )

    kid: str = primary_key(Text)
    jwk: dict[str, str | list[str]] | None = column(JSONB(none_as_null=True), null=True)
    sealed: bytes | None = column(LargeBinary, null=True)
    created_at: datetime = moment()


class BilanRow(_Table, table=True):
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


class ProspectRow(_Table, table=True):
    """An establishment that nobody declared, from INSEE's public file; nobody is mailed from it."""

    __tablename__ = "prospect"
    __table_args__ = (Index("prospect_by_activity", text('"left"(naf_code, 5)'), "latitude"),)

    siret: str = primary_key(Text)
    name: str | None = column(Text, null=True)
    naf_code: str = column(Text)
    commune_code: str | None = column(Text, null=True)
    commune: str | None = column(Text, null=True)
    employees: str | None = column(Text, null=True)
    latitude: float
    longitude: float
    seen_at: datetime = moment()


class EstablishmentsCellRow(_Table, table=True):
    """A cell of places as last published; ``body``: by NACE class, numbers of SIREN. A cell that
    holds none any more stays, empty, for its version."""

    __tablename__ = "establishments_cell"

    north: int = primary_key(Integer)
    east: int = primary_key(Integer)
    version: int = column(BigInteger)
    body: dict[str, list[int]] = column(JSONB)


class MovementRow(_Table, table=True):
    """How often a site moved or a flow was revised (``kind``) on a day (UTC); kept for a week."""

    __tablename__ = "movement"

    day: date = primary_key(Date)
    kind: str = primary_key(Text)
    subject_id: UUID = primary_key(Uuid)
    times: int = column(Integer)
    first_at: datetime = moment()
    last_at: datetime = moment()


class LifeRow(_Table, table=True):
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
