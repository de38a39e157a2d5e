"""C12: load 50 -> 98 %, kilometres halved. figures.md 18: euros are a range."""

from __future__ import annotations

from tests.reference.ledger.groups import Member
from tests.reference.ledger.kinds.freight import compatible, faults, overlapping, reckon
from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.recorded.declared import Sharing
from tests.unit.ledger.makers import exactly, member, sharing

NUMBERS = Parameters()
FROM, TO = {"latitude": 48.0, "longitude": 4.0}, {"latitude": 49.0, "longitude": 4.0}


def shipper(name: str, tonnes: str, cost: str | None = None, back: bool = False,
            **choices: str) -> Member:  # fmt: skip
    body = sharing(
        name,
        "freight",
        figures={"tonnes": tonnes, "trips": "1"},
        choices={"temperature": "chilled", **choices},
        origin=TO if back else FROM,
        destination=FROM if back else TO,
        weekdays=[2],
        hours=[6, 12],
        cost=cost,
    )
    return member(body)


def lorry(payload: str) -> Sharing:
    figures = {"payload": payload}
    return Sharing.read(sharing("t", "freight", direction="offer", figures=figures), {})


def test_two_half_loads_in_one_lorry_halve_the_kilometres() -> None:
    """Loads 0.5 and 0.48 of a lorry of ten tonnes: one lorry at 98 %."""
    found = reckon([shipper("a", "5", "6000"), shipper("b", "4.8", "6000")], NUMBERS, lorry("10"))
    assert found.figures["load"].bounds()[0] == exactly("0.98")
    assert found.figures["share"].bounds()[0] == exactly("1/2")
    assert found.viable
    assert not found.faults


def test_euros_are_a_range_up_to_the_share_of_kilometres() -> None:
    """figures.md 18: 61,000 of 122,000 EUR is the best end, no figure."""
    found = reckon([shipper("a", "5", "61000"), shipper("b", "4.8", "61000")], NUMBERS, lorry("10"))
    assert found.eur.bounds() == (exactly("0"), exactly("61000"))


def test_without_a_cost_no_euros() -> None:
    found = reckon([shipper("a", "5"), shipper("b", "4.8")], NUMBERS, lorry("10"))
    assert not found.eur.known
    assert found.viable is False


def test_two_average_trailers_make_no_group() -> None:
    """P06: 14 of 25 t each: two lorries all the same."""
    found = reckon([shipper("a", "14", "9"), shipper("b", "14", "9")], NUMBERS, lorry("25"))
    assert found.figures["share"].bounds()[0] == 0
    assert found.viable is False


def test_return_loads_halve_the_kilometres() -> None:
    """Each comes back empty: four legs; together two."""
    one = shipper("a", "5", "6000").sharing
    other = shipper("b", "5", "6000", back=True).sharing
    for sharing_ in (one, other):
        sharing_.figures["empty"] = exactly("1")
    found = reckon([Member(one, None, None), Member(other, None, None)], NUMBERS, lorry("10"))
    assert found.figures["share"].bounds()[0] == exactly("1/2")
    assert not found.faults


def test_what_may_not_ride_together() -> None:
    warm = shipper("b", "4.8", temperature="ambient")
    assert [f.rule for f in faults([shipper("a", "5"), warm], NUMBERS)] == ["same temperature"]
    assert compatible(None, "none")
    assert not compatible("3", None)
    assert not compatible("1", "3")
    assert compatible("3", "8")
    assert overlapping((exactly("6"), exactly("12")), (exactly("11"), exactly("14")))
    assert not overlapping((exactly("6"), exactly("12")), (exactly("12"), exactly("14")))
