"""What an event of changed lists holds, and what does not fit."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from boucle.contract.events.changed_lists import ChangedList, ListEntry, lists_in
from tests.contract.events.examples import LISTS, uuid

_TWO = replace(
    LISTS,
    flows=LISTS.flows + uuid(2).bytes,
    offers=bytes([1, 0]),
    sizes=(2, 0),
    lost_sizes=(0, 1),
)


def test_each_list_comes_whole() -> None:
    first = (ListEntry(uuid(5), 17_151, 50_000_000_000), ListEntry(uuid(6), 7150, 12_000_000))
    assert list(lists_in(_TWO)) == [
        ChangedList(uuid(1), True, first, ()),
        ChangedList(uuid(2), False, (), (uuid(7),)),
    ]


@pytest.mark.parametrize(
    "columns",
    [
        {"sizes": (1, 0)},
        {"sizes": (3, -1)},
        {"sizes": (2,)},
        {"ranks": (1,)},
        {"offers": bytes([1])},
        {"lost": b""},
        {"flows": uuid(1).bytes},
        {"partners": uuid(5).bytes + b"torn"},
    ],
)
def test_columns_that_do_not_fit_are_an_error(columns: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - zip's, or ours
        list(lists_in(replace(_TWO, **columns)))
