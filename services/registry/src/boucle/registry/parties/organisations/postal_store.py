"""Codes sent by post, in Postgres: of each organisation the last one, as a hash."""

from dataclasses import asdict
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, delete
from sqlmodel import col

from boucle.platform.db import WriteSession
from boucle.registry.parties.organisations.postal_codes import PostalCode
from boucle.registry.tables import PostalCodeRow

_FORGET: Final = delete(PostalCodeRow).where(
    col(PostalCodeRow.organisation_id) == bindparam("organisation")
)


async def find_sent(session: WriteSession, organisation: UUID) -> PostalCode | None:
    row = await session.get(PostalCodeRow, organisation)
    if row is None:
        return None
    return PostalCode(**{**row.model_dump(), "address": tuple(row.address)})


async def save_sent(session: WriteSession, sent: PostalCode) -> None:
    """It takes the place of one sent before."""
    await session.save(PostalCodeRow(**{**asdict(sent), "address": list(sent.address)}))


async def forget_sent(session: WriteSession, organisation: UUID) -> None:
    await session.execute(_FORGET, organisation=organisation)
