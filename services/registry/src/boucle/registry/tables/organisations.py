"""Organisations, and the persons who answer for them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from boucle.contract.sandboxes import sandbox_sql
from boucle.platform.db.columns import column, moment, primary_key
from boucle.registry.tables.base import RegistryTable, withdrawn


class OrganisationRow(RegistryTable, table=True):
    """``tools``: the client ids it granted. ``state``: see ``organisations/verification.py``."""

    __tablename__ = "organisation"
    __table_args__ = (
        Index("organisation_by_change", "updated_at", "id"),
        Index("organisation_by_name", "name", "id"),
        Index("organisation_searched", text("searchable(name)"), postgresql_using="gin"),
        Index("organisation_by_declaration", "declared_at", "id"),
        withdrawn("organisation"),
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


class VerificationRow(RegistryTable, table=True):
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


class ContactRow(RegistryTable, table=True):
    """People. Never in an event, a log or another company's answer. ``passed_on_by``: the contact
    who named it on a page, after which tools leave it; null of one that was declared.
    ``passes_to``: whom it named."""

    __tablename__ = "contact"
    __table_args__ = (
        Index("contact_once", "organisation_id", text("lower(email)"), unique=True),
        Index("contact_by_address", text("lower(email)")),
    )

    id: UUID = Field(primary_key=True)
    organisation_id: UUID = column(ForeignKey("organisation.id"))
    name: str = column(Text)
    email: str = column(Text)
    phone: str | None = column(Text, null=True)
    language: str = column(Text)
    role: str = column(Text)
    passed_on_by: UUID | None = Field(default=None)
    passes_to: UUID | None = Field(default=None)


class ContactProposalRow(RegistryTable, table=True):
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


class ErasedPersonRow(RegistryTable, table=True):
    """Somebody who was erased, by the keyed hash of the mail address: what tools declare of it is
    left out until somebody else declares it (``allowed_at``). ``body``: its event's (msgspec JSON
    of ``events.registry.ErasedPerson``)."""

    __tablename__ = "erased_person"

    person: str = primary_key(Text)
    version: int = column(BigInteger)
    body: bytes = column(LargeBinary)
    erased_at: datetime = moment()
    allowed_at: datetime | None = moment(null=True)
