"""Which groups may exist: figures.md 2, 6, 7, 10, 16; kinds 1 states."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Life, Party
from tests.reference.ledger.recorded.recording import Entry
from tests.reference.ledger.rules import all_faults, members_of, state_faults, viability_faults
from tests.unit.ledger.makers import TODAY, entry, ident, north, organisation, sharing, site

Body = dict[str, Any]


def world_of(bodies: list[Body], apart: float = 0.1, subject: str = "waste_collection",
             state: str = "viable") -> tuple[World, Life]:  # fmt: skip
    """Companies apart by so many km, each with its declaration, in one group."""
    world = World()
    for n, body in enumerate(bodies):
        name = f"firm {n}"
        for thing in (organisation(name, siren=f"73282932{n}"), site(name, north(n * apart)), body):
            world.fold(Entry.read(entry("2026-12-01", "PUT", "/v1/x", thing)))
    parties = [
        Party(b["organisation_id"], b["site_id"], None, b["sharing_id"], "member", "", "pending")
        for b in bodies
    ]
    group = {"subject": subject, "state": state, "value": "1", "threshold": "1"}
    life = Life("g", "pooling", subject, parties=parties, group=group)
    return world, life


def firm(n: int, subject: str = "waste_collection", **more: Any) -> Body:
    figures = {"tonnes": "30", "pickups": "12"}
    choices = {"low": "15 01 06", "container": "bin"}
    return sharing(f"firm {n}", subject, figures=figures, choices=choices, **more)


def test_whom_it_excluded_is_never_with_it() -> None:
    """figures.md 2: a waste group of five holds a firm and the competitor it excluded."""
    bodies = [firm(n, cost="3930") for n in range(5)]
    bodies[0]["excluded"] = ["732829323"]
    world, life = world_of(bodies)
    assert "`excluded` holds in every kind" in [f.rule for f in all_faults(world, life, TODAY)]


def test_five_that_declare_are_viable_and_undeclared_are_not() -> None:
    """figures.md 3."""
    world, life = world_of([firm(n, cost="6000") for n in range(5)])
    assert not all_faults(world, life, TODAY)
    world, life = world_of([firm(n) for n in range(5)])
    assert [f.source for f in all_faults(world, life, TODAY)] == ["kinds 1"]


def test_a_contract_that_ends_in_thirteen_months_does_not_count_today() -> None:
    """figures.md 7: three free now, two in 2028."""
    bodies = [firm(n, cost="6000") for n in range(5)]
    for n in (3, 4):
        bodies[n]["contract_end"] = "2028-01-31"
    world, life = world_of(bodies)
    found = viability_faults(world, life, members_of(world, life), Parameters(), TODAY)
    assert [f.source for f in found] == ["figures.md 7"]
    soon = date(2027, 6, 1)
    assert not viability_faults(world, life, members_of(world, life), Parameters(), soon)


def test_radii_are_never_doubled() -> None:
    """figures.md 10: roof and use 0.95 km apart under 0.5 km."""
    roof = sharing("firm 0", "rainwater", figures={"roof": "1000", "rainfall": "700"})
    need = sharing("firm 1", "rainwater", figures={"m3_day": "1", "price": "9"})
    world, life = world_of([roof, need], 0.95, "rainwater")
    assert "figures.md 6, 10" in [f.source for f in all_faults(world, life, TODAY)]


def test_other_groups_nothing() -> None:
    """figures.md 16."""
    bodies = [sharing(f"firm {n}", "purchasing", choices={"product": "other"}) for n in range(3)]
    world, life = world_of(bodies, subject="purchasing")
    assert "figures.md 16" in [f.source for f in all_faults(world, life, TODAY)]


def test_states_follow_the_threshold() -> None:
    """kinds 1: near from 70 %, viable from the threshold, at risk from 90 %, lost below."""
    numbers = Parameters()

    def wrong(state: str, value: str) -> bool:
        group = {"state": state, "value": value, "threshold": "10", "measure": "volume"}
        return bool(state_faults(group, numbers))

    assert not wrong("near", "7")
    assert wrong("near", "6.9")
    assert not wrong("viable", "10")
    assert wrong("viable", "9.9")
    assert not wrong("at_risk", "9")
    assert wrong("at_risk", "8.9")


def test_871_tonnes_then_594() -> None:
    """C01: viability must be recomputed when tonnage falls to 594 t: 68 %, lost below 90 %."""
    group = {"state": "running", "value": "594", "threshold": "871", "measure": "volume"}
    assert state_faults(group, Parameters())
    assert ident("a") == ident("a")
