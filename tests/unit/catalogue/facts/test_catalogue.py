"""The shipped data is sound, and look-ups are dense, ordered and helpful."""

import csv
import time
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from boucle.catalogue import (
    NATURES,
    Catalogue,
    CatalogueError,
    Route,
    UnknownKeyError,
    load_catalogue,
)
from boucle.catalogue.loading.loader import read_catalogue
from boucle.catalogue.loading.rows import ROOT, parse_limits

CATALOGUE = load_catalogue()

NOBODY_TAKES = {
    "16 04 01": "ammunition: destroyed by the armed forces or permitted plants, never exchanged",
    "16 04 02": "fireworks: destroyed by permitted plants, never exchanged",
    "16 04 03": "explosives: destroyed by permitted plants, never exchanged",
    "18 01 02": "body parts: cremated, out of respect and by law",
    "19 03 05": "stabilised waste: made for landfill, the end of its way",
    "19 03 07": "solidified waste: made for landfill, the end of its way",
}
"""Codes of no family, and why; a code in `99` tells what it is in words only."""


def test_every_reference_between_files_holds() -> None:
    CATALOGUE.check()


def test_size_of_the_field() -> None:
    assert len(CATALOGUE.low_entries) == 842
    assert sum(entry.hazardous for entry in CATALOGUE.low_entries) == 408
    assert len(CATALOGUE.families) >= 150
    assert len(CATALOGUE.routes) >= 300
    assert {family.nature for family in CATALOGUE.families} == set(NATURES)


def test_every_code_that_says_what_it_is_has_a_family_and_a_form() -> None:
    told = [entry for entry in CATALOGUE.low_entries if not entry.code.endswith("99")]
    mute = {entry.code for entry in told if entry.family is None}
    assert mute == set(NOBODY_TAKES)
    assert [entry.code for entry in told if entry.form is None] == []


def test_known_cases_are_told_under_their_route_in_both_languages() -> None:
    cases = CATALOGUE.cases_of("heat_steam>heat_steam")
    assert {"Kalundborg (DK)", "Lillebonne (FR)"} <= {case.place for case in cases}
    assert all(case.label_fr and case.label_en and case.source for case in CATALOGUE.cases)
    assert CATALOGUE.cases_of("asbestos>asbestos") == ()


@pytest.mark.parametrize("naf", ["28.41Z", "17.23Z", "10.84Z", "46.77Z", "56.10A", "63.11Z"])
def test_a_class_without_flows_of_its_own_has_its_divisions(naf: str) -> None:
    assert CATALOGUE.typical(naf)


def test_loading_costs_little_more_than_parsing_the_files() -> None:
    """Both are timed in turns, so a slow machine slows both."""
    turns = [(_cpu(_parse_files), _cpu(lambda: read_catalogue(ROOT))) for _ in range(5)]
    assert min(loads for _, loads in turns) < 6 * min(parses for parses, _ in turns)


