"""Events become rows once; what no rule can use is named."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.catalogue.facts.units import INT64_MAX, units_for
from boucle.contract.events.matching import Life, Party, Side
from boucle.contract.events.registry import (
    ActivityCode,
    Availability,
    CurrentRoute,
    CurrentSupply,
    Flow,
    QualityRange,
    Quantity,
    SiteFacts,
    Territory,
)
from boucle.matching.scoring import refuses
from boucle.matching.scoring.inputs import Weights
from boucle.matching.scoring.refusals import refused_value
from boucle.matching.scoring.wire import UnusableEvent, fact_of, flows, row_of, settings_of
from tests.bench.worlds import regional_flows, territory
from tests.unit.matching.worlds import rules

INFINITY = float("inf")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def flow(**changes: Any) -> Flow:
    values: dict[str, Any] = {
        "flow_id": UUID(int=1),
        "organisation_id": UUID(int=2),
        "site_id": UUID(int=3),
        "territory": "200065597",
        "direction": "output",
        "nature": "energy",
        "family": "heat_hot_water",
        "catalogue_version": rules().version,
        "quantity": Quantity("1.5", "MWh"),
        "site": SiteFacts(
            latitude=49.0,
            longitude=0.0,
            location_precision="commune",
            naf=ActivityCode("20.14Z", "NAF rév. 2"),
        ),
        "certainty": "measured",
        "valid_from": date(2026, 1, 1),
    }
    return Flow(**{**values, **changes})


def test_a_flow_becomes_base_units_and_bits() -> None:
    row = row_of(
        flow(
            availability=Availability(months=(1, 12), start=date(2026, 1, 1)),
            qualities={"temperature": QualityRange(low="90", unit="Cel")},
            current_route=CurrentRoute(cost_eur_per_unit="-2"),
        ),
        7,
        rules(),
    )
    assert row is not None
    assert (row.version, row.quantity, row.months, row.division) == (7, 1_500_000, 0x801, 20)
    assert row.start == date(2026, 1, 1).toordinal()
    assert row.eur == pytest.approx(-2e-6)
    assert row.qualities[0][1:] == (90.0, float("inf"))


def test_heat_that_is_let_go_costs_nothing_to_let_go() -> None:
    """Of what is paid for, or sold, or goes elsewhere, nothing is guessed; nor of a need."""
    let_go = row_of(flow(), 1, rules())
    taken = row_of(flow(current_route=CurrentRoute(operation="R1")), 1, rules())
    asked = row_of(flow(direction="input"), 1, rules())
    wood = flow(nature="material", family="wood_b", quantity=Quantity("1", "t"))
    bales = row_of(wood, 1, rules())
    assert [None if row is None else row.eur for row in (let_go, taken, asked, bales)] == [
        0.0,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("end", "available", "start"),
    [
        (date(2028, 12, 31), None, date(2029, 1, 1)),
        (date(2028, 12, 31), date(2029, 6, 1), date(2029, 6, 1)),
        (date(2028, 12, 31), date(2027, 6, 1), date(2029, 1, 1)),
        (None, date(2027, 6, 1), date(2027, 6, 1)),
    ],
)
def test_a_contract_binds_a_flow_till_its_last_day(
    end: date | None, available: date | None, start: date
) -> None:
    bound = replace(
        flow(),
        current_route=CurrentRoute(contract_end=end),
        current_supply=CurrentSupply(contract_end=end),
        availability=Availability(start=available),
    )
    for direction in ("output", "input"):
        found = row_of(replace(bound, direction=direction), 1, rules())
        assert found is not None
        assert found.start == start.toordinal()


def test_a_network_has_the_length_told_or_ten_kilometres() -> None:
    site = SiteFacts(
        latitude=49.0,
        longitude=0.0,
        location_precision="commune",
        networks=("steam", "heat"),
        network_km={"steam": 12.5, "elsewhere": 3.0},
    )
    piped = row_of(flow(site=site), 1, rules())
    assert piped is not None
    assert piped.networks == (("heat", 10.0), ("steam", 12.5))
    bales = flow(site=site, nature="material", family="wood_b", quantity=Quantity("1", "t"))
    driven = row_of(bales, 1, rules())
    assert driven is not None
    assert driven.networks == ()


def _long(km: float) -> SiteFacts:
    return SiteFacts(49.0, 0.0, "commune", networks=("heat",), network_km={"heat": km})


def test_a_need_asks_only_what_the_sense_means() -> None:
    asked = QualityRange(low="60", high="90")
    row = row_of(flow(direction="input", qualities={"temperature": asked}), 1, rules())
    assert row is not None
    assert row.qualities[0][1:] == (60.0, float("inf"))


@pytest.mark.parametrize(
    "changes", [{"family": None}, {"duplicate_of": UUID(int=9)}, {"on_trial": True}]
)
def test_what_takes_no_part_has_no_row(changes: dict[str, Any]) -> None:
    assert row_of(flow(**changes), 1, rules()) is None


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"family": "unobtainium"}, "family"),
        ({"quantity": Quantity("1", "t")}, "quantity"),
        ({"quantity": Quantity("much", "MWh")}, "quantity.value"),
        ({"quantity": Quantity("NaN", "MWh")}, "quantity.value"),
        ({"site": _long(0.0)}, "site.network_km.heat = 0.0"),
        ({"site": _long(-1.0)}, "site.network_km.heat"),
        ({"site": _long(float("inf"))}, "site.network_km.heat"),
        ({"site": _long(float("nan"))}, "site.network_km.heat"),
        ({"qualities": {"charm": QualityRange(low="1")}}, "qualities"),
        ({"qualities": {"temperature": QualityRange(low="1", unit="K")}}, "qualities.temperature"),
        ({"availability": Availability(months=(13,))}, "availability.months"),
    ],
)
def test_what_no_rule_can_use_is_named(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(UnusableEvent, match=named):
        row_of(flow(**changes), 1, rules())


@pytest.mark.parametrize("direction", ["output", "input"])
def test_a_price_holds_in_every_unit_that_a_family_is_told_in(direction: Any) -> None:
    """Also where a unit is less than one base unit: a gram of water is a thousandth of a litre."""
    route, supply = CurrentRoute(cost_eur_per_unit="7"), CurrentSupply(price_eur_per_unit="7")
    for family in rules().catalogue.families:
        for unit in units_for(family.nature, family.density_t_per_m3):
            told = flow(
                direction=direction,
                nature=family.nature,
                family=family.key,
                quantity=Quantity("1000000000", unit),
                current_route=route if direction == "output" else None,
                current_supply=supply if direction == "input" else None,
            )
            row = row_of(told, 1, rules())
            assert row is not None
            assert row.eur is not None
            assert row.eur * row.quantity == pytest.approx(7e9, rel=1e-6), (family.key, unit)


@pytest.mark.parametrize(
    ("family", "status", "operation", "kgco2e", "pct"),
    [
        ("cardboard", "waste", "D5", 950e-6, 20),
        ("cardboard", "waste", None, None, 0),
        ("cardboard", None, None, None, 0),
        ("cardboard", "waste", "R3", None, None),
        ("cardboard", "by_product", None, 0.0, 0),
        ("cardboard", "product", "R3", 0.0, 0),
        ("cardboard", "end_of_waste", None, 0.0, 0),
        ("cardboard", "by_product", "D5", 950e-6, 20),
        ("plaster_waste", "by_product", "D10", None, None),
        ("heat_hot_water", None, None, 0.0, 0),
        ("heat_hot_water", "waste", "R1", 0.0, 0),
        ("water_cooling", None, "D6", 0.0, 0),
        ("water_effluent", None, None, None, None),
        ("water_effluent", None, "D8", None, None),
    ],
)
def test_a_disposal_emits_nothing_known_or_unknown(
    family: str, status: Any, operation: str | None, kgco2e: float | None, pct: int | None
) -> None:
    """Zero only where nothing is disposed of; unknown by what the offer, or the catalogue, lacks
    (no percent)."""
    known = rules().catalogue.family(family)
    told = flow(
        nature=known.nature,
        family=family,
        quantity=Quantity("1", known.unit),
        legal_status=status,
        current_route=CurrentRoute(operation, "10"),
    )
    row = row_of(told, 1, rules())
    assert row is not None
    assert row.kgco2e == (None if kgco2e is None else pytest.approx(kgco2e))
    assert row.kgco2e_pct == pct


def test_the_bench_tells_a_disposal_as_the_edge_reads_it() -> None:
    drawn = [row for row in territory.Territory(rules()).flows(400) if row.output]
    again = [row_of(regional_flows.told(row, rules()), 1, rules()) for row in drawn]
    read = [(row.kgco2e, row.kgco2e_pct) for row in again if row is not None]
    assert read == [(row.kgco2e, row.kgco2e_pct) for row in drawn]
    assert {kg is None for kg, _ in read} == {True, False}


def test_an_error_that_nobody_foresaw_is_the_events(monkeypatch: pytest.MonkeyPatch) -> None:
    def divide(*_: object) -> float:
        return 1 / 0

    monkeypatch.setattr(flows, "per_base", divide)
    priced = flow(current_route=CurrentRoute(cost_eur_per_unit="1"))
    with pytest.raises(UnusableEvent, match=f"{UUID(int=1)}.*ZeroDivisionError"):
        row_of(priced, 1, rules())


def test_settings_override_the_defaults_they_name() -> None:
    route, attribute = rules().routes[0].key, rules().routes[0].limits[0][0]
    told = Territory(
        siren="200065597",
        kind="epci",
        policy="auto",
        weights={"distance": 50, "charm": 9},
        limits={"distance": "30"},
        routes_off=(route, "none>such"),
        route_limits={
            route: {
                rules().catalogue.attributes[attribute].key: QualityRange(high="7"),
                "charm": QualityRange(low="1"),
            },
            "none>such": {"moisture": QualityRange(low="1")},
        },
    )
    settings = settings_of(told, 3, rules())
    assert settings.auto
    assert (settings.version, settings.max_km, settings.routes_off) == (3, 30.0, frozenset({0}))
    assert settings.weights == Weights(distance=50)
    assert settings.route_limits == ((0, attribute, -INFINITY, 7.0),)
    assert settings.tightened(0) == ((attribute, -INFINITY, 7.0),)
    assert settings.tightened(1) == ()


def life(state: Any, **changes: Any) -> Life:
    def side(role: Any, flow_id: int, family: str) -> Side:
        return Side(
            role=role,
            organisation_id=UUID(int=flow_id + 10),
            territory="200065597",
            flow_id=UUID(int=flow_id),
            family=family,
        )

    parties = (
        Party(side=side("offer", 1, "heat_hot_water")),
        Party(side=side("need", 2, "heat_hot_water")),
    )
    values: dict[str, Any] = {
        "synergy_id": UUID(int=5),
        "kind": "substitution",
        "state": state,
        "found_by": "engine",
        "parties": parties,
        "state_since": NOW,
        "opened_at": NOW,
    }
    return Life(**{**values, **changes})


def test_a_running_life_takes_its_quantity_from_both() -> None:
    fact = fact_of(life("running", agreed=Quantity("2", "MWh")), 4, rules())
    assert fact is not None
    assert fact.barred
    assert fact.offer_taken == 2_000_000
    rule = rules().between[(rules().catalogue.family_index["heat_hot_water"],) * 2]
    assert fact.need_taken == round(2_000_000 * rule.yield_)


def test_a_life_takes_no_more_than_a_flow_can_have() -> None:
    """Nine trillion cubic metres agreed, where a litre serves a kilogram."""
    families = {"offer": "water_effluent_organic", "need": "soil_improver"}
    parties = tuple(
        replace(party, side=replace(party.side, family=families[party.side.role]))
        for party in life("running").parties
    )
    told = life("running", parties=parties, agreed=Quantity("9000000000000000", "m3"))
    fact = fact_of(told, 1, rules())
    assert fact is not None
    assert (fact.offer_taken, fact.need_taken) == (9 * 10**18, INT64_MAX)


@pytest.mark.parametrize("state", ["already_done", "stopped", "contract_until", "running"])
def test_some_states_take_no_place(state: str) -> None:
    fact = fact_of(life(state), 1, rules())
    assert fact is not None
    assert refuses(fact, (0,) * 8, (0,) * 8)


def test_a_refusal_lapses_when_the_value_changes() -> None:
    offered = flow(qualities={"temperature": QualityRange(low="60")})
    plain = life("refused")
    refused = Party(
        side=plain.parties[1].side,
        standing="refused",
        reason="concentration",
        refused_value=refused_value("concentration", offered),
    )
    fact = fact_of(life("refused", parties=(plain.parties[0], refused)), 1, rules())
    assert fact is not None
    before, after = row_of(offered, 1, rules()), row_of(flow(), 2, rules())
    assert before is not None
    assert after is not None
    assert refuses(fact, before.refusable, (0,) * 8)
    assert not refuses(fact, after.refusable, (0,) * 8)


def test_a_life_without_flows_says_nothing_to_lists() -> None:
    assert fact_of(life("running", parties=()), 1, rules()) is None
