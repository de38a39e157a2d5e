"""Name what became of a thing, as each follower sees it. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from fnmatch import fnmatchcase
from typing import Final, Literal
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.contract.events.notifications import Meeting
from boucle.contract.introduced import introduced_to
from boucle.contract.masking import Viewer, mask_synergy
from boucle.contract.views import SynergyView, view_of
from boucle.platform.events import Event

ChangeType = Literal["flow", "site", "sharing", "synergy", "introduction", "meeting", "grant"]
What = Literal[
    "declared",
    "revised",
    "withdrawn",
    "expiring",
    "changed",
    "introduced",
    "interested",
    "consented",
    "disclosed",
    "studying",
    "running",
    "ended",
    "lost",
    "invited",
    "moved",
    "cancelled",
    "given",
    "taken",
]

_DECLARED: Final[Mapping[What, str]] = {
    "declared": "It is new.",
    "revised": "It is another version now, or another company's.",
    "withdrawn": "It is gone.",
}
FACTS: Final[Mapping[ChangeType, Mapping[What, str]]] = {
    "flow": {**_DECLARED, "expiring": "Its last day is in 30 days; nobody revised it since."},
    "site": _DECLARED,
    "sharing": _DECLARED,
    "synergy": {
        "introduced": "It is proposed to you.",
        "interested": "One more party that you see is interested.",
        "consented": "One more party that you see consents to exchange names.",
        "disclosed": "All consented: names are at its `parties_href`.",
        "studying": "The parties study it.",
        "running": "It runs.",
        "ended": "It ran, and runs no more.",
        "lost": "It is over before it ran: refused, already done, or lost.",
        "changed": "Something else of what you see changed.",
    },
    "introduction": {"changed": "A mail left, or somebody answered."},
    "meeting": {
        "invited": "Your company is invited; of staff: a company is.",
        "moved": "Its times, place or programme are others now.",
        "cancelled": "It does not take place.",
        "changed": "It was planned, or answers or attendance changed.",
    },
    "grant": {
        "given": "You may act for this company from now on.",
        "taken": "You may not act for this company any more.",
    },
}
"""What a change of each type may be, and what each one says."""

NAMES: Final = tuple(f"{type_}.{what}" for type_, whats in FACTS.items() for what in whats)
EXPIRES_IN: Final = timedelta(days=30)
STAFF: Final = UUID(int=0)
"""Stands for animators and the operator where one organisation is meant elsewhere."""

_STEPS: Final[tuple[What, ...]] = (
    "introduced",
    "interested",
    "consented",
    "disclosed",
    "studying",
    "running",
)
_OVER: Final = frozenset(("stopped", "refused", "already_done", "contract_until"))


@dataclass(frozen=True, slots=True, order=True)
class Stage:
    """How far a life came for a viewer: the place of its step, from 0 on, and how many sides that
    the viewer sees came so far."""

    step: int
    sides: int = 0


NONE: Final = Stage(-1)
OVER: Final = Stage(-2)


def selected(patterns: Collection[str]) -> frozenset[str]:
    """Return the names that one of ``patterns`` selects: a type (``synergy``), a name
    (``synergy.running``), or either with ``*``."""
    return frozenset(
        name
        for name in NAMES
        for pattern in patterns
        if fnmatchcase(name, pattern) or fnmatchcase(name.partition(".")[0], pattern)
    )


def progress(life: Life) -> dict[UUID, Stage]:
    """Return how far it came for each party, and for ``STAFF``: of what each is shown."""
    view, known = view_of(life), introduced_to(life)
    parties = {party.side.organisation_id for party in life.parties}
    return {STAFF: _progress(view)} | {
        one: _progress(mask_synergy(view, viewer=Viewer.company(one))) for one in parties & known
    }


def _progress(view: SynergyView) -> Stage:
    if view.state in _OVER:
        return OVER
    if view.state in ("studying", "running"):
        return Stage(_STEPS.index(view.state))
    if view.disclosed:
        return Stage(_STEPS.index("disclosed"))
    standings = [side.standing for side in view.sides]
    if "consented" in standings:
        return Stage(_STEPS.index("consented"), standings.count("consented"))
    if "interested" in standings:
        return Stage(_STEPS.index("interested"), standings.count("interested"))
    return NONE if view.state in ("detected", "qualified") else Stage(0)


def fact_of(before: Stage, after: Stage) -> What:
    """Return what became of a synergy: a step forward, its end, or ``changed``."""
    if after == OVER and before != OVER:
        return "ended" if before == Stage(_STEPS.index("running")) else "lost"
    return _STEPS[after.step] if after > max(before, NONE) else "changed"


def of_meeting(event: Event[Meeting]) -> What:
    return _OF_MEETINGS.get(event.type, "changed")


_OF_MEETINGS: Final[Mapping[str, What]] = {
    "meeting.invited.v1": "invited",
    "meeting.moved.v1": "moved",
    "meeting.cancelled.v1": "cancelled",
}
