"""Lives whose parties all consented, in Postgres: who may be named to whom."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

import msgspec

from boucle.contract.events.matching import Life
from boucle.platform.db import ReadSession, WriteSession
from boucle.platform.db.writes import columns_of, replacing, unnest_of
from boucle.registry.tables import DisclosedLifeRow

# In id order: two owners of a partition, the old and the new, never wait for each other in a ring.
_KEEP: Final = f"""
    INSERT INTO disclosed_life AS kept ({columns_of(DisclosedLifeRow)})
    SELECT * FROM {unnest_of(DisclosedLifeRow)} ORDER BY synergy_id
    {replacing(DisclosedLifeRow)} WHERE kept.entity_version < excluded.entity_version
"""
_BODY: Final = "SELECT body FROM disclosed_life WHERE synergy_id = $1"
_life: Final = msgspec.json.Decoder(Life)


async def keep(session: WriteSession, lives: Mapping[UUID, tuple[int, Life]]) -> None:
    """The newest version of each; of one that is not disclosed, its version alone: an older one
    published again is known as such."""
    driver = await session.driver()
    await driver.execute(
        _KEEP,
        list(lives),
        [version for version, _ in lives.values()],
        [_body(life) if life.disclosed else None for _, life in lives.values()],
    )


async def disclosed_life(session: ReadSession, synergy_id: UUID) -> Life | None:
    """None where its parties do not know each other, or there is no such synergy."""
    body = await session.fetchval(_BODY, synergy_id)
    return None if body is None else _life.decode(body)


def _body(life: Life) -> bytes:
    """Without what people wrote and reported: names need none of it."""
    bare = msgspec.structs.replace(
        life, title=None, next_action=None, results=(), criteria=(), previews=(), former_runs=()
    )
    return msgspec.json.encode(bare)
