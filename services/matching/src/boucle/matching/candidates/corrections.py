"""Pair rows corrected after a restore or a rebuild, and published again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.common import outbox
from boucle.common.db import ReadSession, WriteSession
from boucle.common.events.matching import Synergy
from boucle.matching.candidates import rows as candidate_rows
from boucle.matching.candidates.decisions import PairOutcome, PairRow
from boucle.matching.candidates.events import EncodedPair, encoded, event_row, events_of
from boucle.matching.candidates.score_inputs import LATE

_decoder = msgspec.json.Decoder(Synergy)

_VERSIONS = "SELECT synergy_id::text, entity_version FROM pair"
_RAISE = """
SELECT setval('pair_version', greatest($1::bigint, (SELECT last_value FROM pair_version)))
"""
_AS_THEY_ARE = """
SELECT synergy_id, entity_version, withdrawn_at, body FROM pair WHERE synergy_id = ANY($1::uuid[])
"""
_AT_NEW_VERSIONS = """
UPDATE pair SET entity_version = nextval('pair_version') WHERE synergy_id = ANY($1::uuid[])
RETURNING synergy_id, entity_version, withdrawn_at, body
"""
_NEXT = "SELECT nextval('pair_version')"


# --- after a restore -----------------------------------------------------------------------


async def versions(session: ReadSession) -> dict[str, int]:
    """Of every pair, withdrawn ones too."""
    return {row[0]: row[1] for row in await session.fetch(_VERSIONS)}


async def raise_versions(session: WriteSession, above: int) -> None:
    """Every version taken from now on is higher."""
    driver = await session.driver()
    await driver.execute(_RAISE, above)


async def republish(
    session: WriteSession, ids: Iterable[UUID], now: datetime, *, new_version: bool
) -> int:
    """Publish these pairs as their rows are, at a new version or at their own; returns how many."""
    rows = await session.fetch(_AT_NEW_VERSIONS if new_version else _AS_THEY_ARE, list(ids))
    for row in rows:
        type_ = "synergy.withdrawn.v1" if row["withdrawn_at"] else "synergy.detected.v1"
        await _publish(session, type_, _decoder.decode(row["body"]), row["entity_version"], now)
    return len(rows)


async def publish_withdrawal(session: WriteSession, synergy: Synergy, now: datetime) -> None:
    """Withdraw a pair that only the log knows; lists that find it again publish it again."""
    gone = replace(synergy, in_offer_list=False, in_need_list=False)
    version = await session.fetchval(_NEXT)
    await _publish(session, "synergy.withdrawn.v1", gone, version, now)


async def _publish(
    session: WriteSession, type_: str, synergy: Synergy, version: int, now: datetime
) -> None:
    pair = encoded(PairOutcome(PairRow(synergy, synergy.score, now, None), type_))
    row = event_row(type_, pair, version, outbox.Chain.of(None, now))
    await outbox.add_rows(session, [row])


# --- after a rebuild -----------------------------------------------------------------------


class RebuiltPair(NamedTuple):
    """A pair as a rebuild computes it. ``inputs``: as its row keeps them."""

    synergy: Synergy
    inputs: bytes | None


async def correct(
    session: WriteSession, ids: Sequence[UUID], rebuilt: Mapping[UUID, RebuiltPair], now: datetime
) -> None:
    """Make these rows what the rebuild computed and publish each at a new version. A pair that is
    not among ``rebuilt`` is withdrawn."""
    rows = await candidate_rows.lock(session, sorted(ids))
    missing: dict[UUID, EncodedPair] = {}
    wrong: dict[UUID, EncodedPair] = {}
    for id_ in sorted(ids):
        if id_ not in rows:
            fresh, inputs = rebuilt[id_]
            pair = PairRow(fresh, fresh.score, now, None, inputs)
            missing[id_] = encoded(PairOutcome(pair, "synergy.detected.v1"))
        else:
            wrong[id_] = encoded(_corrected(rows[id_], rebuilt.get(id_), now))
    versions = await candidate_rows.insert(session, list(missing.values()), now)
    versions |= await candidate_rows.update(session, list(wrong.values()), now)
    await outbox.add_rows(session, events_of(missing | wrong, versions, now))


def _corrected(row: Any, rebuilt: RebuiltPair | None, now: datetime) -> PairOutcome:
    if rebuilt is None:
        gone = replace(_decoder.decode(row["body"]), in_offer_list=False, in_need_list=False)
        pair = PairRow(gone, gone.score, row["detected_at"], now, row["inputs"])
        return PairOutcome(pair, "synergy.withdrawn.v1")
    fresh, inputs = rebuilt
    if inputs is None and row["inputs"] is not None:
        inputs = LATE  # its life began after the rebuild had computed it
    if row["withdrawn_at"] is not None:
        return PairOutcome(PairRow(fresh, fresh.score, now, None, inputs), "synergy.detected.v1")
    pair = PairRow(fresh, fresh.score, row["detected_at"], None, inputs)
    return PairOutcome(pair, "synergy.revised.v1")
