"""Quantities as they are counted, made yearly ones: what comes out, how, and what is missing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.catalogue import CONTAINERS, load_catalogue
from boucle.contract.events.registry import Availability, CurrentRoute, Quantity
from boucle.platform.errors import Faulty
from boucle.platform.translating import translated
from boucle.registry.api.schemas.declarations.flows import FlowIn
from boucle.registry.api.wire import declared_flow
from boucle.registry.declarations.at_site.as_sent import body_of
from boucle.registry.declarations.flows.drafts import drafted
from boucle.registry.declarations.flows.sent import SentFlow
from boucle.registry.declarations.flows.warnings import kept_warnings
from boucle.registry.domain.entities import FlowDraft
from boucle.registry.domain.values.conversions import sentence

CATALOGUE = load_catalogue()
EIGHT = CurrentRoute(cost_eur_per_unit="8")


def draft(value: str, unit: str, **changes: Any) -> FlowDraft:
    """Of clean wood: 0.25 t/m3."""
    known: dict[str, Any] = {
        "direction": "output",
        "nature": "material",
        "family": "wood_a",
        "certainty": "measured",
        "quantity": Quantity(value, unit),
    }
    return drafted(SentFlow(**known | changes), CATALOGUE)


@pytest.mark.parametrize(
    ("value", "unit", "yearly", "certainty"),
    [
        ("4", "t/month", Quantity("48", "t"), "measured"),
        ("3..5", "t/month", Quantity("48", "t"), "estimated"),
        ("2", "m3/week", Quantity("104", "m3"), "measured"),
        ("1", "kg/day", Quantity("365", "kg"), "measured"),
        ("4", "pallet/week", Quantity("59.8", "t"), "estimated"),
        ("12", "big_bag/month", Quantity("36", "t"), "estimated"),
        ("10", "skip 30 m3/month", Quantity("900", "t"), "estimated"),
        ("100", "bag 25 kg", Quantity("2.5", "t"), "measured"),
        ("10", "stere", Quantity("5", "t"), "estimated"),
        ("30", "quintal", Quantity("3", "t"), "measured"),
    ],
)
def test_what_is_counted_becomes_a_quantity_of_a_year(
    value: str, unit: str, yearly: Quantity, certainty: str
) -> None:
    kept = draft(value, unit)
    assert kept.quantity == yearly
    assert kept.certainty == certainty
    assert kept.conversion is not None
    assert (kept.conversion.value, kept.conversion.unit) == (value, unit)
    assert kept.base == draft(yearly.value, yearly.unit).base


def test_a_full_container_is_no_heavier_than_its_load() -> None:
    kept = draft("10", "drum", family="mercury", hazardous=True)
    assert kept.quantity == Quantity("4", "t")  # 0.4 t each, though 0.2 m3 would weigh 2.7 t


def test_months_of_a_season_are_counted() -> None:
    season = Availability(months=(4, 5, 6, 7, 8, 9))
    assert draft("5", "t/month", availability=season).quantity == Quantity("30", "t")
    assert draft("5", "t", availability=season).quantity == Quantity("5", "t")


def test_water_and_energy_in_what_they_are_counted_in() -> None:
    assert draft("30", "m3/month", nature="water", family="rainwater").quantity.value == "360"
    kept = draft("2", "toe", nature="energy", family="electricity")
    assert kept.quantity == Quantity("23.26", "MWh")


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"quantity": Quantity("10", "skip")}, "size is missing"),
        ({"quantity": Quantity("10", "t/hour")}, "how many hours"),
        ({"family": None, "text": "trucs"}, "family could not be read"),
        ({"text": "palettes cassées"}, "what one weighs is missing"),
        ({"nature": "energy", "family": "electricity"}, "do not measure energy"),
    ],
)
def test_what_cannot_be_converted_says_what_is_missing(
    changes: dict[str, Any], missing: str
) -> None:
    with pytest.raises(Faulty) as caught:
        draft(**{"value": "10", "unit": "pallet"} | _parted(changes))
    (fault,) = caught.value.faults
    assert fault.field == "quantity.unit"
    assert missing in fault.message
    assert fault.expected
    assert translated(fault.message, "fr") != fault.message


def _parted(changes: dict[str, Any]) -> dict[str, Any]:
    quantity = changes.pop("quantity", None)
    return changes | ({"value": quantity.value, "unit": quantity.unit} if quantity else {})


def test_what_one_weighs_is_enough() -> None:
    assert draft("100", "pallet 25 kg", text="palettes cassées").quantity.value == "2.5"
    assert (
        draft("100", "bale 300 kg", family="straw", text="balles de paille").quantity.value == "30"
    )


def test_what_comes_on_pallets_is_no_pallet() -> None:
    assert draft("10", "pallet", text="chutes de bois sur palettes").quantity == Quantity(
        "2.875", "t"
    )


@pytest.mark.parametrize(
    ("cost", "unit", "kept"),
    [("8", "t/month", "8"), ("8", "big_bag/month", "32"), ("85/t", "big_bag", "85")],
)
def test_prices_are_by_the_unit_that_is_kept(cost: str, unit: str, kept: str) -> None:
    route = CurrentRoute(cost_eur_per_unit=cost)
    found = draft("10", unit, current_route=route)
    assert found.current_route == CurrentRoute(cost_eur_per_unit=kept)


def test_a_price_by_another_unit_is_refused() -> None:
    with pytest.raises(Faulty) as caught:
        draft("10", "t", current_route=CurrentRoute(cost_eur_per_unit="85/MWh"))
    assert [fault.field for fault in caught.value.faults] == ["current_route.cost_eur_per_unit"]


def test_a_conversion_is_shown_and_warned_of() -> None:
    kept = draft("3..5", "pallet/month")
    assert kept.conversion is not None
    said = "4 palettes (milieu de 3 à 5) × 12 mois × 1,15 m3 × 0,25 t/m3 = 13,8 t par an"
    assert sentence(kept.conversion, kept.quantity, "fr") == said
    warned = [each for each in kept_warnings(kept, CATALOGUE) if each.field == "quantity"]
    assert len(warned) == 1
    assert "13.8 t a year" in warned[0].message


@given(
    st.integers(1, 10**6),
    st.integers(1, 10**6),
    st.sampled_from([key for key, one in CONTAINERS.items() if one.size and key != "toe"]),
    st.sampled_from(["", "/month", "/week", "/working_day"]),
)
def test_sent_again_as_it_was_it_is_the_same(low: int, more: int, key: str, every: str) -> None:
    kept = draft(f"{low}..{low + more}", f"{key}{every}", current_route=EIGHT)
    body = body_of(kept)
    assert body["quantity"] == {"value": f"{low}..{low + more}", "unit": f"{key}{every}"}
    assert drafted(declared_flow(FlowIn.model_validate(body), CATALOGUE), CATALOGUE) == kept
