"""Read computed pairs from the lists that hold them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from boucle.contract.events.changed_lists import DECLARED_FIRST, score_of
from boucle.platform.db import Session, WriteSession

Pair = tuple[UUID, UUID]
"""Offer and need."""


class Candidate(NamedTuple):
    """A pair in lists. ``rank``: the higher of both lists', which differ for a moment if two
    workers write them. ``updated_at``: when either flow, or its place in a list, last changed.
    ``territories``: of offer and need."""

    synergy_id: UUID
    offer: UUID
    need: UUID
    in_offer_list: bool
    in_need_list: bool
    rank: int
    detected_at: datetime
    updated_at: datetime
    territories: Sequence[str] = ()

    @property
    def pair(self) -> Pair:
        return self.offer, self.need

    @property
    def deduced(self) -> bool:
        """Tell whether a side is typical of its activity, declared by nobody."""
        return self.rank < DECLARED_FIRST

    @property
    def score(self) -> int:
        return score_of(self.rank)


PAIRS: Final = """
SELECT synergy_id, CASE WHEN gives THEN owner ELSE partner END AS offer,
       CASE WHEN gives THEN partner ELSE owner END AS need, bool_or(gives) AS in_offer_list,
       bool_or(NOT gives) AS in_need_list, max(rank) AS rank, min(since) AS detected_at,
       max(changed_at) AS changed_at
FROM entry WHERE {where} GROUP BY 1, 2, 3
"""
"""SQL of pairs that lists hold, by a condition on entries."""
COLUMNS: Final = """
held.synergy_id, held.offer, held.need, held.in_offer_list, held.in_need_list, held.rank,
held.detected_at, greatest(held.changed_at, offer.changed_at, need.changed_at) AS updated_at,
ARRAY[offer.territory, need.territory] AS territories
"""
"""The fields of ``Candidate``, of ``PAIRS`` with both flows."""
_WITH_FLOWS = f"""
SELECT {COLUMNS} FROM ({PAIRS}) AS held
JOIN owned_flow offer ON offer.flow_id = held.offer
JOIN owned_flow need ON need.flow_id = held.need
"""
_BY_ID = _WITH_FLOWS.format(where="synergy_id = ANY($1::uuid[])")
_OF_NEED = f"""
{_WITH_FLOWS.format(where="NOT gives AND owner = $1 OR gives AND partner = $1")}
ORDER BY held.rank DESC, held.synergy_id LIMIT $2
"""


_ACROSS = "SELECT synergy_id, offer, need FROM pair_across WHERE synergy_id = ANY($1::uuid[])"
_SHOW_ACROSS = """
INSERT INTO pair_across (synergy_id, offer, need)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) ON CONFLICT DO NOTHING
"""


async def candidates(session: Session, synergy_ids: Collection[UUID]) -> dict[UUID, Candidate]:
    """Return the synergies that a list holds."""
    rows = await session.fetch(_BY_ID, list(synergy_ids))
    return {row["synergy_id"]: candidate_of(row) for row in rows}


async def of_need(session: Session, need_id: UUID, limit: int) -> list[Candidate]:
    return [candidate_of(row) for row in await session.fetch(_OF_NEED, need_id, limit)]


async def pairs_across(session: Session, synergy_ids: Collection[UUID]) -> dict[UUID, Pair]:
    """Return the flows of pairs that animators were shown by a copy, whatever lists hold."""
    rows = await session.fetch(_ACROSS, list(synergy_ids))
    return {row["synergy_id"]: (row["offer"], row["need"]) for row in rows}


async def save_across(session: WriteSession, pairs: Mapping[UUID, Pair]) -> None:
    """Store them in the order of their ids: of two that show the same at once, one waits."""
    ids = sorted(pairs)
    offers, needs = [pairs[id_][0] for id_ in ids], [pairs[id_][1] for id_ in ids]
    await session.fetch(_SHOW_ACROSS, ids, offers, needs)


def candidate_of(row: Any) -> Candidate:
    return Candidate(*(row[name] for name in Candidate._fields))
