"""Find what a step of a life disclosed, and what a tool was shown of flows that it declared.
Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.matching.disclosures.chain import Disclosure
from boucle.matching.disclosures.kinds import (
    DECLARED_BY_ONE_TOOL,
    KINDS,
    RIGHTS,
    DisclosureKind,
    Knowing,
)

BEFORE_THE_REGISTER = "before the register"
"""The right of what was disclosed before there was a register: what its kind's would be now."""
DISCARDED = "discarded"
"""The actor of steps that the log has and that a restore did away with: companies know it still."""


def disclosures_of(
    before: Life | None, after: Life, *, version: int, at: datetime, actor: str
) -> list[Disclosure]:
    """Return what the step from ``before`` (None: it began the life) to ``after`` disclosed, by
    kind and party. What a new round hides and discloses again is another disclosure."""
    found = []
    for name, kind in KINDS.items():
        for own, other in _new(kind, before, after):
            found.append(
                Disclosure(
                    at=at,
                    kind=name,
                    right=kind.right,
                    to_organisation=own.organisation_id,
                    to_territory=own.territory,
                    of_organisation=other.organisation_id,
                    of_territory=other.territory,
                    synergy_id=after.synergy_id,
                    version=version,
                    actor=actor,
                )
            )
    return found


def _new(kind: DisclosureKind, before: Life | None, after: Life) -> Iterator[Knowing]:
    """Yield new knowledge. A side that changed to another organisation counts as new in both
    directions."""
    knowledge = set() if before is None else set(map(_who, kind.knowledge(before)))
    return (knowing for knowing in kind.knowledge(after) if _who(knowing) not in knowledge)


def _who(knowing: Knowing) -> tuple[UUID, UUID]:
    own, other = knowing
    return own.organisation_id, other.organisation_id


class ShownPair(NamedTuple):
    """A row of ``shown_to_tool``: a pair that a tool was shown first at ``at``, whose flows it had
    declared both, with their owners then."""

    synergy_id: UUID
    tool: str
    at: datetime
    offer_organisation: UUID
    offer_territory: str
    need_organisation: UUID
    need_territory: str


def disclosures_to_tool(pair: ShownPair) -> list[Disclosure]:
    """Return one disclosure per direction: the tool acts for both. None if both flows have one
    owner."""
    sides = (
        (pair.offer_organisation, pair.offer_territory),
        (pair.need_organisation, pair.need_territory),
    )
    if pair.offer_organisation == pair.need_organisation:
        return []
    return [
        Disclosure(
            at=pair.at,
            kind=DECLARED_BY_ONE_TOOL,
            right=RIGHTS[DECLARED_BY_ONE_TOOL],
            to_organisation=to[0],
            to_territory=to[1],
            of_organisation=of[0],
            of_territory=of[1],
            synergy_id=pair.synergy_id,
            version=0,
            actor=f"tool:{pair.tool}",
        )
        for to, of in (sides, sides[::-1])
    ]
