"""What people said of likely duplicates."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import any_, bindparam
from sqlmodel import col, select

from boucle.platform.db import Session, WriteSession
from boucle.registry.declarations.flows.duplicates import Decision, DuplicateGroup
from boucle.registry.tables import DuplicateDecisionRow as Row

_AMONG: Final = select(Row).where(
    col(Row.low) == any_(bindparam("flows")), col(Row.high) == any_(bindparam("flows"))
)

_SHARED: Final = """
    SELECT DISTINCT site_id, family, direction
    FROM unnest($2::uuid[], $3::text[], $4::text[]) AS wanted(site_id, family, direction)
    JOIN flow USING (site_id, family, direction)
    WHERE withdrawn_at IS NULL AND source IS DISTINCT FROM $1
"""


async def shared_groups(
    session: Session, source: str, groups: Collection[DuplicateGroup]
) -> set[DuplicateGroup]:
    """Those of these groups in which somebody other than this source has a flow today."""
    wanted = [[group[place] for group in groups] for place in range(3)]
    return {DuplicateGroup(*row) for row in await session.fetch(_SHARED, source, *wanted)}


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
