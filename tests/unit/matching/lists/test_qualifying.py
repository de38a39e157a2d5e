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

A_TONNE = 1_000_000
"""Grams."""
FAIR = 200.0


def chosen(
    supply_kgco2e: float = 0.01,
    need_of: int = 1,
    cost: float | None = FAIR,
    price: float | None = FAIR,
    tonnes: float | None = None,
    least_gain: float = 1000.0,
) -> list[ToQualify]:
    """Of steel scrap and its only taker, whose present supply emits so much a gram and who needs so
    many times as much, under ``auto``. ``cost``, ``price``: what each pays today, EUR a tonne."""
    rule = next(one for one in rules().routes if one.key == "steel_scrap>steel_scrap")
    offer, need = rows()
    offer = replace(
        offer,
        family=rule.output,
        form=rule.forms & -rule.forms,
        kgco2e=0.0,
        eur=None if cost is None else cost / A_TONNE,
        quantity=offer.quantity if tonnes is None else round(tonnes * A_TONNE),
    )
    need = replace(
        need,
        family=rule.input,
        treatments=rule.operations,
        quantity=round(offer.quantity * rule.yield_) * need_of,
        kgco2e=supply_kgco2e,
        eur=None if price is None else price / A_TONNE,
    )
    engine = Engine(rules(), k=3, spare=1)
    for row in (offer, need):
        engine.own(partition_of(row.flow))
    settings = ScoringSettings("", version=1, auto=True, auto_threshold=0, least_gain=least_gain)
    engine.refresh(engine.settle(settings))
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


def test_auto_leaves_to_the_animator_what_is_reckoned_a_loss() -> None:
    """Its holder sells a tonne for 60 EUR today, and the taker buys it for 5."""
    assert len(chosen()) == 1
    assert chosen(cost=-60.0, price=5.0) == []
    assert chosen(cost=-60.0, price=5.0, least_gain=0.0) == [], "whatever the territory sets"


@pytest.mark.parametrize(("tonnes", "written"), [(2, 0), (100, 1)])
def test_auto_writes_to_nobody_about_less_than_the_least_gain(tonnes: float, written: int) -> None:
    """A tonne saves 400 EUR at most: two save 800. A hundred save more than 1,000, though copies
    know a price to a half and a quantity to six tenths."""
    assert len(chosen(tonnes=tonnes)) == written
    assert len(chosen(tonnes=tonnes, least_gain=0.0)) == 1


def test_auto_writes_about_what_is_still_to_be_worked_out() -> None:
    """Without the taker's price nobody knows the gain; but its holder would be told of 2 EUR."""
    assert len(chosen(price=None)) == 1
    assert len(chosen(cost=0.0, price=None)) == 1
    assert len(chosen(cost=None, price=None)) == 1
    assert chosen(cost=FAIR, price=None, tonnes=0.02, least_gain=1000.0) == []


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
