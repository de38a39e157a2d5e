"""What goes by pipe pays for its line: steam 2,100 to 6,000 EUR a metre, hot water by its diameter,
water 126 to 435, over 20 years at 5 %, 1.3 m of line for one as the crow flies; cold, gases and
effluents have no price."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from boucle.contract.events.reasons import Criterion
from boucle.matching.candidates.synergy import PairInputs, synergy_of
from boucle.matching.lives.opening import life_of, with_figures
from boucle.matching.scoring import DEFAULT_SETTINGS, Assessment, RouteRule, assess, explain
from boucle.matching.scoring.inputs import ALWAYS, UNDECLARED
from boucle.matching.scoring.rules import EARTH_KM
from tests.unit.matching.worlds import offer_on, rules, unit_vector

INSTALMENT = 0.05 / (1 - 1.05**-20)
BOTH = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
WH = 10**9
"""A gigawatt-hour."""


def _route(family: str) -> RouteRule:
    index = rules().catalogue.family_index[family]
    return next(one for one in rules().routes if one.output == one.input == index)


def _judged(family: str, km: float, gwh: int, **both: Any) -> tuple[Assessment | None, Criterion]:
    rule = _route(family)
    offer = offer_on(rule, qualities=rule.limits, eur=0.0, **both)
    offer = replace(offer, quantity=gwh * WH)
    x, y, z = unit_vector(49.0 + km / (EARTH_KM * 3.141592653589793 / 180), 0.0)
    need = replace(
        offer, flow=2, organisation=2, output=False, eur=6e-5, qualities=(), x=x, y=y, z=z
    )
    reasons = explain(offer, need, rules(), BOTH)
    return assess(offer, need, rules(), BOTH), next(one for one in reasons if one.name == "eur")


def _eur(found: Assessment | None) -> tuple[float, float]:
    assert found is not None
    return float(found.eur.low or "nan"), float(found.eur.high or "nan")


@pytest.mark.parametrize(
    ("family", "least", "most"),
    [("heat_steam", 2100, 6000), ("heat_hot_water", 1184 * 0.6, 1184 * 1.4)],
)
def test_five_kilometres_cost_what_their_metres_cost(
    family: str, least: float, most: float
) -> None:
    """Steam over 5.4 km, 7 of line: 14.7 to 42 M EUR, 1.2 to 3.4 a year. 100 GWh of hot water in
    4,000 h are 25 MW: DN 250, 1,184 EUR give or take 40 %."""
    near, far = (_eur(_judged(family, km, 100)[0]) for km in (0.0, 5.4))
    assert near[0] - far[0] == pytest.approx(5400 * 1.3 * most * INSTALMENT, rel=0.001)
    assert near[1] - far[1] == pytest.approx(5400 * 1.3 * least * INSTALMENT, rel=0.001)


def test_a_small_flow_does_not_pay_its_line_and_a_large_one_does() -> None:
    _, thin = _judged("heat_hot_water", 5.4, 1)
    assert thin.verdict == "partial"
    assert (thin.value or "").startswith("-")
    _, thick = _judged("heat_hot_water", 5.4, 100)
    assert thick.verdict == "pass"


@pytest.mark.parametrize(("family", "gwh"), [("cold", 10), ("biogas", 10), ("heat_hot_water", 400)])
def test_a_line_without_a_price_gives_no_saving(family: str, gwh: int) -> None:
    """Nobody prices cold, nor a pipe of gas, nor hot water above DN 400: 74.8 MW in 4,000 h."""
    found, reason = _judged(family, 0.8, gwh)
    assert found is not None
    assert (found.eur.low, found.eur.missing) == (None, "line_price")
    assert (reason.verdict, reason.value, reason.limit) == ("unknown", None, "line_price")


def _water(family: str, km: float, m3: int) -> Assessment | None:
    """Of 3 EUR a m3: litres are the base."""
    rule = _route(family)
    offer = replace(offer_on(rule, qualities=rule.limits, eur=0.0), quantity=m3 * 1000)
    x, y, z = unit_vector(49.0 + km / (EARTH_KM * 3.141592653589793 / 180), 0.0)
    need = replace(
        offer, flow=2, organisation=2, output=False, eur=3e-3, qualities=(), x=x, y=y, z=z
    )
    return assess(offer, need, rules(), BOTH)


def test_water_pays_for_its_pipe() -> None:
    """Two kilometres are 2,600 m of pipe: 0.33 to 1.13 M EUR, 26,000 to 91,000 a year."""
    near, far = (_eur(_water("water_process", km, 100_000)) for km in (0.0, 2.0))
    assert near[0] - far[0] == pytest.approx(2600 * 435 * INSTALMENT, rel=0.001)
    assert near[1] - far[1] == pytest.approx(2600 * 126 * INSTALMENT, rel=0.001)


@pytest.mark.parametrize(
    ("family", "m3"), [("water_effluent", 100_000), ("water_process", 1_100_000)]
)
def test_effluents_and_more_water_than_a_usual_pipe_carries_are_not_priced(
    family: str, m3: int
) -> None:
    """Nobody prices a pipe of effluents, nor one above DN 200."""
    found = _water(family, 2.0, m3)
    assert found is not None
    assert (found.eur.low, found.eur.missing) == (None, "line_price")


def test_no_line_is_laid_at_the_door_or_on_a_network() -> None:
    at_the_door = _eur(_judged("heat_steam", 0.0, 10)[0])
    joined = _eur(_judged("heat_steam", 2.0, 10, networks=(("port-steam", 12.0),))[0])
    assert at_the_door == joined
    assert _judged("cold", 0.0, 10)[1].value is not None


@pytest.mark.parametrize(
    ("family", "offered", "needed", "months"),
    [
        ("heat_hot_water", 0b11_1111, 0b1111_0000, (5, 6)),  # January to June, May to August
        ("heat_hot_water", ALWAYS, ALWAYS, ()),
        ("heat_hot_water", UNDECLARED, 0b1111_0000, ()),
        ("cardboard", 0b11_1111, 0b1111_0000, ()),  # by road: it waits in a store
    ],
)
def test_its_life_tells_the_months_in_which_alone_a_network_carries_it(
    family: str, offered: int, needed: int, months: tuple[int, ...]
) -> None:
    offer = offer_on(_route(family), qualities=_route(family).limits, eur=0.0, months=offered)
    need = replace(offer, flow=2, organisation=2, output=False, qualities=(), months=needed)
    pair = PairInputs(offer, need, BOTH, (offer.quantity, need.quantity), 0)
    found = synergy_of(pair, rules())
    assert found is not None
    life = life_of(found, datetime(2026, 12, 1, tzinfo=UTC))
    assert life.months == months
    widened = synergy_of(replace(pair, need=replace(need, months=ALWAYS)), rules())
    assert widened is not None
    assert with_figures(life, widened).months == (() if months == () else (1, 2, 3, 4, 5, 6))
