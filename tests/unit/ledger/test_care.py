"""Crèches and canteens: C16 (14 of 20, 7:30 to 19:00), C18, figures.md 5."""

from __future__ import annotations

from tests.reference.ledger.kinds.care import (
    capacity_faults,
    open_when,
    places_needed,
    reckon,
    unit_opened,
)
from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.recorded.declared import Sharing, clock
from tests.unit.ledger.makers import exactly, member, sharing

NUMBERS = Parameters()


def nursery(places: str, hours: list[str] | None = None) -> Sharing:
    body = sharing("Babilou", "childcare", direction="offer", figures={"places": places})
    return Sharing.read({**body, "hours": hours}, {})


def need(name: str, places: str, hours: list[str] | None = None) -> Sharing:
    body = sharing(name, "childcare", figures={"places": places}, hours=hours)
    return Sharing.read(body, {})


def test_fourteen_of_twenty_places_are_enough() -> None:
    assert places_needed(exactly("20"), NUMBERS) == 14
    three = [member(need(n, p).raw) for n, p in (("Autorité", "6"), ("Remade", "6"), ("No", "2"))]
    assert reckon(three, NUMBERS, nursery("20")).viable
    less = [member(need(n, p).raw) for n, p in (("Autorité", "6"), ("Remade", "6"), ("No", "1"))]
    assert not reckon(less, NUMBERS, nursery("20")).viable


def test_a_micro_nursery_has_twelve_places() -> None:
    """figures.md 18."""
    assert unit_opened(None, NUMBERS) == 12


def test_hours_with_halves() -> None:
    """C16: 7:30 to 19:00. figures.md 5: 8 to 18 does not serve 4 to 21."""
    poilley = nursery("20", ["7:30", "19:00"])
    assert open_when(poilley, need("a", "1", ["7:30", "18:30"]))
    assert not open_when(poilley, need("a", "1", ["7", "18"]))
    assert not open_when(nursery("40", ["8", "18"]), need("a", "1", ["4", "21"]))
    assert clock("7.5") == clock("07:30") == exactly("15/2")


def test_seventy_two_children_do_not_fit_in_forty_places() -> None:
    """figures.md 5."""
    crowd = [member(need(str(n), "12").raw) for n in range(6)]
    assert [f.what for f in capacity_faults(crowd, nursery("40"))] == ["72 asked of 40"]
    assert not capacity_faults(crowd[:3], nursery("40"))


def test_one_hundred_and_fifty_meals() -> None:
    two = [
        member(sharing(n, "catering", figures={"meals": m})) for n, m in (("a", "100"), ("b", "50"))
    ]
    assert reckon(two, NUMBERS, None).viable
    assert not reckon(two[:1], NUMBERS, None).viable
