"""The index of rooms is made from the docstrings, and every room has one."""

from pathlib import Path

import pytest

from tests.contract.house import rooms


def test_the_index_is_as_the_docstrings_say() -> None:
    assert rooms.PAGE.read_text(encoding="utf-8") == rooms.page(), (
        "run .venv/bin/python -m tests.contract.house.rooms"
    )


@pytest.mark.parametrize("package", rooms.packages(), ids=lambda each: each.name)
def test_every_room_says_what_it_is(package: Path) -> None:
    silent = [
        str(room.relative_to(rooms.ROOT))
        for room in rooms.rooms(package)
        if not rooms.first_sentence(room / "__init__.py")
    ]
    assert not silent
