"""Publish groups again if the log may differ: after a restore."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.matching.groups.store import publish
from boucle.platform.db import WriteSession

_GO_ABOVE = """
SELECT setval('synergy_group_version', greatest(last_value, $1)) FROM synergy_group_version
"""
_NEXT = "SELECT nextval('synergy_group_version')"
_RAISE = """
UPDATE synergy_group SET version = nextval('synergy_group_version')
WHERE synergy_id = ANY($1::uuid[]) RETURNING synergy_id, version, body
"""

_group = msgspec.json.Decoder(Group)


async def go_above(session: WriteSession, version: int) -> None:
    """Set the sequence so that groups get higher versions than this."""
    await session.fetch(_GO_ABOVE, version)


async def publish_again(session: WriteSession, groups: Collection[UUID], now: datetime) -> int:
    """Publish these as they are stored; return how many are."""
    rows = await session.fetch(_RAISE, list(groups))
    again = [_group.decode(row["body"]) for row in rows]
    await publish(session, again, {row["synergy_id"]: row["version"] for row in rows}, now)
    return len(again)


async def publish_lost(session: WriteSession, groups: Iterable[Group], now: datetime) -> int:
    """Publish the loss of these, which are not stored; return how many."""
    lost = [replace(one, state="lost", reasons=()) for one in groups]
    numbers = {one.synergy_id: await session.fetchval(_NEXT) for one in lost}
    await publish(session, lost, numbers, now)
    return len(lost)
