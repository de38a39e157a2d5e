"""Services whose groups need so much of one figure, and who may carry them: by hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from boucle.contract.events.reasons import Amount
from boucle.contract.events.sharing import Place, Sharing
from boucle.matching.kinds.pooling.anchors import Stand
from boucle.matching.kinds.pooling.capacity import Capacity
from boucle.matching.kinds.pooling.carriers import best_carrier, may_serve, reaches, served
from boucle.matching.kinds.pooling.conditions import (
    Judged,
    PoolCondition,
    Totals,
    condition,
    ratio,
    tightest,
)
from boucle.matching.kinds.pooling.places import spot
from boucle.matching.kinds.pooling.services.freight import Freight
from boucle.matching.kinds.pooling.services.thresholds import (
    CATERING,
    CHILDCARE,
    MOBILITY,
    PURCHASING,
    SECURITY,
    Threshold,
)
from tests.unit.matching.kinds.pooling.declarations import company, defaults, sharing

PARAMETERS = defaults("")


def meals(number: int, count: float | None = None, direction: Any = "need", **more: Any) -> Sharing:
    figures = None if count is None else {"meals": count}
    return sharing(number, "catering", direction, figures=figures, **more)


def totals(amount: int, count: int = 2) -> Totals:
    members = np.array([count])
    return Totals(members, members, np.array([[amount]]), np.zeros((0, 1)))


def limits(service: Threshold, carrier: Sharing | None) -> list[tuple[str, int, int, str, str]]:
    """Of the conditions: measure, threshold, scale, unit, what is missing."""
    return [
        (each.measure, int(each.threshold[0]), int(each.scale[0]), each.unit, each.missing)
        for each in service.judge(carrier, PARAMETERS)(totals(5000)).conditions
    ]


def test_a_need_counts_as_thousandths_of_its_figure() -> None:
    row = CATERING.row(meals(1, 40, cost="12.34"), None, PARAMETERS)
    assert (row.sums, row.amount, row.alone) == ((40_000,), Decimal(40), 1234)
    silent = CATERING.row(meals(1), None, PARAMETERS)
    assert (silent.sums, silent.amount, silent.alone) == ((0,), Decimal(0), None)
    buyer = sharing(1, "purchasing", choices={"product": "electricity"})
    assert PURCHASING.row(buyer, None, PARAMETERS).sums == (1000,)


def test_a_canteen_needs_150_meals_to_open_and_none_when_it_is_there() -> None:
    two = ("members", 2, 1, "1", "members")
    assert limits(CATERING, None) == [two, ("meals", 150_000, 1000, "1/d", "volume")]
    canteen = meals(9, 300, "offer")
    assert limits(CATERING, canteen) == [two, ("meals", 1000, 1000, "1/d", "volume")]
    assert limits(SECURITY, None) == [("members", 3, 1, "1", "members")]


@pytest.mark.parametrize(("places", "enough"), [(30, 21), (25, 18), (None, 12)])
def test_a_nursery_opens_with_seven_tenths_of_its_places(places: int | None, enough: int) -> None:
    """0.7 * 25 is 17.5: one more place. Of whom no places are known, a micro-nursery's twelve."""
    offer = sharing(9, "childcare", "offer", figures=None if places is None else {"places": places})
    assert limits(CHILDCARE, offer)[1] == ("places", enough * 1000, 1000, "1", "volume")
    assert limits(CHILDCARE, None)[1][1] == 12_000


def test_a_plan_of_mobility_needs_fifty_of_staff() -> None:
    assert limits(MOBILITY, None)[1] == ("staff", 50_000, 1000, "1", "volume")


def test_an_offer_has_room_for_its_figure() -> None:
    assert CATERING.capacity(meals(9, 300, "offer")) == Capacity(300_000, "1/d")
    assert CATERING.capacity(meals(9, None, "offer")) is None
    assert PURCHASING.capacity(meals(9, 300, "offer")) is None
    assert CATERING.carries(meals(9, 300, "offer"))
    assert not CATERING.carries(meals(1, 40))


