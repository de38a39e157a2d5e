"""Compile all of the engine's machine code, or read it from disk, before anybody waits for it.
``python -m boucle.matching.engine.precompile`` leaves it on disk, as ``engine.cache`` says."""

import sys
from functools import cache

from msgspec.structs import replace

from boucle.catalogue.criteria import CRITERIA
from boucle.catalogue.loading.loader import load_catalogue
from boucle.matching.engine.cache import is_compiled, mark_compiled
from boucle.matching.engine.engine import Engine
from boucle.matching.engine.inputs import FlowChange, StoredLists
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, LifeFact, Rules
from boucle.matching.scoring.inputs import Weights

_MANY = 3000
"""Flows enough to make every table grow."""


@cache
def compile_ahead() -> None:
    """Compile once per process: half a minute of CPU without stored code, else a second."""
    rules = Rules(load_catalogue())
    engine = Engine(rules)
    offer, need = _pair(rules)
    engine.put(_change(replace(offer, flow=number), 1) for number in range(3, _MANY))
    engine.put([_change(offer, 1), _change(need, 1)])
    engine.own(0)
    engine.load(StoredLists.of([(offer.flow, True, [])]), 0)
    for _ in engine.catch_up([0], [offer.flow, need.flow]):
        pass
    qualities = ((0, 0.0, 1.0),)
    engine.put([_change(replace(need, qualities=qualities), 2)])
    weights = Weights(**dict.fromkeys(CRITERIA, 0) | {"route": 1})
    engine.settle(replace(DEFAULT_SETTINGS, version=1, weights=weights))
    lives = (LifeFact(offer.flow, number, 1, barred=True) for number in range(2, _MANY))
    engine.set_lives(lives)
    engine.refresh([offer.flow])
    engine.drain()
    engine.release(0)


def _pair(rules: Rules) -> tuple[FlowInputs, FlowInputs]:
    """Return two flows at one place, joined by a route."""
    route = rules.routes[0]
    offer = FlowInputs(
        flow=1,
        version=1,
        organisation=1,
        site=1,
        territory="",
        output=True,
        family=route.output,
        x=1.0,
        y=0.0,
        z=0.0,
        slack_km=0.0,
        quantity=1000,
    )
    return offer, replace(offer, flow=2, organisation=2, output=False, family=route.input)


def _change(row: FlowInputs, version: int) -> FlowChange:
    return FlowChange(row.flow, version, 0, 0, replace(row, version=version))


def main() -> None:
    """Store all machine code on disk, if it is missing."""
    if is_compiled():
        return
    sys.stdout.write("boucle: compiling the engine (first time: half a minute)\n")
    sys.stdout.flush()
    compile_ahead()
    mark_compiled()


if __name__ == "__main__":
    main()
