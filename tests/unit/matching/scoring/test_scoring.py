"""Each criterion, on one pair that passes but for one thing."""

from __future__ import annotations

import dataclasses
from datetime import date
from math import asin, degrees
from typing import Any

import pytest
from msgspec.structs import replace

from boucle.catalogue.facts.model import DangerousGoods
from boucle.contract.events.reasons import Amount, Criterion
from boucle.matching.scoring import (
    DEFAULT_SETTINGS,
    FlowInputs,
    RouteRule,
    Rules,
    ScoringSettings,
    assess,
    explain,
)
from boucle.matching.scoring.criteria.criterion import number
from boucle.matching.scoring.criteria.logistics import distance_points
from boucle.matching.scoring.criteria.substance import compare
from boucle.matching.scoring.criteria.value import tco2e
from boucle.matching.scoring.figures import tco2e_a_year
from boucle.matching.scoring.inputs import ALWAYS
from boucle.matching.scoring.pairing import Pairing
from boucle.matching.scoring.rules import (
    ADR_HIGH,
    ADR_LOW,
    BY_PRODUCT,
    EARTH_KM,
    NETWORK_KM,
    PRODUCT,
    SLACK_KM,
    UNKNOWN_POINTS,
    freight,
)
from tests.unit.matching.worlds import offer_on, rules, unit_vector

INFINITY = float("inf")


def route() -> RouteRule:
    """A route by road, for waste with a permit, that limits two qualities."""
    return next(
        r
        for r in rules().routes
        if len(r.limits) > 1 and r.operations and not r.network and r.forms and not r.hazardous
    )


def _beyond(low: float, high: float) -> tuple[float, float]:
    value = high + 1.0 if high < INFINITY else low - 1.0
    return value, value


LIMITS = route().limits
OTHER_TREATMENTS = ((1 << len(rules().operation_bit)) - 1) & ~route().operations


def rows() -> tuple[FlowInputs, FlowInputs]:
    rule = route()
    offer = offer_on(
        rule,
        form=rule.forms & -rule.forms,
        status=1,
        qualities=rule.limits,
    )
    need = replace(
        offer,
        flow=2,
        organisation=2,
        output=False,
        family=rule.input,
        quantity=round(10**9 * rule.yield_),
        form=0,
        status=0,
        treatments=rule.operations,
        qualities=(),
    )
    return offer, need


def criteria(
    offer: dict[str, Any], need: dict[str, Any], own: ScoringSettings = DEFAULT_SETTINGS
) -> dict[str, Criterion]:
    ours, theirs = rows()
    judged = explain(replace(ours, **offer), replace(theirs, **need), rules(), (own, own))
    return {one.name: one for one in judged}


def test_a_pair_that_suits_passes_everywhere() -> None:
    found = assess(*rows(), rules(), (DEFAULT_SETTINGS, DEFAULT_SETTINGS))
    assert found is not None
    verdicts = {one.name: one.verdict for one in found.criteria}
    assert {name for name, verdict in verdicts.items() if verdict != "pass"} <= {"eur", "tco2e"}
    assert found.score > 7000
    assert sum(one.weight for one in found.criteria) == 100


def test_the_first_day_on_which_both_flows_are_free_is_told() -> None:
    free, bound = date(2027, 6, 1).toordinal(), date(2029, 1, 1).toordinal()
    assert criteria({"start": free}, {"start": bound})["window"].value == "2029-01-01"
    assert criteria({"start": bound}, {})["window"].value == "2029-01-01"
    assert criteria({}, {})["window"].value is None


@pytest.mark.parametrize(
    ("name", "offer", "need"),
    [
        ("parties", {"organisation": 2}, {}),
        ("season", {"months": 0b111}, {"months": 0b111000}),
        ("window", {"end": 700_000}, {"start": 700_001}),
        ("distance", dict(zip("xyz", unit_vector(-20.0, 100.0), strict=True)), {}),
        ("form", {"form": 1 << 11}, {}),
        ("legal", {"hazardous": True}, {}),
        ("legal", {}, {"treatments": OTHER_TREATMENTS}),
        ("legal", {}, {"accepts": 0b1110}),
        ("quantity", {"quantity": 10**5}, {}),
        ("quantity", {}, {"quantity": 0}),
        ("quality", {"qualities": tuple((a, *_beyond(low, high)) for a, low, high in LIMITS)}, {}),
    ],
)
def test_one_hard_failure_excludes(name: str, offer: dict[str, Any], need: dict[str, Any]) -> None:
    judged = criteria(offer, need)
    failing = {one for one, criterion in judged.items() if criterion.verdict == "fail"}
    assert name in failing
    assert {one.partition(".")[0] for one in failing} == {name}
    ours, theirs = rows()
    both = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
    assert assess(replace(ours, **offer), replace(theirs, **need), rules(), both) is None


