"""What does not fit warns, and takes nothing away."""

import pytest

from boucle.catalogue import classify, load_catalogue, reading_warnings

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("text", "low", "told"),
    [
        ("big bags vides propres", "15 01 10*", "emballages souillés"),
        ("cartons", "15 01 03", "plutôt 15 01 01"),
        ("marc de pommes", "17 05 04", "terres et pierres"),
        ("amiante ciment", "17 01 07", "non dangereux"),
        ("drêches de brasserie", "20 01 29*", "dangereux"),
    ],
)
def test_a_code_of_another_thing_than_the_text_warns_and_the_text_stays_first(
    text: str, low: str, told: str
) -> None:
    (warning,) = reading_warnings(CATALOGUE, text, low)
    assert (warning.field, warning.value) == ("low", CATALOGUE.low(low).code)
    assert told in warning.fr
    assert warning.en
    alone, both = classify(CATALOGUE, text), classify(CATALOGUE, text, low=low, limit=9)
    assert both[0].family == alone[0].family
    assert {each.family for each in alone} <= {each.family for each in both}


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("big bags souillés", "15 01 10*"),
        ("film étirable", "15 01 02"),
        ("sciure de chêne", "03 01 05"),
        ("bois de démolition", "17 02 01"),
        ("vieux meubles", "20 03 07"),
        ("bain de nickelage épuisé", "11 01 98*"),
        ("cartons, films, bois", "15 01 03"),
        ("boues", "17 05 04"),
        ("zzz", "17 05 04"),
        ("sciure", "99 99 99"),
        ("sciure", None),
    ],
)
def test_a_code_that_may_be_right_or_a_text_that_is_not_sure_warns_of_nothing(
    text: str, low: str | None
) -> None:
    assert reading_warnings(CATALOGUE, text, low) == ()


@pytest.mark.parametrize("text", ["H2SO9 usé", "boues de Na2XO4", "H₂SO₉"])
def test_a_formula_that_is_none_is_told(text: str) -> None:
    (warning,) = reading_warnings(CATALOGUE, text)
    assert warning.field == "text"
    assert "formule chimique" in warning.fr
    assert warning.value in text


@pytest.mark.parametrize(
    "text",
    [
        *("H2SO4", "h2so4 usé", "Ca(OH)2", "(NH4)2SO4", "CO2", "BA13", "PA66", "R134a", "HP14"),
        *("304L", "GNT 0/31,5", "PM10", "PCI15", "E40", "B20", "0/4", "C3", "Fe2O3", "NFU 44-051"),
    ],
)
def test_codes_and_known_formulas_are_no_wrong_formulas(text: str) -> None:
    assert reading_warnings(CATALOGUE, text) == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Altholz aus dem Abbruch", "allemand"),
        ("Holzspäne", "allemand"),
        ("residuos de madera", "espagnol"),
        ("fanghi di depurazione", "italien"),
        ("houtafval van een zagerij", "néerlandais"),
        ("lamas de depuração", "portugais"),
        ("odpady drewna z tartaku", "polonais"),
    ],
)
def test_another_language_is_told(text: str, language: str) -> None:
    (warning,) = reading_warnings(CATALOGUE, text)
    assert language in warning.fr


def test_another_language_is_guessed_at_by_the_words_that_are_known() -> None:
    found = classify(CATALOGUE, "Solarstrom aus dem Industriegebiet")
    assert found[0].family == "electricity_solar"


def test_french_and_english_are_no_other_language() -> None:
    said = [text for each in CATALOGUE.families for text in (each.label_fr, each.label_en)]
    assert [text for text in said if reading_warnings(CATALOGUE, text)] == []


def test_shares_that_cannot_be_are_told() -> None:
    (warning,) = reading_warnings(CATALOGUE, "70 % bois, 50 % carton")
    assert warning.value == "70 % bois, 50 % carton"
    assert "120 %" in warning.fr
