"""When members of a pooled group begin, how long a lorry stops, what is bought together."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.matching.kinds.detector import ActedOn
from tests.unit.matching.kinds.pooling.declarations import GENLIS, groups_of, sharing
from tests.unit.matching.kinds.pooling.test_oracle import WORLDS, parameters
from tests.unit.matching.kinds.pooling.test_promises import FEW, cardboard

DAY = timedelta(days=1)


def test_three_that_are_free_are_not_yet_the_five_that_it_takes() -> None:
    """Two are bound until 2028: the saving of five is not that of today."""
    free = [cardboard(number) for number in (1, 2, 3)]
    bound = [replace(cardboard(number), contract_end=date(2028, 1, 31)) for number in (4, 5)]
    assert groups_of([*free, *bound]) == []
    soon = [replace(each, contract_end=date(2027, 10, 31)) for each in bound]
    (group,) = groups_of([*free, *soon])
    assert (group.state, len(group.members)) == ("viable", 5)
    assert [each.joins_on for each in group.members] == [None, None, None, *[date(2027, 11, 1)] * 2]
    assert all(each.saving for each in group.members)
    told = {each.name: (each.verdict, each.value) for each in group.criteria}
    assert told["beginning"] == ("partial", "2027-11-01")
    assert told["contract_ends"] == ("pass", "0")


def test_whose_contract_is_as_it_was_did_not_renew_it() -> None:
    """A group qualified before ``joins_on`` told of a contract that ends within the year."""
    soon = replace(cardboard(5), contract_end=date(2027, 10, 31))
    declared = [*(cardboard(number) for number in range(1, 5)), soon]
    (group,) = groups_of(declared)
    members = tuple(replace(each, joins_on=None) for each in group.members)
    (same,) = groups_of(declared, [ActedOn(group=replace(group, members=members))])
    assert (same.state, same.reasons) == ("proposed", ())


def test_it_is_said_whether_members_pay_less_now_or_the_service_costs_more() -> None:
    """Five pay 19,650 EUR, of which 49 of 125 (7,702.80) are no treatment; one lorry costs
    55 * 56.5 + 810 = 3,917.50 in all. Once three of them pay 1,000 each, 10,860 EUR are paid, of
    which 4,257.12 are no treatment: 339.62 are saved, 3 % and less than the 10 % that it takes. At
    100 EUR an hour the lorry costs 6,460, and 1,242.80 of 19,650 are saved, 6 %."""
    (group,) = groups_of([cardboard(number) for number in range(1, 6)])
    acted = [ActedOn(group=group, running=True)]
    cheaper = [replace(cardboard(number), cost="1000") for number in (3, 4, 5)]
    (same,) = groups_of([cardboard(1), cardboard(2), *cheaper], acted)
    assert (same.measure, same.reasons) == ("saving_share", ("pays_less",))
    dear = parameters(waste_hour_eur=Decimal(100))
    (same,) = groups_of([cardboard(n) for n in range(1, 6)], acted, parameters=dear)
    assert (same.measure, same.reasons) == ("saving_share", ("cost_rose",))


def test_who_renews_for_long_counts_for_nothing_until_then() -> None:
    """The criterion names the end that holds it; the others are too few to be five."""
    (group,) = groups_of([cardboard(number) for number in range(1, 6)])
    renewed = replace(cardboard(5), contract_end=date(2028, 1, 31))
    now = [*(cardboard(number) for number in range(1, 5)), renewed]
    (same,) = groups_of(now, [ActedOn(group=group, running=True)])
    assert (same.state, same.value, same.threshold, same.amount) == ("lost", "4", "5", "120")
    last = same.members[-1]
    assert (last.joins_on, last.saving, last.amount) == (date(2028, 2, 1), None, "30")
    (ends,) = [each for each in same.criteria if each.name == "contract_ends"]
    assert (ends.verdict, ends.value, ends.limit) == ("partial", "1", "2028-02-01")


@pytest.mark.parametrize("world", WORLDS)
@settings(max_examples=25)
@given(data=st.data())
def test_all_of_a_new_group_begin_within_twelve_months(world: str, data: st.DataObject) -> None:
    """A year after the last one declared that may begin first, at the latest."""
    declared = data.draw(WORLDS[world])
    for group in groups_of(declared, parameters=FEW):
        ids = {each.sharing_id for each in group.members}
        members = {each.sharing_id: each for each in declared if each.sharing_id in ids}
        said = max(each.valid_from for each in members.values())
        ends = {id_: each.contract_end or date.min for id_, each in members.items()}
        begins = {id_: said if end < said else end + DAY for id_, end in ends.items()}
        first = min(begins.values())
        assert max(begins.values()) <= first + relativedelta(months=12)
        told = {each.sharing_id: each.joins_on or first for each in group.members}
        assert told == begins


def test_what_is_none_of_the_products_groups_nothing() -> None:
    """Nor are volumes of different units summed: litres of paint and pairs of gloves."""
    figures = {"volume": 500, "price_now": 9000}
    for product, count in (("other", 0), ("ppe", 1)):
        buyers = [
            sharing(n, "purchasing", figures=figures, choices={"product": product})
            for n in range(3)
        ]
        groups = groups_of(buyers)
        assert len(groups) == count
        for group in groups:
            assert (group.amount, "volume" in group.figures) == ("3", False)


def test_forty_small_producers_with_26_pickups_are_worth_a_tour() -> None:
    """Of the published case (C01: 131 EUR a tonne before, 29 % less after, mostly for the small): a
    wheeled bin takes four minutes, not the twelve of a skip."""
    zone = [(GENLIS[0] + n % 5 * 0.003, GENLIS[1] + n % 7 * 0.004) for n in range(40)]
    small = [
        sharing(
            n,
            "waste_collection",
            figures={"tonnes": "6.45", "pickups": 26},
            choices={"low": "15 01 01", "container": "bin"},
            at=zone[n],
            cost="845",
        )
        for n in range(40)
    ]
    depot = sharing(
        99,
        "waste_collection",
        "offer",
        figures={"payload": 9, "radius": 40},
        choices={"low": "15 01 01", "container": "bin"},
        at=(GENLIS[0] + 0.05, GENLIS[1]),
    )
    (group,) = groups_of([*small, depot])
    assert (group.state, len(group.members)) == ("viable", 40)
    slow = parameters(waste_stop_minutes_bin=Decimal(12))
    assert groups_of([*small, depot], parameters=slow) == []


@pytest.mark.parametrize(
    ("sewerage", "saved"), [({}, "730.00"), ({"sewerage": 1}, "1095.00"), ({"sewerage": 4}, None)]
)
def test_rain_saves_no_sewerage(sewerage: dict[str, int], saved: str | None) -> None:
    """365 m3 a year at 4 EUR, half of it sewerage unless that is declared; a tank is there."""
    roof = sharing(1, "rainwater", "offer", figures={"roof": 2000, "rainfall": 700, "tank": 40})
    use = sharing(
        2,
        "rainwater",
        figures={"water": 1, "price": 4, **sewerage},
        choices={"use": "toilets", "place": "industry"},
    )
    assert [group.figures["eur"].low for group in groups_of([roof, use])] == (
        [saved] if saved else []
    )
