"""What is tried in a sandbox meets nothing outside, in the engine as in the full recompute."""

import pytest
from msgspec.structs import replace

from boucle.matching.engine import Engine, FlowChange
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, assess, explain
from tests.reference import recompute
from tests.unit.matching.worlds import offer_on, rules

REAL, ALSO_REAL = "200065597", "200084952"
SANDBOX, ALSO_THERE, ANOTHER = "000001016", "000001024", "000002014"


def _pair(offered: str, needed: str) -> tuple[FlowInputs, FlowInputs]:
    rule = rules().routes[0]
    offer = replace(offer_on(rule), territory=offered)
    need = replace(offer, flow=2, organisation=2, site=2, output=False, family=rule.input, status=0)
    return offer, replace(need, territory=needed)


@pytest.mark.parametrize(
    ("offered", "needed", "meet"),
    [
        (REAL, ALSO_REAL, True),
        (SANDBOX, ALSO_THERE, True),
        (SANDBOX, REAL, False),
        (REAL, SANDBOX, False),
        (SANDBOX, ANOTHER, False),
    ],
)
def test_two_flows_meet_within_a_sandbox_and_never_across(
    offered: str, needed: str, meet: bool
) -> None:
    both = _pair(offered, needed)
    engine = Engine(rules(), k=5)
    engine.own(0)
    # No event of a territory was read: its code is enough.
    engine.put([FlowChange(row.flow, 1, 0, row.flow, row) for row in both])
    lists = recompute.lists(both, {}, (), rules())
    default = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
    assert bool(engine.entries(1)) is meet
    assert bool(engine.entries(2)) is meet
    assert any(lists.values()) is meet
    assert (assess(*both, rules(), default) is not None) is meet
    failing = [one.name for one in explain(*both, rules(), default) if one.verdict == "fail"]
    assert failing == ([] if meet else ["parties"])
