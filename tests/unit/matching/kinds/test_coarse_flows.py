"""What the coarse copy of a flow shows, and what it does not."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec
import pytest

from boucle.contract.events.registry import (
    Availability,
    CurrentRoute,
    Flow,
    QualityRange,
    Quantity,
    SiteFacts,
)
from boucle.matching.kinds.coarse import ENDS
from boucle.matching.kinds.declarations import at_its_cell, coarse, type_of
from boucle.matching.kinds.detector import Declared

SHOWN = {
    *("flow_id", "organisation_id", "site_id", "territory", "direction", "nature", "family"),
    *("catalogue_version", "quantity", "site", "certainty", "valid_from", "hazardous", "form"),
    *("qualities", "availability", "legal_status", "accepts", "on_trial", "families"),
}
"""Fields of a copy; each is decided about here."""
LEFT_OUT = {
    *("low", "current_route", "current_supply", "duplicate_of", "tools", "declared_by"),
}


def exact() -> Flow:
    return Flow(
        flow_id=UUID(int=1),
        organisation_id=UUID(int=2),
        site_id=UUID(int=3),
        territory="200023414",
        direction="output",
        nature="material",
        family="wood_b",
        catalogue_version="1",
        quantity=Quantity("347.25", "t"),
        site=SiteFacts(47.218371, -1.553621, "address", treatments=("R3",), networks=("port",)),
        certainty="measured",
        valid_from=date(2026, 3, 7),
        low="17 02 01",
        qualities={"moisture": QualityRange("13", "27", "%")},
        availability=Availability((2, 11), date(2026, 2, 2), date(2027, 3, 3)),
        current_route=CurrentRoute("R1", "41.5", date(2027, 1, 1)),
        duplicate_of=UUID(int=7),
        tools=("erp",),
        declared_by="erp",
    )


def test_each_field_of_a_flow_is_decided_about() -> None:
    assert set(Flow.__struct_fields__) == SHOWN | LEFT_OUT


@pytest.mark.parametrize("end", ENDS)
def test_no_exact_value_is_in_a_copy(end: str) -> None:
    copy = coarse(Declared(exact(), 41), end)  # type: ignore[arg-type]
    text = msgspec.json.encode(copy.body).decode()
    for value in ("347", "47.218", "1.553", "17 02", "41.5", '"13"', '"27"', "2026", "erp"):
        assert value not in text, value
    assert copy.version == 0
    assert {name for name in LEFT_OUT if getattr(copy.body, name)} == set()


def test_a_copy_says_about_how_much_of_what_and_when() -> None:
    copy = coarse(Declared(exact(), 1)).body
    assert copy.quantity == Quantity("500", "t")
    assert copy.qualities == {"moisture": QualityRange("10", "50", "%")}
    assert copy.availability == Availability((1, 2, 3, 10, 11, 12))


def test_one_s_own_is_exact_but_for_its_place() -> None:
    own = at_its_cell(Declared(exact(), 41))
    assert (own.version, own.body.quantity) == (41, exact().quantity)
    assert type_of(own.body).place(own.body) == type_of(own.body).place(coarse(own).body)
