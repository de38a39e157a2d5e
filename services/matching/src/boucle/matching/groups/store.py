"""Store groups as last published, and add their events. A group's row is locked before its outbox
row is added, so per group the outbox keeps the order of commits. Versions come from one sequence: a
group that was lost with its row continues above its last version."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.matching import Life
from boucle.matching.groups.decisions import NOT_ACTED_ON
from boucle.platform import outbox
from boucle.platform.db import Session, WriteSession

_OF_MARKET = """
SELECT version, market, body FROM synergy_group WHERE market = $1 ORDER BY synergy_id
"""
_ONE = "SELECT version, market, body FROM synergy_group WHERE synergy_id = $1"
_LOCK_ONE = f"{_ONE} FOR SHARE"
_LOCK = """
SELECT version, market, body FROM synergy_group WHERE synergy_id = ANY($1::uuid[])
ORDER BY synergy_id FOR UPDATE
"""
# Written below, once they are locked.
_ADD = """
INSERT INTO synergy_group (synergy_id, version, market, kind, subject, state, organisations,
                           territories, body, changed_at)
SELECT synergy_id, 0, $2, '', '', '', '{}', '{}', '', $3
FROM unnest($1::uuid[]) AS new(synergy_id) ORDER BY synergy_id
ON CONFLICT (synergy_id) DO NOTHING
"""
_WRITE = """
UPDATE synergy_group SET version = nextval('synergy_group_version'), market = $2, kind = new.kind,
    subject = new.subject, state = new.state,
    organisations = string_to_array(new.organisations, ' ')::uuid[],
    territories = string_to_array(new.territories, ' '), body = new.body, changed_at = $3
FROM unnest($1::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bytea[])
    AS new(synergy_id, kind, subject, state, organisations, territories, body)
WHERE synergy_group.synergy_id = new.synergy_id
RETURNING synergy_group.synergy_id, version
"""
# A life may be taken up again, and finds its market by this row.
_REMOVE = """
DELETE FROM synergy_group WHERE synergy_id = ANY($1::uuid[])
AND NOT EXISTS (SELECT FROM life WHERE life.synergy_id = synergy_group.synergy_id)
"""
# Of those that are over, only what a refusal stays with counts; its key is written where it is set.
_LIVES = """
SELECT life.body FROM synergy_group JOIN life USING (synergy_id)
WHERE synergy_group.market = $1
AND (life.state <> ALL($2::text[]) OR position('"refused_value"'::bytea IN life.body) > 0)
ORDER BY synergy_id
"""
_MARKETS = """
SELECT synergy_id, market FROM group_across WHERE synergy_id = ANY($1::uuid[])
UNION SELECT synergy_id, market FROM synergy_group WHERE synergy_id = ANY($1::uuid[])
"""
_SHOW_ACROSS = """
INSERT INTO group_across (synergy_id, market) SELECT * FROM unnest($1::uuid[], $2::text[])
ON CONFLICT DO NOTHING
"""
_STATES = "SELECT state, count(*) FROM synergy_group GROUP BY state"

_group = msgspec.json.Decoder(Group)
_life = msgspec.json.Decoder(Life)


@dataclass(frozen=True, slots=True)
class StoredGroup:
    group: Group
    version: int
    market: str


async def of_market(session: Session, market: str) -> dict[UUID, StoredGroup]:
    """Return the groups of a market as last published, with lost ones that have a life."""
    rows = await session.fetch(_OF_MARKET, market)
    return {one.group.synergy_id: one for one in map(_stored, rows)}


async def group(session: Session, synergy_id: UUID) -> StoredGroup | None:
    row = await session.fetchrow(_ONE, synergy_id)
    return None if row is None else _stored(row)


async def lock_group(session: WriteSession, synergy_id: UUID) -> StoredGroup | None:
    """Return and lock one, to open its life."""
    row = await session.fetchrow(_LOCK_ONE, synergy_id)
    return None if row is None else _stored(row)


async def lives_of_market(session: Session, market: str) -> list[Life]:
    """Return the lives of this market's groups, by id, as far as ``acted_on`` and ``refusing`` need
    them."""
    rows = await session.fetch(_LIVES, market, sorted(NOT_ACTED_ON))
    return [_life.decode(row["body"]) for row in rows]


async def markets_shown(session: Session, synergy_ids: Collection[UUID]) -> set[tuple[UUID, str]]:
    """Return the markets of groups that were found, or shown by copies: rarely two of one."""
    rows = await session.fetch(_MARKETS, list(synergy_ids))
    return {(row["synergy_id"], row["market"]) for row in rows}


async def save_across(session: WriteSession, markets: Mapping[UUID, str]) -> None:
    """Store them in the order of their ids: of two that show the same at once, one waits."""
    ids = sorted(markets)
    await session.fetch(_SHOW_ACROSS, ids, [markets[id_] for id_ in ids])


async def count_by_state(session: Session) -> dict[str, int]:
    return {row[0]: row[1] for row in await session.fetch(_STATES)}


async def write(
    session: WriteSession,
    market: str,
    groups: Sequence[Group],
    gone: Collection[UUID],
    now: datetime,
) -> frozenset[str]:
    """Write these groups of a market, those ``gone`` as lost, and their events. The caller holds
    the market. Return other markets to look at again: all members of a group moved from one to
    another."""
    ids = sorted({*(one.synergy_id for one in groups), *gone})
    driver = await session.driver()
    await driver.execute(_ADD, [one.synergy_id for one in groups], market, now)
    rows = await session.fetch(_LOCK, ids)
    markets = {row["market"] for row in rows}
    stored_groups = [_stored(row) for row in rows if row["version"]]
    lost = [
        replace(one.group, state="lost", reasons=())
        for one in stored_groups
        if one.group.synergy_id in gone and one.market == market
    ]
    written = [*groups, *lost]
    await publish(session, written, await _write(session, market, written, now), now)
    if lost:
        await driver.execute(_REMOVE, [one.synergy_id for one in lost])
    return frozenset(markets if markets - {market} else ())


async def publish(
    session: WriteSession, groups: Iterable[Group], versions: Mapping[UUID, int], now: datetime
) -> None:
    """Add the events of rows that this transaction wrote or locked."""
    events = [
        outbox.new_event(
            f"group.{one.state}.v1",
            subject=one.synergy_id,
            version=versions[one.synergy_id],
            data=one,
            now=now,
        )
        for one in groups
    ]
    await outbox.add(session, "group", *events)


async def _write(
    session: WriteSession, market: str, groups: Sequence[Group], now: datetime
) -> dict[UUID, int]:
    if not groups:
        return {}
    columns = (list(column) for column in zip(*map(_columns, groups), strict=True))
    ids, *rest = columns
    rows = await session.fetch(_WRITE, ids, market, now, *rest)
    return {row["synergy_id"]: row["version"] for row in rows}


def _columns(one: Group) -> tuple[Any, ...]:
    return (
        one.synergy_id,
        one.kind,
        one.subject,
        one.state,
        " ".join(str(member.organisation_id) for member in one.members),
        " ".join([*(member.territory for member in one.members), one.territory]),
        msgspec.json.encode(one),
    )


def _stored(row: Any) -> StoredGroup:
    return StoredGroup(_group.decode(row["body"]), row["version"], row["market"])
