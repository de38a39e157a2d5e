"""One organisation takes two places of a list, whatever it declares, and no more."""

from msgspec.structs import replace

from boucle.matching.engine import Engine, FlowChange
from boucle.matching.scoring import MOST_PLACES, FlowInputs, ScoringSettings
from tests.kit.of_lists.list_changes import changes_of, kept_of
from tests.reference import recompute
from tests.unit.matching.worlds import one_of_each, rules, unit_vector

VICTIM, DECOYS = 1, 999
_NEAR, _FAR = 0.001, 0.05
"""Degrees of longitude between one need and the next: the decoys are the nearer ones."""


def _world() -> dict[int, FlowInputs]:
    """An offer, twelve needs of one company near it, and six companies with a need farther off."""
    route = rules().routes[0]
    known = {(row.family, row.output): row for row in one_of_each()}
    offer, need = known[route.output, True], known[route.input, False]
    found = {VICTIM: replace(offer, flow=VICTIM, organisation=VICTIM, x=1.0, y=0.0, z=0.0)}
    for number in range(10, 28):
        decoy = number < 22
        x, y, z = unit_vector(0.0, number * _NEAR if decoy else _FAR + number * _NEAR)
        found[number] = replace(
            need, flow=number, organisation=DECOYS if decoy else number, x=x, y=y, z=z
        )
    return found


def _engine(flows: dict[int, FlowInputs], spare: int = 1) -> Engine:
    engine = Engine(rules(), k=5, spare=spare)
    engine.own(0)
    engine.refresh(engine.settle(SETTINGS))
    engine.put([FlowChange(row.flow, row.version, 0, 0, row) for row in flows.values()])
    return engine


SETTINGS = ScoringSettings("", version=1, k=5, threshold=0)


def _expected(flows: dict[int, FlowInputs]) -> dict[int, tuple[tuple[int, int], ...]]:
    return recompute.lists(flows.values(), {"": SETTINGS}, (), rules())


def _listed(engine: Engine) -> list[int]:
    return [partner for partner, _ in engine.entries(VICTIM)]


def _decoys(engine: Engine, flows: dict[int, FlowInputs]) -> list[int]:
    return [flow for flow in _listed(engine) if flows[flow].organisation == DECOYS]


def _withdraw(engine: Engine, flows: dict[int, FlowInputs], flow: int) -> None:
    version = flows.pop(flow).version + 1
    engine.put([FlowChange(flow, version, 0, 0, None)])


def test_twelve_needs_of_one_company_take_two_places() -> None:
    flows = _world()
    engine = _engine(flows)
    assert len(_listed(engine)) == 5
    assert len(_decoys(engine, flows)) == MOST_PLACES
    assert {flow: engine.entries(flow) for flow in flows} == _expected(flows)


def test_when_one_of_the_two_goes_the_next_of_its_company_comes() -> None:
    flows = _world()
    engine = _engine(flows)
    for _ in range(11):
        (first, *_) = _decoys(engine, flows)
        _withdraw(engine, flows, first)
        assert {flow: engine.entries(flow) for flow in flows} == _expected(flows)
    assert len(_decoys(engine, flows)) == 1


def test_a_list_that_was_kept_elsewhere_lets_the_next_one_in_too() -> None:
    flows = _world()
    kept = kept_of(changes_of(_engine(flows).drain()))
    engine = Engine(rules(), k=5, spare=1)
    engine.settle(SETTINGS)
    engine.put([FlowChange(row.flow, row.version, 0, 0, row) for row in flows.values()])
    engine.own(0)
    engine.load(kept, 0)
    for _ in engine.catch_up([0], []):
        pass
    assert {flow: engine.entries(flow) for flow in flows} == _expected(flows)
    _withdraw(engine, flows, _decoys(engine, flows)[1])
    assert {flow: engine.entries(flow) for flow in flows} == _expected(flows)


def test_a_better_one_of_the_same_company_takes_the_place_of_its_lesser_one() -> None:
    flows = _world()
    best = flows.pop(10)
    engine = _engine(flows)
    before = _decoys(engine, flows)
    flows[10] = replace(best, version=best.version + 1)
    engine.put([FlowChange(10, best.version + 1, 0, 0, flows[10])])
    assert {flow: engine.entries(flow) for flow in flows} == _expected(flows)
    assert _decoys(engine, flows) != before
