"""Accounts of persons, what they sign in by, and their sessions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Text, text
from sqlmodel import Field

from boucle.platform.db.columns import column, moment, primary_key
from boucle.registry.tables.base import RegistryTable


class AccountRow(RegistryTable, table=True):
    """A person who may sign in. What it may do are its principals (``ClientRow.account_id``)."""

    __tablename__ = "account"
    __table_args__ = (Index("account_once", text("lower(email)"), unique=True),)

    id: UUID = Field(primary_key=True)
    email: str = column(Text)
    name: str = column(Text)
    language: str = column(Text)
    created_at: datetime = moment()


class SignInRow(RegistryTable, table=True):
    """A mail to a person: a link to sign in, or an invitation (``kind``). ``browser``: the SHA-256,
    in hexadecimal, of the cookie of who asked. The link is derived from the id, never stored."""

    __tablename__ = "sign_in"
    __table_args__ = (
        Index("sign_in_by_account", "account_id", "asked_at"),
        Index("sign_in_by_end", "ends_at"),
    )

    id: UUID = Field(primary_key=True)
    account_id: UUID = column(ForeignKey("account.id", ondelete="CASCADE"))
    kind: str = column(Text)
    browser: str | None = column(Text, null=True)
    invited_by: str | None = column(Text, null=True)
    asked_at: datetime = moment()
    ends_at: datetime = moment()
    used_at: datetime | None = moment(null=True)


class SessionRow(RegistryTable, table=True):
    """A browser that is signed in. Of its secret only SHA-256 is kept: of the present one, and of
    the one before, which is good until the present one was used (``confirmed_at``). ``agent``: what
    its owner recognises the browser by. ``client_id``: the role it acts in. ``proven_at``: when a
    passkey was used in it last, or a provider said as much. ``id_token``: by which its provider
    signed it in, and would end its own session."""

    __tablename__ = "session"
    __table_args__ = (Index("session_by_account", "account_id"),)

    id: UUID = Field(primary_key=True)
    account_id: UUID = column(ForeignKey("account.id", ondelete="CASCADE"))
    secret_hash: bytes = column(LargeBinary)
    previous_hash: bytes | None = column(LargeBinary, null=True)
    rotated_at: datetime = moment()
    confirmed_at: datetime | None = moment(null=True)
    created_at: datetime = moment()
    seen_at: datetime = moment()
    agent: str = column(Text)
    client_id: str | None = column(Text, null=True)
    proven_at: datetime | None = moment(null=True)
    id_token: str | None = column(Text, null=True)


class OpenIdRow(RegistryTable, table=True):
    """A person as an OpenID Connect provider knows it."""

    __tablename__ = "openid_subject"
    __table_args__ = (Index("openid_subject_by_account", "account_id"),)

    issuer: str = primary_key(Text)
    subject: str = primary_key(Text)
    account_id: UUID = column(ForeignKey("account.id", ondelete="CASCADE"))
    created_at: datetime = moment()


class PasskeyRow(RegistryTable, table=True):
    """A passkey of a person. ``credential``: its id, as the device knows it; ``sign_count``: what
    it counted at its last use, 0 of one that does not count."""

    __tablename__ = "passkey"
    __table_args__ = (Index("passkey_by_account", "account_id", "created_at"),)

    id: UUID = Field(primary_key=True)
    account_id: UUID = column(ForeignKey("account.id", ondelete="CASCADE"))
    credential: bytes = column(LargeBinary, unique=True)
    public_key: bytes = column(LargeBinary)
    sign_count: int = column(BigInteger)
    name: str = column(Text)
    created_at: datetime = moment()
    used_at: datetime | None = moment(null=True)


class SpentChallengeRow(RegistryTable, table=True):
    """A challenge that was answered, until it has ended anyway."""

    __tablename__ = "spent_challenge"
    __table_args__ = (Index("spent_by_moment", "spent_at"),)

    challenge: bytes = primary_key(LargeBinary)
    spent_at: datetime = moment()
