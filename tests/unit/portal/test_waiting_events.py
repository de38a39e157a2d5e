"""What the operator is told of events that were put aside."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest

from boucle.portal.frame import PortalFrame
from boucle.portal.operations.event_shapes import PutAside
from boucle.portal.operations.waiting_events import ServiceEvents, WaitingEvents
from boucle.portal.pages import PAGES

NOW = datetime(2026, 12, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("listed", "more", "said"),
    [
        (1, False, "1 a été mis de côté"),
        (50, False, "50 ont été mis de côté"),
        (50, True, "50 ont été mis de côté, au moins"),
    ],
)
def test_a_count_of_the_first_page_is_not_told_as_the_whole(
    listed: int, more: bool, said: str
) -> None:
    one = PutAside(1, "matching", "flow", 0, 7, "it is wrong", NOW)
    events = WaitingEvents([ServiceEvents("matching", (), [one] * listed, more)], ())
    values: dict[str, object] = {
        "warned": (),
        "tools": (),
        "keys": (),
        "territories": (),
        "written": {},
    }
    answer = PAGES.page("operations.html", 200, PortalFrame(), events=events, **values)
    items = re.findall(r"<li>([^<]*)</li>", html.unescape(bytes(answer.body).decode()))
    assert [one.replace("\xa0", " ").replace("\u202f", " ") for one in items] == [said]
