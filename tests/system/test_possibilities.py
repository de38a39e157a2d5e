"""A tool that declares a flow sees at once what it could become, as coarse copies say it."""

from __future__ import annotations

import time
from statistics import median

from tests.system.conftest import Played

_FLOWS = "/v1/sources/demo-tool/flows"
_TRIES = 5


def test_a_new_flow_sees_its_possibilities_within_a_second(played: Played) -> None:
    with played.client("tool") as tool:
        took = []
        for number in range(_TRIES):
            flow = {
                "site": "sevede",
                "direction": "output",
                "nature": "energy",
                "family": "heat_steam",
                "quantity": {"value": str(9000 + number), "unit": "MWh"},
                "form": "steam",
                "certainty": "measured",
                "qualities": {
                    "temperature": {"low": "180", "high": "220", "unit": "Cel"},
                    "pressure": {"low": "12", "high": "20", "unit": "bar"},
                },
            }
            address = f"{_FLOWS}/new-{number}"
            began = time.monotonic()
            tool.put(address, json=flow).raise_for_status()
            found = tool.get(f"{address}/possibilities", follow_redirects=True)
            took.append(time.monotonic() - began)
            shown = found.raise_for_status().json()
            assert shown["possibilities"], shown
            assert all(one["crowd"] for one in shown["possibilities"])
            # The demo's tool has many clients: where it has more than five, it sees no place.
            assert any(one["distance_band"] for one in shown["possibilities"])
            why = tool.get(f"{address}/explain", follow_redirects=True).raise_for_status().json()
            assert why["possibilities"] == len(shown["possibilities"])
            tool.delete(address).raise_for_status()
        assert median(took) < 1.0, took
