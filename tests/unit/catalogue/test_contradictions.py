"""Two fields that cannot both be right are named, with what would be right."""

import pytest

from boucle.catalogue import (
    Contradiction,
    Declared,
    Interval,
    contradictions,
    load_catalogue,
    quality_fault,
)

CATALOGUE = load_catalogue()
MOIST = Interval(80, 90)
HOT = {"temperature": Interval(150, 200)}


def _pairs(found: list[Contradiction]) -> set[tuple[str, str]]:
    return {(c.field_a, c.field_b) for c in found}


@pytest.mark.parametrize(
    ("flow", "pair"),
    [
        (Declared("used_cooking_oil", form="bales"), ("form", "family")),
        (Declared("animal_feed", low="17 02 04"), ("low", "family")),
        (Declared("animal_feed", hazardous=True), ("hazardous", "family")),
        (Declared("heat_steam"), ("family", "qualities.temperature")),
        (Declared("heat_steam", direction="input"), ("family", "qualities.temperature")),
        (Declared("wood_b", low="17 02 04", hazardous=False), ("hazardous", "low")),
        (Declared("wood_b", nature="energy"), ("nature", "family")),
        (Declared("heat_steam", low="17 02 01", qualities=HOT), ("low", "family")),
        (
            Declared("heat_steam", form="steam", qualities={"temperature": Interval(40, 60)}),
            ("form", "qualities.temperature"),
        ),
        (Declared("water_rain", nature="water", form="bales"), ("form", "family")),
        (Declared(None, nature="water", form="bales"), ("form", "nature")),
        (Declared(None, nature="material", form="current"), ("form", "nature")),
        (Declared(None, low="17 02 04", hazardous=False), ("hazardous", "low")),
        (
            Declared("manure", qualities={"moisture": MOIST, "dry_matter": Interval(40, None)}),
            ("qualities.moisture", "qualities.dry_matter"),
        ),
        (
            Declared("pet", qualities={"purity": MOIST, "contaminants": Interval(30, 40)}),
            ("qualities.purity", "qualities.contaminants"),
        ),
        (
            Declared(
                None, qualities={"moisture": Interval(10, 20), "dry_matter": Interval(10, 20)}
            ),
            ("qualities.moisture", "qualities.dry_matter"),
        ),
    ],
)
def test_contradictions(flow: Declared, pair: tuple[str, str]) -> None:
    found = contradictions(CATALOGUE, flow)
    assert pair in _pairs(found)
    assert all(each.message and each.message_fr for each in found)


OILS = ("used_oil", "fuel_liquid", "used_cooking_oil", "fats")
FOODS = ("animal_feed", "food_ingredient")


@pytest.mark.parametrize(
    ("flow", "pair"),
    [
        (Declared(None, form="bales", likely=OILS), ("form", "family")),
        (Declared(None, low="17 02 04", likely=FOODS), ("low", "family")),
        (Declared(None, hazardous=True, likely=FOODS), ("hazardous", "family")),
        (
            Declared(None, likely=("heat_steam", "heat_hot_water")),
            ("family", "qualities.temperature"),
        ),
        (Declared(None, nature="energy", likely=("wood_a", "wood_b")), ("nature", "family")),
        (Declared(None, low="17 02 01", likely=("heat_steam", "electricity")), ("low", "family")),
    ],
)
def test_what_every_likely_family_contradicts(flow: Declared, pair: tuple[str, str]) -> None:
    found = contradictions(CATALOGUE, flow)
    assert _pairs(found) == {pair}
    assert len(found) == 1
    assert found[0].message
    assert found[0].message_fr


@pytest.mark.parametrize(
    "flow",
    [
        Declared(None, form="bales", likely=("used_oil", "cardboard")),
        Declared(None, hazardous=True, likely=("animal_feed", "solvents")),
        Declared(None, likely=("heat_steam", "electricity")),
        Declared(None, form="bales"),
    ],
)
def test_what_one_likely_family_allows_is_no_contradiction(flow: Declared) -> None:
    assert contradictions(CATALOGUE, flow) == []


@pytest.mark.parametrize(
    "flow",
    [
        Declared("heat_steam", form="steam", qualities=HOT),
        Declared("wood_b", form="chips", low="19 12 07", hazardous=False, nature="material"),
        Declared("wood_c", low="17 02 04", hazardous=True),
        Declared("co2", direction="input"),
        Declared("cardboard"),
        Declared(None, nature="water", form="liquid"),
        Declared("manure", qualities={"moisture": MOIST, "dry_matter": Interval(9, 21)}),
        Declared("pet", qualities={"purity": MOIST, "contaminants": Interval(0, 1)}),
    ],
)
def test_sound_flows(flow: Declared) -> None:
    assert contradictions(CATALOGUE, flow) == []


@pytest.mark.parametrize(
    ("key", "known", "unit", "says"),
    [
        ("moisure", Interval(1, 2), None, "nearest: moisture"),
        ("moisture", Interval(1, 2), "g", "is told in '%'"),
        ("moisture", Interval(), None, "needs a low or a high value"),
        ("moisture", Interval(20, 10), None, "low must not exceed high"),
        ("ph", Interval(7, 15), None, "expected 0 to 14"),
    ],
)
def test_quality_faults(key: str, known: Interval, unit: str | None, says: str) -> None:
    fault = quality_fault(CATALOGUE, key, known, unit)
    assert fault is not None
    assert says in fault.message
    assert fault.message_fr


def test_a_sound_quality() -> None:
    assert quality_fault(CATALOGUE, "temperature", Interval(90, None), "Cel") is None
