"""Principals, and the keys that sign their tokens."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from boucle.platform.db.columns import column, moment, primary_key
from boucle.platform.identity import Role
from boucle.registry.tables.base import RegistryTable


class ClientRow(RegistryTable, table=True):
    """A principal: what a token is issued from. ``secret_hash`` is argon2's. ``verifies``: a tool
    whose organisations are verified at once. ``requires_if_match``: a tool that changes nothing
    unread. ``entity_version`` counts its revocations on the topic ``principal``. ``given_by``: the
    client id of who gave this one to a company, None where the operator made it. ``account_id``:
    the person whose role it is, without a secret; a company's person has no ``organisations`` here:
    they are those whose contact it is."""

    __tablename__ = "client"
    __table_args__ = (
        Index("client_source", "source", unique=True, postgresql_where=text("source IS NOT NULL")),
        Index("client_by_account", "account_id", postgresql_where=text("account_id IS NOT NULL")),
    )

    client_id: str = primary_key(Text)
    name: str = column(Text)
    role: Role = column(Text)
    source: str | None = column(Text, null=True)
    organisations: list[UUID] = column(ARRAY(Uuid))
    territories: list[str] = column(ARRAY(Text))
    verifies: bool = column(Boolean, server_default=text("false"))
    requires_if_match: bool = column(Boolean, server_default=text("false"))
    secret_hash: str | None = column(Text, null=True)
    created_at: datetime = moment()
    revoked_at: datetime | None = moment(null=True)
    entity_version: int = column(BigInteger, server_default=text("0"))
    given_by: str | None = column(Text, null=True)
    account_id: UUID | None = column(ForeignKey("account.id", ondelete="SET NULL"), null=True)


class SigningKeyRow(RegistryTable, table=True):
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