@pytest.mark.parametrize(
    ("name", "offer", "need"),
    [
        ("quality", {"qualities": ()}, {}),
        ("form", {"form": 0}, {}),
        ("legal", {"status": 0}, {}),
        ("legal", {}, {"accepts": 0}),
        ("legal", {}, {"treatments": 0}),
        ("season", {"months": 0}, {}),
        ("season", {"months": 0b111}, {"months": 0}),
        ("certainty", {"certainty": 2}, {}),
        ("eur", {"eur": None}, {}),
    ],
)
def test_unknown_is_its_own_verdict_and_costs(
    name: str, offer: dict[str, Any], need: dict[str, Any]
) -> None:
    judged = criteria(offer, need)
    assert judged[name].verdict == "unknown"
    assert judged[name].points < 10_000


def test_a_receiver_without_the_permit_takes_what_is_no_waste() -> None:
    without = {"treatments": OTHER_TREATMENTS}
    assert criteria({"status": 8}, without)["legal"].verdict == "pass"
    assert criteria({"status": 1}, without)["legal"].limit is not None


def test_a_receiver_that_declares_no_treatments_is_unknown_and_not_refused() -> None:
    judged = criteria({"status": 1}, {"treatments": 0})["legal"]
    assert (judged.verdict, judged.limit) == ("unknown", "treatments undeclared")
    assert criteria({"status": 8}, {"treatments": 0})["legal"].verdict == "pass"


def test_an_offer_of_the_whole_year_suits_a_need_that_tells_no_month() -> None:
    judged = criteria({"months": ALWAYS}, {"months": 0})["season"]
    assert (judged.verdict, judged.value, judged.limit) == ("pass", "12", "12")


def test_no_territory_turns_unknown_months_into_a_failure() -> None:
    strict = ScoringSettings("", min_season=1.0)
    assert criteria({"months": 0}, {}, strict)["season"].verdict == "unknown"


def test_a_product_needs_no_acceptance() -> None:
    assert criteria({"status": PRODUCT}, {"accepts": 0})["legal"].verdict == "pass"


def _of(family: str, **changes: Any) -> dict[str, Criterion]:
    """The criteria of a pair on the first route of a family, everything else as it was."""
    rule = next(r for r in rules().routes if rules().family(r.output).key == family)
    ours, theirs = rows()
    judged = explain(
        replace(ours, family=rule.output, qualities=(), **changes),
        replace(theirs, family=rule.input),
        rules(),
        (DEFAULT_SETTINGS, DEFAULT_SETTINGS),
    )
    return {one.name: one for one in judged}


def test_a_by_product_is_used_as_it_is_and_end_of_waste_has_a_text() -> None:
    as_it_is = next(r for r in rules().routes if not r.transformed and r.needs_status)
    treated = next(r for r in rules().routes if r.transformed and r.needs_status)
    assert as_it_is.sure & BY_PRODUCT
    assert not treated.sure & BY_PRODUCT
    assert _of("glass_cullet", status=4)["legal"].limit != "end-of-waste criteria"
    judged = _of("mixed_plastics", status=4)["legal"]
    assert judged.verdict in ("unknown", "fail")
    assert judged.limit is not None


@pytest.mark.parametrize(
    ("family", "hazardous", "verdict", "adr_class"),
    [
        ("acid_sulphuric", False, "partial", "8"),
        ("acid_sulphuric", True, "partial", "8"),
        ("paint_ink", False, "pass", None),
        ("paint_ink", True, "partial", "3"),
        ("infectious_waste", True, "partial", "6.2"),
        ("used_oil", True, "unknown", None),
        ("used_oil", False, "pass", None),
        ("cardboard", False, "pass", None),
    ],
)
def test_dangerous_goods_travel_under_adr_and_never_pass_in_silence(
    family: str, hazardous: bool, verdict: str, adr_class: str | None
) -> None:
    judged = _of(family, hazardous=hazardous)["transport"]
    assert (judged.verdict, judged.value) == (verdict, adr_class)


