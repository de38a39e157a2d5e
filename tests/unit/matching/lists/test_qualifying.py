"""What the ``auto`` policy qualifies by itself, and what it leaves to the animator."""

from __future__ import annotations

import math

import pytest
from msgspec.structs import replace

from boucle.contract.events.reasons import Amount
from boucle.matching.candidates.synergy import versions_of
from boucle.matching.engine import Engine, FlowChange
from boucle.matching.lists.qualifying import ToQualify, to_qualify
from boucle.matching.scoring import ScoringSettings
from tests.unit.matching.scoring.test_scoring import rows
from tests.unit.matching.worlds import partition_of, rules


def chosen(supply_kgco2e: float = 0.01, need_of: int = 1) -> list[ToQualify]:
    """Of steel scrap and its only taker, whose present supply emits so much a gram and who needs so
    many times as much, under ``auto``."""
    rule = next(one for one in rules().routes if one.key == "steel_scrap>steel_scrap")
    offer, need = rows()
    offer = replace(
        offer,
        family=rule.output,
        form=rule.forms & -rule.forms,
        kgco2e=0.0,
    )
    need = replace(
        need,
        family=rule.input,
        treatments=rule.operations,
        quantity=round(offer.quantity * rule.yield_) * need_of,
        kgco2e=supply_kgco2e,
    )
    engine = Engine(rules(), k=3, spare=1)
    for row in (offer, need):
        engine.own(partition_of(row.flow))
    engine.refresh(engine.settle(ScoringSettings("", version=1, auto=True, auto_threshold=0)))
    for row in (offer, need):
        engine.put([FlowChange(row.flow, row.version, partition_of(row.flow), 0, row)])
    changed = engine.drain()
    assert [len(changed.owner), len(changed.partner)] == [2, 2]
    return to_qualify(engine, changed, {})


def test_auto_leaves_to_the_animator_what_would_surely_emit_more() -> None:
    assert chosen(supply_kgco2e=0.0) == []
    [better] = chosen(supply_kgco2e=0.01)
    assert versions_of(better.inputs, rules()) == better.synergy.versions


def test_auto_writes_to_nobody_about_a_lead_below_the_least_share() -> None:
    """However good its score. Shares are those of coarse copies: far from the least, both ways."""
    share = float(ScoringSettings("").least_share)
    assert len(chosen(need_of=math.floor(0.4 / share))) == 1
    assert chosen(need_of=math.ceil(3 / share)) == []


@pytest.mark.parametrize(
    ("low", "high", "surely"),
    [
        ("-70.5", "-20.1", True),
        ("-70.5", "0.000", True),
        ("0.000", "0.000", False),
        ("-70.5", "20.1", False),
        ("5", "6", False),
        (None, None, False),
    ],
)
def test_a_range_that_spares_nothing_at_best_and_costs_at_worst_surely_costs(
    low: str | None, high: str | None, surely: bool
) -> None:
    assert Amount("tCO2e", low, high).surely_costs is surely
