"""Order what an animator learns in the morning, the most urgent first. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, get_args
from uuid import UUID

MorningMatter = Literal[
    "wrong_data",
    "question",
    "contact",
    "join_request",
    "claim",
    "failed",
    "overdue",
    "consented",
    "interested",
    "already_done",
    "refused",
]
"""The most urgent first."""
_RANKS: Final = {matter: rank for rank, matter in enumerate(get_args(MorningMatter))}


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningFact:
    """What waits for an animator. ``companies`` are of their own territories. ``recent``: it is
    new since the last mail. ``said``: the question, or why a mail failed. ``count``: how many alike
    it stands for, which name no company."""

    matter: MorningMatter
    at: datetime
    recent: bool
    companies: tuple[UUID, ...] = ()
    count: int = 1
    synergy_id: UUID | None = None
    question_id: UUID | None = None
    family: str | None = None
    said: str = ""
    due: date | None = None


def most_urgent_first(facts: Iterable[MorningFact]) -> list[MorningFact]:
    """Return all of it; nothing where nothing is new."""
    found = sorted(facts, key=lambda it: (_RANKS[it.matter], it.at, it.companies, str(it.said)))
    return found if any(one.recent for one in found) else []
