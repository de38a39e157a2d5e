"""Limit facts to what a company may see of itself: nothing derived from another's values. Pure.

Candidates are left out: their quantities are the lesser of two sides (see possibilities). Lives and
introductions are those that the company may see; groups, those whose members know each other,
itself among them. Until then its view of a group's life does not follow from the others' answers:
it is introduced, interested once it answered, or over.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Final
from uuid import UUID

from boucle.contract.events.matching import State
from boucle.contract.kinds.members import OVER
from boucle.indicators.facts.bodies import Fact, GroupBody, IntroductionBody, LifeBody
from boucle.indicators.facts.kinds import is_told_in_part

_TOGETHER: Final = ("studying", "running", "stopped")


def visible_to(organisation: UUID, facts: Collection[Fact]) -> Iterator[Fact]:
    disclosed = {one.entity: one.body for one in _disclosed_to(organisation, facts)}
    grown = {str(one.grows) for one in disclosed.values() if isinstance(one, LifeBody)}
    known = (one for one in facts if _is_known(organisation, one, disclosed, grown))
    return (_as_shown(organisation, one) for one in known)


def _is_known(
    organisation: UUID, fact: Fact, disclosed: Collection[str], grown: Collection[str]
) -> bool:
    """``grown``: lives that its own groups took the place of. No figure of its own counts them."""
    body = fact.body
    if isinstance(body, LifeBody):
        return _is_introduced(organisation, body) or fact.entity in grown
    if isinstance(body, GroupBody):
        return fact.entity in disclosed
    if isinstance(body, IntroductionBody):
        return _was_written_to(organisation, body)
    return True


def _as_shown(organisation: UUID, fact: Fact) -> Fact:
    body = fact.body
    if not isinstance(body, LifeBody) or not is_told_in_part(body):
        return fact
    state = body.state
    if state not in _TOGETHER:
        own: State = "interested" if organisation in body.answered else "introduced"
        state = "stopped" if state in OVER else own
    return replace(fact, body=_in_state(body, state))


def _in_state(life: LifeBody, state: State) -> LifeBody:
    return LifeBody(
        territories=life.territories,
        organisations=life.organisations,
        synergy_kind=life.synergy_kind,
        state=state,
        places=life.places,
        nature=life.nature,
        pre_existing=life.pre_existing,
        replaced=life.replaced,
        agreed=life.agreed,
        since=life.since,
        until=life.until,
        possible=life.possible,
        unit=life.unit,
        tco2e=life.tco2e,
        eur=life.eur,
        results=life.results,
        introduced=life.introduced,
        of_group=life.of_group,
        disclosed=life.disclosed,
        tonnes=life.tonnes,
        moved=life.moved,
        former_runs=life.former_runs,
        grows=life.grows,
        joining=life.joining,
        declared=life.declared,
    )


def _disclosed_to(organisation: UUID, facts: Iterable[Fact]) -> Iterator[Fact]:
    for fact in facts:
        body = fact.body
        if isinstance(body, LifeBody) and body.disclosed and organisation in body.organisations:
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
