"""A coarse copy holds steps and cells: what stands behind the same copy looks the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.cells import cell_of
from boucle.contract.events.registry import SiteFacts
from boucle.contract.events.sharing import Place, Sharing, Slot, Zone
from boucle.matching.kinds.coarse import coarse, near, step_below
from boucle.matching.kinds.detector import Declared
from tests.unit.matching.kinds.pooling.declarations import sharing

amounts = st.decimals("0.001", "1000000", places=3)
values = st.decimals("-1000", "1000", places=2)


@given(amounts)
def test_an_amount_is_shown_as_its_nearest_step(value: Decimal) -> None:
    low, step, high = near(value, "low"), near(value), near(value, "high")
    assert low <= value <= high
    assert low < step < high
    assert step.normalize().as_tuple().digits in ((1,), (2,), (5,))
    assert near(step) == step


@given(values)
def test_a_quality_lies_between_its_steps(value: Decimal) -> None:
    assert step_below(value) <= value <= -step_below(-value)
    assert step_below(step_below(value)) == step_below(value)


def exact() -> Sharing:
    """Every field of a declaration, whatever its subject."""
    return replace(
        sharing(
            1,
            "waste_collection",
            figures={"tonnes": "41.23", "density": "123.4", "treatment_price": "98.76"},
            choices={"container": "skip", "low": "150101"},
            at=(49.1830031, 0.1234567),
        ),
        zone=Zone("ZA-CANARY", 49.18, 0.12),
        origin=Place(49.1830031, 0.1234567),
        destination=Place(49.4930071, 0.7654321),
        weekdays=(1, 3),
        hours=(7, 9),
        slots=(Slot(1, 7, 9, "41.23"), Slot(1, 30, 40, "12.34")),
        months=("0.91", "0.93", "0.97", *["0.11"] * 9),
        excluded=(UUID(int=77),),
        cost="12345.67",
        contract_end=date(2027, 5, 17),
        notice_months=7,
        tools=("canary-tool",),
        declared_by="canary-tool",
    )


CANARIES = (
    *("41.23", "123.4", "98.76", "12.34", "12345.67", "49.18", "0.1234567", "0.7654321", "49.49"),
    *("CANARY", "canary", "2027", "2026", "0.91", "0.93", "0.97", "0.11", str(UUID(int=77))),
)


def test_nothing_exact_stays_in_it() -> None:
    copy = msgspec.json.encode(coarse(Declared(exact(), 41)).sharing).decode()
    assert not [
        one
        for one in CANARIES
        if one in copy.replace('"catalogue_version"', "").replace(sharing_catalogue().version, "")
    ]


def test_months_are_of_quarters_and_slots_of_seasons() -> None:
    copy = coarse(Declared(exact(), 1)).sharing
    assert copy.months == ("1", "1", "1", *["0"] * 9)
    assert copy.slots == (Slot(1, 0, 168, "50"),)


def test_an_offer_with_a_public_source_keeps_its_prices() -> None:
    figures = {"hour_price": "57.35", "payload": "9"}
    offer = sharing(2, "waste_collection", "offer", figures=figures)
    assert "hour_price" not in coarse(Declared(offer, 1)).sharing.figures
    public = coarse(Declared(replace(offer, source="https://example.org/tarifs"), 1)).sharing
    assert public.figures["hour_price"] == "50"


@st.composite
def twins(draw: st.DrawFn) -> tuple[Sharing, Sharing]:
    """Two declarations that differ in all that a copy does not say."""
    one = exact()
    tonnes = draw(st.sampled_from(["32", "41.23", "55.5", "70"]))
    north, east = draw(st.floats(49.101, 49.199)), draw(st.floats(0.001, 0.149))
    assert cell_of(north, east) == cell_of(one.site.latitude, one.site.longitude)
    other = replace(
        one,
        figures={
            **one.figures,
            "tonnes": tonnes,
            "treatment_price": draw(st.sampled_from(["1", "98.76", "300"])),
        },
        site=SiteFacts(north, east, "address"),
        zone=draw(st.sampled_from([None, one.zone])),
        cost=draw(st.sampled_from([None, "1", "99999"])),
        contract_end=draw(st.sampled_from([None, date(2028, 1, 1)])),
        hours=None,
        weekdays=(),
        excluded=(),
    )
    return one, other


@given(twins())
def test_what_differs_behind_a_copy_does_not_show(both: tuple[Sharing, Sharing]) -> None:
    one, other = (coarse(Declared(each, number)) for number, each in enumerate(both, 1))
    assert one == other
