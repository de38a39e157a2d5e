"""What people said of likely duplicates."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import any_, bindparam
from sqlmodel import col, select

from boucle.common.db import Session, WriteSession
from boucle.registry.flows.duplicates import Decision
from boucle.registry.tables import DuplicateDecisionRow as Row

_AMONG: Final = select(Row).where(
    col(Row.low) == any_(bindparam("flows")), col(Row.high) == any_(bindparam("flows"))
)


async def decisions_among(
    session: Session, flows: Collection[UUID]
) -> dict[frozenset[UUID], Decision]:
    found = await session.all(_AMONG, flows=list(flows))
    return {frozenset((row.low, row.high)): row.decision for row in found}


async def decide(
    session: WriteSession,
    one: UUID,
    other: UUID,
    decision: Decision,
    *,
    by: str,
    now: datetime,
) -> None:
    low, high = sorted((one, other))
    await session.save(Row(low=low, high=high, decision=decision, decided_by=by, decided_at=now))
