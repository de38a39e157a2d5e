"""What a practitioner would call wrong: answers that were, once, and must not come back."""

import pytest

from boucle.catalogue import classify, components, likely, load_catalogue, outlets, settled
from boucle.catalogue.outlets.ranking import Via

CATALOGUE = load_catalogue()


def _first(text: str, low: str | None = None, places: int = 5) -> list[str]:
    return [each.division for each in outlets(CATALOGUE, text=text, low=low, limit=places)]


def _ways(text: str, low: str | None = None) -> list[Via]:
    """The routes that answers go by, those left out that the receiver hardly ever takes."""
    found = outlets(CATALOGUE, text=text, low=low, limit=50)
    return [via for outlet in found for via in outlet.via if via.rank < 4]


@pytest.mark.parametrize(
    ("text", "low", "never"),
    [
        ("chutes bois agglo/mélaminé", None, "animal_bedding"),
        ("graisses de flottation", None, "animal_feed"),
        ("déchets de cuisine et de table", None, "animal_feed"),
        ("laine de verre", None, "soil_improver"),
        ("drêches de distillerie humides", None, "heat_steam"),
        ("lisier de porc", None, "fuel_biomass"),
        ("électricité éolienne", None, "electricity_solar"),
    ],
)
def test_what_nobody_does_is_no_answer(text: str, low: str | None, never: str) -> None:
    assert never not in {via.route.partition(">")[2] for via in _ways(text, low)}


@pytest.mark.parametrize(
    ("text", "input_", "practices"),
    [
        ("REFIOM", "aggregate", {"rare", "pilot"}),
        ("terres polluées", "aggregate", {"known", "rare", "pilot"}),
        ("mâchefers d'incinération", "cement_raw_meal", {"rare", "pilot"}),
        ("boues rouges", "metal_ore", {"pilot"}),
    ],
)
def test_what_is_seldom_done_says_so(text: str, input_: str, practices: set[str]) -> None:
    first = likely(CATALOGUE, text)[0].family
    route = CATALOGUE.route_between(first, input_)
    assert route is None or route.practice in practices


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("huiles alimentaires usagées", "20"),
        ("cartons d'emballage", "17"),
        ("vieux papiers", "17"),
        ("palettes cassées", "16"),
        ("palettes usagées réparables", "16"),
    ],
)
def test_who_really_takes_it_comes_first(text: str, division: str) -> None:
    assert division in _first(text, places=3)


def test_used_cooking_oil_goes_to_no_bus_fleet() -> None:
    assert "49" not in _first("huiles alimentaires usagées")


def test_what_floats_is_digested() -> None:
    assert "35" in _first("graisses de flottation", places=2)
    assert "20" not in _first("graisses de flottation")


def test_wash_water_of_concrete_goes_back_to_concrete_not_to_paper() -> None:
    found = {
        each.division: each.via for each in outlets(CATALOGUE, text="eaux de lavage de toupies")
    }
    assert "water_effluent>water_process" in {via.route for via in found["23"] if via.rank == 1}
    assert all(via.rank >= 3 for via in found["17"])


def test_soiled_bags_with_a_hazardous_code_go_where_it_may() -> None:
    found = outlets(CATALOGUE, text="big bags souillés", low="15 01 10", limit=3)
    assert all(CATALOGUE.route(each.via[0].route).hazardous for each in found)


def test_a_methaniser_says_all_that_it_takes() -> None:
    said = "biodéchets, graisses, marcs, boues agro"
    assert {each.family for each in components(CATALOGUE, said)} >= {
        "food_waste",
        "fats",
        "bio_sludge",
    }


@pytest.mark.parametrize("text", ["résidus", "boues", "déchets", "coproduit", "chutes"])
def test_a_word_for_anything_settles_nothing(text: str) -> None:
    assert settled(classify(CATALOGUE, text)) is None
