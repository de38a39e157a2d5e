"""Store figures, and the marks of what changes them."""

import json
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import msgspec

from boucle.indicators.facts import store as facts
from boucle.indicators.figures.definitions import VERSION
from boucle.indicators.figures.facts_in_force import Entity
from boucle.indicators.figures.figure import Figure
from boucle.indicators.stored.plan import Touched
from boucle.platform.db import ReadSession, Session, WriteSession

_LOCK = 0x426F75636C6510
LONG: Final = timedelta(minutes=10)
"""What a month's figures may take, between statements."""
_ALONE = "SELECT pg_try_advisory_lock($1)"

# A lock of the session, not of a transaction. It ends when nobody asks for so long.
_MARK = """
    SELECT set_config('boucle.replica', $1, false), set_config('idle_session_timeout', '30s', false)
"""
_MARKED = "SELECT coalesce(current_setting('boucle.replica', true) = $1, false)"

_TOUCHED = """
    SELECT territory, day, array_agg(id) AS ids FROM touched
    WHERE day <= $1 AND id <> all($2) GROUP BY territory, day
"""

_FORGET_TOUCHED = "DELETE FROM touched WHERE id = any($1)"

_TAKE_CHANGED = "DELETE FROM changed RETURNING kinds, entities, lists"

_BEGUN = "SELECT DISTINCT kind, entity FROM fact WHERE valid_from > $1 AND valid_from <= $2"
_LISTED = "SELECT DISTINCT flow FROM flow_list WHERE month > $1 AND month <= $2"

_ANY_KEPT = "SELECT EXISTS (SELECT FROM kept_figures WHERE definitions = $1)"

_TOUCH_TERRITORIES = """
    INSERT INTO touched (territory, day)
    SELECT DISTINCT entity, $1::date FROM fact WHERE kind = 'territory'
"""

# A month that is stored already is computed again when facts change it.
_TOUCH_NEXT = """
    INSERT INTO touched (territory, day) SELECT $1, $2
    WHERE NOT EXISTS (SELECT FROM touched WHERE territory = $1 AND day = $2)
      AND NOT EXISTS (
          SELECT FROM kept_figures WHERE territory = $1 AND month = $2 AND definitions = $3
      )
"""

# Everywhere, each month in which anything changes; days within a month: ``facts.touching``.
_TOUCH_ALL = """
    INSERT INTO touched (territory, day)
    SELECT territory, day FROM (SELECT DISTINCT unnest(territories) AS territory FROM fact) places
    CROSS JOIN (
        SELECT month AS day FROM kept_figures UNION SELECT month FROM flow_list
        UNION SELECT CASE WHEN valid_from > $1 THEN valid_from
                          ELSE date_trunc('month', valid_from)::date END FROM fact
    ) days
"""

_MONTHS = "SELECT territory, month FROM kept_figures WHERE month > $1"

_SAVE = """
    INSERT INTO kept_figures AS held (territory, month, definitions, figures)
    VALUES ($1, $2, $3, $4::jsonb)
    ON CONFLICT (territory, month)
    DO UPDATE SET definitions = excluded.definitions, figures = excluded.figures
    WHERE (held.definitions, held.figures) IS DISTINCT FROM (excluded.definitions, excluded.figures)
"""

# Figures of another version do not count as stored.
_KEPT = """
    SELECT figures FROM kept_figures
    WHERE territory = $1 AND month <= $2 AND definitions = $3 ORDER BY month DESC LIMIT 1
"""


async def is_alone(session: WriteSession) -> bool:
    """Tell whether this session is the only one that computes figures, until it ends."""
    return bool(await session.fetchval(_ALONE, _LOCK))


async def mark(session: WriteSession, name: str) -> None:
    """Mark this session, to recognise it once this transaction is committed."""
    await session.fetch(_MARK, name)


async def marked(session: WriteSession, name: str) -> bool:
    """Tell whether this session was marked so, and has been the only one ever since."""
    return bool(await session.fetchval(_MARKED, name))


async def take_changed(session: WriteSession) -> tuple[set[Entity], set[UUID]]:
    entities: set[Entity] = set()
    flows: set[UUID] = set()
    for kinds, ids, lists in await session.fetch(_TAKE_CHANGED):
        entities.update(zip(kinds or (), ids or (), strict=True))
        flows.update(lists or ())
    return entities, flows


async def begun(session: Session, after: date, until: date) -> tuple[set[Entity], set[UUID]]:
    entities = {(kind, id_) for kind, id_ in await session.fetch(_BEGUN, after, until)}
    return entities, {flow for (flow,) in await session.fetch(_LISTED, after, until)}


async def touched(session: Session, today: date, besides: Collection[int]) -> list[Touched]:
    """Return what changed figures until today, without the rows ``besides``."""
    rows = await session.fetch(_TOUCHED, today, list(besides))
    return [Touched(row["territory"], row["day"], tuple(row["ids"])) for row in rows]


async def forget_touched(session: WriteSession, ids: Collection[int]) -> None:
    await session.fetch(_FORGET_TOUCHED, list(ids))


async def any_stored(session: Session) -> bool:
    """Count this release's only: one that changes the meaning of figures computes all of them
    again."""
    return bool(await session.fetchval(_ANY_KEPT, VERSION))


async def touch_territories(session: WriteSession, today: date) -> None:
    """Mark the current month of all of them."""
    await session.fetch(_TOUCH_TERRITORIES, today.replace(day=1))


async def touch_all(session: WriteSession, today: date) -> None:
    """Mark everything."""
    await session.fetch(_TOUCH_ALL, today)
    await facts.touch(session, await facts.facts_with_later_days(session), today)


async def touch_next(session: WriteSession, territory: str, day: date) -> None:
    """Mark the day after a month in which something ran, or tomorrow."""
    await session.fetch(_TOUCH_NEXT, territory, day, VERSION)


async def months(session: Session, since: date) -> list[tuple[str, date]]:
    return [(row["territory"], row["month"]) for row in await session.fetch(_MONTHS, since)]


async def save(
    session: WriteSession, territory: str, month: date, figures: Sequence[Figure]
) -> None:
    body = json.dumps(msgspec.to_builtins(figures))
    await session.fetch(_SAVE, territory, month, VERSION, body)


async def stored_figures(
    session: ReadSession, territory: str, on: date
) -> tuple[Figure, ...] | None:
    found = await session.fetchval(_KEPT, territory, on, VERSION)
    return None if found is None else msgspec.convert(found, tuple[Figure, ...])
