"""What must be told outright: to the two of S01, and to their territory."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from tests.reference.ledger.checks.beside import left_beside
from tests.reference.ledger.checks.cross import faults as cross_faults
from tests.reference.ledger.compare import run
from tests.reference.ledger.kinds.pairs import Pair, carbon, faults, possible, reckoned_loss
from tests.reference.ledger.quantities import Month, Span, exact
from tests.reference.ledger.recorded.declared import Site
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Life, Party
from tests.reference.ledger.recorded.reading import read_figure
from tests.reference.ledger.recorded.recording import Entry
from tests.reference.ledger.statement import by_month, to_party, to_territory
from tests.unit.ledger.makers import HOME, entry, exactly, flow, ident, read_flow, sharing
from tests.unit.ledger.test_compare import PAIR, ROUTE, TERRITORY, running, start

Body = dict[str, Any]
TODAY = date(2026, 12, 1)


def world_of(log: list[Body]) -> World:
    world = World()
    for raw in log:
        world.fold(Entry.read(raw))
    return world


def test_before_consent_each_by_its_own_cost() -> None:
    """users B3: the seller pays nothing: a reference value; the buyer at most its gas bill."""
    world = world_of(start())
    seller = to_party(world, world.lives[PAIR], ident("Suez"), TODAY)
    buyer = to_party(world, world.lives[PAIR], ident("Tereos"), TODAY)
    assert seller.reference
    assert not seller.before.known
    assert buyer.before.bounds() == (exactly("0"), exactly("14850000"))
    assert seller.joint == buyer.joint == Span(exactly("12870000"), exactly("14520000"))


def test_a_territory_by_month() -> None:
    world = world_of(start() + running("3650"))
    january = to_territory(world, TERRITORY, Month(2026, 1), TODAY)
    march = to_territory(world, TERRITORY, Month(2026, 3), TODAY)
    assert january["running_energy"] == exact(exactly("0"))
    assert january["synergies_running"].low == 0
    assert march["running_energy"] == exact(exactly("3650"))
    assert march["synergies_running"].low == 1
    months = by_month(world, world.lives[PAIR], Month(2026, 1), Month(2026, 3))
    assert [m.amount.low for m in months.values()] == [0, 280, 310]


def pair_of(offer: Body, need: Body, **route: Any) -> Pair:
    places = (Site.read(_site("a")).place, Site.read(_site("b")).place)
    return Pair(read_flow(offer), read_flow(need), {**ROUTE, **route}, *places)


def _site(name: str) -> Body:
    return {"site_id": name, "organisation_id": name, "latitude": HOME[0], "longitude": HOME[1]}


def test_what_is_possible_is_the_lesser_through_the_yield() -> None:
    offer = flow("a", "output", "wood", "1000", "t", nature="material")
    need = flow("b", "input", "boards", "475", "t", nature="material")
    assert possible(pair_of(offer, need, needed_per_offered="0.95")) == exact(exactly("500"))
    summer = flow("b", "input", "boards", "475", "t", availability={"months": [6, 7]})
    assert possible(pair_of(offer, summer, needed_per_offered="0.95")).bounds()[1] == 500


def test_co2_of_heat_is_that_of_gas() -> None:
    """330,000 MWh: 74,926.5 to 82,813.5 t (users B1)."""
    offer, need = (
        flow(n, d, "steam", "330000", "MWh") for n, d in (("a", "output"), ("b", "input"))
    )
    found = carbon(pair_of(offer, need), exactly("330000"), None, exact(exactly("0")))
    assert found.low is not None
    assert abs(found.low - exactly("74926.5")) < exactly("0.001")


def test_what_no_pair_may_be() -> None:
    offer = flow("a", "output", "steam", "9", "MWh", hazardous=True, availability={"months": [1]})
    need = flow("a", "input", "steam", "9", "MWh", availability={"months": [7]})
    wrong = faults(pair_of(offer, need, conditions={"hazardous": False}), TODAY)
    assert {w[0] for w in wrong} == {
        "one company on both sides",
        "no common month",
        "a hazardous offer",
    }
    assert reckoned_loss(Span(exactly("-495100"), exactly("-95100")))
    assert not reckoned_loss(Span(exactly("-1"), exactly("1")))


def test_units_are_read() -> None:
    """figures.md 12."""
    assert read_figure("30 t/an", "t/yr") == 30
    assert read_figure("2500 kg", "t/yr") == exactly("2.5")
    assert read_figure("2 MW", "kW") == 2000
    assert read_figure("3 t/h", "t/h") == 3
    assert read_figure("5h", "h") == 5
    assert read_figure("1 250,5", "t/yr") == exactly("1250.5")
    assert read_figure("5 t/mois", "t/yr") == 60
    assert read_figure("5 m3", "t/yr") is None


def test_what_should_have_been_refused() -> None:
    """The issue, "Bad input": each one line at declaration."""
    bodies: list[Body] = [
        {"direction": "offer", "figures": {"places": "0"}},
        {"hours": ["22", "6"]},
        {"contract_end": "2020-01-01"},
        {"figures": {"annuity": "5000"}},
        {"excluded": [ident("firm")]},
        {"cost": "100 USD"},
    ]
    answer = {**sharing("firm", "childcare"), "version": 1}
    log = [entry(f"2026-01-0{n + 1}", "POST", "/v1/sharings", answer, body=b)
           for n, b in enumerate(bodies)]  # fmt: skip
    limits = {"items": [{"key": "k", "default": "1", "least": "0", "most": "2", "unit": "1",
                         "source": None}]}  # fmt: skip
    log.append(entry("2026-01-08", "GET", "/v1/parameters", limits))
    put = {"parameters": {"k": "-1"}}
    log.append(entry("2026-01-09", "PUT", f"/v1/territories/{TERRITORY}", {}, body=put))
    found = [d for d in run(log).differences if d.source == "issue 37, bad input"]
    assert len(found) == 7


def test_a_need_is_in_one_group() -> None:
    world = World()
    body = sharing("firm", "childcare", figures={"places": "2"})
    world.fold(Entry.read(entry("2026-01-01", "PUT", "/v1/x", body)))
    for name in ("one", "two"):
        party = Party(ident("firm"), None, None, body["sharing_id"], "member", "", "pending")
        world.lives[name] = Life(
            name, "pooling", "childcare", parties=[party], group={"state": "viable"}
        )
    assert [f.source for f in cross_faults(world)] == ["groups.md"]


def test_a_group_and_the_proposal_that_it_grows_are_one() -> None:
    """A newcomer that also stands in a third group is in two."""
    world = World()
    bodies = {name: sharing(name, "childcare", figures={"places": "2"}) for name in ("old", "new")}
    for body in bodies.values():
        world.fold(Entry.read(entry("2026-01-01", "PUT", "/v1/x", body)))
    parties = {
        name: Party(ident(name), None, None, body["sharing_id"], "member", "", "pending")
        for name, body in bodies.items()
    }
    old, new = parties["old"], parties["new"]
    grown = {"state": "viable", "grows": "one"}
    world.lives["one"] = Life("one", "pooling", "childcare", parties=[old], group={"state": "x"})
    world.lives["two"] = Life("two", "pooling", "childcare", parties=[old, new], group=grown)
    assert cross_faults(world) == []
    world.lives["three"] = Life("three", "pooling", "childcare", parties=[new], group={})
    assert [f.source for f in cross_faults(world)] == ["groups.md"]


PIPE = {"reach": {"km": 10, "network": True}, "needed_per_offered": "1"}


def _pair(need: str, quantity: str, *months: int) -> Pair:
    """Heat of January to June, 1500 a month, for this need."""
    offer = flow("p0", "output", "steam", "9000", "MWh", availability={"months": [*range(1, 7)]})
    wanted = flow(need, "input", "steam", quantity, "MWh", availability={"months": [*months]})
    return pair_of(offer, wanted, **PIPE)


def test_an_offer_of_half_a_year_all_of_whose_spring_runs() -> None:
    spring = [(_pair("q3", "14000", 4, 5, 6), Fraction(4500))]
    assert left_beside(_pair("q0", "12000", 5, 6, 7, 8), []) == 3000
    assert left_beside(_pair("q0", "12000", 5, 6, 7, 8), spring) == 0
    assert left_beside(_pair("q1", "8000", 6, 7, 8, 9), spring) == 0
    winter = left_beside(_pair("q4", "9000", 1, 2, 3), spring)
    assert winter == 4500


def test_a_need_of_which_two_months_are_served_in_part() -> None:
    """300 a month from May to August, of which 200 run in May and June."""
    ran = [(_pair("nb", "1200", 5, 6, 7, 8), Fraction(200))]
    assert left_beside(_pair("nb", "1200", 5, 6, 7, 8), ran) == 400
