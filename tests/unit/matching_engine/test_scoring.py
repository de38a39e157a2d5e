"""Each criterion, on one pair that passes but for the thing told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from boucle.common.events.matching import Criterion
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowRow, RouteRule, Settings, assess, explain
from boucle.matching.scoring.criteria import compare, distance_points, number
from tests.unit.matching_engine.worlds import rules, unit_vector

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


def rows() -> tuple[FlowRow, FlowRow]:
    rule = route()
    x, y, z = unit_vector(49.0, 0.0)
    offer = FlowRow(
        flow=1,
        version=1,
        organisation=1,
        site=1,
        territory="",
        output=True,
        family=rule.output,
        x=x,
        y=y,
        z=z,
        slack_km=0.0,
        quantity=10**9,
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
    offer: dict[str, Any], need: dict[str, Any], own: Settings = DEFAULT_SETTINGS
) -> dict[str, Criterion]:
    ours, theirs = rows()
    told = explain(replace(ours, **offer), replace(theirs, **need), rules(), (own, own))
    return {one.name: one for one in told}


def test_a_pair_that_suits_passes_everywhere() -> None:
    found = assess(*rows(), rules(), (DEFAULT_SETTINGS, DEFAULT_SETTINGS))
    assert found is not None
    verdicts = {one.name: one.verdict for one in found.criteria}
    assert {name for name, verdict in verdicts.items() if verdict != "pass"} <= {"eur", "tco2e"}
    assert found.score > 7000
    assert sum(one.weight for one in found.criteria) == 100


@pytest.mark.parametrize(
    ("name", "offer", "need"),
    [
        ("parties", {"organisation": 2}, {}),
        ("season", {"months": 0b111}, {"months": 0b111000}),
        ("window", {"end": 700_000}, {"start": 700_001}),
        ("distance", dict(zip("xyz", unit_vector(-20.0, 100.0), strict=True)), {}),
        ("form", {"form": 1 << 11}, {}),
        ("legal", {"hazardous": True}, {}),
        ("legal", {}, {"treatments": 0}),
        ("legal", {}, {"accepts": 0b1110}),
        ("quantity", {"quantity": 10**5}, {}),
        ("quantity", {}, {"quantity": 0}),
        ("quality", {"qualities": tuple((a, *_beyond(low, high)) for a, low, high in LIMITS)}, {}),
    ],
)
def test_one_hard_failure_excludes(name: str, offer: dict[str, Any], need: dict[str, Any]) -> None:
    told = criteria(offer, need)
    failing = {one for one, criterion in told.items() if criterion.verdict == "fail"}
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
        ("certainty", {"certainty": 2}, {}),
        ("eur", {"eur": None}, {}),
    ],
)
def test_unknown_is_its_own_verdict_and_costs(
    name: str, offer: dict[str, Any], need: dict[str, Any]
) -> None:
    told = criteria(offer, need)
    assert told[name].verdict == "unknown"
    assert told[name].points < 10_000


def test_a_receiver_without_the_permit_takes_what_is_no_waste() -> None:
    assert criteria({"status": 2}, {"treatments": 0})["legal"].verdict in ("pass", "fail")
    assert criteria({"status": 1}, {"treatments": 0})["legal"].limit is not None


def test_territories_tighten_limits_and_switch_routes_off() -> None:
    far = dict(zip("xyz", unit_vector(49.2, 0.0), strict=True))
    assert criteria(far, {})["distance"].verdict != "fail"
    assert criteria(far, {}, Settings("", max_km=20.0))["distance"].verdict == "fail"
    half = {"quantity": 5 * 10**8}
    assert criteria(half, {}, Settings("", min_ratio=0.6))["quantity"].verdict == "fail"
    winter = {"months": 0b11}
    assert criteria(winter, {}, Settings("", min_season=0.5))["season"].verdict == "fail"
    off = Settings("", routes_off=frozenset({route().index}))
    assert criteria({}, {}, off)["route"].verdict == "fail"


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


def test_figures_read_well() -> None:
    assert [number(value) for value in (0.04, -0.01, 12.34, 99.0, 1234.5)] == [
        "0",
        "0",
        "12.3",
        "99",
        "1234",
    ]


def test_money_and_carbon_are_told_for_a_unit_of_offer() -> None:
    told = criteria({"eur": 8e-5}, {"eur": 1e-4})
    low, _, high = (told["eur"].value or "").partition("..")
    assert told["eur"].unit == "EUR/t"
    assert float(low) <= float(high or low) < 1000.0
    assert criteria({"eur": None}, {})["eur"].value is None
