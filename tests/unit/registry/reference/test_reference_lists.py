"""What the reference lists show is what the catalogue knows and what the parsers read."""

import json
from decimal import Decimal
from typing import Any

import pytest

from boucle.catalogue import (
    BASE,
    UNITS,
    activity_codes,
    load_catalogue,
    quality_fault,
    read_activity,
    to_base,
    units_for,
)
from boucle.catalogue.facts.declared_flow import Interval
from boucle.registry.api.reference.reference_lists import ListName, listing
from boucle.registry.domain.values.units import read_unit
from boucle.registry.reference.listing import ListQuestion
from boucle.registry.reference.search import folded_query

CATALOGUE = load_catalogue()


def _items(name: ListName, q: str | None = None, **filters: str) -> list[Any]:
    asked = ListQuestion(
        100_000, q=folded_query(q), filters={key: [value] for key, value in filters.items()}
    )
    return [json.loads(item) for item in listing(CATALOGUE, name).find(asked).items]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("families", len(CATALOGUE.families)),
        ("units", len(UNITS)),
        ("qualities", len(CATALOGUE.attributes)),
        ("routes", len(CATALOGUE.routes)),
        ("codes/low", 842),
        ("codes/naf", 732 + 615 + 272 + 88 + 87),
    ],
)
def test_all_is_listed_with_labels(name: ListName, count: int) -> None:
    items = _items(name)
    assert len(items) == count
    labels = ("division_label_fr", "division_label_en") if name == "codes/naf" else ()
    for item in items if name != "routes" else ():
        assert all(item[label] for label in labels or ("label_fr", "label_en"))


def test_a_quantity_of_each_family_is_taken_in_each_of_its_units() -> None:
    for item in _items("families"):
        density = item["density_t_per_m3"]
        assert item["unit"] in item["units"]
        for unit in item["units"]:
            assert to_base(Decimal(1), unit, item["nature"], density and float(density)) >= 0


def test_qualities_of_families_are_listed_qualities() -> None:
    known = {item["key"] for item in _items("qualities")}
    for item in _items("families"):
        keys = [each["key"] for each in item["qualities"]]
        assert set(keys) <= known
        assert len(keys) == len(set(keys))
    for item in _items("qualities", family="heat_hot_water"):
        assert item["key"] in CATALOGUE.family("heat_hot_water").attributes


@pytest.mark.parametrize(
    ("family", "hazard", "what"),
    [
        ("asbestos", "always", {"harmless"}),
        ("whey", "never", {"hazardous"}),
        ("concrete_rubble", "as_declared", set()),
    ],
)
def test_hazard_is_what_is_refused_otherwise(family: str, hazard: str, what: set[str]) -> None:
    (item,) = _items("families", key=family)
    assert item["hazard"] == hazard
    assert {each["what"] for each in item["cannot_be"]} == what
    assert all(each["reason"]["fr"] and each["reason"]["en"] for each in item["cannot_be"])


def test_dangerous_goods_have_their_class_and_its_name() -> None:
    (item,) = _items("families", key="acid_sulphuric")
    goods = item["dangerous_goods"]
    assert (goods["adr_class"], goods["label_en"], goods["always"]) == (
        "8",
        "corrosive matter",
        True,
    )


def test_each_spelling_of_a_unit_is_read_as_it() -> None:
    for item in _items("units"):
        for said in item["spellings"]:
            assert read_unit(said) == item["key"]
            assert read_unit(f"{said.upper()}/an") == item["key"]
        nature = next(each for each, base in BASE.items() if base == item["base"])
        in_base = to_base(Decimal(10**6), item["key"], nature)
        assert Decimal(item["in_base"]) * 10**6 == pytest.approx(in_base)
        assert all(item["key"] in units_for(each, density=1) for each in item["natures"])


def test_bounds_of_qualities_are_those_that_are_checked() -> None:
    for item in _items("qualities"):
        low, high = float(item["low"]), float(item["high"])
        assert quality_fault(CATALOGUE, item["key"], Interval(low, high), item["unit"]) is None
        beyond = Interval(None, high + 1 + abs(high))
        assert quality_fault(CATALOGUE, item["key"], beyond, item["unit"])


def test_a_route_tells_its_ends_its_conditions_and_what_is_missing() -> None:
    items = {item["key"]: item for item in _items("routes")}
    for route in CATALOGUE.routes:
        item = items[route.key]
        assert item["offered"]["family"] == route.output_family
        assert item["needed"]["family"] == route.input_family
        assert len(item["conditions"]["qualities"]) == len(route.limits)
        assert (item["emissions_unknown"] is None) == (route.no_factor is None)
        assert item["practice"] == route.practice
        assert item["why"]
    found = _items("routes", output="concrete_rubble", practice="usual")
    assert [item["needed"]["family"] for item in found] == ["aggregate"]


@pytest.mark.parametrize("name", ["NAF rév. 2", "NACE rev. 2", "NAF 2025", "ISIC rev. 5"])
def test_each_code_of_an_activity_is_read_as_it_is_listed(name: str) -> None:
    for each in activity_codes(CATALOGUE, name):
        read = read_activity(CATALOGUE, f"{each.section}{each.code}", name)
        assert (read.code, read.level, read.nace) == (each.code, each.level, each.nace)
        assert read.exists


@pytest.mark.parametrize(
    ("name", "q", "key"),
    [
        ("families", "eau chau", "heat_hot_water"),
        ("families", "BETON demoli", "concrete_rubble"),
        ("families", "spent grain", "spent_grains"),
        ("units", "megawatt", "MWh"),
        ("qualities", "humid", "moisture"),
        ("vocabularies", "confidentiel", "refusal_reason"),
    ],
)
def test_words_of_either_language_find_it(name: ListName, q: str, key: str) -> None:
    assert key in [item["key"] for item in _items(name, q)]