def test_what_a_declared_network_carries_meets_no_road() -> None:
    rule = next(r for r in rules().routes if rules().family(r.output).key == "hydrogen")
    ours, theirs = rows()
    judged = explain(
        replace(ours, family=rule.output, networks=(("port", 10.0),)),
        replace(theirs, family=rule.input, networks=(("port", 10.0),)),
        rules(),
        (DEFAULT_SETTINGS, DEFAULT_SETTINGS),
    )
    assert {one.name: one.verdict for one in judged}["transport"] == "pass"


def test_adr_makes_the_freight_dearer() -> None:
    plain_low, plain_high = freight(None, False)
    assert freight(None, True) == (plain_low, plain_high * ADR_HIGH)
    acid = DangerousGoods("8", always=True, source="")
    assert freight(acid, False) == (plain_low * ADR_LOW, plain_high * ADR_HIGH)
    paint = DangerousGoods("3", always=False, source="")
    assert freight(paint, False) == (plain_low, plain_high)
    assert freight(paint, True) == freight(acid, False)


def _carbon(**offer: Any) -> Amount:
    return tco2e_a_year(_on("steel_scrap>steel_scrap", **offer))


def _on(key: str, **offer: Any) -> Pairing:
    """A pair on a route, 50 km apart, whose offer nobody disposes of."""
    rule = next(r for r in rules().routes if r.key == key)
    ours, theirs = rows()
    return Pairing(
        rules(),
        rule,
        replace(ours, family=rule.output, **{"kgco2e": 0.0, **offer}),
        replace(theirs, family=rule.input),
        DEFAULT_SETTINGS,
        DEFAULT_SETTINGS,
        10**9,
        10**9,
        50.0,
    )


def test_carbon_is_a_range_of_what_its_factors_leave_open() -> None:
    """1,000 t of steel: 2,211 +- 10 % less 938 +- 10 %, less 65 t.km of lorry +- 70 % each."""
    judged = _carbon()
    middle = 2211 - 938 - 65 * 0.0875
    off = ((221.1) ** 2 + 93.8**2 + (65 * 0.0875 * 0.7) ** 2) ** 0.5
    assert float(judged.low or "") == pytest.approx(middle - off, abs=0.01)
    assert float(judged.high or "") == pytest.approx(middle + off, abs=0.01)
    assert judged.unsure is None


@pytest.mark.parametrize(
    ("key", "treatment"),
    [
        ("heat_steam>heat_network", 0.0),  # a heat exchanger
        ("heat_steam>heat_steam", 0.0),  # as it is
        ("heat_low_grade>heat_building", 0.3 * 51.9 / 1_000_000),  # a heat pump, kg per Wh of heat
        ("biogas>electricity", None),  # a gas engine lets methane slip, how much is not known
    ],
)
def test_only_what_emits_nothing_needs_no_factor_of_treatment(
    key: str, treatment: float | None
) -> None:
    rule = next(rule for rule in rules().routes if rule.key == key)
    assert rule.treatment == (None if treatment is None else pytest.approx(treatment))


def test_a_factor_without_uncertainty_is_named() -> None:
    assert _carbon(kgco2e=1e-4, kgco2e_pct=None).unsure == "disposal"
    wide = _carbon(kgco2e=1e-4, kgco2e_pct=100)
    assert wide.unsure is None
    assert float(wide.low or "") < float(_carbon(kgco2e=1e-4, kgco2e_pct=0).low or "")


def test_carbon_of_an_offer_whose_disposal_is_unknown_is_null_with_its_reason() -> None:
    """Counted as nothing, it would say that a landfill emits as little as a shelf."""
    for pct, missing in ((0, "offer.current_route.operation"), (None, "disposal_factor")):
        pair = _on("steel_scrap>steel_scrap", kgco2e=None, kgco2e_pct=pct)
        judged, seen = tco2e_a_year(pair), tco2e(pair, 5)
        assert (judged.missing, judged.low, judged.high) == (missing, None, None)
        assert (seen.verdict, seen.points) == ("unknown", UNKNOWN_POINTS)
        assert (seen.limit, seen.value) == (missing, None)


