"""What a company may be shown of itself: nothing that follows from another's values. Pure.

Candidates are left out, whose quantities are the lesser of two sides: see possibilities instead. Of
lives and introductions, those that the company knows of; of groups, those whose members know each
other, itself among them.
"""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from boucle.indicators.facts.bodies import Fact, GroupBody, IntroductionBody, LifeBody


def known_to(organisation: UUID, facts: Collection[Fact]) -> Iterator[Fact]:
    disclosed = set(_disclosed_to(organisation, facts))
    return (one for one in facts if _is_known(organisation, one, disclosed))


def _is_known(organisation: UUID, fact: Fact, disclosed: Collection[str]) -> bool:
    body = fact.body
    if isinstance(body, LifeBody):
        return _is_introduced(organisation, body)
    if isinstance(body, GroupBody):
        return fact.entity in disclosed
    if isinstance(body, IntroductionBody):
        return _was_written_to(organisation, body)
    return True


def _disclosed_to(organisation: UUID, facts: Iterable[Fact]) -> Iterator[str]:
    """Synergies."""
    for fact in facts:
        body = fact.body
        if isinstance(body, LifeBody) and body.disclosed and organisation in body.organisations:
            yield fact.entity


def _is_introduced(organisation: UUID, life: LifeBody) -> bool:
    if life.introduced is None:
        return life.state not in ("detected", "qualified")
    return organisation in life.introduced


def _was_written_to(organisation: UUID, introduction: IntroductionBody) -> bool:
    return any(
        party.organisation == organisation and (party.sent_on or party.answered_on)
        for party in introduction.parties
    )