def test_a_group_says_its_figure_and_why_no_saving() -> None:
    judged = CATERING.judge(None, PARAMETERS)(totals(40_500))
    assert judged.worth.tolist() == [40_500]
    assert judged.eur is None
    assert CATERING.figures(totals(40_500), judged, None, PARAMETERS) == {
        "eur": Amount("EUR", missing="quote"),
        "meals": Amount("1/d", "40.5", "40.5"),
    }
    assert PURCHASING.figures(totals(2000), judged, None, PARAMETERS) == {
        "eur": Amount("EUR", missing="access")
    }
    assert CATERING.criteria([]) == ()
    services = (PURCHASING, SECURITY, CATERING, CHILDCARE, MOBILITY)
    assert [each.needs_carrier for each in services] == [False, False, False, True, False]
    assert all(each.whole_time for each in services)


HOME = Place(47.0, 5.0)


def commuters(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether they may not travel together."""
    pair = [sharing(n, "mobility", **terms) for n, terms in enumerate((one, other), 1)]
    far = MOBILITY.apart(pair, PARAMETERS)
    assert far is not None
    assert far.tolist() == [[False, far[0, 1]], [far[0, 1], False]]
    return bool(far[0, 1])


def test_who_travels_together_lives_near_and_works_alike() -> None:
    """3 km are 0.02698 of a degree; shifts begin and end within a quarter of an hour."""
    assert not commuters({"origin": HOME}, {"origin": Place(47.0269, 5.0)})
    assert commuters({"origin": HOME}, {"origin": Place(47.0271, 5.0)})
    assert not commuters({"origin": HOME}, {})
    assert not commuters({}, {"origin": HOME})
    day = {"hours": (8.0, 16.0)}
    assert not commuters(day, {"hours": (8.25, 15.75)})
    assert not commuters(day, {"hours": (8.0, 15.9)})
    assert commuters(day, {"hours": (8.252, 16.0)})
    assert commuters(day, {"hours": (8.5, 16.0)})
    assert commuters(day, {"hours": (8.0, 15.5)})
    assert not commuters(day, {})
    assert not commuters({}, day)
    assert commuters({**day, "origin": HOME}, {"hours": (8.5, 16.0), "origin": HOME})
    assert commuters({**day, "origin": HOME}, {**day, "origin": Place(47.0271, 5.0)})
    assert CATERING.apart([meals(1), meals(2)], PARAMETERS) is None


# --- who carries ---


def at(sharing_: Sharing, north: float = 47.0) -> Stand:
    return Stand(sharing_, spot(north, 5.0), "", carries=sharing_.direction == "offer")


def test_a_carriers_own_radius_goes_before_the_usual_one() -> None:
    """A hundredth of a degree is 1.112 km."""
    hall, near = at(meals(9, 300, "offer")), at(meals(1, 40), 47.01)
    assert reaches(hall, near, Decimal("1.12"))
    assert not reaches(hall, near, Decimal("1.11"))
    lorry = sharing(9, "freight", "offer", figures={"radius": 2})
    assert reaches(at(lorry), near, Decimal(1))
    assert not reaches(at(lorry), at(meals(1, 40), 47.02), Decimal(50))


@pytest.mark.parametrize(
    ("open_", "asked", "whole", "some"),
    [
        ((8, 14), (8, 14), True, True),
        ((8, 14), (7, 14), False, True),
        ((8, 14), (8, 15), False, True),
        ((8, 14), (9, 13), True, True),
        ((8, 14), (5, 7), False, False),
        ((8, 14), (15, 18), False, False),
        ((8, 14), (14, 18), False, False),
        ((8, 14), (6, 8), False, False),
        ((8, 14), (13, 18), False, True),
        ((8, 14), (6, 9), False, True),
        ((8, 14), None, True, True),
        (None, (8, 14), True, True),
    ],
)
def test_an_offer_serves_when_it_is_open(
    open_: Any, asked: Any, *, whole: bool, some: bool
) -> None:
    """All the time that it is asked for (a canteen), or some of it (a lorry)."""
    offer, need = meals(9, 300, "offer", hours=open_), meals(1, 40, hours=asked)
    assert may_serve(offer, need, CATERING) is whole
    assert may_serve(offer, need, Freight()) is some


@pytest.mark.parametrize(
    ("open_", "asked", "whole", "some"),
    [
        ((1, 2), (1, 2), True, True),
        ((1, 2), (1,), True, True),
        ((1,), (1, 2), False, True),
        ((1,), (2,), False, False),
        ((), (2,), True, True),
        ((1,), (), True, True),
    ],
)
def test_an_offer_serves_on_its_days(open_: Any, asked: Any, *, whole: bool, some: bool) -> None:
    offer, need = meals(9, 300, "offer", weekdays=open_), meals(1, 40, weekdays=asked)
    assert may_serve(offer, need, CATERING) is whole
    assert may_serve(offer, need, Freight()) is some


def test_who_excludes_is_not_served() -> None:
    offer, need = meals(9, 300, "offer"), meals(1, 40)
    assert may_serve(offer, need, CATERING)
    assert not may_serve(meals(9, 300, "offer", excluded=(company(1),)), need, CATERING)
    assert not may_serve(offer, meals(1, 40, excluded=(company(9),)), CATERING)


def test_served_is_who_is_within_reach_and_hours() -> None:
    hall = at(meals(9, 300, "offer", hours=(8, 14)))
    near, late = at(meals(1, 40), 47.008), at(meals(2, 40, hours=(14, 20)))
    far = at(meals(3, 40), 47.01)
    assert served(hall, [near, late, far], CATERING, PARAMETERS) == (near,)


def best(carriers: Sequence[Sharing], near: Sequence[Sharing]) -> int | None:
    found = best_carrier(
        [at(one) for one in carriers], [at(one) for one in near], CATERING, PARAMETERS
    )
    return None if found is None else int(found.sharing.sharing_id.int & 0xFF)


def test_the_best_carrier_serves_most() -> None:
    """Of 60 meals: the first has room for 50 of them, the second for 55; the third for all, on
    days when only 20 are asked for. Equals: the least id."""
    asked = [meals(1, 40, weekdays=(1,)), meals(2, 20)]
    halls = [meals(10, 50, "offer"), meals(11, 55, "offer"), meals(12, 90, "offer", weekdays=(2,))]
    assert best(halls, asked) == 11
    assert best([halls[0], halls[2]], asked) == 10
    assert best([meals(14, 90, "offer"), meals(13, 70, "offer")], asked) == 13
    assert best([halls[2]], asked) == 12
    assert best([], asked) is None
    closed = meals(8, 90, "offer", excluded=(company(1), company(2)))
    assert best([closed, halls[2]], asked) == 12
    assert best([closed, halls[2]], [meals(1)]) == 8
    shut = meals(20, 90, "offer", excluded=(company(1),))
    assert best([shut, halls[2]], [meals(1)]) == 12
    unlimited = meals(9, None, "offer")
    assert best([unlimited, meals(7, 59, "offer")], asked) == 9


# --- conditions ---


def one(value: int, threshold: int, measure: str = "a") -> PoolCondition:
    return condition(measure, np.array([value]), threshold, "1")


def test_a_condition_is_reached_by_so_many_thresholds() -> None:
    assert ratio(one(3, 4)) == Fraction(3, 4)
    assert ratio(one(4, 4)) == 1
    assert ratio(one(0, 0)) == 1
    assert ratio(one(-1, 0)) == 0
    assert ratio(one(5, -2)) == 1
    assert ratio(one(-3, -2)) == 0
    assert ratio(one(3, 1)) == 3


def test_the_tightest_is_the_first_of_equals() -> None:
    assert tightest([one(2, 2, "a"), one(1, 2, "b"), one(2, 4, "c")]).measure == "b"


def test_a_condition_says_of_each_subset_its_limit() -> None:
    found = condition("a", np.array([1, 2]), 5, "kg")
    assert (found.threshold.tolist(), found.scale.tolist()) == ([5, 5], [1, 1])
    assert (found.missing, found.of_costs, found.must_hold) == ("a", False, False)


@pytest.mark.parametrize(("unknown", "known"), [(None, 2), ([False], 2), ([True], 1)])
def test_what_rests_on_costs_is_not_known_where_one_is_assumed(unknown: Any, known: int) -> None:
    of_costs = condition("b", np.array([1]), 5, "kg", of_costs=True)
    flags = None if unknown is None else np.array(unknown)
    judged = Judged(np.array([1]), (one(1, 1), of_costs), unknown=flags)
    assert len(judged.known) == known
    assert judged.lacks_costs is (known == 1)
    assert judged.known[0].measure == "a"


def test_buyers_pay_today_what_they_spend_unless_they_declare_a_cost() -> None:
    for cost, alone in ((None, 3000000), ("12.34", 1234)):
        figures = {"volume": 500, "price_now": 30000}
        buys = sharing(1, "purchasing", "need", figures=figures, cost=cost)
        assert PURCHASING.row(buys, None, PARAMETERS).alone == alone
