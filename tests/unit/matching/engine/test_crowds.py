"""As many flows of a few families as fill leaves, split them, and let lists shut out most others:
what is published is the full recompute."""

from __future__ import annotations

from random import Random

import pytest
from msgspec.structs import replace

from boucle.catalogue.criteria import CRITERIA
from boucle.matching.engine import Engine, FlowChange
from boucle.matching.scoring import FlowInputs, LifeFact, ScoringSettings
from boucle.matching.scoring.inputs import ALWAYS, Weights
from boucle.matching.scoring.wire import unit_vector
from tests.reference import recompute
from tests.unit.matching.worlds import one_of_each, rules

_FLOWS = 420
_TERRITORIES = 3


class _Crowd:
    """Flows of a family with routes to many and of its takers, oddly declared."""

    def __init__(self, seed: int) -> None:
        self.random = random = Random(seed)
        routes = [route for route in rules().routes if route.limits and route.reach_km > 20.0]
        route = random.choice(routes)
        takers = [one.input for one in rules().routes if one.output == route.output]
        self._sides = [(route.output, True)] * 3 + [(taker, False) for taker in takers[:3]]
        self._known = {(row.family, row.output): row for row in one_of_each()}
        self.settings: dict[str, ScoringSettings] = {}
        self.flows = {number: self.row(number, 1) for number in range(1, _FLOWS)}

    def row(self, number: int, version: int) -> FlowInputs:
        random = self.random
        known = self._known[random.choice(self._sides)]
        x, y, z = unit_vector(random.gauss(49.0, 0.4), random.gauss(0.0, 0.6))
        known_status = random.random() < 0.7
        return replace(
            known,
            flow=number,
            version=version,
            organisation=number // 6,
            territory=str(random.randrange(_TERRITORIES)),
            x=x,
            y=y,
            z=z,
            slack_km=random.choice([0.0, 3.0]),
            quantity=int(random.lognormvariate(20.0, 1.0)),
            networks=random.choice([(), (), (("caen", random.choice([5.0, 10.0, 25.0])),)]),
            months=random.choice([ALWAYS, ALWAYS, 0b111, 0b111000, 0]),
            form=random.choice([known.form, 0]),
            status=1 << random.randrange(4) if known_status else 0,
            accepts=random.choice([0b1111, 0b1111, 0b1110, 0]),
            treatments=random.choice([0, 1 << 29, (1 << 30) - 1]),
            hazardous=random.random() < 0.1,
            certainty=random.choice([0, 1, 1, 2]),
            eur=random.choice([None, 5e-5, -1e-5, 2e-4]),
            kgco2e=random.choice([None, None, 1e-3, -1e-4]),
            qualities=known.qualities if random.random() < 0.7 else (),
        )

    def settle(self, engine: Engine, version: int) -> None:
        for number in range(_TERRITORIES):
            weights = Weights(*(self.random.choice([1, 5, 10, 20]) for _ in CRITERIA))
            own = ScoringSettings(
                str(number),
                version=version,
                k=4 + number,
                weights=weights,
                route_limits=self.route_limits(),
            )
            self.settings[own.territory] = own
            engine.refresh(engine.settle(own))

    def route_limits(self) -> tuple[tuple[int, int, float, float], ...]:
        """Half of what the crowd's routes limit, at one end of their range."""
        return tuple(
            (route.index, attribute, high, high)
            if high < 1e9
            else (route.index, attribute, low, low)
            for route in rules().routes
            if (route.output, True) in self._sides
            for attribute, low, high in route.limits
            if self.random.random() < 0.5
        )

    def expected(self) -> dict[int, tuple[tuple[int, int], ...]]:
        return recompute.lists(self.flows.values(), self.settings, (), rules())


def _put(engine: Engine, rows: list[FlowInputs]) -> None:
    engine.put([FlowChange(row.flow, row.version, 0, 0, row) for row in rows])


@pytest.mark.parametrize("seed", range(5))
def test_a_crowd_gives_the_full_recompute(seed: int) -> None:
    crowd, engine = _Crowd(seed), Engine(rules(), k=6, spare=2)
    engine.own(0)
    _put(engine, list(crowd.flows.values()))
    crowd.settle(engine, 1)
    assert {flow: engine.entries(flow) for flow in crowd.flows} == crowd.expected()
    for version in range(2, 40, 2):
        again = [crowd.row(flow, version) for flow in crowd.random.sample([*crowd.flows], 16)]
        crowd.flows |= {row.flow: row for row in again}
        _put(engine, again)
        gone = crowd.random.choice([*crowd.flows])
        del crowd.flows[gone]
        engine.put([FlowChange(gone, version + 1, 0, 0, None)])
    assert {flow: engine.entries(flow) for flow in crowd.flows} == crowd.expected()
    crowd.settle(engine, 2)
    found = {flow: engine.entries(flow) for flow in crowd.flows}
    assert found == crowd.expected()
    assert sum(map(len, found.values())) > _FLOWS


def test_a_thousand_pairs_barred_at_once_leave_all_lists() -> None:
    """More than the table of barred pairs had room for when they came."""
    crowd, engine = _Crowd(7), Engine(rules(), k=6, spare=2)
    engine.own(0)
    _put(engine, list(crowd.flows.values()))
    crowd.settle(engine, 1)
    listed = {
        (flow, partner) if row.output else (partner, flow)
        for flow, row in crowd.flows.items()
        for partner, _ in engine.entries(flow)
    }
    facts = [LifeFact(offer, need, 1, barred=True) for offer, need in sorted(listed)]
    assert len(facts) > 2 * len(engine.lives.barred) // 3
    engine.set_lives(facts)
    found = {flow: engine.entries(flow) for flow in crowd.flows}
    assert found == recompute.lists(crowd.flows.values(), crowd.settings, facts, rules())


def test_who_lists_a_flow_is_known_and_few_who_did() -> None:
    crowd, engine = _Crowd(7), Engine(rules(), k=6, spare=2)
    engine.own(0)
    _put(engine, list(crowd.flows.values()))
    stayed = 0
    for version in range(2, 80):
        _put(engine, [crowd.row(flow, version) for flow in crowd.random.sample([*crowd.flows], 16)])
        for slot, rows in enumerate(_holders(engine)):
            listing = {row for row in rows if slot in _partners(engine, row)}
            left = int(engine.flows.rows["left"][slot])
            assert len(listing) + left <= len(rows) <= len(listing) + left + 1
            assert 3 * left <= len(rows)
            stayed += left
        listed = [_partners(engine, row) for row in range(len(engine.lists.rows))]
        held = [set(rows) for rows in _holders(engine)]
        assert all(row in held[slot] for row, slots in enumerate(listed) for slot in slots)
    flows, blocks = engine.flows.count, int(engine._state.holders.ends[0])
    assert blocks <= flows * (engine.lists.width + 1) * 3 // 2 // 7 + flows
    assert stayed > 0


def _holders(engine: Engine) -> list[list[int]]:
    """For each flow, the rows that its blocks name, some more than once."""
    blocks, found = engine._state.holders.blocks, []
    for row in engine.flows.rows[: engine.flows.count]:
        rows: list[int] = []
        block, size = int(row["holders"]), (int(row["held"]) - 1) % 7 + 1
        while len(rows) < row["held"]:
            rows += blocks[block]["rows"][:size].tolist()
            block, size = int(blocks[block]["next"]), 7
        found.append(rows)
    return found


def _partners(engine: Engine, row: int) -> list[int]:
    found: list[int] = engine.lists.partner[row, : engine.lists.rows[row]["count"]].tolist()
    return found
