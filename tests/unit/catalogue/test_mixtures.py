"""The parts of a mixture, with shares; what is one thing is none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.catalogue import MixtureError, components, load_catalogue

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("cartons, films, PSE", ["cardboard", "ldpe_film", "ps"]),
        ("bois et cartons", ["wood_a", "cardboard"]),
        ("biodéchets, graisses, marcs, boues agro", ["food_waste", "fats", "bio_sludge"]),
        ("fumier, lisier, biodéchets", ["manure", "food_waste"]),
        ("plastique, bois, carton, ferraille", ["mixed_plastics", "wood_a", "cardboard"]),
        ("emballages (cartons, films)", ["cardboard", "ldpe_film"]),
        ("mélange de drêches et levures", ["spent_grains", "spent_yeast"]),
        ("PEHD, PP, PET pour recyclage", ["hdpe", "pp", "pet"]),
        ("déchets verts + fumier", ["green_waste", "manure"]),
        ("béton et ferraille", ["concrete_rubble", "steel_scrap"]),
    ],
)
def test_what_is_sure_in_a_list_is_one_family_each(text: str, families: list[str]) -> None:
    assert [each.family for each in components(CATALOGUE, text)][: len(families)] == families


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sciure de chêne",
        "boues chaulées, pâteuses, 30 % MS",
        "palettes, caisses en bois",
        "vapeur 10 bar, 180 °C",
        "vapeur et électricité",
        "terres et cailloux",
        "sang et plumes",
        "pneus VL et PL",
        "GNT 0/31,5",
        "sciure, pour litière",
        "chutes de bois, propres, sèches",
        "eau de refroidissement, usine d'acide sulfurique",
        "fly ash rich in nickel and vanadium",
        "cendres de balle de riz, riches en silice",
        "electricity from heat and gas",
        "truc, bidule",
    ],
)
def test_one_thing_with_what_is_said_of_it_is_no_mixture(text: str) -> None:
    assert components(CATALOGUE, text) == ()


@pytest.mark.parametrize(
    "text",
    ["60 % carton, 40 % films PE", "60% carton 40% films PE", "carton (60 %), films PE 40 %"],
)
def test_shares_are_read_before_and_after(text: str) -> None:
    shares = [(each.words, each.share) for each in components(CATALOGUE, text)]
    assert shares == [("carton", Decimal("0.6")), ("films PE", Decimal("0.4"))]


def test_shares_may_leave_a_rest_and_parts_of_one_family_join() -> None:
    found = components(CATALOGUE, "30 % fumier, 20,5 % lisier, 40 % biodéchets")
    assert [(each.family, each.share) for each in found] == [
        ("manure", Decimal("0.505")),
        ("food_waste", Decimal("0.4")),
    ]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("70 % bois, 50 % carton", "70 % bois, 50 % carton", "100 % at most"),
        ("60 % bois, carton", "60 % bois, carton", "the share of every part, or none"),
    ],
)
def test_shares_that_cannot_be_are_told_with_what_would_be_right(
    text: str, value: str, expected: str
) -> None:
    with pytest.raises(MixtureError) as error:
        components(CATALOGUE, text)
    assert (error.value.value, error.value.expected) == (value, expected)
    assert error.value.message_fr
    assert [each.share for each in error.value.components] == [None, None]


WORD = st.sampled_from(
    [
        "bois",
        "carton",
        "60 %",
        "140 %",
        ",",
        " et ",
        "(",
        ")",
        "PSE",
        "pour",
        "0/31,5",
        "+",
        "%",
        "é",
    ]
)


@given(st.lists(WORD, max_size=10).map(" ".join))
def test_any_text_is_read_or_told_why_not(text: str) -> None:
    try:
        found = components(CATALOGUE, text)
    except MixtureError as error:
        found = error.components
    assert len(found) != 1
    assert len({each.family for each in found}) == len(found)
    assert sum(each.share or 0 for each in found) <= 1
