"""What is said of the members of one group: its criteria, its parts, what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.registry import ActivityCode
from boucle.contract.events.sharing import Place, Sharing
from boucle.matching.kinds.pooling.capacity import Carried
from boucle.matching.kinds.pooling.carriers import reckoned_with
from boucle.matching.kinds.pooling.conditions import Judged, Totals, condition
from boucle.matching.kinds.pooling.members import (
    GroupName,
    MemberStanding,
    PoolSavings,
    shown,
    standing,
)
from boucle.matching.kinds.pooling.pools import Counted, Pool, PooledService
from boucle.matching.kinds.pooling.services.electrical import ElectricalWaste
from boucle.matching.kinds.pooling.services.freight import Freight
from boucle.matching.kinds.pooling.services.thresholds import CATERING, PURCHASING
from tests.unit.matching.kinds.pooling.declarations import (
    START,
    TERRITORY,
    company,
    defaults,
    identity,
    sharing,
)

PARAMETERS = defaults("")


def stand(
    service: PooledService, members: Sequence[Sharing], carrier: Sharing | None = None
) -> MemberStanding:
    named = GroupName(identity(1), service.subject, "here", "any", TERRITORY)
    return standing(named, service, members, Carried(carrier), PARAMETERS)


def scrap(number: int, kg: int, cost: str | None = "90", **more: Any) -> Sharing:
    """In one pickup a year."""
    return sharing(
        number,
        "waste_collection",
        figures={"tonnes": Decimal(kg) / 1000, "pickups": 1},
        choices={"low": "20 01 36", "container": "bin"},
        cost=cost,
        **more,
    )


def meals(number: int, count: int, direction: Any = "need", **more: Any) -> Sharing:
    return sharing(number, "catering", direction, figures={"meals": count}, **more)


def told(group: Group, name: str) -> Criterion:
    return next(each for each in group.criteria if each.name == name)


def test_a_group_that_reaches_its_threshold() -> None:
    """250 kg of 250; the first has two fifths of it."""
    found = stand(ElectricalWaste(), [scrap(1, 100), scrap(2, 75), scrap(3, 75, "10.50")])
    group = found.group
    assert (group.state, group.missing, group.fragile) == ("viable", ("carrier",), False)
    assert (group.measure, group.value, group.threshold) == ("operation", "250", "250")
    assert (found.value, found.compatible, group.amount) == (Fraction(1), True, "0.25")
    assert [one.saving for one in group.members] == ["90.00", "90.00", "10.50"]
    assert group.figures["eur"] == Amount("EUR", "190.50", "190.50")
    assert group.criteria == (
        Criterion(name="members", verdict="pass", value="3", limit="2", unit="1"),
        Criterion(name="operation", verdict="pass", value="250", limit="250", unit="kg"),
        Criterion(name="stability", verdict="pass"),
        Criterion(name="concentration", verdict="pass"),
        Criterion(name="contract_ends", verdict="pass", value="0"),
        Criterion(name="carrier", verdict="unknown"),
        Criterion(name="beginning", verdict="pass", value="2026-11-01"),
    )


def test_a_group_that_is_near_says_what_it_lacks() -> None:
    found = stand(ElectricalWaste(), [scrap(1, 100), scrap(2, 100)])
    assert (found.group.state, found.group.missing) == ("near", ("volume", "carrier"))
    assert found.value == Fraction(4, 5)
    assert told(found.group, "operation").verdict == "fail"
    assert stand(ElectricalWaste(), [scrap(1, 300)]).group.missing == ("members", "carrier")


@pytest.mark.parametrize(
    ("kilos", "fragile"), [((200, 100, 100), False), ((201, 100, 100), True), ((1, 1, 300), True)]
)
def test_a_group_is_fragile_where_one_has_more_than_half(
    kilos: Sequence[int], *, fragile: bool
) -> None:
    group = stand(ElectricalWaste(), [scrap(at, kg) for at, kg in enumerate(kilos, 1)]).group
    assert group.fragile is fragile
    assert told(group, "concentration").verdict == ("partial" if fragile else "pass")


def test_where_one_says_no_cost_no_saving_is_known() -> None:
    group = stand(ElectricalWaste(), [scrap(1, 200), scrap(2, 200, None)]).group
    assert group.figures["eur"] == Amount("EUR", missing="cost")
    assert told(group, "stability").verdict == "unknown"
    assert [(one.alone, one.saving) for one in group.members] == [("90.00", None), (None, None)]


def test_who_is_bound_for_long_joins_later_and_counts_for_nothing() -> None:
    """From 1 November 2026 on; within twelve months the first two may begin, the last after two
    years."""
    late = date(2028, 10, 31)
    members = [scrap(1, 100), scrap(2, 150), scrap(3, 500, contract_end=late)]
    group = stand(ElectricalWaste(), members).group
    assert (told(group, "operation").value, group.amount) == ("250", "0.25")
    assert date(2026, 11, 1) == START
    assert [one.joins_on for one in group.members] == [None, None, date(2028, 11, 1)]
    assert [one.saving for one in group.members] == ["90.00", "90.00", None]
    assert told(group, "contract_ends") == Criterion(
        name="contract_ends", verdict="partial", value="1", limit="2028-11-01"
    )


def test_a_carrier_is_named_where_there_is_one_or_must_be() -> None:
    hall = meals(9, 300, "offer")
    eaters = [meals(1, 90), meals(2, 80)]
    served = stand(CATERING, eaters, hall)
    assert told(served.group, "carrier").verdict == "pass"
    assert reckoned_with(served.group) == hall.sharing_id
    assert served.group.missing == ()
    alone = stand(CATERING, eaters).group
    assert "carrier" not in [each.name for each in alone.criteria]
    assert (reckoned_with(alone), alone.missing) == (None, ())
    scraps = stand(ElectricalWaste(), [scrap(1, 200), scrap(2, 200)]).group
    assert reckoned_with(scraps) is None


def test_members_that_may_not_meet_are_not_compatible() -> None:
    hall, eaters = meals(9, 300, "offer"), [meals(1, 90), meals(2, 80)]
    assert stand(CATERING, eaters, hall).compatible
    shy = [meals(1, 90), meals(2, 80, excluded=(company(1),))]
    assert not stand(CATERING, shy).compatible
    assert not stand(CATERING, shy, hall).compatible
    refused = [meals(1, 90), meals(2, 80, excluded=(company(9),))]
    assert stand(CATERING, refused).compatible
    assert not stand(CATERING, refused, hall).compatible


def test_a_member_shows_the_division_of_its_activity() -> None:
    baker = scrap(1, 200)
    site = replace(baker.site, naf=ActivityCode("10.71C", "NAF rév. 2"))
    group = stand(ElectricalWaste(), [replace(baker, site=site), scrap(2, 200)]).group
    assert [one.division for one in group.members] == ["10", None]


def test_purchasing_says_no_stability_and_no_carrier() -> None:
    buyers = [sharing(n, "purchasing", choices={"product": "electricity"}) for n in range(1, 5)]
    group = stand(PURCHASING, buyers).group
    assert told(group, "members") == Criterion(
        name="members", verdict="pass", value="4", limit="3", unit="1"
    )
    assert [each.name for each in group.criteria] == [
        *("members", "stability", "concentration", "contract_ends", "beginning")
    ]


def test_full_lorries_that_drive_further_together_save_no_cent() -> None:
    """Two, of one lane, which first go around both places where they load."""
    lanes = [
        sharing(
            number,
            "freight",
            figures={"tonnes": 25, "trips": 1, "load": 1, "empty_return": 0},
            at=(47.0 + number / 100, 5.0),
            zone=None,
            destination=Place(48.0, 5.0),
            cost="90000",
        )
        for number in (1, 2)
    ]
    group = stand(Freight(), lanes).group
    assert (group.figures["km"].low or "").startswith("-")
    assert [one.saving for one in group.members] == ["0.00", "0.00"]


# --- what members save by themselves ---


def pool(*worths: int, fixed: int) -> Pool:
    """Of organisations of their own, which together save the sum of theirs less ``fixed``."""
    members = [scrap(number, 1) for number in range(1, len(worths) + 1)]
    rows = [Counted((worth,), Decimal(1), (0,), alone=0, most=0) for worth in worths]

    def judge(totals: Totals) -> Judged:
        eur = totals.sums[0] - fixed
        return Judged(eur, (condition("a", eur, 0, "1"),), eur)

    sums = np.array([worths])
    return Pool(members, rows, sums, np.zeros_like(sums), None, judge)


def test_one_alone_saves_nothing_and_no_few_less_than_nothing() -> None:
    """10, 20 and 70 less 50: by pairs 0 (a loss), 30, 40; all three 50. By the bits of places."""
    savings = PoolSavings(pool(10, 20, 70, fixed=50))
    assert savings.of_all().tolist() == [0, 0, 0, 0, 0, 30, 40, 50]
    assert savings.of_few(np.array([[0, 1], [0, 2], [1, 2]])).tolist() == [0, 30, 40]
    assert savings.of_few(np.array([[2]])).tolist() == [0]
    orders = np.array([[0, 1, 2], [2, 0, 1]])
    assert savings.along(orders).tolist() == [[0, 0, 50], [0, 30, 50]]


def test_what_is_below_its_threshold_never_reads_as_if_it_reached_it() -> None:
    near = condition("a", np.array([999_999]), 1_000_000, "1", 10_000)
    assert shown(near.value, near) == "99.999"
    assert shown(near.threshold, near) == "100"
    less = condition("a", np.array([-1]), 0, "1", 100_000)
    assert shown(less.value, less) == "-0.001"