def test_what_the_catalogue_lacks_is_told_before_what_the_offer_leaves_out() -> None:
    """Told the operation, a company would find the figure still null."""
    assert tco2e_a_year(_on("biogas>electricity", kgco2e=None)).missing == "treatment_factor"


def test_territories_tighten_limits_and_switch_routes_off() -> None:
    far = dict(zip("xyz", unit_vector(49.2, 0.0), strict=True))
    assert criteria(far, {})["distance"].verdict != "fail"
    assert criteria(far, {}, ScoringSettings("", max_km=20.0))["distance"].verdict == "fail"
    half = {"quantity": 5 * 10**8}
    assert criteria(half, {}, ScoringSettings("", min_ratio=0.6))["quantity"].verdict == "fail"
    winter = {"months": 0b11}
    assert criteria(winter, {}, ScoringSettings("", min_season=0.5))["season"].verdict == "fail"
    off = ScoringSettings("", routes_off=frozenset({route().index}))
    assert criteria({}, {}, off)["route"].verdict == "fail"


def _tight(low: float, high: float) -> ScoringSettings:
    """Of the first attribute that the route limits."""
    return ScoringSettings("", route_limits=((route().index, LIMITS[0][0], low, high),))


def test_a_territory_tightens_what_a_route_limits_and_it_is_told() -> None:
    attribute, low, high = LIMITS[0]
    middle = high / 2.0 if low == -INFINITY else low * 2.0 if high == INFINITY else (low + high) / 2
    tight = (-INFINITY, middle) if low == -INFINITY else (middle, INFINITY)
    name = f"quality.{rules().catalogue.attributes[attribute].key}"
    before, after = criteria({}, {})[name], criteria({}, {}, _tight(*tight))[name]
    assert (before.verdict, before.tightened) == ("pass", False)
    assert (after.verdict, after.tightened) == ("partial", True)
    assert after.limit != before.limit
    assert criteria({}, {}, _tight(-INFINITY, INFINITY))[name] == before
    assert criteria({}, {}, _tight(1e9, INFINITY))[name].verdict == "fail"


def test_either_territory_tightens() -> None:
    ours, theirs = rows()
    tight = _tight(1e9, INFINITY)
    assert assess(ours, theirs, rules(), (tight, DEFAULT_SETTINGS)) is None
    assert assess(ours, theirs, rules(), (DEFAULT_SETTINGS, tight)) is None
    other = replace(tight, route_limits=((route().index + 1, *tight.route_limits[0][1:]),))
    assert assess(ours, theirs, rules(), (other, other)) is not None


def test_typical_flows_rank_below_any_declared() -> None:
    offer, need = rows()
    both = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
    typical = assess(replace(offer, certainty=2), need, rules(), both)
    poor = assess(replace(offer, quantity=2 * 10**6, certainty=1), need, rules(), both)
    assert typical is not None
    assert poor is not None
    assert typical.score > poor.score
    assert typical.rank < poor.rank


def test_money_needs_both_prices_and_says_which_is_missing() -> None:
    offer, need = rows()
    both = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
    found = assess(replace(offer, eur=8e-5), need, rules(), both)
    assert found is not None
    assert found.eur.missing == "need.current_supply.price_eur_per_unit"
    assert found.eur.low is None
    whole = assess(replace(offer, eur=8e-5), replace(need, eur=1e-4), rules(), both)
    assert whole is not None
    assert whole.eur.low is not None
    assert whole.eur.high is not None
    assert float(whole.eur.low) <= float(whole.eur.high)


