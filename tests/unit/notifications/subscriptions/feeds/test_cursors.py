"""Cursors open for the feed and the principal that they were made for, and for nobody else."""

import contextlib
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.notifications.subscriptions.feeds.cursors import Seal
from boucle.platform.errors import Gone, Invalid

SEAL = Seal(UUID(int=1), b"s" * 32)


@given(st.text(min_size=1, max_size=40), st.integers(0, 2**63 - 1))
def test_a_cursor_says_the_place_that_it_was_made_for(client: str, number: int) -> None:
    cursor = SEAL.cursor(client, number)
    assert SEAL.number(client, cursor) == number


@given(st.integers(10**11, 2**63 - 1))
def test_a_cursor_does_not_show_its_place(number: int) -> None:
    """Twelve digits do not come by chance: shorter ones do, among the letters of a cursor."""
    assert str(number) not in SEAL.cursor("tool", number)


def test_a_cursor_does_not_grow_with_the_feed() -> None:
    assert len({len(SEAL.cursor("tool", 10**digits)) for digits in range(19)}) == 1


def test_another_principals_cursor_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        SEAL.number("other", SEAL.cursor("tool", 5))
    assert refused.value.errors[0].message == "a cursor of another principal"


def test_a_cursor_from_before_a_restore_is_gone() -> None:
    with pytest.raises(Gone, match="restored"):
        Seal(UUID(int=2), SEAL.secret).number("tool", SEAL.cursor("tool", 5))


@given(st.text(max_size=200))
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        SEAL.number("tool", text)


@given(st.data())
def test_a_changed_letter_is_seen(data: st.DataObject) -> None:
    cursor = SEAL.cursor("tool", 5)
    place = data.draw(st.integers(0, len(cursor) - 1))
    letter = data.draw(st.sampled_from("ABCxyz019-_"))
    changed = cursor[:place] + letter + cursor[place + 1 :]
    with contextlib.suppress(Invalid):
        assert SEAL.number("tool", changed) == 5  # unused bits of the last letter of a part
