"""Reading candidates, the pairs that lists found, and keeping the inputs of their scores."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from boucle.common.db import Session, WriteSession
from boucle.common.events.matching import Synergy

_CANDIDATE = """
SELECT body, entity_version, detected_at, updated_at, withdrawn_at FROM pair WHERE synergy_id = $1
"""
_LOCK_CANDIDATE = f"{_CANDIDATE} FOR UPDATE"
_INPUTS = "SELECT inputs FROM pair WHERE synergy_id = $1"
_KEEP_INPUTS = "UPDATE pair SET inputs = $2 WHERE synergy_id = $1 AND inputs IS NULL"

_synergy = msgspec.json.Decoder(Synergy)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair as its row holds it."""

    synergy: Synergy
    version: int
    detected_at: datetime
    updated_at: datetime
    withdrawn_at: datetime | None


async def candidate(session: Session, synergy_id: UUID) -> Candidate | None:
    return await _read(session, _CANDIDATE, synergy_id)


async def lock_candidate(session: WriteSession, synergy_id: UUID) -> Candidate | None:
    """Before a life begins on it: the pair is locked first, then the life, as the lists' worker
    does."""
    return await _read(session, _LOCK_CANDIDATE, synergy_id)


async def _read(session: Session, query: str, synergy_id: UUID) -> Candidate | None:
    row = await session.fetchrow(query, synergy_id)
    return None if row is None else candidate_of(row)


def candidate_of(row: Any) -> Candidate:
    return Candidate(
        _synergy.decode(row["body"]),
        row["entity_version"],
        row["detected_at"],
        row["updated_at"],
        row["withdrawn_at"],
    )


async def inputs_of(session: Session, synergy_id: UUID) -> bytes | None:
    """The inputs of its score that the pair's row keeps."""
    found: bytes | None = await session.fetchval(_INPUTS, synergy_id)
    return found


async def keep_inputs(session: WriteSession, synergy_id: UUID, inputs: bytes) -> None:
    """In the pair's row, where it keeps none yet."""
    driver = await session.driver()
    await driver.execute(_KEEP_INPUTS, synergy_id, inputs)
