"""Freight: what follows kilometres, and what stays (figures of the issue: no range, stops free)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from tests.unit.matching.kinds.pooling.declarations import groups_of, sharing
from tests.unit.matching.kinds.pooling.test_real_cases import CHAOURCE, PARIS, shipper


def share_saved(group: Group) -> Decimal:
    (found,) = [each for each in group.criteria if each.name == "km_saved"]
    return Decimal(found.value or 0) / 100


def test_euros_are_a_range_as_time_at_stops_stays() -> None:
    """Each pays 61,000 EUR for five trips a week. At 3.1 h and 55 EUR an hour, time at stops is
    5 x 52 x 3.1 x 55 = 44,330 EUR of it; 16,670 EUR follow kilometres for sure."""
    (group,) = groups_of([shipper(1, 0.5, cost="61000"), shipper(2, 0.48, cost="61000")])
    eur, share = group.figures["eur"], share_saved(group)
    assert Decimal(eur.low or 0) == pytest.approx(2 * 16_670 * share, rel=Decimal("0.001"))
    assert Decimal(eur.high or 0) == pytest.approx(122_000 * share, rel=Decimal("0.001"))
    savings = [Decimal(member.saving or 0) for member in group.members]
    assert sum(savings) == Decimal(eur.low or 0)


def test_a_trip_that_costs_less_than_its_stops_saves_nothing_for_sure() -> None:
    (group,) = groups_of([shipper(1, 0.5, cost="9000"), shipper(2, 0.48, cost="9000")])
    eur = group.figures["eur"]
    assert eur.low == "0.00"
    assert Decimal(eur.high or 0) > 0


def test_without_a_cost_there_are_no_euros() -> None:
    (group,) = groups_of([shipper(1, 0.5, cost="61000"), shipper(2, 0.48)])
    assert group.figures["eur"].missing == "cost"


def heavy(number: int, tonnes: int) -> Sharing:
    """So many tonnes a week on five lorries, of which it says that they are half full."""
    at = (CHAOURCE[0] + 0.002 * number, CHAOURCE[1])
    return sharing(
        number,
        "freight",
        figures={"tonnes": tonnes, "trips": 5, "load": 0.5, "empty_return": 1},
        choices={"temperature": "ambient", "adr": "none"},
        at=at,
        destination=PARIS,
        zone=None,
    )


@pytest.mark.parametrize(("tonnes", "viable"), [(60, 1), (75, 0)])
def test_a_lorry_is_full_by_weight_too(tonnes: int, viable: int) -> None:
    """A lorry takes 25 t: twice 12 t a departure are one, twice 15 t are two and save no way."""
    groups = groups_of([heavy(1, tonnes), heavy(2, tonnes)])
    assert len([each for each in groups if each.state == "viable"]) == viable
