"""What a step of a life disclosed: who knows more after it than before. Pure."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from boucle.common.events.matching import Life
from boucle.matching.disclosures.chain import Disclosure
from boucle.matching.disclosures.kinds import KINDS, DisclosureKind, Knowing

BEFORE_THE_REGISTER = "before the register"
"""The right of what was disclosed before there was a register: what its kind's would be now."""
DISCARDED = "discarded"
"""The actor of steps that the log has and that a restore did away with: companies know it still."""


def disclosures_of(
    before: Life | None, after: Life, *, version: int, at: datetime, actor: str
) -> list[Disclosure]:
    """What the step from ``before`` (None: it began the life) to ``after`` disclosed, by kind and
    party. What was hidden again by a new round and is disclosed again is another disclosure."""
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
    """A side that came to another organisation makes others know, and be known."""
    known = set() if before is None else set(map(_who, kind.known(before)))
    return (knowing for knowing in kind.known(after) if _who(knowing) not in known)


def _who(knowing: Knowing) -> tuple[UUID, UUID]:
    own, other = knowing
    return own.organisation_id, other.organisation_id
