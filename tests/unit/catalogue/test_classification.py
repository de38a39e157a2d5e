"""Free text in French or English, misspelt or plural, and waste codes, lead to the right family."""

import csv
import random
from pathlib import Path

import pytest

from boucle.catalogue import Family, classify, guessed, load_catalogue, settled

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("marc de pommes", "apple_pomace"),
        ("Cartons d'emballage usagés", "cardboard"),
        ("bois recyclé (classe B)", "wood_b"),
        ("vapeur d'incinération d'ordures ménagères", "heat_steam"),
        ("eau industrielle", "water_process"),
        ("drêche de brasserie", "spent_grains"),
        ("boues de papeterie", "paper_sludge"),
        ("plaques de platre", "plaster_waste"),
        ("fly ash from a coal power plant", "fly_ash"),
        ("gypsum from flue gas desulfurization", "gypsum_synthetic"),
        ("bouteilles en PET", "pet"),
        ("lactoserum", "whey"),
        ("CO2 de fermentation", "co2"),
        ("pneus usagés", "tyres"),
        ("blast furnace slag", "bf_slag"),
        ("huile de vidange", "used_oil"),
        ("spent sulfuric acid", "acid_sulphuric"),
        ("waste heat of a data centre", "heat_low_grade"),
        ("vieux papiers", "paper"),
    ],
)
def test_text_settles_a_family(text: str, family: str) -> None:
    assert settled(classify(CATALOGUE, text)) == family


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("ferailles", "steel_scrap"),
        ("cartonn ondulé", "cardboard"),
        ("aluminim scrap", "aluminium_scrap"),
    ],
)
def test_misspelt_text_is_still_first(text: str, family: str) -> None:
    assert classify(CATALOGUE, text)[0].family == family


with (Path(__file__).parent / "trade_names.csv").open(encoding="utf-8", newline="") as names:
    TRADE_NAMES = [(row["said"], row["family"]) for row in csv.DictReader(names)]


@pytest.mark.parametrize(("said", "family"), TRADE_NAMES)
def test_trade_names_and_grades_settle_their_family(said: str, family: str) -> None:
    assert settled(classify(CATALOGUE, said)) == family


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("sawdst", "sawdust"),
        ("cardbord", "cardboard"),
        ("aluminim", "aluminium_scrap"),
        ("ferailles", "steel_scrap"),
    ],
)
def test_one_long_word_misspelt_settles_where_nothing_else_is_near(text: str, family: str) -> None:
    assert settled(classify(CATALOGUE, text)) == family


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("électricité photovoltaïque", "electricity_solar"),
        ("Électricité éolienne en ligne directe", "electricity_wind"),
        ("highly treated sewage effluent", "water_reclaimed_pure"),
        ("électricité", "electricity"),
    ],
)
def test_a_kind_goes_before_the_thing_that_it_is_a_kind_of(text: str, kind: str) -> None:
    assert settled(classify(CATALOGUE, text)) == kind


@pytest.mark.parametrize("text", ["vitrification", "concentrée"])
def test_a_word_that_is_another_one_is_no_slip(text: str) -> None:
    assert settled(classify(CATALOGUE, text)) is None


@pytest.mark.parametrize("text", ["truc bidule", "x", "x y", "xyz"])
def test_a_letter_or_a_part_of_a_name_misspelt_names_nothing(text: str) -> None:
    assert classify(CATALOGUE, text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Cartons d'emballage usagés", "le texte dit « Cartons d'emballage »"),
        ("copeaux gris de bois", "le texte dit « copeaux … bois »"),
        ("sacs", "le texte dit « sacs », comme dans « sacs de farine »"),
        ("sawdst", "« sawdst » ressemble à « sawdust »"),
        (
            "Chaleur fatale à 35 °C",
            "le texte dit « Chaleur fatale » ; à 35 °C, c'est « chaleur basse température »",
        ),
    ],
)
def test_a_reason_quotes_the_text_and_tells_what_it_was_read_as(text: str, reason: str) -> None:
    told = [each.reasons[0].fr for each in classify(CATALOGUE, text)]
    assert reason in told


