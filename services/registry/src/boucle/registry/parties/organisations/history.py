"""The states that organisations had, in Postgres: written once each, never changed."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col, select

from boucle.platform.db import ReadSession, WriteSession
from boucle.registry.parties.organisations.verification import Verification
from boucle.registry.tables import VerificationRow

_OF = (
    select(VerificationRow)
    .where(VerificationRow.organisation_id == bindparam("organisation"))
    .order_by(col(VerificationRow.version))
)


async def add(session: WriteSession, one: Verification) -> None:
    await session.add(
        VerificationRow(
            organisation_id=one.organisation_id,
            version=one.version,
            at=one.at,
            state=one.state,
            how=one.how,
            siren=one.siren,
            client_id=one.by,
            role=one.role,
            evidence=one.evidence,
        )
    )


async def history_of(session: ReadSession, organisation: UUID) -> Sequence[VerificationRow]:
    """Oldest first."""
    return await session.all(_OF, organisation=organisation)
