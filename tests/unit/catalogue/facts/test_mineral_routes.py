"""What practitioners of minerals and metals would never do, or seldom, is not told as usual."""

import pytest

from boucle.catalogue import load_catalogue, outlets

CATALOGUE = load_catalogue()
ROUTES = {route.key: route for route in CATALOGUE.routes}


@pytest.mark.parametrize(
    "key",
    [
        "mineral_wool>soil_improver",
        "plaster_waste>cement_raw_meal",
        "steel_scrap>metal_ore",
        "metal_sludge>clay_feed",
    ],
)
def test_nobody_would_run_it(key: str) -> None:
    assert key not in ROUTES


@pytest.mark.parametrize(
    ("key", "practice"),
    [
        ("bottom_ash_mswi>cement_raw_meal", "rare"),
        ("red_mud>metal_ore", "pilot"),
        ("flue_gas_residue>cement_raw_meal", "pilot"),
        ("flue_gas_residue>aggregate", "rare"),
        ("bf_slag>cement_addition", "usual"),
        ("steel_slag>aggregate", "usual"),
        ("excavated_soil>mine_backfill", "usual"),
    ],
)
def test_how_usual_it_is_in_europe(key: str, practice: str) -> None:
    assert ROUTES[key].practice == practice


def test_flue_gas_residue_is_treated_before_anyone_builds_with_it() -> None:
    route = ROUTES["flue_gas_residue>aggregate"]
    assert route.hazardous
    assert route.transformation == "carbonation"


def test_raw_materials_of_clinker_go_to_cement_works() -> None:
    for route in CATALOGUE.routes_to("cement_raw_meal"):
        assert route.receivers[0].rank == 1
        assert any(code.startswith("23.51") for line in route.receivers for code in line.codes)


def test_a_recycler_is_likelier_than_a_steelworks_the_less_there_is() -> None:
    def recycler_to_steelworks(tonnes: float) -> float:
        found = outlets(CATALOGUE, text="chutes d'acier", tonnes=tonnes, limit=5)
        score = {each.division: each.score for each in found}
        return score["38"] / score["24"]

    assert recycler_to_steelworks(20) > recycler_to_steelworks(20_000)
