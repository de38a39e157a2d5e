"""Substitution: one company's output takes the place of another's input."""

from __future__ import annotations

from uuid import UUID

from boucle.common.ids import named

SYNERGIES = UUID("5d0fd2a5-3b0f-5c4b-9c34-0b1f8d1f6c55")


def synergy_id(offer: UUID, need: UUID) -> UUID:
    """The id of the substitution of flow ``need`` by flow ``offer``, whoever found it."""
    return named(SYNERGIES, f"{offer}/{need}")