def test_no_reason_quotes_a_word_that_the_text_does_not_have() -> None:
    rng = random.Random(20261126)
    told = [said for family in CATALOGUE.families for said in family.synonyms]
    for said in rng.sample(told, 400):
        text = _misspell(said, rng) if _long(said) else said
        for each in classify(CATALOGUE, text, limit=9):
            for reason, marks in ((each.reasons[0].fr, "«»"), (each.reasons[0].en, "“”")):
                quote = reason.split(marks[0])[1].split(marks[1])[0].strip()
                assert quote
                assert all(part in text for part in quote.split(" … ")), reason


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("essences de bois", "wood_a"),
        ("silicon wafer", "other_metals"),
        ("honey", None),
        ("silicon", None),
        ("forêt", None),
        ("batteries alcalines", None),
        ("carton ondulé", "cardboard"),
        ("sawdust and shavings, no MDF", "sawdust"),
    ],
)
def test_trade_names_catch_no_ordinary_words(text: str, family: str | None) -> None:
    assert settled(classify(CATALOGUE, text)) == family


@pytest.mark.parametrize("text", ["é", "x", "E", "12", "1 000", "?", "b 2"])
def test_letters_and_figures_alone_mean_nothing(text: str) -> None:
    assert classify(CATALOGUE, text) == []


@pytest.mark.parametrize(
    ("text", "guess"), [("drêches de brasserie", False), ("fluor", True), ("é", True)]
)
def test_what_is_only_guessed_is_said_to_be(text: str, guess: bool) -> None:
    assert guessed(classify(CATALOGUE, text)) is guess


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("chaleur fatale 30 °C", "heat_low_grade"),
        ("chaleur à 35 °C", "heat_low_grade"),
        ("waste heat at 35 °C", "heat_low_grade"),
        ("eau chaude 45 °C", "heat_low_grade"),
        ("air chaud à 40 °C", "heat_low_grade"),
        ("chaleur fatale 60 °C", "heat_hot_water"),
        ("chaleur de data center à 70 °C", "heat_hot_water"),
        ("hot flue gas at 300 °C", "heat_flue_gas"),
        ("vapeur à 180 °C", "heat_steam"),
        ("eau glacée à 6 °C", "cold"),
    ],
)
def test_a_temperature_told_chooses_among_kinds_of_heat(text: str, family: str) -> None:
    assert settled(classify(CATALOGUE, text)) == family


def test_a_temperature_declared_goes_before_that_of_the_text() -> None:
    assert settled(classify(CATALOGUE, "chaleur fatale", temperature=32)) == "heat_low_grade"
    assert settled(classify(CATALOGUE, "chaleur fatale", temperature=90)) == "heat_hot_water"
    assert settled(classify(CATALOGUE, "chaleur à 30 °C", temperature=90)) == "heat_hot_water"
    assert settled(classify(CATALOGUE, "sciure", temperature=30)) == "sawdust"


def test_nonsense_is_unclassified_and_doubt_is_not_settled() -> None:
    assert settled(classify(CATALOGUE, "zzz qqq")) is None
    assert settled(classify(CATALOGUE, "")) is None
    doubtful = classify(CATALOGUE, "boues")
    assert settled(doubtful) is None or doubtful[0].score >= 0.5


def test_a_waste_code_settles_alone() -> None:
    found = classify(CATALOGUE, None, low="19 12 07")
    assert settled(found) == "wood_b"
    assert "19 12 07" in found[0].reasons[0].fr


def test_three_suggestions_with_reasons_in_two_languages() -> None:
    found = classify(CATALOGUE, "boues de station")
    assert len(found) == 3
    assert all(reason.fr and reason.en for s in found for reason in s.reasons)


def test_nature_narrows() -> None:
    found = classify(CATALOGUE, "eau chaude", nature="energy")
    assert {CATALOGUE.family(s.family).nature for s in found} == {"energy"}


def test_every_label_finds_its_own_family() -> None:
    lost = [
        (family.key, label)
        for family in CATALOGUE.families
        for label in (family.label_fr, family.label_en)
        if family.key not in {s.family for s in classify(CATALOGUE, label)}
    ]
    assert lost == []


