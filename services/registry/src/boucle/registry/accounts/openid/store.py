"""Persons as a provider knows them, in Postgres."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col, select

from boucle.platform.db import WriteSession
from boucle.registry.tables import OpenIdRow

_FIND: Final = select(OpenIdRow).where(
    col(OpenIdRow.issuer) == bindparam("issuer"), col(OpenIdRow.subject) == bindparam("subject")
)


async def account_of(session: WriteSession, issuer: str, subject: str) -> UUID | None:
    """Return whose account it is."""
    row = await session.first(_FIND, issuer=issuer, subject=subject)
    return None if row is None else row.account_id


async def link(
    session: WriteSession, issuer: str, subject: str, account: UUID, now: datetime
) -> None:
    """Keep whose account it is; who was first stays."""
    row = OpenIdRow(issuer=issuer, subject=subject, account_id=account, created_at=now)
    await session.add_if_absent(row)
