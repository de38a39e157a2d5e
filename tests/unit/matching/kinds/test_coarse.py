"""A coarse copy holds steps and cells: what stands behind the same copy looks the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.cells import cell_of
from boucle.contract.events.registry import SiteFacts
from boucle.contract.events.sharing import Place, Sharing, Slot, Zone
from boucle.matching.kinds.coarse import ENDS, near, step_below
from boucle.matching.kinds.declarations import coarse
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
    copy = msgspec.json.encode(coarse(Declared(exact(), 41)).body).decode()
    assert not [
        one
        for one in CANARIES
        if one in copy.replace('"catalogue_version"', "").replace(sharing_catalogue().version, "")
    ]


def test_months_are_of_quarters_and_slots_of_seasons() -> None:
    copy = coarse(Declared(exact(), 1)).body
    assert copy.months == ("1", "1", "1", *["0"] * 9)
    assert copy.slots == (Slot(1, 0, 168, "50"),)


def test_an_offer_with_a_public_source_keeps_its_prices() -> None:
    figures = {"hour_price": "57.35", "payload": "9"}
    offer = sharing(2, "waste_collection", "offer", figures=figures)
    assert "hour_price" not in coarse(Declared(offer, 1)).body.figures
    public = coarse(Declared(replace(offer, source="https://example.org/tarifs"), 1)).body
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


# --- each field is decided about -------------------------------------------------------------

AS_IS: Final = frozenset(
    {
        *("sharing_id", "organisation_id", "site_id", "territory", "kind", "direction"),
        *("subject", "catalogue_version", "choices", "source", "on_trial"),
    }
)
"""What a copy holds as it is: ids, which nothing computed shows, words of the catalogue, and where
a public offer was read."""
_PLACES: Final = st.builds(Place, st.floats(49.101, 49.199), st.floats(0.001, 0.149))
_SITES: Final = st.builds(
    SiteFacts,
    st.floats(49.101, 49.199),
    st.floats(0.001, 0.149),
    st.just("address"),
    st.sampled_from([None, "38.11Z"]),
    st.sampled_from([(), ("R3",)]),
    st.sampled_from([(), ("caen",)]),
    st.sampled_from([{}, {"caen": 5.0}]),
)
SECRETS: Final[dict[str, st.SearchStrategy[Any]]] = {
    "site": _SITES,
    "figures": st.fixed_dictionaries(
        {
            "tonnes": st.decimals("32", "70", places=2).map(str),
            "density": st.decimals("101", "141", places=1).map(str),
        },
        optional={"treatment_price": st.decimals("1", "500", places=2).map(str)},
    ),
    "origin": _PLACES,
    "destination": st.builds(Place, st.floats(49.401, 49.499), st.floats(0.751, 0.899)),
    "slots": st.decimals("32", "70", places=2).map(lambda amount: (Slot(1, 3, 9, str(amount)),)),
    "months": st.permutations(["0.91", "0.93", "0.97"]).map(
        lambda first: (*first, *["0.11"] * 9),
    ),
    "certainty": st.sampled_from(["measured", "estimated", "typical"]),
    "valid_from": st.dates(),
    "zone": st.none() | st.builds(Zone, st.text("ABC"), st.floats(-90, 90), st.floats(-9, 9)),
    "weekdays": st.lists(st.integers(1, 7)).map(tuple),
    "hours": st.none() | st.tuples(st.integers(0, 23), st.integers(0, 23)),
    "excluded": st.lists(st.uuids(), max_size=2).map(tuple),
    "cost": st.none() | st.decimals("1", "99999", places=2).map(str),
    "contract_end": st.none() | st.dates(),
    "notice_months": st.none() | st.integers(0, 24),
    "tools": st.lists(st.text("abc"), max_size=2).map(tuple),
    "declared_by": st.none() | st.text("abc"),
}
"""Of each other field, values with the same copy as those of ``exact``."""


def test_each_field_is_decided_about() -> None:
    assert not AS_IS & SECRETS.keys()
    assert AS_IS | SECRETS.keys() == set(Sharing.__struct_fields__)
    drawn = "latitude longitude location_precision naf treatments networks network_km"
    assert tuple(drawn.split()) == SiteFacts.__struct_fields__


@pytest.mark.parametrize("field", SECRETS)
@settings(max_examples=20)
@given(data=st.data())
def test_a_secret_field_does_not_move_a_copy(data: st.DataObject, field: str) -> None:
    other = replace(exact(), **{field: data.draw(SECRETS[field])})
    for end in ENDS:
        assert coarse(Declared(other, 2), end) == coarse(Declared(exact(), 1), end)


def test_a_copy_holds_the_rest_as_it_is() -> None:
    one = replace(exact(), source="https://example.org/tarifs", on_trial=True)
    copy = coarse(Declared(one, 1)).body
    assert all(getattr(copy, name) == getattr(one, name) for name in AS_IS)
