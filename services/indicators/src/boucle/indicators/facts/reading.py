"""Read the facts and lists of a day from which figures of a territory or company are computed."""

import asyncio
from collections.abc import Collection, Iterable
from datetime import date
from typing import Final
from uuid import UUID

from boucle.indicators.facts import list_store, store
from boucle.indicators.facts.bodies import Fact, LifeBody
from boucle.indicators.facts.company_view import visible_to
from boucle.indicators.facts.lists import FlowList
from boucle.platform.db import ReadSession, Session

_FEW: Final = 2_000
"""Flows up to this number are looked up one by one in all other lists."""


async def facts_of_territories(
    session: Session, sirens: Collection[str], on: date
) -> tuple[list[Fact], list[FlowList]]:
    """Return all that ever counted there, the lists that hold its flows, the flows of others that
    are candidates of these, and what runs on them."""
    facts = await store.facts_of_territories(session, sirens, on)
    return await _with_lists(session, facts, on)


async def facts_of_organisation(
    session: ReadSession, organisation: UUID, on: date
) -> tuple[list[Fact], list[FlowList]]:
    """Return what its animators see, with candidates."""
    return await _with_lists(session, await _facts_of(session, organisation, on), on)


async def facts_visible_to_organisation(
    session: ReadSession, organisation: UUID, on: date
) -> tuple[list[Fact], list[FlowList]]:
    """Return what it sees itself: without candidates, which follow from others' values."""
    return list(visible_to(organisation, await _facts_of(session, organisation, on))), []


async def _facts_of(session: ReadSession, organisation: UUID, on: date) -> list[Fact]:
    """Return its facts, with the lives that its groups took the place of: who newly joined is in
    none of these."""
    facts = await store.facts_of_organisation(session, organisation, on)
    bodies = ((fact.entity, fact.body) for fact in facts)
    lives = {id_: body for id_, body in bodies if isinstance(body, LifeBody)}
    grown = {str(one.grows) for one in lives.values() if one.grows} - lives.keys()
    return facts + await store.facts_of_entities(session, [("life", one) for one in grown], on)


async def _with_lists(
    session: Session, facts: list[Fact], on: date
) -> tuple[list[Fact], list[FlowList]]:
    own = {UUID(fact.entity) for fact in facts if fact.kind == "flow"}
    if len(own) < _FEW:
        lists = await list_store.lists_of_flows(session, own, on)
    else:
        lists = await list_store.lists_in_force(session, on)
    own_lists, others = await asyncio.to_thread(_lists_with, own, lists)
    partners = [("flow", str(one)) for one in others]
    flows = await store.facts_of_entities(session, partners, on)
    places = {place for fact in (*flows, *facts) for place in fact.body.territories}
    lives = await store.lives_of_territories(session, places, on)
    taking = [one for one in lives if isinstance(one.body, LifeBody) and one.body.taken]
    return facts + flows + taking, own_lists


def _lists_with(own: set[UUID], lists: Iterable[FlowList]) -> tuple[list[FlowList], set[UUID]]:
    own_lists: list[FlowList] = []
    others: set[UUID] = set()
    for each in lists:
        if each.flow in own:
            others.update(each.partners)
        elif own.isdisjoint(each.partners):
            continue
        else:
            others.add(each.flow)
        own_lists.append(each)
    return own_lists, others - own
