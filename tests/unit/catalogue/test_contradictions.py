"""Two fields that cannot both be right are named, with what would be right."""

import pytest

from boucle.catalogue import (
    Contradiction,
    FlowAsDeclared,
    Interval,
    contradictions,
    load_catalogue,
    quality_fault,
)

CATALOGUE = load_catalogue()
MOIST = Interval(80, 90)
HOT = {"temperature": Interval(150, 200)}
HAZARD = ("hazardous", "family")
NATURE = {("nature", "text")}


def _pairs(found: list[Contradiction]) -> set[tuple[str, str]]:
    return {(c.field_a, c.field_b) for c in found}


@pytest.mark.parametrize(
    ("flow", "pair"),
    [
        (FlowAsDeclared("used_cooking_oil", form="bales"), ("form", "family")),
        (FlowAsDeclared("animal_feed", low="17 02 04"), ("low", "family")),
        (FlowAsDeclared("animal_feed", hazardous=True), ("hazardous", "family")),
        (FlowAsDeclared("heat_steam"), ("family", "qualities.temperature")),
        (FlowAsDeclared("heat_steam", direction="input"), ("family", "qualities.temperature")),
        (FlowAsDeclared("wood_b", low="17 02 04", hazardous=False), ("hazardous", "low")),
        (FlowAsDeclared("wood_b", nature="energy"), ("nature", "family")),
        (FlowAsDeclared("heat_steam", low="17 02 01", qualities=HOT), ("low", "family")),
        (
            FlowAsDeclared("heat_steam", form="steam", qualities={"temperature": Interval(40, 60)}),
            ("form", "qualities.temperature"),
        ),
        (FlowAsDeclared("water_rain", nature="water", form="bales"), ("form", "family")),
        (FlowAsDeclared(None, nature="water", form="bales"), ("form", "nature")),
        (FlowAsDeclared(None, nature="material", form="current"), ("form", "nature")),
        (FlowAsDeclared(None, low="17 02 04", hazardous=False), ("hazardous", "low")),
        (
            FlowAsDeclared(
                "manure", qualities={"moisture": MOIST, "dry_matter": Interval(40, None)}
            ),
            ("qualities.moisture", "qualities.dry_matter"),
        ),
        (
            FlowAsDeclared("pet", qualities={"purity": MOIST, "contaminants": Interval(30, 40)}),
            ("qualities.purity", "qualities.contaminants"),
        ),
        (
            FlowAsDeclared(
                None, qualities={"moisture": Interval(10, 20), "dry_matter": Interval(10, 20)}
            ),
            ("qualities.moisture", "qualities.dry_matter"),
        ),
    ],
)
def test_contradictions(flow: FlowAsDeclared, pair: tuple[str, str]) -> None:
    found = contradictions(CATALOGUE, flow)
    assert pair in _pairs(found)
    assert all(each.message and each.message_fr for each in found)


WARM = {"temperature": Interval(40, 60)}
NEUTRAL = {"ph": Interval(7, 7)}


