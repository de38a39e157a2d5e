"""Cursors: what was given comes back, and nothing else is taken."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.platform.errors import Invalid, printable
from boucle.platform.http import page_of
from boucle.platform.http.errors import problem_of
from boucle.platform.paging import BY_CHANGE, Cursor, PageRequest, Sort, both_ways, sort_named

BY_NAME = Sort("name", text=True)
KNOWN = both_ways(BY_CHANGE, BY_NAME)

moments = st.datetimes(timezones=st.just(UTC))
ids = st.text(max_size=60).filter(lambda text: "\x00" not in text)


@given(moments, ids)
def test_a_cursor_comes_back_whole(moment: datetime, id_: str) -> None:
    cursor = Cursor(moment, id_)
    assert Cursor.decode(cursor.encode()) == cursor


@given(moments, ids, st.sampled_from(KNOWN), ids)
def test_a_cursor_is_one_of_its_own_order(
    moment: datetime, id_: str, sort: Sort, text: str
) -> None:
    request = PageRequest(1, None, None, sort)
    cursor = request.cursor_at(text if sort.text else moment, id_)
    assert Cursor.decode(cursor.encode(), sort) == cursor
    assert cursor.value == (text if sort.text else moment)
    for other in KNOWN:
        if other != sort:
            with pytest.raises(Invalid) as caught:
                Cursor.decode(cursor.encode(), other)
            assert caught.value.errors[0].field == "query.cursor"


def test_a_place_in_a_list_of_other_ids_is_refused() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    id_ = UUID(int=7)
    assert Cursor(moment, str(id_)).uuid() == id_
    assert Cursor(moment, "7").number() == 7
    for other, read in ((str(id_), Cursor.number), ("7", Cursor.uuid), ("-7", Cursor.number)):
        cursor = Cursor(moment, other)
        with pytest.raises(Invalid) as caught:
            read(cursor)
        [error] = caught.value.errors
        assert (error.field, error.value) == ("query.cursor", cursor.encode())


def test_a_cursor_given_before_lists_had_orders_still_holds() -> None:
    cursor = Cursor.decode("WyIyMDI2LTAxLTAxVDAwOjAwOjAwWiIsImEiXQ")
    assert cursor == Cursor(datetime(2026, 1, 1, tzinfo=UTC), "a")


@pytest.mark.parametrize(
    "cursor",
    [
        Cursor(datetime(2026, 1, 1, tzinfo=UTC), "a", "name"),
        Cursor(datetime(2026, 1, 1, tzinfo=UTC), "a", "name", "b\x00"),
        Cursor(datetime(2026, 1, 1, tzinfo=UTC), "a", "updated_at", "b"),
    ],
)
def test_a_cursor_without_what_its_list_is_sorted_by_is_a_problem(cursor: Cursor) -> None:
    with pytest.raises(Invalid):
        Cursor.decode(cursor.encode(), sort_named(cursor.sort, KNOWN))


def test_a_cursor_is_of_one_list() -> None:
    cursor = PageRequest(1, None, None, of="/v1/flows").cursor_at(
        datetime(2026, 1, 1, tzinfo=UTC), 7
    )
    assert Cursor.decode(cursor.encode(), of="/v1/flows") == cursor
    with pytest.raises(Invalid, match="one field"):
        Cursor.decode(cursor.encode(), of="/v1/sites")


def test_an_unknown_order_is_a_problem_that_names_those_known() -> None:
    assert sort_named(None, KNOWN) == BY_CHANGE
    with pytest.raises(Invalid) as caught:
        sort_named("-quantity", KNOWN)
    assert caught.value.errors[0].expected == "one of updated_at, -updated_at, name, -name"


@given(st.text(max_size=80))
def test_anything_else_is_a_problem(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        Cursor.decode(f"{text}!")
    assert problem_of(caught.value).status == 422


@given(st.lists(st.integers(), max_size=12), st.integers(1, 5))
def test_pages_follow_one_another(numbers: list[int], limit: int) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    rows = [(moment, index, number) for index, number in enumerate(numbers)]
    seen: list[int] = []
    start = 0
    while True:
        request = PageRequest(limit, None, None)
        page = page_of(
            rows[start : start + limit + 1],
            request,
            place=lambda row: (row[0], row[1]),
            show=lambda row: row[2],
        )
        seen += page.items
        if page.next is None:
            break
        start = int(Cursor.decode(page.next).id) + 1
    assert seen == numbers


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (True, True),
        (3, 3),
        (2**80, "a number beyond 64 bits"),
        ("a\x00b", "a\\u0000b"),
        ("\ud800", "?"),
        (b"\xff", "\ufffd"),
        ([1, 2], "(list of 2)"),
        (("waste",), "(list of 1)"),
        (frozenset({1, 2}), "(list of 2)"),
        ({"a": 1}, "(object of 1)"),
        (float("nan"), "nan"),
        ("x" * 300, "x" * 200 + "…"),
        (datetime(2026, 1, 2, 9, tzinfo=UTC), "2026-01-02T09:00:00Z"),
        (datetime.fromisoformat("2026-01-02T09:00:00+02:00"), "2026-01-02T09:00:00+02:00"),
        (date(2026, 1, 2), "2026-01-02"),
    ],
)
def test_any_value_can_be_shown(value: object, shown: object) -> None:
    assert printable(value) == shown
