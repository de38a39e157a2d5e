"""How a text is quoted, and how far apart two spellings are."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.catalogue.text.spelling import slips
from boucle.catalogue.text.words import quoted, words

WORD = st.text(alphabet="abcdef", max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("sawdst", "sawdust", 1),
        ("cardbord", "cardboard", 1),
        ("aluminimu", "aluminium", 1),
        ("ferailles", "ferrailles", 1),
        ("ca", "abc", 3),
        ("", "abc", 3),
    ],
)
def test_slips(one: str, other: str, apart: int) -> None:
    assert slips(one, other) == apart


@given(WORD, WORD)
def test_slips_are_none_for_one_word_only_and_the_same_both_ways(one: str, other: str) -> None:
    assert (slips(one, other) == 0) == (one == other)
    assert slips(one, other) == slips(other, one) <= max(len(one), len(other))


@given(WORD, st.integers(0, 8), st.sampled_from("abcdef"))
def test_a_letter_more_is_one_slip(word: str, at: int, letter: str) -> None:
    assert slips(word, word[:at] + letter + word[at:]) == 1


@pytest.mark.parametrize(
    ("text", "told", "said"),
    [
        ("Cartons d'emballage usagés", "cartons emballage", "Cartons d'emballage"),
        ("copeaux gris de bois", "bois copeaux", "copeaux … bois"),
        ("boue, boues et bois", "boues", "boue, boues"),
        ("Œillets de fer", "oeillets", "Œillets"),
        ("bois", "fer", ""),
    ],
)
def test_a_quote_is_what_the_text_says(text: str, told: str, said: str) -> None:
    assert quoted(text, frozenset(words(told))) == said


@given(st.text(max_size=60), st.text(max_size=30))
def test_every_part_of_a_quote_is_in_the_text(text: str, told: str) -> None:
    plain = unicodedata.normalize("NFC", text)
    said = quoted(text, frozenset(words(told)) | frozenset(words(text)[::2]))
    assert all(part in plain for part in said.split(" … "))
