"""The recompute that looks only where it must gives the same as the one that looks everywhere."""

from __future__ import annotations

from random import Random

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, LifeFact, ScoringSettings, assess
from boucle.matching.scoring.families import parts_of
from tests.reference import recompute
from tests.reference.sides import PlainSide
from tests.reference.upper_bounds import Needs
from tests.unit.matching.worlds import FLOWS, flow_id, lives, rows, rules, settings

exactly = hypothesis_settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
Kept = dict[int, tuple[tuple[int, int], ...]]


@st.composite
def worlds(
    draw: st.DrawFn,
) -> tuple[list[FlowInputs], dict[str, ScoringSettings], list[LifeFact]]:
    flows = [draw(rows(index)) for index in range(FLOWS)]
    territories = {one.territory: one for one in draw(st.lists(settings(), max_size=3))}
    facts = {(one.offer, one.need): one for one in draw(st.lists(lives(), max_size=3))}
    return flows, territories, list(facts.values())


def kept_of(lists: dict[int, tuple[recompute.PlainEntry, ...]]) -> Kept:
    return {
        flow: tuple((entry.partner, entry.rank) for entry in entries)
        for flow, entries in lists.items()
        if entries
    }


@exactly
@given(worlds(), st.integers(0, 2**32))
def test_whatever_was_kept_the_lists_are_the_same(
    world: tuple[list[FlowInputs], dict[str, ScoringSettings], list[LifeFact]], seed: int
) -> None:
    flows, territories, facts = world
    expected = recompute.recompute(flows, territories, facts, rules())
    whole = recompute.RecomputeInputs.of(flows, territories, facts, rules())
    right = kept_of(expected)
    random = Random(seed)
    wrong = {
        flow: tuple((partner, rank + random.choice([-3000, 0, 3000])) for partner, rank in entries)
        for flow, entries in right.items()
        if random.random() < 0.8
    }
    nonsense = {flow_id(n): ((flow_id(n), 99_999),) * 12 for n in range(FLOWS)}
    for kept in (right, wrong, nonsense, {}):
        assert recompute.recompute_from(whole, kept) == expected


@exactly
@given(worlds())
def test_no_bound_is_too_low(
    world: tuple[list[FlowInputs], dict[str, ScoringSettings], list[LifeFact]],
) -> None:
    """A pair is worth a look for whoever's bar its rank just reaches."""
    whole, territories, _ = world
    flows = [part for flow in whole for part, _ in parts_of(flow, flow.quantity)]
    for offer in (flow for flow in flows if flow.output):
        for need in (flow for flow in flows if not flow.output):
            rule = rules().between.get((offer.family, need.family))
            both = tuple(territories.get(row.territory, DEFAULT_SETTINGS) for row in (offer, need))
            found = assess(offer, need, rules(), (both[0], both[1]))
            if rule is None or found is None:
                continue
            for own, other in ((found.rank, 1e9), (1e9, found.rank)):
                sides = (
                    PlainSide(offer, both[0], offer.quantity, own),
                    PlainSide(need, both[1], need.quantity, other),
                )
                below = found.score < (both[0] if own < 1e9 else both[1]).threshold
                worth = Needs(rules(), rule, [sides[1]]).worth(sides[0])
                assert worth == [0] or below
