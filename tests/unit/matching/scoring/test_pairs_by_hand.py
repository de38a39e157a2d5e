"""Money, carbon, line and distance of a pair, reckoned by hand."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from types import SimpleNamespace
from typing import Any, cast

import pytest

from boucle.contract.events.reasons import Amount
from boucle.matching.scoring.figures import (
    Range,
    co2_per_base,
    eur_a_year,
    eur_before_line,
    eur_per_base,
    tco2e_a_year,
)
from boucle.matching.scoring.inputs import FlowInputs
from boucle.matching.scoring.pairing import Pairing, chord_km
from boucle.matching.scoring.rules import EARTH_KM, LinePrice


def _pair(**fields: Any) -> Pairing:
    return cast("Pairing", SimpleNamespace(**fields))


def _costs(
    offer: float | None = 0.05, need: float | None = 0.1, *, hazardous: bool = False, **more: Any
) -> Pairing:
    """0.8 of a unit for one; 2 t.km at 0.01 to 0.02 EUR, dangerous 0.03 to 0.05; preparation 0.01
    to 0.03."""
    rule = SimpleNamespace(
        yield_=0.8, freight=((0.01, 0.02), (0.03, 0.05)), cost_low=0.01, cost_high=0.03
    )
    return _pair(
        offer=SimpleNamespace(eur=offer, hazardous=hazardous),
        need=SimpleNamespace(eur=need),
        **{"rule": rule, "freight_tkm": 2.0, "line": (0.0, 0.0), "moved": 1000.0, **more},
    )


def _is(found: Range | str, low: float, middle: float, high: float) -> None:
    assert isinstance(found, Range)
    assert (found.low, found.middle, found.high) == pytest.approx((low, middle, high), abs=1e-12)


def test_what_both_paid_less_road_and_preparation() -> None:
    """0.05 + 0.1 * 0.8 = 0.13, less 0.04 + 0.03 at most, 0.02 + 0.01 at least."""
    _is(eur_before_line(_costs()), 0.06, 0.08, 0.10)
    _is(eur_before_line(_costs(hazardous=True)), 0.0, 0.03, 0.06)
    _is(eur_before_line(_costs(0.0, 0.0)), -0.07, -0.05, -0.03)


def test_a_line_at_its_dearest_counts_against_the_least() -> None:
    _is(eur_per_base(_costs(line=(0.01, 0.03))), 0.03, 0.06, 0.09)
    assert eur_per_base(_costs(line=None)) == "line_price"
    year = eur_a_year(_costs(line=(0.01, 0.03)))
    assert year == Amount("EUR", "30", "90", fixed_low="-30", fixed_high="-10")
    assert eur_a_year(_costs()) == Amount("EUR", "60", "100")


@pytest.mark.parametrize("line", [None, (0.0, 0.0)])
def test_a_side_that_says_no_price_is_named_first(line: Any) -> None:
    offers, needs = (
        "offer.current_route.cost_eur_per_unit",
        "need.current_supply.price_eur_per_unit",
    )
    assert eur_per_base(_costs(None, 0.1, line=line)) == offers
    assert eur_per_base(_costs(None, None, line=line)) == offers
    assert eur_per_base(_costs(0.05, None, line=line)) == needs
    assert eur_a_year(_costs(0.05, None, line=line)) == Amount("EUR", missing=needs)


RULE = {
    "yield_": 0.8,
    "avoided": 2.0,
    "avoided_pct": 30,
    "treatment": 0.5,
    "treatment_pct": 20,
    "index": 1,
}


def _carbon(
    need: tuple[float | None, int | None] = (None, None),
    offer: tuple[float | None, int | None] = (0.3, 50),
    road: tuple[float, int | None] | None = (0.1, 70),
    **rule: Any,
) -> Pairing:
    """2 t.km at 0.1 kg; disposal 0.3 kg; supply 2 kg, treatment 0.5 kg, of 0.8 for one."""
    routes = [SimpleNamespace(avoided_factor=name) for name in ("other", "virgin")]
    factor = None if road is None else SimpleNamespace(value=road[0], uncertainty_pct=road[1])
    return _pair(
        rule=SimpleNamespace(**{**RULE, **rule}),
        rules=SimpleNamespace(road=factor, catalogue=SimpleNamespace(routes=routes)),
        offer=SimpleNamespace(kgco2e=offer[0], kgco2e_pct=offer[1]),
        need=SimpleNamespace(kgco2e=need[0], kgco2e_pct=need[1]),
        freight_tkm=2.0,
        moved=10_000.0,
    )


def test_carbon_is_supply_and_disposal_less_treatment_and_road() -> None:
    """0.8 * 1.5 + 0.3 - 0.2 = 1.3; off by the root of 0.48, 0.08, 0.15 and 0.14 squared."""
    off = sqrt(0.2304 + 0.0064 + 0.0225 + 0.0196)
    found = co2_per_base(_carbon())
    _is(found, 1.3 - off, 1.3, 1.3 + off)
    assert isinstance(found, Range)
    assert found.unsure == ()


def test_a_declared_supply_replaces_the_usual_one() -> None:
    """0.8 * (1 - 0.5) + 0.1 = 0.5; of 10 % it is off by 0.08."""
    off = sqrt(0.0064 + 0.0064 + 0.0225 + 0.0196)
    _is(co2_per_base(_carbon((1.0, 10))), 0.5 - off, 0.5, 0.5 + off)
    off = sqrt(0.0064 + 0.0225 + 0.0196)
    found = co2_per_base(_carbon((1.0, None)))
    _is(found, 0.5 - off, 0.5, 0.5 + off)
    assert isinstance(found, Range)
    assert found.unsure == ("supply",)
    nothing = co2_per_base(_carbon((0.0, None), avoided=None))
    assert isinstance(nothing, Range)
    assert nothing.middle == pytest.approx(-0.3)
    assert nothing.unsure == ()


def test_what_has_no_published_uncertainty_is_named_and_left_out() -> None:
    one = _carbon(offer=(0.3, None), road=(0.1, None), avoided_pct=None, treatment_pct=None)
    found = co2_per_base(one)
    _is(found, 1.3, 1.3, 1.3)
    assert tco2e_a_year(one).unsure == "supply treatment disposal road"
    worse = co2_per_base(_carbon(offer=(-0.3, None)))
    assert isinstance(worse, Range)
    assert worse.unsure == ("disposal",)


@pytest.mark.parametrize(
    ("pair", "missing"),
    [
        (_carbon(avoided=None, treatment=None), "avoided_factor"),
        (_carbon(treatment=None, road=None), "treatment_factor"),
        (_carbon(offer=(None, None), road=None), "road_40t"),
        (_carbon(offer=(None, None)), "disposal_factor"),
        (_carbon(offer=(None, 0)), "offer.current_route.operation"),
    ],
)
def test_what_carbon_lacks_is_named(pair: Pairing, missing: str) -> None:
    assert co2_per_base(pair) == missing
    assert tco2e_a_year(pair) == Amount("tCO2e", missing=missing)


def test_carbon_a_year_is_in_tonnes_of_what_moves() -> None:
    """10,000 units of 1.3 kg, 0.52811 off: 13 t, 5.281 off."""
    assert tco2e_a_year(_carbon()) == Amount("tCO2e", "7.719", "18.281", factor="virgin")
    assert tco2e_a_year(_carbon((1.0, 10))).factor == "current_supply"


def _joining(**fields: Any) -> Pairing:
    """100 units of offer, 40 of need at half a unit for one, 10 km apart."""
    rule = SimpleNamespace(
        **{
            "yield_": 0.5,
            "network": False,
            "reach_km": 30.0,
            "tonnes": 0.2,
            "line": None,
            **fields.pop("rule", {}),
        }
    )
    nothing: Any = None
    side = {"slack_km": 0.0, "networks": (), "months": 0, "taken_by_month": ()}
    given = {"offer_free": 100, "need_free": 40, "km": 10.0, **fields}
    sides: dict[str, Any] = {
        each: SimpleNamespace(**{**side, **given.pop(each, {})}) for each in ("offer", "need")
    }
    return Pairing(
        rules=nothing,
        rule=cast("Any", rule),
        offer_settings=nothing,
        need_settings=nothing,
        **sides,
        **given,
    )


def test_the_lesser_side_moves() -> None:
    assert (_joining().served, _joining().moved) == (50.0, 80.0)
    assert _joining(need_free=60).moved == 100.0


def test_a_place_may_be_nearer_by_what_both_are_unsure() -> None:
    both = {"offer": {"slack_km": 3.0}, "need": {"slack_km": 4.0}}
    assert _joining(**both).nearest_km == 3.0
    assert _joining(km=5.0, **both).nearest_km == 0.0


def test_a_lorry_drives_further_than_the_crow_flies() -> None:
    assert _joining().freight_tkm == pytest.approx(0.2 * 13.0)


def _networks(*, by: bool = True) -> Pairing:
    """Port: 5 and 7 km; ring: 3 and 2; the others are of one side."""
    return _joining(
        rule={"network": by},
        offer={"networks": (("port", 5.0), ("ring", 3.0), ("mine", 90.0))},
        need={"networks": (("port", 7.0), ("ring", 2.0), ("yours", 90.0))},
    )


def test_a_network_reaches_as_far_as_the_shorter_of_what_both_declare() -> None:
    assert (_networks().network_km, _networks().reach_km, _networks().joined) == (5.0, 35.0, True)
    road = _networks(by=False)
    assert (road.network_km, road.reach_km, road.joined) == (0.0, 30.0, False)
    near = {"networks": (("port", 0.5),)}
    assert _joining(rule={"network": True}, offer=near, need=near).joined
    alone = _joining(rule={"network": True}, offer={"networks": (("port", 5.0),)})
    assert (alone.network_km, alone.joined) == (0.0, False)


def _line(prices: tuple[float, float] | None = (10.0, 30.0), carries: float = 80.0) -> Any:
    line = LinePrice(() if prices is None else ((1.0, 1.0, 1.0), (carries, *prices)))
    return {"line": line, "network": True}


def test_a_line_is_paid_by_what_moves_through_it() -> None:
    """10 km at 10 to 30 EUR a year, for 80 units."""
    assert _joining(rule=_line()).line == (1.25, 3.75)
    assert _joining(rule=_line(carries=79.0)).line is None
    assert _joining(rule=_line(None)).line is None
    assert _joining(rule=_line(), offer_free=2).line == (50.0, 150.0)
    assert _joining(rule=_line(), offer_free=1).line == (10.0, 10.0)


def test_no_line_is_laid_at_the_door_for_nothing_or_beside_a_network() -> None:
    assert _joining().line == (0.0, 0.0)
    assert _joining(rule=_line(None), km=0.0).line == (0.0, 0.0)
    assert _joining(rule=_line(None), km=-1.0).line == (0.0, 0.0)
    assert _joining(rule=_line(None), offer_free=0).line == (0.0, 0.0)
    port = {"networks": (("port", 5.0),)}
    assert _joining(rule=_line(None), offer=port, need=port).line == (0.0, 0.0)
    assert _joining(rule=_line(), km=0.5).line == (0.0625, 0.1875)


@pytest.mark.parametrize(
    ("one", "other", "chord"),
    [
        ((1.0, 0.0, 0.0), (0.0, 0.0, 1.0), sqrt(2)),
        ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), sqrt(2)),
        ((1.0, 0.0, 0.0), (1.0, 0.0, 0.0), 0.0),
        ((1.0, 0.0, 0.0), (-1.0, 0.0, 0.0), 2.0),
        ((0.6, 0.8, 0.0), (0.8, 0.6, 0.0), sqrt(0.08)),
        ((0.6, 0.0, 0.8), (0.8, 0.0, 0.6), sqrt(0.08)),
        ((0.0, 0.6, 0.8), (0.0, -0.6, 0.8), 1.2),
    ],
)
def test_the_distance_is_the_chord(
    one: tuple[float, float, float], other: tuple[float, float, float], chord: float
) -> None:
    """Of places as unit vectors."""

    def at(x: float, y: float, z: float) -> FlowInputs:
        return cast("FlowInputs", SimpleNamespace(x=x, y=y, z=z))

    assert chord_km(at(*one), at(*other)) == pytest.approx(EARTH_KM * chord)
    assert chord_km(at(*other), at(*one)) == pytest.approx(EARTH_KM * chord)


def _between(ours: Sequence[int], theirs: Sequence[int], *, network: bool = True) -> float:
    """Of 5,000 offered, 6,000 needed, in these months."""
    first, second = (sum(1 << (month - 1) for month in each) for each in (ours, theirs))
    return _joining(
        rule={"network": network, "yield_": 0.8},
        offer={"months": first},
        need={"months": second},
        offer_free=5000,
        need_free=6000,
    ).moved


SUMMER, WINTER = (5, 6, 7, 8, 9), (10, 11, 12, 1, 2, 3, 4, 5)


def test_of_what_nobody_stores_only_the_common_months_move() -> None:
    """In May alone: a fifth of 5,000 is offered, an eighth of 6,000 needed, 750, of which one
    offered serves 0.8: 937.5. By road the summer's is there in winter."""
    assert _between(SUMMER, WINTER) == 937.5
    assert _between(SUMMER, range(1, 13)) == min(5000, 6000 / 0.8 * 5 / 12)
    assert _between(SUMMER, ()) == _between((), WINTER) == 5000
    assert _between(SUMMER, WINTER, network=False) == 5000
    assert _between(WINTER, WINTER) == 5000