@pytest.mark.parametrize(
    ("flow", "pairs"),
    [
        # Hazard, against what a family can be.
        (FlowAsDeclared("spent_grains", low="16 05 06"), {("low", "family")}),
        (FlowAsDeclared("whey", low="06 01 01", read=True), {("low", "family")}),
        (FlowAsDeclared("apple_pomace", hazardous=True, read=True), {("hazardous", "family")}),
        (FlowAsDeclared("cardboard", low="17 06 05"), {("low", "family")}),
        (FlowAsDeclared("paper", low="16 06 01", hazardous=True), {("low", "family"), HAZARD}),
        (FlowAsDeclared("water_drinking", hazardous=True), {HAZARD}),
        (FlowAsDeclared("water_rain", low="16 10 01"), {("low", "family")}),
        (FlowAsDeclared("electricity", hazardous=True), {HAZARD}),
        (FlowAsDeclared("electricity", low="16 06 01"), {("low", "family")}),
        (FlowAsDeclared("asbestos", hazardous=False), {HAZARD}),
        (FlowAsDeclared("asbestos", hazardous=False, text="tôles en amiante", read=True), {HAZARD}),
        (FlowAsDeclared("asbestos", low="17 09 04"), {("low", "family")}),
        (FlowAsDeclared("wood_c", low="17 02 01", hazardous=False), {("low", "family"), HAZARD}),
        (FlowAsDeclared("infectious_waste", hazardous=False), {HAZARD}),
        # Legal status.
        (FlowAsDeclared("electricity", legal_status="waste"), {("legal_status", "family")}),
        (
            FlowAsDeclared("heat_steam", legal_status="end_of_waste", qualities=HOT),
            {("legal_status", "family")},
        ),
        (
            FlowAsDeclared("cardboard", low="15 01 01", legal_status="product"),
            {("legal_status", "low")},
        ),
        # Temperature and pH.
        (FlowAsDeclared("heat_steam", qualities=WARM), {("family", "qualities.temperature")}),
        (
            FlowAsDeclared("heat_steam", form="steam", qualities=WARM),
            {("form", "qualities.temperature")},
        ),
        (
            FlowAsDeclared("heat_steam", qualities={"temperature": Interval(low=40)}),
            {("family", "qualities.temperature")},
        ),
        (
            FlowAsDeclared(
                "heat_steam", direction="input", qualities={"temperature": Interval(high=60)}
            ),
            {("family", "qualities.temperature")},
        ),
        (
            FlowAsDeclared(
                "heat_hot_water", form="hot_water", qualities={"temperature": Interval(400)}
            ),
            {("form", "qualities.temperature")},
        ),
        (
            FlowAsDeclared("water_process", qualities={"temperature": Interval(250, 300)}),
            {("family", "qualities.temperature")},
        ),
        (FlowAsDeclared("cold", qualities=WARM), {("family", "qualities.temperature")}),
        (FlowAsDeclared("caustic", qualities={"ph": Interval(1, 2)}), {("family", "qualities.ph")}),
        (
            FlowAsDeclared("acid_sulphuric", qualities={"ph": Interval(13, 14)}),
            {("family", "qualities.ph")},
        ),
        # What a text says.
        (FlowAsDeclared(None, nature="material", text="vapeur basse pression"), NATURE),
        (FlowAsDeclared(None, nature="material", text="eau chaude"), NATURE),
        (FlowAsDeclared(None, nature="material", text="eau chaude de refroidissement"), NATURE),
        (FlowAsDeclared(None, nature="material", text="chaleur fatale 90 °C"), NATURE),
        (FlowAsDeclared(None, nature="material", text="eau de pluie"), NATURE),
        (FlowAsDeclared(None, nature="energy", text="carton ondulé"), NATURE),
        (FlowAsDeclared(None, nature="water", text="sciure de bois"), NATURE),
        (
            FlowAsDeclared("solvents", low="14 06 03", text="à donner pour alimentation animale"),
            {("low", "text")},
        ),
        (
            FlowAsDeclared("oily_water", hazardous=True, text="sludge fed to pigs"),
            {("hazardous", "text")},
        ),
    ],
)
def test_what_a_thing_cannot_be(flow: FlowAsDeclared, pairs: set[tuple[str, str]]) -> None:
    found = contradictions(CATALOGUE, flow)
    assert _pairs(found) == pairs
    assert len(found) == len(pairs)
    assert all(each.message and each.message_fr for each in found)


def test_a_value_that_cannot_be_is_told_with_what_would_be_right() -> None:
    (found,) = contradictions(CATALOGUE, FlowAsDeclared("heat_steam", form="steam", qualities=WARM))
    assert found.message == (
        "temperature 40 to 60\xa0°C: steam is at 100 °C or more: declare hot_water, or the pressure"
    )
    assert found.message_fr == (
        "température 40 à 60\xa0°C : la vapeur est à 100 °C ou plus : dites « eau chaude », "
        "ou la pression"
    )


OILS = ("used_oil", "fuel_liquid", "used_cooking_oil", "fats")
FOODS = ("animal_feed", "food_ingredient")


