"""Which companies know that a synergy is there: those that were written to, or answered. Pure.

After ``life.reopened`` nobody is, until the next introduction.
"""

from typing import Final
from uuid import UUID

from boucle.contract.events.matching import Life, State
from boucle.contract.kinds.members import organisations, staying

_TOGETHER: Final[frozenset[State]] = frozenset({"studying", "running", "stopped"})
"""What the parties do together, or did: each knows of it, however it came to."""


def introduced_to(life: Life) -> frozenset[UUID]:
    """The organisations that the synergy was shown to. What people found, all its parties know."""
    return _everybody(life) if life.found_by != "engine" else written_to(life)


def written_to(life: Life) -> frozenset[UUID]:
    """The organisations that received the introduction, or answered without it. Who left a group
    before it was written to hears of nothing that the others do together."""
    if life.disclosed or life.state in _TOGETHER:
        return organisations(staying(life)) | _heard(life)
    return _everybody(life) if _all_at_once(life) else _heard(life)


def _heard(life: Life) -> frozenset[UUID]:
    return frozenset(
        party.side.organisation_id
        for party in life.parties
        if party.introduced_at is not None or party.standing != "pending"
    )


def _all_at_once(life: Life) -> bool:
    """Introduced, and of no party is it said when: as lives were before parties said so."""
    said = any(party.introduced_at is not None for party in life.parties)
    return life.introduced_at is not None and life.asked_first is None and not said


def _everybody(life: Life) -> frozenset[UUID]:
    return frozenset(party.side.organisation_id for party in life.parties)
