"""French texts of the trades: what tells settles, what holds for anything does not, and what does
not tell is left to the code and the activity."""

import pytest

from boucle.catalogue import classify, guessed, load_catalogue, settled
from tests.unit.catalogue.measure_texts import TRAINING, read, read_texts

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("text", "low", "family"),
    [
        ("chutes bois agglo/mélaminé", None, "wood_b"),
        ("big bags souillés", "15 01 10*", "organic_hazardous"),
        ("linge d'hôpital", None, "used_clothing"),
        ("copeaux de bois et sciure", "03 01 05", "sawdust"),
        ("laitier de fonderie", None, "steel_slag"),
        ("fumées 250 °C", None, "heat_flue_gas"),
        ("serviettes en tissu", None, "used_clothing"),
        ("sarments de vigne", None, "green_waste"),
        ("bains de chromage", None, "metal_sludge"),
        ("chutes de lin", None, "plant_fibre"),
        ("terres inertes remblaiement", None, "excavated_soil"),
        ("chauffage bassins 28 °C", None, "heat_building"),
        ("laine de verre", None, "mineral_wool"),
        ("graisses de flottation", None, "fats"),
        ("riblons", None, "steel_scrap"),
        ("Dibond", None, "aluminium_scrap"),
        ("gâche offset", None, "paper"),
        ("glassine", None, "paper"),
        ("caisses navette", None, "packaging_reusable"),
        ("H2SO4", None, "acid_sulphuric"),
        ("solution de NH3", None, "ammonia"),
        ("H₂O₂ périmée", None, "oxidisers"),
        ("Ca(OH)2", None, "lime_sludge"),
        ("vieux papiers et cartons", None, "paper"),
        ("polyéthylène à régénérer", None, "hdpe"),
    ],
)
def test_readings_that_were_wrong(text: str, low: str | None, family: str) -> None:
    assert settled(classify(CATALOGUE, text, low=low)) == family


@pytest.mark.parametrize(
    "text",
    [
        *("résidus", "déchets", "boues", "coproduit", "chutes", "copeaux", "bains", "poussières"),
        *("eaux", "huiles", "terres", "fumées", "rebuts", "refus", "waste", "scrap", "sludge"),
        *("boues déshydratées", "résidus de production", "rebuts de fabrication", "gaz", "dust"),
    ],
)
def test_generic_words_never_settle_a_family_alone(text: str) -> None:
    assert settled(classify(CATALOGUE, text)) is None


@pytest.mark.parametrize(
    ("text", "low", "family"),
    [("boues", "03 03 05", "paper_sludge"), ("chutes", "04 02 22", "textile_offcuts")],
)
def test_where_the_text_says_little_the_code_leads(text: str, low: str, family: str) -> None:
    assert settled(classify(CATALOGUE, text, low=low)) == family


def test_where_neither_says_anything_the_activity_answers_as_a_guess() -> None:
    for text in ("zzz", "résidus de production", None):
        found = classify(CATALOGUE, text, naf="16.10A")
        assert found[0].family in {"sawdust", "wood_a", "bark"}
        assert guessed(found)
        assert "16.10" in found[0].reasons[-1].fr
    assert classify(CATALOGUE, "zzz") == []


def test_a_sure_text_goes_before_its_code_and_activity() -> None:
    found = classify(CATALOGUE, "drêches de brasserie", low="17 05 04", naf="16.10A")
    assert found[0].family == "spent_grains"
    assert {each.family for each in found} >= {"excavated_soil"}


def test_the_training_texts_stay_right() -> None:
    texts = read_texts(TRAINING)
    for with_codes in (False, True):
        results = [read(each, with_codes=with_codes) for each in texts]
        assert sum(each.right_first for each in results if each.right) >= 0.96 * len(results)
        assert sum(each.settled_wrong for each in results) <= 0.01 * len(results)