@pytest.mark.parametrize(
    ("flow", "pair"),
    [
        (FlowAsDeclared(None, form="bales", likely=OILS), ("form", "family")),
        (FlowAsDeclared(None, low="17 02 04", likely=FOODS), ("low", "family")),
        (FlowAsDeclared(None, hazardous=True, likely=FOODS), ("hazardous", "family")),
        (
            FlowAsDeclared(None, likely=("heat_steam", "heat_hot_water")),
            ("family", "qualities.temperature"),
        ),
        (FlowAsDeclared(None, nature="energy", likely=("wood_a", "wood_b")), ("nature", "family")),
        (
            FlowAsDeclared(None, low="17 02 01", likely=("heat_steam", "electricity")),
            ("low", "family"),
        ),
    ],
)
def test_what_every_likely_family_contradicts(flow: FlowAsDeclared, pair: tuple[str, str]) -> None:
    found = contradictions(CATALOGUE, flow)
    assert _pairs(found) == {pair}
    assert len(found) == 1
    assert found[0].message
    assert found[0].message_fr


@pytest.mark.parametrize(
    "flow",
    [
        FlowAsDeclared(None, form="bales", likely=("used_oil", "cardboard")),
        FlowAsDeclared(None, hazardous=True, likely=("animal_feed", "solvents")),
        FlowAsDeclared(None, likely=("heat_steam", "electricity")),
        FlowAsDeclared(None, form="bales"),
    ],
)
def test_what_one_likely_family_allows_is_no_contradiction(flow: FlowAsDeclared) -> None:
    assert contradictions(CATALOGUE, flow) == []


@pytest.mark.parametrize(
    "flow",
    [
        FlowAsDeclared("heat_steam", form="steam", qualities=HOT),
        FlowAsDeclared("wood_b", form="chips", low="19 12 07", hazardous=False, nature="material"),
        FlowAsDeclared("wood_c", low="17 02 04", hazardous=True),
        FlowAsDeclared("co2", direction="input"),
        FlowAsDeclared("cardboard"),
        FlowAsDeclared(None, nature="water", form="liquid"),
        FlowAsDeclared("manure", qualities={"moisture": MOIST, "dry_matter": Interval(9, 21)}),
        FlowAsDeclared("pet", qualities={"purity": MOIST, "contaminants": Interval(0, 1)}),
        # Soiled, and by a code that says so.
        FlowAsDeclared("paper", low="15 01 10", hazardous=True),
        # Words too wide to tell a family that can be but hazardous; words that deny it.
        FlowAsDeclared("batteries_lead", low="16 06 04", text="batteries usagées", read=True),
        FlowAsDeclared("asbestos", hazardous=False, text="fibrociment sans amiante", read=True),
        # Another thing's code, not hazardous: the clear text goes first (ADR 0010).
        FlowAsDeclared("glass_cullet", low="17 02 01"),
        FlowAsDeclared("used_oil", low="13 02 05", legal_status="by_product"),
        FlowAsDeclared("electricity", legal_status="product"),
        FlowAsDeclared("fuel_liquid", nature="energy", low="13 07 01"),
        # Steam under vacuum, furnace heat, a need told by one bound.
        FlowAsDeclared("heat_steam", qualities={**WARM, "pressure": Interval(0.1, 0.2)}),
        FlowAsDeclared("heat_hot_water", form="gas", qualities={"temperature": Interval(400)}),
        FlowAsDeclared(
            "heat_steam", direction="input", qualities={"temperature": Interval(low=40)}
        ),
        FlowAsDeclared("cold", direction="input", qualities={"temperature": Interval(high=40)}),
        FlowAsDeclared("caustic", qualities=NEUTRAL),
        FlowAsDeclared("acid_other", qualities=NEUTRAL),
        FlowAsDeclared("water_process", qualities={"temperature": Interval(150, 160)}),
        # Things named after another: machines, fuels, hot water that is water; a code that tells.
        FlowAsDeclared(None, nature="material", text="générateur de vapeur"),
        FlowAsDeclared(None, nature="material", text="gaz de haut fourneau"),
        FlowAsDeclared(None, nature="water", text="eau chaude"),
        FlowAsDeclared(None, nature="material", text="vapeur", low="15 01 01"),
        FlowAsDeclared("packaging_reusable", low="15 01 10", text="sacs d'aliments pour animaux"),
    ],
)
def test_sound_flows(flow: FlowAsDeclared) -> None:
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
