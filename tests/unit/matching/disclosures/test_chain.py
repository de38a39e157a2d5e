"""Any link changed, removed, swapped or added shows, and where."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.matching.disclosures.chain import (
    BEGINNING,
    ChainHead,
    Disclosure,
    Link,
    hash_of,
    linked,
    misfit,
    misfit_of_end,
)

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SALT = bytes(range(16))


def disclosure(number: int) -> Disclosure:
    return Disclosure(
        at=AT + timedelta(minutes=number),
        kind="introduced",
        right="introduction",
        to_organisation=UUID(int=number),
        to_territory="200065597",
        of_organisation=UUID(int=number + 1),
        of_territory="200084952",
        synergy_id=UUID(int=7),
        version=3,
        actor='introduction:é"1',
    )


def chain(count: int) -> list[Link]:
    salted = ((disclosure(n), n.to_bytes(16)) for n in range(count))
    return list(linked(BEGINNING, salted))


def walked(links: Sequence[Link], end: ChainHead) -> int | None:
    """The first number that does not fit."""
    head = BEGINNING
    for link in links:
        if misfit(head, link) is not None:
            return head.number + 1
        head = ChainHead(link.number, link.hash)
    return None if misfit_of_end(head, end) is None else head.number + 1


def end_of(links: Sequence[Link]) -> ChainHead:
    return ChainHead(links[-1].number, links[-1].hash)


def test_the_hash_is_what_the_page_says() -> None:
    """Made here with Python's own JSON."""
    one = disclosure(5)
    fields = [
        *(1, 12, "ab" * 32, SALT.hex(), "2026-03-02T09:05:00Z", "introduced", "introduction"),
        *(str(UUID(int=5)), "200065597", str(UUID(int=6)), "200084952", str(UUID(int=7)), 3),
        one.actor,
    ]
    text = json.dumps(fields, separators=(",", ":"), ensure_ascii=False)
    expected = hashlib.sha256(text.encode()).digest()
    assert hash_of(12, bytes.fromhex("ab" * 32), SALT, one) == expected
    elsewhere = replace(one, at=one.at.astimezone(timezone(timedelta(hours=1))))
    assert hash_of(12, bytes.fromhex("ab" * 32), SALT, elsewhere) == expected


@given(st.integers(1, 9), st.data())
def test_what_is_done_to_one_link_shows(count: int, data: st.DataObject) -> None:
    links = chain(count)
    assert walked(links, end_of(links)) is None
    at = data.draw(st.integers(0, count - 1))
    link = links[at]
    changed = data.draw(st.sampled_from(CHANGES))(link)
    assert walked([*links[:at], changed, *links[at + 1 :]], end_of(links)) == at + 1
    assert walked([*links[:at], *links[at + 1 :]], end_of(links)) == at + 1
    # Added with a hash that fits: the next one tells, or the end.
    extra = next(linked(ChainHead(link.number, link.hash), [(disclosure(50), SALT)]))
    assert walked([*links[: at + 1], extra, *links[at + 1 :]], end_of(links)) == at + 3


def _of(name: str, value: object) -> Callable[[Link], Link]:
    return lambda link: link._replace(disclosure=replace(link.disclosure, **{name: value}))


CHANGES: list[Callable[[Link], Link]] = [
    _of("at", AT - timedelta(microseconds=1)),
    _of("kind", "identity"),
    _of("right", "consent"),
    _of("to_organisation", UUID(int=77)),
    _of("to_territory", "1"),
    _of("of_organisation", UUID(int=77)),
    _of("of_territory", "1"),
    _of("synergy_id", UUID(int=77)),
    _of("version", 4),
    _of("actor", "clock"),
    lambda link: link._replace(number=link.number + 1),
    lambda link: link._replace(previous=SALT * 2),
    lambda link: link._replace(salt=SALT[::-1]),
    lambda link: link._replace(hash=SALT * 2),
]


@given(st.integers(2, 9), st.data())
def test_two_that_change_places_show(count: int, data: st.DataObject) -> None:
    links = chain(count)
    first, second = sorted(
        data.draw(st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True))
    )
    a, b = links[first], links[second]
    swapped = list(links)
    swapped[first], swapped[second] = b, a
    assert walked(swapped, end_of(links)) == first + 1
    # In each other's place, with its number.
    swapped[first] = a._replace(disclosure=b.disclosure, salt=b.salt)
    swapped[second] = b._replace(disclosure=a.disclosure, salt=a.salt)
    assert walked(swapped, end_of(links)) == first + 1


def test_a_link_forged_with_its_hash_shows_in_the_next_or_at_the_end() -> None:
    links = chain(3)
    for at in (0, 1, 2):
        before = end_of(links[:at]) if at else BEGINNING
        forged = next(linked(before, [(disclosure(60), SALT)]))
        assert walked([*links[:at], forged, *links[at + 1 :]], end_of(links)) == at + 2


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_an_end_that_was_cut_shows(kept: int) -> None:
    links = chain(3)
    assert walked(links[:kept], end_of(links)) == kept + 1
