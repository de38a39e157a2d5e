"""Lives put back at the versions of the log, after a restore."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from boucle.matching.lives.store import INSERT_LIFE, Step, StoredLife, values_of
from boucle.platform.db import ReadSession, WriteSession

_VERSIONS = "SELECT synergy_id::text, entity_version FROM life"
# Whatever version the row has.
_PUT_LIFE = INSERT_LIFE.replace(
    "DO NOTHING",
    """DO UPDATE SET
       entity_version = excluded.entity_version, state = excluded.state, kind = excluded.kind,
       found_by = excluded.found_by, nature = excluded.nature, score = excluded.score,
       organisations = excluded.organisations, territories = excluded.territories,
       flows = excluded.flows, offer_id = excluded.offer_id, need_id = excluded.need_id,
       contract_until = excluded.contract_until, body = excluded.body, inputs = excluded.inputs,
       updated_at = excluded.updated_at, introduced = excluded.introduced""",
)
_PUT_STEP = """
INSERT INTO life_history (synergy_id, version, at, actor, type, body)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
"""


async def versions(session: ReadSession) -> dict[str, int]:
    """Of every life."""
    return {row[0]: row[1] for row in await session.fetch(_VERSIONS)}


async def put_life(
    session: WriteSession, stored: StoredLife, steps: Iterable[Step], now: datetime
) -> None:
    """A life at its version, with the steps that led there; publishes nothing."""
    driver = await session.driver()
    values = values_of(stored.life, stored.version, stored.inputs, now)
    await driver.execute(_PUT_LIFE, *values)
    await driver.executemany(
        _PUT_STEP,
        [
            (
                stored.life.synergy_id,
                one.version,
                one.at,
                one.actor,
                one.type,
                msgspec.json.encode(one.life),
            )
            for one in steps
        ],
    )
