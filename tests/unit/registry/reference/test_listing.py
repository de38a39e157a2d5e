"""A list in memory: pages that miss nothing, filters that say what would be right, words folded."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.platform.errors import Invalid
from boucle.registry.reference.listing import ListedEntry, Listing, ListQuestion
from boucle.registry.reference.places import cursor_of
from boucle.registry.reference.search import folded, folded_query

COLOURS = ("red", "green", "blue")


def _entry(number: int) -> ListedEntry:
    colour = COLOURS[number % 3]
    facets = {"colour": frozenset({colour}), "even": frozenset({str(number % 2 == 0)})}
    return ListedEntry(
        f"k{number}", str(number).encode(), f"Numéro {number} {colour}", facets, f"{number:03}"
    )


LISTING = Listing("numbers", "1", map(_entry, range(100)))


def _all(listing: Listing, limit: int, **asked: object) -> Iterator[bytes]:
    cursor: str | None = None
    while True:
        found = listing.find(ListQuestion(limit, cursor, **asked))  # type: ignore[arg-type]
        assert len(found.items) <= limit
        yield from found.items
        cursor = found.following
        if cursor is None:
            return


@given(st.integers(1, 120), st.sets(st.sampled_from(COLOURS)), st.sampled_from(["", "0", "04"]))
def test_pages_give_each_match_once_and_in_order(limit: int, colours: set[str], start: str) -> None:
    filters = {"colour": tuple(colours)}
    right = [
        str(number).encode()
        for number in range(100)
        if f"{number:03}".startswith(start) and (not colours or COLOURS[number % 3] in colours)
    ]
    assert list(_all(LISTING, limit, filters=filters, start=start)) == right


def test_different_filters_all_hold() -> None:
    filters = {"colour": ("red", "green"), "even": ("True",)}
    found = [int(item) for item in _all(LISTING, 7, filters=filters)]
    assert found == [n for n in range(100) if n % 3 < 2 and n % 2 == 0]


@pytest.mark.parametrize(
    ("q", "right"),
    [("numero 42", [42]), ("NUMÉRO 4 bl", [44, 47, 41]), ("rouge", []), ("42 num", [42])],
)
def test_each_word_may_begin_any_word(q: str, right: list[int]) -> None:
    found = [int(item) for item in _all(LISTING, 200, q=folded_query(q))]
    assert found == sorted(right)


def test_an_unknown_value_is_named_with_the_nearest() -> None:
    with pytest.raises(Invalid) as caught:
        LISTING.find(ListQuestion(10, filters={"colour": ("red", "gren", "x")}))
    wrong = caught.value.errors
    assert [(each.field, each.value) for each in wrong] == [
        ("query.colour", "gren"),
        ("query.colour", "x"),
    ]
    assert wrong[0].expected == "one of green, red, blue"


@pytest.mark.parametrize(
    "cursor",
    [
        *("x", "é", "W10", cursor_of("numbers", "k1") + "AA"),
        *(cursor_of("others", "k1"), cursor_of("numbers", "gone")),
        *(cursor_of("numbers", "k1", "k2"), cursor_of("numbers")),
    ],
)
def test_a_cursor_of_elsewhere_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid) as caught:
        LISTING.find(ListQuestion(10, cursor))
    assert caught.value.errors[0].field == "query.cursor"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("L'Île-d'Yeu", "l ile d yeu"),
        ("Œuilly", "oeuilly"),
        ("CO₂", "co2"),
        ("  eau   chaude. ", "eau chaude"),
        ("17 02 01*", "17 02 01"),
    ],
)
def test_signs_and_accents_fold_away(text: str, right: str) -> None:
    assert folded(text) == right


@pytest.mark.parametrize("q", ["-", "  ", "€ %", "水"])
def test_a_search_for_no_word_is_refused(q: str) -> None:
    with pytest.raises(Invalid) as caught:
        folded_query(q)
    assert caught.value.errors[0].field == "query.q"
