"""Cursors: what was given comes back, and nothing else is taken."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.common.errors import Invalid, printable
from boucle.common.http import page_of
from boucle.common.http.errors import problem_of
from boucle.common.paging import Cursor, PageRequest

moments = st.datetimes(timezones=st.just(UTC))
ids = st.text(max_size=60).filter(lambda text: "\x00" not in text)


@given(moments, ids)
def test_a_cursor_comes_back_whole(moment: datetime, id_: str) -> None:
    cursor = Cursor(moment, id_)
    assert Cursor.decode(cursor.encode()) == cursor


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
    ],
)
def test_any_value_can_be_shown(value: object, shown: object) -> None:
    assert printable(value) == shown