def _cpu(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _parse_files() -> None:
    for file in Path(str(ROOT)).rglob("*"):
        if file.suffix == ".csv":
            list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
        elif file.suffix == ".toml":
            tomllib.loads(file.read_text(encoding="utf-8"))


def test_indices_are_dense_and_in_key_order() -> None:
    keys = [family.key for family in CATALOGUE.families]
    assert keys == sorted(keys)
    assert [CATALOGUE.family_index[key] for key in keys] == list(range(len(keys)))
    for route in CATALOGUE.routes:
        assert CATALOGUE.route_between(route.output_family, route.input_family) is route


@pytest.mark.parametrize("code", ["17 02 01", "170201", "17.02.01", " 17 02 01 "])
def test_waste_codes_however_spaced(code: str) -> None:
    assert CATALOGUE.low(code).code == "17 02 01"


def test_starred_code() -> None:
    assert CATALOGUE.low("17 02 04*").hazardous


def test_unknown_keys_name_the_nearest() -> None:
    with pytest.raises(UnknownKeyError, match=r"nearest: .*heat_steam"):
        CATALOGUE.family("heat_stem")


def test_disposal_factor_is_null_when_unknown() -> None:
    landfilled = CATALOGUE.disposal_factor("cardboard", "D5")
    assert landfilled is not None
    assert landfilled.unit == "kgCO2e/t"
    assert CATALOGUE.disposal_factor("cardboard", "R3") is None


def test_a_made_factor_is_what_a_step_takes_times_what_is_published() -> None:
    power, mains = CATALOGUE.factor("electricity_fr"), CATALOGUE.factor("water_mains")
    pump = CATALOGUE.factor("heat_pump_current")
    assert pump.value == pytest.approx(0.3 * power.value)
    assert pump.made_of == (power.key,)
    assert pump.source.startswith(power.source)
    assert pump.uncertainty_pct == 32  # of 10 % and 30 %
    made = CATALOGUE.factor("demineralised_mains")
    assert made.value == pytest.approx(1.33 * mains.value + 0.001 * power.value)
    assert made.made_of == (mains.key, power.key)
    assert made.uncertainty_pct == 19


def test_a_made_factor_is_surely_less_known_than_what_it_is_made_of_and_serves() -> None:
    used = {r.avoided_factor for r in CATALOGUE.routes} | {
        r.treatment_factor for r in CATALOGUE.routes
    }
    for factor in CATALOGUE.factors:
        if factor.made_of:
            assert factor.key in used
            assert factor.uncertainty_pct
            assert not any(CATALOGUE.factor(key).made_of for key in factor.made_of)


def test_a_heat_pump_saves_gas_less_its_own_current() -> None:
    route = CATALOGUE.route("heat_low_grade>heat_building")
    assert route.avoided_factor
    assert route.treatment_factor
    gas, current = (CATALOGUE.factor(k) for k in (route.avoided_factor, route.treatment_factor))
    assert 0 < current.value < gas.value


@pytest.mark.parametrize(
    ("route", "low", "high"),
    [
        ("bf_slag>aggregate", 0, 2),
        ("bf_slag>cement_addition", 500, 800),
        ("fly_ash>cement_addition", 300, 500),
        ("foundry_sand>silica_sand", -60, 0),
        ("tailings>clay_feed", 0, 4),
        ("wood_a>wood_panel_feed", 30, 37),
    ],
)
def test_what_a_tonne_saves_has_the_size_known_in_the_trade(
    route: str, low: float, high: float
) -> None:
    found = CATALOGUE.route(route)
    assert found.avoided_factor
    assert found.treatment_factor
    avoided, treatment = (
        CATALOGUE.factor(key) for key in (found.avoided_factor, found.treatment_factor)
    )
    assert low < avoided.value - treatment.value < high


@pytest.mark.parametrize("word", ["moisture", "<=25", "ph=>6", "moisture<=", "a<=b"])
def test_limits_that_do_not_parse(word: str) -> None:
    with pytest.raises(ValueError, match=r"should read like|bounds nothing"):
        parse_limits(word)


def test_a_broken_reference_names_its_place() -> None:
    with pytest.raises(CatalogueError, match=r"routes.*nowhere"):
        _with_receiver("nowhere").check()


def _with_receiver(code: str) -> Catalogue:
    first = CATALOGUE.routes[0]
    broken = replace(first, receivers=(replace(first.receivers[0], codes=(code,)),))
    return replace(CATALOGUE, routes=(broken, *CATALOGUE.routes[1:]))


@pytest.mark.parametrize("route", CATALOGUE.routes, ids=lambda route: route.key)
def test_routes_are_plausible(route: Route) -> None:
    output = CATALOGUE.family(route.output_family)
    assert route.limits
    assert 0 < route.yield_ <= 40
    assert route.receivers
    assert len(route.why.split()) >= 4, "say who does it where, or what governs it"
    if output.nature == "material" and output.group != "gases" and not output.food:
        assert route.operations, "waste needs a permit to be received"
    for limit in route.limits:
        attribute = CATALOGUE.attribute(limit.attribute)
        for bound in (limit.low, limit.high):
            assert bound is None or attribute.low <= bound <= attribute.high


PERMITTED = frozenset(["08", "19", "20", "23", "24", "35", "38", "39"])
"""Divisions with plants that may be allowed hazardous waste: salt mines, chemistry, kilns,
smelters, boilers, treatment; no builder, farm or shop."""


def test_what_is_hazardous_and_only_waste_goes_to_plants_that_may_be_allowed_it() -> None:
    astray = [
        (route.key, code)
        for route in CATALOGUE.routes
        for code in route.receiver_codes
        if route.hazardous and route.statuses == ("waste",) and code[:2] not in PERMITTED
    ]
    assert astray == []
