"""Lives of synergies in Postgres, as far as they take something of a flow."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from asyncpg import Record

from boucle.contract.events.registry import Quantity
from boucle.platform.db import ReadSession, WriteSession
from boucle.platform.db.writes import columns_of, replacing, unnest_of
from boucle.registry.declarations.lives.unmet import RunningSynergy
from boucle.registry.tables import LifeCopyRow

# In id order: two owners of a partition, the old and the new, never wait for each other in a ring.
_COLUMNS: Final = columns_of(LifeCopyRow)
_KEEP: Final = f"""
    INSERT INTO life ({_COLUMNS}) SELECT * FROM {unnest_of(LifeCopyRow)} ORDER BY synergy_id
    {replacing(LifeCopyRow)} WHERE life.entity_version < excluded.entity_version
"""
_RUNNING: Final = f"SELECT {_COLUMNS} FROM life WHERE unit IS NOT NULL"
_RUNNING_OF: Final = f"{_RUNNING} AND (offer_id = $1 OR need_id = $1)"


async def keep(session: WriteSession, runs: Iterable[RunningSynergy]) -> None:
    """One of each synergy; a version that is not above the one kept changes nothing."""
    lives = list(runs)
    driver = await session.driver()
    await driver.execute(
        _KEEP,
        [one.synergy_id for one in lives],
        [one.version for one in lives],
        [one.offer for one in lives],
        [one.need for one in lives],
        [one.agreed.value if one.agreed else None for one in lives],
        [one.agreed.unit if one.agreed else None for one in lives],
    )


async def running(session: ReadSession) -> list[RunningSynergy]:
    """Every life that takes something."""
    return [_run(row) for row in await session.fetch(_RUNNING)]


async def running_of(session: ReadSession, flow: UUID) -> list[RunningSynergy]:
    """Those that take something of this flow."""
    return [_run(row) for row in await session.fetch(_RUNNING_OF, flow)]


def _run(row: Record) -> RunningSynergy:
    return RunningSynergy(
        row["synergy_id"],
        row["entity_version"],
        row["offer_id"],
        row["need_id"],
        Quantity(row["value"], row["unit"]),
    )
