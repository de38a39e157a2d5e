"""Tell which companies know of a synergy: those that were written to, or answered. Pure. After
``life.reopened`` none does, until the next introduction."""

from typing import Final
from uuid import UUID

from boucle.contract.events.matching import Life, State
from boucle.contract.kinds.members import organisations, staying

_TOGETHER: Final[frozenset[State]] = frozenset({"studying", "running", "stopped"})
"""What the parties do together, or did: each knows of it, however it came to."""


def introduced_to(life: Life) -> frozenset[UUID]:
    """Return the organisations that were shown the synergy; of one found by people, all parties."""
    return _everybody(life) if life.found_by != "engine" else written_to(life)


def written_to(life: Life) -> frozenset[UUID]:
    """Return the organisations that were sent the introduction, or answered without it. A company
    that left a group before it was written to hears nothing of the others."""
    if life.disclosed or life.state in _TOGETHER:
        return organisations(staying(life)) | _informed(life)
    return _everybody(life) if _all_at_once(life) else _informed(life)


def _informed(life: Life) -> frozenset[UUID]:
    return frozenset(
        party.side.organisation_id
        for party in life.parties
        if party.introduced_at is not None or party.standing != "pending"
    )


def _all_at_once(life: Life) -> bool:
    """Tell whether a life was introduced without times per party, as older events were."""
    timed = any(party.introduced_at is not None for party in life.parties)
    return life.introduced_at is not None and life.asked_first is None and not timed


def _everybody(life: Life) -> frozenset[UUID]:
    return frozenset(party.side.organisation_id for party in life.parties)
