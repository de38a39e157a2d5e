"""What pairs could still move, reckoned by hand: no quantity counted twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.reference.ledger.indicators.potential import potential
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Amount, Life, Party
from tests.reference.ledger.territory import Scope
from tests.unit.ledger.makers import exactly, flow, ident, read_flow

HERE = Scope(frozenset({"200010999"}))
ON = date(2026, 4, 1)


def life(name: str, offer: str, need: str, score: int, most: str, state: str = "detected") -> Life:
    sides = [("offer", f"board {offer}"), ("need", f"board {need}")]
    parties = [
        Party(one, None, ident(one), None, role, "200010999", "pending") for role, one in sides
    ]
    seen = {"nature": "material", "score": score, "candidacy": {"in_offer_list": True}}
    return Life(name, subject="board>board", state=state, parties=parties,
                possible=Amount(exactly(most), "t"), seen=seen)  # fmt: skip


def market(*lives: Life, yielded: str = "1") -> World:
    """A offers 380 t; X needs 200 t, Y needs 300 t."""
    told = [("A", "output", "380"), ("X", "input", "200"), ("Y", "input", "300")]
    flows = [read_flow(flow(name, way, "board", value, "t")) for name, way, value in told]
    return World(
        flows={one.id: one for one in flows},
        lives={one.id: one for one in lives},
        routes={"board>board": {"key": "board>board", "needed_per_offered": yielded}},
    )


def test_the_best_score_takes_first_and_the_next_what_is_left() -> None:
    world = market(life("1", "A", "Y", 5000, "300"), life("2", "A", "X", 6000, "200"))
    assert potential(world, HERE, "material", ON) == 380, "200 of X, then 180 of Y"


def test_what_runs_is_left_to_nobody() -> None:
    """150 of 380 t run with X: 230 t are left, whatever two others could move."""
    running = life("1", "A", "X", 7000, "200", "running")
    running.begin(date(2026, 3, 1), Amount(exactly("150"), "t"))
    open_one = life("2", "A", "Y", 6000, "230")
    world = market(running, open_one, life("3", "A", "X", 5000, "50"))
    assert potential(world, HERE, "material", ON) == 230


def test_what_runs_takes_of_its_need_after_its_offer_was_withdrawn() -> None:
    """A gives X 150 of its 200 t, though A's flow is gone: B has 90 t, the 50 left could move."""
    running = life("1", "A", "X", 7000, "200", "running")
    running.begin(date(2026, 3, 1), Amount(exactly("150"), "t"))
    world = market(running, life("2", "B", "X", 6000, "90"))
    gone, other = world.flows[ident("board A")], read_flow(flow("B", "output", "board", "90", "t"))
    world.flows |= {gone.id: replace(gone, withdrawn=True), other.id: other}
    assert potential(world, HERE, "material", ON) == 50


def test_one_that_runs_without_a_told_quantity_takes_nothing() -> None:
    running = life("1", "A", "X", 7000, "200", "running")
    running.begin(date(2026, 3, 1), None)
    world = market(running, life("2", "A", "Y", 6000, "300"))
    assert potential(world, HERE, "material", ON) == 300


def test_a_need_is_met_through_the_yield_of_its_route() -> None:
    """Half of what is offered replaces: 300 t needed take 600 of it, so all 380 t move."""
    world = market(life("1", "A", "Y", 6000, "380"), yielded="0.5")
    assert potential(world, HERE, "material", ON) == 380
    world = market(life("1", "A", "X", 6000, "250"), yielded="0.8")
    assert potential(world, HERE, "material", ON) == Fraction(250), "200 ÷ 0.8"


def test_what_is_settled_or_in_no_list_could_move_nothing() -> None:
    refused = life("1", "A", "X", 7000, "200", "refused")
    gone = life("2", "A", "Y", 6000, "300")
    gone.seen["candidacy"] = None
    assert potential(market(refused, gone), HERE, "material", ON) == 0
    assert potential(market(life("1", "A", "Y", 1, "300")), HERE, "energy", ON) == 0


def test_what_crosses_the_border_counts_in_the_federation() -> None:
    across = market(life("1", "A", "X", 7000, "200"), life("2", "A", "Y", 6000, "300"))
    there = across.flows[ident("board Y")]
    across.flows[there.id] = replace(there, territory="200020990")
    assert potential(across, HERE, "material", ON) == 200, "of X alone"
    both = Scope(HERE.territories | {"200020990"})
    assert potential(across, both, "material", ON) == 380
