"""A table of deliveries: what is due is claimed until a moment, and settled by whoever claimed it.

    due -> sending (claimed until ``due_at``) -> due again, later | any state that ends it

A claim that outlives its moment belonged to a sender that died: another one takes it over, and
whoever wakes after that settles nothing. The table has the columns ``state``, ``due_at`` and
``attempts``, which also says whose attempt the present one is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boucle.platform.db import WriteSession


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a claimed delivery. ``due_at``: when it is tried again, None where it is not;
    ``tried``: False where nothing was tried, so that it does not count as an attempt."""

    id: UUID
    attempt: int
    state: str
    due_at: datetime | None = None
    tried: bool = True


@dataclass(frozen=True, slots=True)
class DeliveryQueue:
    """How a table is claimed and settled. ``key``: its column; ``on_claim``, ``on_settle``: what
    else is set then. Parameters from ``$6`` on are for ``on_settle``."""

    table: str
    key: str
    on_claim: str = ""
    on_settle: str = ""

    def claiming(self, picked: str, selected: str) -> str:
        """The statement that claims until ``$2`` what ``picked`` selects, and returns ``selected``.

        ``picked`` has the key and ``state`` of rows that it locks (``for update skip locked``).
        ``selected`` reads ``claimed``: the rows, and ``taken_over``, as they may have left already.
        """
        return f"""
with picked as ({picked}), claimed as (
    update {self.table} set state = 'sending', due_at = $2, attempts = attempts + 1{self.on_claim}
    from picked where {self.table}.{self.key} = picked.{self.key}
    returning {self.table}.*, picked.state = 'sending' as taken_over
)
{selected}
"""

    async def settle(
        self, session: WriteSession, settled: Sequence[Settled], *more: object
    ) -> frozenset[UUID]:
        """Store what became of these; returns which of them were still their claimer's. ``more``:
        what ``on_settle`` needs."""
        driver = await session.driver()
        rows = await driver.fetch(
            f"""
update {self.table} as one
set state = done.state, due_at = coalesce(done.due_at, one.due_at),
    attempts = one.attempts - (not done.tried)::integer{self.on_settle}
from unnest($1::uuid[], $2::integer[], $3::text[], $4::timestamptz[], $5::boolean[])
    as done (key, attempt, state, due_at, tried)
where one.{self.key} = done.key and one.attempts = done.attempt and one.state = 'sending'
returning one.{self.key} as key
""",
            [one.id for one in settled],
            [one.attempt for one in settled],
            [one.state for one in settled],
            [one.due_at for one in settled],
            [one.tried for one in settled],
            *more,
        )
        return frozenset(row["key"] for row in rows)
