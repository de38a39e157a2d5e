"""Pairs in columns are what lists and flows say plainly, pair by pair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events.changed_lists import DECLARED_FIRST, score_of
from boucle.indicators.facts.bodies import Fact, in_force
from boucle.indicators.facts.lists import FlowList
from boucle.indicators.figures.facts_in_force import FactsInForce
from boucle.indicators.figures.figure import Scope
from tests.kit.facts import BEYOND, HERE, THERE, at_random, lists_at_random

Pair = tuple[bytes, UUID, UUID, int, bool]


def plainly(lists: Iterable[FlowList], flows: Mapping[UUID, Fact]) -> list[Pair]:
    """Synergy, offer, need, quantity, whether a flow is typical; best first."""
    found: dict[bytes, tuple[int, Pair]] = {}
    for each in sorted(lists, key=lambda one: one.offers):
        for number, partner in enumerate(each.partners):
            offer, need = (each.flow, partner) if each.offers else (partner, each.flow)
            synergy = each.synergies[16 * number : 16 * number + 16]
            rank, quantity = each.ranks[number], each.quantities[number]
            if offer in flows and need in flows:
                pair = synergy, offer, need, quantity, rank < DECLARED_FIRST
                found[synergy] = -score_of(rank), pair
    return [pair for _, pair in sorted(found.values())]


@given(seed=st.integers(0, 2**32), count=st.integers(0, 60), on=st.dates(date(2026, 1, 1)))
def test_pairs_are_what_lists_and_flows_say(seed: int, count: int, on: date) -> None:
    random = Random(seed)
    facts = at_random(random, count)
    lists = list({one.flow: one for one in lists_at_random(random, count // 5)}.values())
    held = list(in_force(facts, on))
    flows = {UUID(one.entity): one for one in held if one.kind == "flow"}
    wanted = plainly(lists, flows)
    known = FactsInForce.of(facts, lists, on)
    its = known.candidates
    numbers = {known.flows.number(flow): flow for flow in [*flows]}
    assert wanted == [
        (synergy, numbers[offer], numbers[need], quantity, typical)
        for (synergy, *_), offer, need, quantity, typical in zip(
            wanted,
            *(column.tolist() for column in (its.offers, its.needs, its.quantities, its.typical)),
            strict=True,
        )
    ]
    lives = {UUID(one.entity).bytes for one in held if one.kind == "life"}
    found = {pair[0]: number for number, pair in enumerate(wanted) if pair[0] in lives}
    assert its.alive == found
    for place in (HERE, THERE, BEYOND):
        there = {flow for flow, fact in flows.items() if place in fact.body.territories}
        scope = Scope(frozenset({place}))
        assert known.pairs_of(scope).tolist() == [
            number for number, pair in enumerate(wanted) if there.issuperset(pair[1:3])
        ]
