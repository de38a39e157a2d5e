"""Whatever happens, in whatever order, however owned: what is published is the full recompute."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.catalogue.facts.units import INT64_MAX
from boucle.contract.events.changed_lists import score_of
from boucle.matching.engine import Engine, FlowChange
from boucle.matching.scoring import FlowInputs, LifeFact, ScoringSettings, assess, best_families
from boucle.matching.scoring.assess import pairing_of
from boucle.matching.scoring.families import left_of
from tests.kit.of_lists.list_changes import ListChange, changes_of, kept_of
from tests.reference import recompute
from tests.unit.matching.worlds import (
    FLOWS,
    TERRITORIES,
    flow_id,
    lives,
    one_of_each,
    partition_of,
    route_limits,
    rows,
    rules,
    settings,
)

Withdrawn = int
Operation = FlowInputs | LifeFact | ScoringSettings | Withdrawn
operations = st.one_of(
    rows(), rows(), rows(), rows(), lives(), settings(), st.integers(0, FLOWS - 1).map(flow_id)
)
exactly = hypothesis_settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
Lists = dict[int, tuple[tuple[int, int], ...]]


class World:
    """Several engines that share the partitions, and the inputs that both they and plain read."""

    def __init__(self, owners: list[int]) -> None:
        self.engines = [Engine(rules(), k=1, spare=1) for _ in set(owners)]
        for partition, owner in enumerate(owners):
            self.engines[sorted(set(owners)).index(owner)].own(partition)
        self.flows: dict[int, FlowInputs] = {}
        self.settings: dict[str, ScoringSettings] = {}
        self.lives: dict[tuple[int, int], LifeFact] = {}
        self.to_refresh: list[tuple[Engine, int]] = []
        self.published: Lists = {}
        self.pairs: set[tuple[int, int, bool]] = set()
        self.stored: dict[tuple[int, int], int] = {}
        self.clock = 0
        self.do([ScoringSettings(territory, k=2) for territory in TERRITORIES])

    def do(self, batch: list[Operation]) -> None:
        for operation in batch:
            self.clock += 1
            if isinstance(operation, FlowInputs):
                self._flow(operation.flow, replace(operation, version=self.clock))
            elif isinstance(operation, LifeFact):
                fact = replace(operation, version=self.clock)
                self.lives[fact.offer, fact.need] = fact
                for engine in self.engines:
                    engine.set_lives([fact])
            elif isinstance(operation, ScoringSettings):
                own = replace(operation, version=self.clock)
                self.settings[own.territory] = own
                for engine in self.engines:
                    self.to_refresh += [(engine, flow) for flow in engine.settle(own)]
            else:
                self._flow(operation, None)

    def _flow(self, flow: int, row: FlowInputs | None) -> None:
        self.flows.pop(flow, None)
        if row is not None:
            self.flows[flow] = row
        change = FlowChange(flow, self.clock, partition_of(flow), self.clock, row)
        older = replace(change, version=max(0, self.clock - 1), row=None)
        for engine in self.engines:
            engine.put([change])
            engine.put([older, change])

    def refresh(self) -> None:
        for engine, flow in self.to_refresh:
            engine.refresh([flow])
        self.to_refresh.clear()

    def drain(self, *, exact: bool = False) -> None:
        """Apply what is published, as a worker writes it down. ``exact``: every pair told is what
        its flows are."""
        for engine in self.engines:
            for change in changes_of(engine.drain()):
                for partner, told in zip(change.entries, change.quantities, strict=True):
                    assert not exact or told == self._moved(change, partner[0])
                assert change.partition == partition_of(change.flow)
                known = dict(self.published.get(change.flow, ()))
                assert known.keys() >= set(change.lost) | change.kept
                self._store(change)
                entries = engine.entries(change.flow)
                assert entries == tuple((p, score_of(rank)) for p, rank in change.entries)
                self.published[change.flow] = change.entries
                its = {key: rank for key, rank in self.stored.items() if key[0] == change.flow}
                assert its == {(change.flow, partner): rank for partner, rank in change.entries}

    def _store(self, change: ListChange) -> None:
        """As rows of entries: deleted where they are lost, written where they came or moved."""
        flow = change.flow
        for partner in change.lost:
            del self.stored[flow, partner]
            self.pairs -= {(flow, partner, True), (flow, partner, False)}
        for partner, rank in change.entries:
            if partner in change.gained | change.moved:
                self.stored[flow, partner] = rank
        self.pairs |= {(flow, partner, change.gives) for partner in change.gained}

    def _moved(self, change: ListChange, partner: int) -> int:
        """What could move between the best two families."""
        flows = (change.flow, partner) if change.gives else (partner, change.flow)
        (offer, offered), (need, wanted) = (
            left_of(self.flows[flow], self.lives.values()) for flow in flows
        )
        both = (self.settings[offer.territory], self.settings[need.territory])
        best = best_families(offer, need, rules(), both, (offered, wanted))
        pair = pairing_of(best.offer, best.need, rules(), both, best.free)
        assert pair is not None
        return round(pair.moved)

    def expected_pairs(self) -> set[tuple[int, int, bool]]:
        return {
            (flow, partner, self.flows[flow].output)
            for flow, entries in self.expected().items()
            for partner, _ in entries
        }

    def lists(self) -> Lists:
        return {
            flow: found
            for engine in self.engines
            for flow in self.flows
            if (found := engine.entries(flow))
        }

    def expected(self) -> Lists:
        found = recompute.lists(self.flows.values(), self.settings, self.lives.values(), rules())
        return {flow: entries for flow, entries in found.items() if entries}


beginning = st.tuples(*(rows(index) for index in range(FLOWS))).map(list[Operation])


@exactly
@given(
    start=beginning,
    batches=st.lists(st.lists(operations, max_size=6), max_size=4),
    owners=st.lists(st.integers(0, 2), min_size=4, max_size=4),
)
def test_any_sequence_gives_the_full_recompute(
    start: list[Operation], batches: list[list[Operation]], owners: list[int]
) -> None:
    world = World(owners)
    for batch in (start, *batches):
        world.do(batch)
        world.refresh()
        world.drain(exact=True)
        assert world.lists() == world.expected()
        assert world.pairs == world.expected_pairs()
        assert {
            flow: tuple((partner, score_of(rank)) for partner, rank in entries)
            for flow, entries in world.published.items()
            if entries
        } == world.lists()


@exactly
@given(
    start=beginning,
    batch=st.lists(operations, max_size=6),
    between=st.lists(operations, max_size=8),
    partition=st.integers(0, 3),
)
def test_a_new_owner_goes_on_from_stored_lists(
    start: list[Operation], batch: list[Operation], between: list[Operation], partition: int
) -> None:
    world = World([0, 0, 0, 0])
    world.do([*start, *batch])
    world.refresh()
    (old,) = world.engines
    stored = [c for c in changes_of(old.drain()) if c.partition == partition and c.entries]
    seen = world.clock + 1

    newcomer = Engine(rules(), k=1, spare=1)
    for own in world.settings.values():
        newcomer.settle(own)
    newcomer.put(
        FlowChange(row.flow, row.version, partition_of(row.flow), row.version, row)
        for row in world.flows.values()
    )
    newcomer.set_lives(world.lives.values())
    world.engines.append(newcomer)
    world.do(between)

    newcomer.own(partition)
    newcomer.load(kept_of(stored), partition)
    changed = set(newcomer.changed_since(dict.fromkeys(range(4), seen)))
    for fact in world.lives.values():
        if fact.version >= seen:
            changed |= {fact.offer, fact.need}
    for row in world.flows.values():
        its = world.settings.get(row.territory)
        if its is not None and its.version >= seen:
            changed.add(row.flow)
    for _ in newcomer.catch_up([partition], sorted(changed)):
        pass
    expected = world.expected()
    mine = {flow: newcomer.entries(flow) for flow in world.flows if partition_of(flow) == partition}
    assert {flow: entries for flow, entries in mine.items() if entries} == {
        flow: entries for flow, entries in expected.items() if partition_of(flow) == partition
    }
    # Also those whose rank stands: another owner may have written an older score meanwhile.
    told = changes_of(newcomer.drain())
    gained = {(c.flow, other) for c in told for other in c.gained | c.kept}
    assert gained >= {
        (flow, other)
        for flow, entries in mine.items()
        for other, _ in entries
        if not changed.isdisjoint({flow, other})
    }


@exactly
@given(
    start=st.lists(operations, max_size=8),
    ahead=st.lists(operations, min_size=1, max_size=12),
    partition=st.integers(0, 3),
)
def test_a_new_owner_catches_up_with_lists_that_are_ahead_of_its_flows(
    start: list[Operation], ahead: list[Operation], partition: int
) -> None:
    """The last one ended between two parts of a turn: lists it wrote, how far it had read not."""
    last = World([0, 0, 0, 0])
    last.do([*start, *ahead])
    last.refresh()
    (old,) = last.engines
    stored = [c for c in changes_of(old.drain()) if c.partition == partition and c.entries]

    world, newcomer = World([]), Engine(rules(), k=1, spare=1)
    for own in world.settings.values():
        newcomer.settle(own)
    world.engines.append(newcomer)
    world.do(start)
    world.refresh()
    newcomer.own(partition)
    newcomer.load(kept_of(stored), partition)
    world.published = {each.flow: each.entries for each in stored}
    world.pairs = {
        (each.flow, partner, each.gives) for each in stored for partner, _ in each.entries
    }
    world.stored = {(each.flow, partner): rank for each in stored for partner, rank in each.entries}
    for _ in newcomer.catch_up([partition], []):
        pass
    world.drain()
    for operation in ahead:
        world.do([operation])
        world.refresh()
        world.drain()
    assert world.pairs == {p for p in world.expected_pairs() if partition_of(p[0]) == partition}


STRANGE = [
    {},
    {"hazardous": True, "eur": 9e-5, "kgco2e": 1e-3},
    {"status": 2, "months": 0, "eur": 9e-5, "kgco2e": 1e-3, "kgco2e_pct": None},
    {"status": 4, "months": 0b111, "accepts": 0, "form": 0},
    {"status": 8, "months": 0, "accepts": 0, "networks": (("port", 10.0),)},
    {"status": 0, "qualities": ()},
    {"kgco2e": None, "kgco2e_pct": None},
]


@pytest.mark.parametrize("changes", STRANGE)
def test_every_route_scores_alike_in_arrays_and_alone(changes: dict[str, Any]) -> None:
    """One offer and one need of every family, oddly declared on both sides."""
    whole = ScoringSettings("", version=1, k=200, threshold=0)
    flows = [replace(row, **changes) for row in one_of_each()]
    engine = Engine(rules(), k=200)
    engine.own(0)
    engine.refresh(engine.settle(whole))
    engine.put([FlowChange(row.flow, 1, 0, 0, row) for row in flows])
    expected = recompute.lists(flows, {"": whole}, (), rules())
    assert {flow.flow: engine.entries(flow.flow) for flow in flows} == expected
    assert sum(map(len, expected.values())) > 100


def test_two_absurd_runs_of_one_offer_take_all_of_it_and_no_more() -> None:
    """Together they are more than an int64 holds."""
    whole = ScoringSettings("", version=1, k=200, threshold=0)
    flows = one_of_each()
    engine = Engine(rules(), k=200)
    engine.own(0)
    engine.refresh(engine.settle(whole))
    engine.put([FlowChange(row.flow, 1, 0, 0, row) for row in flows])
    offer, partners = max(
        ((flow.flow, engine.entries(flow.flow)) for flow in flows if flow.output),
        key=lambda found: len(found[1]),
    )
    facts = [
        LifeFact(offer, partner, 1, barred=True, offer_taken=INT64_MAX, need_taken=1)
        for partner, _ in partners[:2]
    ]
    engine.set_lives(facts)
    assert len(partners) > 2
    assert engine.entries(offer) == ()
    expected = recompute.lists(flows, {"": whole}, facts, rules())
    assert {flow.flow: engine.entries(flow.flow) for flow in flows} == expected


@exactly
@given(st.tuples(*(rows(index) for index in range(FLOWS))), settings(), route_limits())
def test_a_tightened_limit_only_takes_points_or_excludes(
    flows: tuple[FlowInputs, ...],
    loose: ScoringSettings,
    limits: tuple[tuple[int, int, float, float], ...],
) -> None:
    """So what bounds a score from above need not look at it."""
    loose = replace(loose, route_limits=())
    tight = replace(loose, route_limits=limits)
    for offer, need in product(flows, flows):
        if offer.output and not need.output:
            before = assess(offer, need, rules(), (loose, loose))
            for both in ((tight, loose), (loose, tight), (tight, tight)):
                after = assess(offer, need, rules(), both)
                assert after is None or (before is not None and after.rank <= before.rank)


@exactly
@given(st.lists(rows(), max_size=12))
def test_a_row_is_read_as_it_was_put(batch: list[FlowInputs]) -> None:
    engine = Engine(rules())
    latest: dict[int, FlowInputs] = {}
    for version, row in enumerate(batch):
        others = tuple(replace(one, version=version) for one in row.others)
        latest[row.flow] = replace(row, version=version, others=others)
        engine.put([FlowChange(row.flow, version, 0, 0, latest[row.flow])])
    assert {flow: engine.row(flow) for flow in latest} == latest
