"""What services log as JSON is read as text."""

import json

from boucle.local.log_lines import readable


def test_a_json_line_is_told_in_the_order_people_read() -> None:
    line = json.dumps(
        {
            "host": "127.0.0.1",
            "event": "listening",
            "level": "info",
            "logger": "boucle.platform",
            "timestamp": "2026-11-24T17:53:58.631607Z",
            "service": "matching-worker",
        }
    )

    assert readable(line) == "17:53:58.631 INFO    listening host=127.0.0.1"


def test_a_trace_comes_on_lines_of_its_own() -> None:
    line = json.dumps(
        {"event": "task died", "timestamp": "2026-11-24T17:53:58Z", "exception": "Trace\n  boom"}
    )

    assert readable(line).splitlines()[1:] == ["Trace", "  boom"]


def test_any_other_line_stays_as_it_is() -> None:
    for line in ("LOG: database system is ready", "[1, 2]", "{}", "{broken", "", "3"):
        assert readable(line) == line
