"""What a text means is told apart from what it merely mentions: an answer tells no other thing."""

import pytest

from boucle.catalogue import likely, load_catalogue, outlets, plausible

CATALOGUE = load_catalogue()


def _families(text: str, low: str | None = None, from_naf: str | None = None) -> set[str]:
    """The families that the answer speaks of."""
    found = outlets(CATALOGUE, text=text, low=low, from_naf=from_naf, limit=10)
    return {via.family for outlet in found for via in outlet.via}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("marc de café", {"coffee_grounds"}),
        ("warm cooling water of the nitric acid plant", {"water_cooling", "heat_low_grade"}),
        ("chutes de tissus coton", {"textile_offcuts"}),
        ("big bags en polypropylène usagés", {"pp"}),
        ("spent pot lining", {"potlining"}),
        ("Output of a ground-mounted PV plant over a private wire", {"electricity_solar"}),
        ("press mud", {"press_mud"}),
        ("glass wool waste", {"mineral_wool"}),
        ("waste hydrochloric acid", {"acid_hydrochloric"}),
        ("batteries of electric cars", {"batteries_other"}),
        ("eaux grises d'hôtel", {"water_grey"}),
        ("spent yeast as a co-substrate", {"spent_yeast"}),
        ("CO2 from zinc smelter flue gas", {"co2", "fuel_gas"}),
        ("fire hoses", {"textile_synthetic"}),
        ("oak barrels", {"casks"}),
        ("geothermal water", {"water_geothermal"}),
        ("paper mill effluent", {"water_effluent", "water_effluent_organic"}),
        ("ammonia plant carbon dioxide", {"co2"}),
        ("electric arc furnace heat", {"heat_hot_water"}),
        ("aluminium smelter spent potlining", {"potlining"}),
        ("hydropower for a data centre", {"electricity"}),
        ("lime for acid mine drainage", {"lime_limestone", "lime_sludge"}),
        ("surplus de vapeur d'une unité d'acide sulfurique", {"heat_steam"}),
        ("mattresses", {"pu_foam"}),
        ("algues vertes échouées", {"algae"}),
    ],
)
def test_the_answer_speaks_of_what_is_offered_only(text: str, meant: set[str]) -> None:
    assert _families(text) <= meant | {"electricity"}
    assert _families(text) & meant


def test_a_destination_may_make_the_name_whole() -> None:
    assert "bottles_reusable" in _families("used glass bottles for refilling")
    assert "bottles_reusable" not in _families("used glass")


@pytest.mark.parametrize(
    ("text", "division"),
    [
        ("hot water for a nursing home", "87"),
        ("steam for a tobacco factory", "12"),
        ("treated wastewater for car wash", "45"),
        ("leather scraps for keyrings", "32"),
        ("hydrogen for forklifts", "52"),
        ("eau de pluie pour laver les bus", "49"),
    ],
)
def test_a_rare_taker_goes_first_when_its_use_is_told(text: str, division: str) -> None:
    assert division in [outlet.division for outlet in outlets(CATALOGUE, text=text, limit=2)]


def test_all_that_may_be_meant_stays_where_nothing_is_sure() -> None:
    assert len(likely(CATALOGUE, "huile")) == 4
    assert likely(CATALOGUE, "zzz") == []


def test_one_mere_guess_is_not_plausible_but_what_many_share_is() -> None:
    assert plausible(likely(CATALOGUE, "sirop")) == ()
    assert "used_oil" in plausible(likely(CATALOGUE, "huile"))
    assert plausible(likely(CATALOGUE, "drêches de brasserie")) == ("spent_grains",)


@pytest.mark.parametrize(
    ("text", "kept", "ruled_out"),
    [
        ("chaleur fatale 35 °C", "heat_low_grade>heat_low_grade", "heat_hot_water>heat_network"),
        ("hot water, 105 °C", "heat_hot_water>heat_network", "heat_hot_water>electricity"),
        ("fumées à 120 degrés", "heat_flue_gas>heat_network", "heat_flue_gas>electricity"),
    ],
)
def test_a_temperature_told_rules_routes_out(text: str, kept: str, ruled_out: str) -> None:
    shown = {via.route for outlet in outlets(CATALOGUE, text=text, limit=30) for via in outlet.via}
    assert ruled_out not in shown
    assert kept in shown


@pytest.mark.parametrize(
    "text",
    ["chaleur fatale 30 °C", "chaleur à 35 °C", "waste heat at 35 °C", "low-grade heat, 32 °C"],
)
def test_tepid_heat_finds_networks_greenhouses_fish_farms_kilns_and_digesters(text: str) -> None:
    found = {outlet.division: outlet for outlet in outlets(CATALOGUE, text=text, limit=15)}
    assert {"35", "01", "03", "16", "37"} <= found.keys()
    assert "heat_low_grade>heat_network" in {via.route for via in found["35"].via}
    assert "03.22" in found["03"].classes


def test_a_temperature_told_of_the_use_chooses_too() -> None:
    found = outlets(CATALOGUE, text="chaleur fatale pour serres à 25 °C")
    assert found[0].division == "01"
    assert {via.family for outlet in found for via in outlet.via} == {"heat_low_grade"}


def test_bags_that_a_thing_is_packed_in_are_no_use() -> None:
    packed = outlets(CATALOGUE, text="biogaz en sacs")
    assert packed == outlets(CATALOGUE, text="biogaz")
    assert packed[0].division == "35"
    assert outlets(CATALOGUE, text="bâches transformées en sacs")[0].division == "15"


def test_a_kind_is_meant_without_the_thing_that_it_is_a_kind_of() -> None:
    meant = [each.family for each in likely(CATALOGUE, "électricité photovoltaïque")]
    assert meant[0] == "electricity_solar"
    assert "electricity" not in meant


@pytest.mark.parametrize("low", ["17 02 04", "13 02 05", "10 02 07", "15 02 02", "16 06 01"])
def test_a_hazardous_code_puts_first_who_takes_what_is_hazardous(low: str) -> None:
    found = outlets(CATALOGUE, text="bois, boues, huiles", low=low, limit=30)
    assert CATALOGUE.route(found[0].via[0].route).hazardous
    assert CATALOGUE.route(outlets(CATALOGUE, low=low)[0].via[0].route).hazardous


def test_the_same_text_without_the_mark_may_go_to_stables() -> None:
    clean = outlets(CATALOGUE, text="bois", low="17 02 01", limit=30)
    assert any(not CATALOGUE.route(via.route).hazardous for o in clean for via in o.via)


def test_an_unknown_code_says_nothing_of_hazard() -> None:
    told = outlets(CATALOGUE, text="vapeur", low="99 99 99")
    assert told == outlets(CATALOGUE, text="vapeur")


def test_what_adds_next_to_nothing_is_no_reason() -> None:
    for outlet in outlets(CATALOGUE, text="drêches de brasserie", limit=10):
        assert all(via.score >= 0.1 * outlet.via[0].score for via in outlet.via)


def test_what_a_thing_is_made_of_is_no_use() -> None:
    first = outlets(CATALOGUE, text="big bags en polypropylène", limit=1)[0]
    assert first.division in {"22", "38"}
    assert outlets(CATALOGUE, text="coton en papeterie", limit=1)[0].division == "17"
