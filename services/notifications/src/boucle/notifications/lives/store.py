"""Store lives as last published. A version lower than the stored one changes nothing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from boucle.contract.events.matching import Life
from boucle.contract.kinds import places_of
from boucle.platform.db import Session, WriteSession

_decoder = msgspec.json.Decoder(Life)
_encoder = msgspec.json.Encoder()

SELECT_LIVES = "select synergy_id, entity_version, body from life where synergy_id = any($1)"

UPSERT_LIVES = """
insert into life (synergy_id, entity_version, state, territories, body, updated_at)
select t.synergy_id, t.entity_version, t.state, string_to_array(t.territories, ','), t.body, $6
from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::bytea[])
  as t (synergy_id, entity_version, state, territories, body)
on conflict (synergy_id) do update set
  entity_version = excluded.entity_version, state = excluded.state,
  territories = excluded.territories, body = excluded.body, updated_at = excluded.updated_at
where life.entity_version < excluded.entity_version
"""


@dataclass(frozen=True, slots=True)
class PublishedLife:
    version: int
    life: Life


async def read(session: Session, ids: Collection[UUID]) -> dict[UUID, PublishedLife]:
    """Return the stored lives of these synergies."""
    return decoded(await session.fetch(SELECT_LIVES, list(ids)))


def decoded(rows: Iterable[asyncpg.Record]) -> dict[UUID, PublishedLife]:
    """Decode rows that have these columns of ``life``, each synergy once."""
    found: dict[UUID, PublishedLife] = {}
    for row in rows:
        if row["synergy_id"] not in found:
            life = _decoder.decode(row["body"])
            found[row["synergy_id"]] = PublishedLife(row["entity_version"], life)
    return found


async def save(session: WriteSession, lives: Iterable[PublishedLife], now: datetime) -> None:
    rows = list(lives)
    driver = await session.driver()
    await driver.execute(
        UPSERT_LIVES,
        [one.life.synergy_id for one in rows],
        [one.version for one in rows],
        [one.life.state for one in rows],
        [",".join(_territories(one.life)) for one in rows],
        [_encoder.encode(one.life) for one in rows],
        now,
    )


def _territories(life: Life) -> frozenset[str]:
    """Return the territories of its sides, and of a group's place."""
    return places_of(life).union(party.side.territory for party in life.parties)
