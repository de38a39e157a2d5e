"""Keyed hashes of people, and how they are found in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.persons import ERASED, PersonKey

KEY = PersonKey(b"k" * 32)
ADDRESS, NAME, PHONE = "claire.dupre@usine.example", "Claire Dupré", "+33 6 12 34 56 78"
HASHES = {KEY.of_address(ADDRESS), *KEY.of_mentions(NAME, PHONE)}


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (f"écrire à {ADDRESS}.", f"écrire à {ERASED}."),
        (f"<{ADDRESS.upper()}>, svp", f"<{ERASED}>, svp"),
        ("appeler le 06.12.34.56.78 !", f"appeler le {ERASED} !"),
        ("06 12 34 56 78 (14h-18h)", f"{ERASED} (14h-18h)"),
        ("01 45 67 89 10 06 12 34 56 78", f"01 45 67 89 10 {ERASED}"),
        ("tél;612345678;", f"tél;{ERASED};"),
        ("voir DUPRÉ Claire lundi", f"voir {ERASED} lundi"),
        ("tél. 0033612345678", f"tél. {ERASED}"),
        ("tél. +33 (0)6 12 34 56 78", f"tél. {ERASED}"),
        ("voir claire DUPRE lundi", f"voir {ERASED} lundi"),
        ("Mme Claire  Dupré, achats", f"Mme {ERASED}, achats"),
        (f"{NAME} ({ADDRESS}) et Paul", f"{ERASED} ({ERASED}) et Paul"),
    ],
)
def test_who_is_named_is_taken_out(text: str, after: str) -> None:
    assert KEY.without(text, HASHES) == after


@pytest.mark.parametrize(
    "text",
    [
        "Claire est là, Dupré aussi",
        "paul.claire.dupre@usine.example",
        "claire.dupre@usine.example.org",
        "06 12 34 56 79",
        "161234567811 t de boues",
        "",
    ],
)
def test_others_stay(text: str) -> None:
    assert KEY.without(text, HASHES) == text


def test_one_word_or_a_short_number_names_nobody() -> None:
    assert KEY.of_mentions("Accueil", "3912") == frozenset()
    assert KEY.of_mentions("", None) == KEY.of_mentions(None, "") == frozenset()


def test_another_key_is_another_hash() -> None:
    assert KEY.of_address(ADDRESS) != PersonKey(b"l" * 32).of_address(ADDRESS)
    assert KEY.of_address(f" {ADDRESS.upper()} ") == KEY.of_address(ADDRESS)


@given(st.text(), st.text())
def test_a_text_without_them_stays_and_the_address_never_does(before: str, after: str) -> None:
    assert KEY.without(before, ()) == before
    assert ADDRESS not in KEY.without(f"{before} {ADDRESS} {after}", HASHES)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    )
)
def test_a_value_that_names_nobody_is_the_same_object(value: object) -> None:
    assert KEY.within(value, ()) is value


def test_each_text_of_a_value() -> None:
    value = {"a": [ADDRESS, 1, {"b": NAME}], "c": None}
    assert KEY.within(value, HASHES) == {"a": [ERASED, 1, {"b": ERASED}], "c": None}
