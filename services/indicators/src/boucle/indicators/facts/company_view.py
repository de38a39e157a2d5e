"""What a company may be shown of itself: nothing that follows from another's values. Pure.

Candidates are left out, whose quantities are the lesser of two sides: see possibilities instead. Of
lives and introductions, those that the company knows of.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from boucle.indicators.facts.bodies import Fact, IntroductionBody, LifeBody


def known_to(organisation: UUID, facts: Iterable[Fact]) -> Iterator[Fact]:
    for fact in facts:
        body = fact.body
        if isinstance(body, LifeBody):
            if not _is_introduced(organisation, body):
                continue
        elif isinstance(body, IntroductionBody) and not _was_written_to(organisation, body):
            continue
        yield fact


def _is_introduced(organisation: UUID, life: LifeBody) -> bool:
    if life.introduced is None:
        return life.state not in ("detected", "qualified")
    return organisation in life.introduced


def _was_written_to(organisation: UUID, introduction: IntroductionBody) -> bool:
    return any(
        party.organisation == organisation and (party.sent_on or party.answered_on)
        for party in introduction.parties
    )
