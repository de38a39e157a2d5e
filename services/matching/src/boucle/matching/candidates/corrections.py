"""Pairs put right against what the log or a rebuild says of them, and told again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.common import outbox
from boucle.common.db import ReadSession, WriteSession
from boucle.common.events.matching import Synergy
from boucle.matching.candidates import events as pair_events
from boucle.matching.candidates import rows as pair_rows
from boucle.matching.candidates.decisions import KeptPair, Settled
from boucle.matching.candidates.events import Written, written
from boucle.matching.candidates.score_inputs import LATE

_decoder = msgspec.json.Decoder(Synergy)

_VERSIONS = "SELECT synergy_id::text, entity_version FROM pair"
_RAISE = """
SELECT setval('pair_version', greatest($1::bigint, (SELECT last_value FROM pair_version)))
"""
_TOLD = """
SELECT synergy_id, entity_version, withdrawn_at, body FROM pair WHERE synergy_id = ANY($1::uuid[])
"""
_TOLD_ANEW = """
UPDATE pair SET entity_version = nextval('pair_version') WHERE synergy_id = ANY($1::uuid[])
RETURNING synergy_id, entity_version, withdrawn_at, body
"""
_NEXT = "SELECT nextval('pair_version')"


# --- after a restore -----------------------------------------------------------------------


async def versions(session: ReadSession) -> dict[str, int]:
    """Of every pair, withdrawn ones too."""
    driver = await session.driver()
    return {row[0]: row[1] for row in await driver.fetch(_VERSIONS)}


async def raise_versions(session: WriteSession, above: int) -> None:
    """Every version taken from now on is higher."""
    driver = await session.driver()
    await driver.execute(_RAISE, above)


async def tell_again(
    session: WriteSession, ids: Iterable[UUID], now: datetime, *, anew: bool
) -> int:
    """Pairs as their rows stand: ``anew``, at new versions; else at their own. Returns how many."""
    driver = await session.driver()
    rows = await driver.fetch(_TOLD_ANEW if anew else _TOLD, list(ids))
    for row in rows:
        type_ = "synergy.withdrawn.v1" if row["withdrawn_at"] else "synergy.detected.v1"
        await _tell_as_is(session, type_, _decoder.decode(row["body"]), row["entity_version"], now)
    return len(rows)


async def tell_gone(session: WriteSession, synergy: Synergy, now: datetime) -> None:
    """Withdraw a pair that only the log knows; lists that find it again tell it again."""
    driver = await session.driver()
    gone = replace(synergy, in_offer_list=False, in_need_list=False)
    version = await driver.fetchval(_NEXT)
    await _tell_as_is(session, "synergy.withdrawn.v1", gone, version, now)


async def _tell_as_is(
    session: WriteSession, type_: str, synergy: Synergy, version: int, now: datetime
) -> None:
    told = written(Settled(KeptPair(synergy, synergy.score, now, None), type_))
    await outbox.add_rows(
        session, pair_events.events_of(type_, told, version, outbox.Chain.of(None, now))
    )


# --- after a rebuild -----------------------------------------------------------------------


class Made(NamedTuple):
    """A pair as a rebuild makes it. ``inputs``: as its row keeps them."""

    synergy: Synergy
    inputs: bytes | None


async def put_right(
    session: WriteSession, ids: Sequence[UUID], made: Mapping[UUID, Made], now: datetime
) -> None:
    """Rows as a rebuild made them, whatever they say now, each told at a new version. A pair that
    is not among ``made`` is withdrawn."""
    rows = await pair_rows.lock(session, sorted(ids))
    missing: dict[UUID, Written] = {}
    wrong: dict[UUID, Written] = {}
    for id_ in sorted(ids):
        if id_ not in rows:
            fresh, inputs = made[id_]
            pair = KeptPair(fresh, fresh.score, now, None, inputs)
            missing[id_] = written(Settled(pair, "synergy.detected.v1"))
        else:
            wrong[id_] = written(_righted(rows[id_], made.get(id_), now))
    versions = await pair_rows.insert(session, list(missing.values()), now)
    versions |= await pair_rows.update(session, list(wrong.values()), now)
    await outbox.add_rows(session, pair_events.told(missing | wrong, versions, now))


def _righted(row: Any, made: Made | None, now: datetime) -> Settled:
    if made is None:
        gone = replace(_decoder.decode(row["body"]), in_offer_list=False, in_need_list=False)
        pair = KeptPair(gone, gone.score, row["detected_at"], now, row["inputs"])
        return Settled(pair, "synergy.withdrawn.v1")
    fresh, inputs = made
    if inputs is None and row["inputs"] is not None:
        inputs = LATE  # its life began after the rebuild had made it
    if row["withdrawn_at"] is not None:
        return Settled(KeptPair(fresh, fresh.score, now, None, inputs), "synergy.detected.v1")
    pair = KeptPair(fresh, fresh.score, row["detected_at"], None, inputs)
    return Settled(pair, "synergy.revised.v1")
