"""The census names what a story lacks."""

from __future__ import annotations

from typing import Any

from tests.night.year.census import WANTED, census, missing
from tests.unit.ledger.makers import entry, ident, organisation
from tests.unit.ledger.test_compare import PAIR, group, pair, producers

Body = dict[str, Any]


def test_it_counts_kinds_states_acts_mails_and_pages() -> None:
    grows = group("viable", "detected", producers("2000"))
    grows["group"]["grows"] = ident("former")
    act = f"/v1/synergies/{PAIR}"
    stopped = entry("2026-01-03", "DELETE", "/v1/sources/t/organisations/suez", None, status=204)
    story = [
        entry("2026-01-01", "PUT", "/v1/sources/t/flows/a", organisation("Suez"), status=200),
        entry("2026-01-02", "GET", "/v1/synergies", {"items": [pair("contract_until"), grows]}),
        entry("2026-01-03", "POST", f"{act}/answers", pair("running"), body={"answer": "refused"}),
        entry("2026-01-03", "POST", f"{act}/state", pair("running"), body={"state": "running"}),
        entry("2026-01-03", "POST", f"{act}/qualification", pair(warnings=["a loss"])),
        {**stopped, "body": None},
        {"mail": "1", "step": "reminder"},
        {"mail": "2"},
        {"page": "/r/x"},
    ]
    found = census([{"body": {}, **line} for line in story])
    assert dict(found) == {
        "flow revised": 1,
        "contract_until pair": 1,
        "contract_until life": 1,
        "energy pair": 1,
        "detected group": 1,
        "viable group": 1,
        "waste_collection group": 1,
        "group that grows": 1,
        "member that leaves": 1,
        "untold quantity": 1,
        "loss that warns": 1,
        "organisation erased": 1,
        "reminder mail": 1,
        "other mail": 1,
        "page": 1,
    }


def test_what_was_not_met_is_named() -> None:
    assert missing(dict.fromkeys(WANTED, 1)) == []
    assert missing({}) == list(WANTED)
