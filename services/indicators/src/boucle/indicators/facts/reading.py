"""What figures of territories or of a company are computed from: facts and lists, on a day."""

import asyncio
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from boucle.common.db import ReadSession, Session
from boucle.indicators.facts import list_store, store
from boucle.indicators.facts.bodies import Fact
from boucle.indicators.facts.lists import FlowList


async def known_of_territories(
    session: Session, sirens: Collection[str], on: date
) -> tuple[list[Fact], list[FlowList]]:
    """All that ever counted there, and lists that hold flows of it, with the flows of others that
    are candidates of these."""
    facts = await store.facts_of_territories(session, sirens, on)
    lists = await list_store.lists_in_force(session, on)
    return await _with_partners(session, facts, lists, on)


async def known_of_organisation(
    session: ReadSession, organisation: UUID, on: date
) -> tuple[list[Fact], list[FlowList]]:
    facts = await store.facts_of_organisation(session, organisation, on)
    lists = await list_store.lists_of_flows(session, _flows(facts), on)
    return await _with_partners(session, facts, lists, on)


async def _with_partners(
    session: Session, facts: list[Fact], lists: list[FlowList], on: date
) -> tuple[list[Fact], list[FlowList]]:
    theirs, others = await asyncio.to_thread(_theirs, _flows(facts), lists)
    return facts + await store.flows(session, others, on), theirs


def _theirs(own: set[UUID], lists: Iterable[FlowList]) -> tuple[list[FlowList], set[UUID]]:
    """The lists of or with own flows, and the flows that stand there besides."""
    theirs: list[FlowList] = []
    others: set[UUID] = set()
    for each in lists:
        if each.flow in own:
            others.update(each.partners)
        elif own.isdisjoint(each.partners):
            continue
        else:
            others.add(each.flow)
        theirs.append(each)
    return theirs, others - own


def _flows(facts: Iterable[Fact]) -> set[UUID]:
    return {UUID(fact.entity) for fact in facts if fact.kind == "flow"}