def test_every_synonym_leads_home_and_none_settles_elsewhere() -> None:
    told = [(f.key, said) for f in CATALOGUE.families for said in f.synonyms]
    first = [classify(CATALOGUE, said) for _, said in told]
    home = sum(found[0].family == key for (key, _), found in zip(told, first, strict=True) if found)
    assert home / len(told) >= 0.99
    for (key, said), found in zip(told, first, strict=True):
        assert settled(found) in (key, None), said


def test_one_wrong_letter_seldom_loses_the_family() -> None:
    rng = random.Random(20261124)
    told = [(f.key, said) for f in CATALOGUE.families for said in f.synonyms if _long(said)]
    kept = sum(
        key in {s.family for s in classify(CATALOGUE, _misspell(said, rng))} for key, said in told
    )
    assert kept / len(told) >= 0.9


def _long(said: str) -> list[str]:
    return [word for word in said.split() if len(word) >= 6]


def _misspell(said: str, rng: random.Random) -> str:
    """One letter of one long word lost, swapped with the next, or doubled."""
    word = rng.choice(_long(said))
    at = rng.randrange(1, len(word) - 1)
    wrong = rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[: at + 1] + word[at:],
        )
    )
    return said.replace(word, wrong)


@pytest.mark.parametrize(
    ("text", "low", "family"),
    [
        ("sciure de chêne", "03 01 05", "sawdust"),
        ("marc de pommes", "02 07 04", "apple_pomace"),
        ("film étirable", "15 01 02", "ldpe_film"),
        ("copeaux", "03 01 05", "wood_a"),
        ("bois", "17 02 01", "wood_b"),
    ],
)
def test_words_that_say_one_thing_go_before_a_code_that_covers_many(
    text: str, low: str, family: str
) -> None:
    assert settled(classify(CATALOGUE, text, low=low)) == family


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("eaux de condensation (eau de vache)", "water_condensate"),
        ("bois pour panneaux isolants", "wood_panel_feed"),
        ("bois destiné aux panneaux isolants", "wood_panel_feed"),
        ("eau industrielle pour lavage de véhicules", "water_process"),
        ("eau de pluie pour laver les bennes", "water_rain"),
        ("verre pour fabriquer de la laine d'isolation", "glass_cullet"),
        ("palettes pour réemploi", "pallets_reusable"),
        ("chaleur pour réseau urbain", "heat_network"),
    ],
)
def test_what_a_thing_is_for_is_not_what_it_is(text: str, family: str) -> None:
    """Unless its name says what it is for: `bois pour panneaux`."""
    assert settled(classify(CATALOGUE, text)) == family


DAIRY = "boues de station d'épuration"


@pytest.mark.parametrize(
    ("text", "low", "naf", "family"),
    [
        (DAIRY, None, None, "sewage_sludge"),
        (DAIRY, "02 05 02", None, "bio_sludge"),
        (DAIRY, "02 05 02", "10.51", "bio_sludge"),
        ("boues", "02 05 02", None, "bio_sludge"),
        (None, "02 05 02", None, "bio_sludge"),
        (DAIRY, "19 08 05", None, "sewage_sludge"),
    ],
)
def test_a_code_decides_between_two_that_lead(
    text: str | None, low: str | None, naf: str | None, family: str
) -> None:
    assert settled(classify(CATALOGUE, text, low=low, naf=naf)) == family


CODES: dict[str, list[str]] = {}
for entry in CATALOGUE.low_entries:
    CODES.setdefault(entry.family or "", []).append(entry.code)


@pytest.mark.parametrize("family", CATALOGUE.families, ids=lambda family: family.key)
def test_a_consistent_code_leaves_no_read_name_unread(family: Family) -> None:
    """Of every fourth name, and its labels: with a code of one of the families that lead."""
    for name in (family.label_fr, family.label_en, *family.synonyms[::4]):
        read = classify(CATALOGUE, name)
        if settled(read) is None:
            continue
        codes = [code for each in read[:2] for code in CODES.get(each.family, ())[:2]]
        unread = [c for c in codes if settled(classify(CATALOGUE, name, low=c)) is None]
        assert unread == [], name