def test_families_without_a_route_tell_only_that() -> None:
    offer, need = rows()
    lone = next(
        i
        for i in range(len(rules().catalogue.families))
        if (offer.family, i) not in rules().between
    )
    (only,) = explain(
        offer, replace(need, family=lone), rules(), (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
    )
    assert (only.name, only.verdict) == ("route", "fail")


@pytest.mark.parametrize(
    ("offered", "wanted", "verdict"),
    [
        ((90.0, INFINITY), (80.0, INFINITY), "pass"),
        ((80.0, 80.0), (80.0, INFINITY), "pass"),
        ((70.0, 79.9), (80.0, INFINITY), "fail"),
        ((-INFINITY, 90.0), (80.0, INFINITY), "partial"),
        ((-INFINITY, INFINITY), (80.0, INFINITY), "unknown"),
        ((5.0, 5.0), (9.0, 1.0), "fail"),
    ],
)
def test_ranges(offered: tuple[float, float], wanted: tuple[float, float], verdict: str) -> None:
    assert compare(offered, wanted)[0] == verdict


def test_distance_points_fall_to_nothing_at_three_reaches() -> None:
    assert [distance_points(km, 10.0) for km in (0.0, 10.0, 20.0, 30.0, 40.0)] == [
        10_000,
        8000,
        4000,
        0,
        0,
    ]


def _apart(offer: FlowInputs, need: FlowInputs, km: float) -> FlowInputs:
    """The need, that far north of the offer."""
    north = degrees(2 * asin(km / (2 * EARTH_KM)))
    place = dict(zip("xyz", unit_vector(49.0 + north, 0.0), strict=True))
    return replace(need, **place)


@pytest.mark.parametrize("of_offer", SLACK_KM)
@pytest.mark.parametrize("of_need", SLACK_KM)
def test_the_hard_stop_is_three_reaches_on_the_least_distance(of_offer: str, of_need: str) -> None:
    offer, need = rows()
    offer = replace(offer, slack_km=SLACK_KM[of_offer])
    need = replace(need, slack_km=SLACK_KM[of_need])
    both = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
    stop = 3 * route().reach_km + SLACK_KM[of_offer] + SLACK_KM[of_need]
    near, far = (_apart(offer, need, stop + metres / 1000) for metres in (-1, 1))
    assert assess(offer, near, rules(), both) is not None
    assert assess(offer, far, rules(), both) is None
    judged = {one.name: one for one in explain(offer, far, rules(), both)}
    assert [one.name for one in judged.values() if one.verdict == "fail"] == ["distance"]
    assert float(judged["distance"].limit or "") == 3 * route().reach_km


def test_a_network_adds_its_length_to_the_reach_thrice() -> None:
    offer, need = rows()
    both = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
    piped = next(r for r in rules().routes if rules().family(r.output).key == "hydrogen")
    offer = replace(offer, family=piped.output, networks=(("port", NETWORK_KM),))
    need = replace(need, family=piped.input, networks=(("port", NETWORK_KM),))
    stop = 3 * (piped.reach_km + NETWORK_KM)
    for metres, verdict in ((-1, "partial"), (1, "fail")):
        judged = explain(offer, _apart(offer, need, stop + metres / 1000), rules(), both)
        assert {one.name: one.verdict for one in judged}["distance"] == verdict


def test_figures_read_well() -> None:
    assert [number(value) for value in (0.04, -0.01, 12.34, 99.0, 1234.5)] == [
        "0",
        "0",
        "12.3",
        "99",
        "1234",
    ]


def test_money_and_carbon_are_told_for_a_unit_of_offer() -> None:
    judged = criteria({"eur": 8e-5}, {"eur": 1e-4})
    low, _, high = (judged["eur"].value or "").partition("..")
    assert judged["eur"].unit == "EUR/t"
    assert float(low) <= float(high or low) < 1000.0
    assert criteria({"eur": None}, {})["eur"].value is None


@pytest.mark.parametrize("zero", [0.0, -0.0])
def test_both_zeros_tell_the_same_whichever_came_first(zero: float) -> None:
    attribute = LIMITS[0][0]
    asked = {"qualities": ((attribute, zero, zero),)}
    judged = criteria({"qualities": ((attribute, zero, INFINITY),)}, asked)
    key = rules().catalogue.attributes[attribute].key
    assert judged[f"quality.{key}"].value == "≥ 0"


def test_reasons_kept_of_one_catalogue_are_not_told_of_another() -> None:
    ours, theirs = rows()
    both = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
    catalogue = rules().catalogue
    renamed = tuple(dataclasses.replace(one, unit="anew") for one in catalogue.attributes)
    before = explain(ours, theirs, rules(), both)
    after = explain(ours, theirs, Rules(dataclasses.replace(catalogue, attributes=renamed)), both)
    asked = [one.name for one in before if one.name.startswith("quality.")]
    assert asked
    assert [one.name for one in after if one.unit == "anew"] == asked
