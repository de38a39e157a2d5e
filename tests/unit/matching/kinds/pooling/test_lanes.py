"""What a lane counts as, and what lanes save together: reckoned by hand from ``freight``'s text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.sharing import Place, Sharing
from boucle.matching.kinds.pooling.conditions import Judged, Totals
from boucle.matching.kinds.pooling.services.freight import Freight
from tests.unit.matching.kinds.pooling.declarations import defaults, sharing

FROM = (47.0, 5.0)
TO = Place(47.2, 5.0)
"""A fifth of a degree to the north: 22.239 km, 28.9107 by road."""
ENDS = (47_000_000, -47_000_000, 5_000_000, -5_000_000, 47_200_000, -47_200_000)
FREIGHT, PARAMETERS = Freight(), defaults("")


def lane(number: int = 1, direction: Any = "need", /, **more: Any) -> Sharing:
    return sharing(number, "freight", direction, **{"at": FROM, "zone": None, **more})


def carrier(**terms: object) -> Sharing:
    return lane(9, "offer", figures=terms)


WHOLE: dict[str, Any] = {"tonnes": 60, "trips": 5, "load": 0.48, "empty_return": 1}


def test_what_a_lane_counts_as() -> None:
    """5 trips of 0.48 a week; there and back 5 * 52 * 2 * 28.911 km; 60 t * 28.911 km * 52. Of
    61,000 EUR, 5 * 52 * 3.1 h at 55 EUR, 44,330, are time at stops."""
    row = FREIGHT.row(lane(figures=WHOLE, destination=TO, cost="61000"), None, PARAMETERS)
    assert row.sums == (
        *(24_000_000, 15_033_720, 6_100_000, 0),
        *(5000, 90_202, 3_120_000, 1_667_000),
    )
    assert row.greatest == (5000, 28_911, 10_000, *ENDS, 5_000_000, -5_000_000)
    assert (row.amount, row.alone, row.most) == (Decimal(60), 6_100_000, 6_100_000)


def test_what_a_lane_counts_as_that_says_least() -> None:
    """One trip of 0.852, its way back empty by 1 / 0.824 - 1 = 0.2136; nothing weighed or paid."""
    row = FREIGHT.row(lane(destination=TO), None, PARAMETERS)
    assert row.sums == (8_520_000, 1_824_492, 0, 1, 1000, 0, 0, 0)
    assert (row.greatest[2], row.amount, row.alone, row.most) == (2136, Decimal(0), None, 0)


def test_a_carriers_price_a_km_says_what_a_lane_costs() -> None:
    """15,033.72 km at 3.50 EUR are 52,618.02 EUR, 8,288.02 of it beside 44,330 of stops; at 1.20,
    18,040.46, all of it is stops. What is declared goes before."""
    asked = lane(figures=WHOLE, destination=TO)
    dear = FREIGHT.row(asked, carrier(km_price=3.5), PARAMETERS)
    assert (dear.sums[2], dear.sums[3], dear.sums[7]) == (5_261_802, 0, 828_802)
    cheap = FREIGHT.row(asked, carrier(km_price=1.2), PARAMETERS)
    assert (cheap.sums[2], cheap.alone, cheap.most, cheap.sums[7]) == (
        *(1_804_046, 1_804_046, 1_804_046),
        0,
    )
    own = lane(figures=WHOLE, destination=TO, cost="50000")
    assert FREIGHT.row(own, carrier(km_price=1.2), PARAMETERS).alone == 5_000_000


def test_a_lane_begins_where_it_is_loaded() -> None:
    """At 46.9, a tenth of a degree before its site."""
    before = lane(figures=WHOLE, origin=Place(46.9, 5.0), destination=TO)
    row = FREIGHT.row(before, None, PARAMETERS)
    assert row.greatest[3:5] == (46_900_000, -46_900_000)
    assert row.greatest[1] == 43_366  # 33.3585 km by 1.3
    assert FREIGHT.spot(before) == (46_900_000, 5_000_000)
    assert FREIGHT.spot(lane(9, "offer", origin=Place(46.9, 5.0))) == (47_000_000, 5_000_000)


SAME = (47_000_000, -47_000_000, 5_000_000, -5_000_000)


def judged(*subsets: tuple[tuple[int, ...], tuple[int, ...]], by: Sharing | None = None) -> Judged:
    """``subsets``: sums and greatest values of each, two lanes of two organisations."""
    two = np.full(len(subsets), 2)
    sums, greatest = (np.array(each).T for each in zip(*subsets, strict=True))
    return FREIGHT.judge(by, PARAMETERS)(Totals(two, two, sums, greatest))


def shown(found: Judged, name: str) -> list[tuple[int, int, int]]:
    """Value, threshold and scale of each subset."""
    one = next(each for each in found.conditions if each.measure == name)
    return [*zip(one.value.tolist(), one.threshold.tolist(), one.scale.tolist(), strict=True)]


TWO = (40_000_000, 20_000_000, 8_000_000, 0, 10_000, 1_000_000, 2_080_000, 3_000_000)
"""Twice 5 trips of 0.4 a week, 20,000 km and 40 t a week; 30,000 EUR follow kilometres."""
LANE = (5000, 20_000, 5000, *SAME, *SAME)
"""20 km there, half of the way back empty: 30 km."""


def test_two_lanes_of_a_lorry_drive_one_way() -> None:
    """5 departures of one lorry, 80 % full: 5 * 30 * 52 = 7,800 km, 12,200 of 20,000 less."""
    found = judged((TWO, LANE))
    assert found.worth.tolist() == [12_200_000]
    assert found.eur is not None
    assert found.eur.tolist() == [1_830_000]
    assert shown(found, "load") == [(40_000_000, 40_000_000, 500_000)]
    assert shown(found, "km_saved") == [(122_000_000_000, 30_000_000_000, 2_000_000_000)]
    assert shown(found, "members") == [(2, 2, 1)]
    assert [each.missing for each in found.conditions] == ["members", "volume", "saving"]


def test_lorries_are_as_many_as_mass_asks_for() -> None:
    """250 t a week on 5 departures of 25 t: two lorries each; a kilogram more a year, three. Of
    150 t, 30 a departure, one of 30 t is enough."""
    heavy = (*TWO[:6], 13_000_000, 3_000_000)
    more = (*TWO[:6], 13_000_001, 3_000_000)
    found = judged((heavy, LANE), (more, LANE))
    assert [one[0] for one in shown(found, "load")] == [100_000_000, 100_000_008]
    assert [one[1] for one in shown(found, "load")] == [80_000_000, 120_000_000]
    assert found.worth.tolist() == [20_000_000 - 15_600_000, 20_000_000 - 23_400_000]
    thirty = (*TWO[:6], 7_800_000, 3_000_000), LANE
    assert judged(thirty).worth.tolist() == [4_400_000]
    assert judged(thirty, by=carrier(payload=30)).worth.tolist() == [12_200_000]


def test_a_departure_goes_around_where_it_loads_and_where_it_delivers() -> None:
    """A square of a tenth of a degree at the equator, 11.1195 km wide: around ten places of it
    0.71 * sqrt(10) * 11.1195 = 24.966 km, twice a side around two. 5 departures a week."""
    square = (100_000, 0, 100_000, 0)
    many = (*TWO[:4], 50_000, *TWO[5:])
    loads = judged((many, (5000, 20_000, 5000, *square, *SAME)))
    both = judged((many, (5000, 20_000, 5000, *square, *square)))
    few = judged((TWO, (5000, 20_000, 5000, *SAME, *square)))
    for found, around in ((loads, 24.966), (both, 2 * 24.966), (few, 2 * 11.1195)):
        metres = 20_000_000 - 5000 * (20 + around) * 1.5 * 52
        assert found.worth.tolist() == [pytest.approx(metres, abs=500)]


def test_lanes_of_which_a_cost_is_unknown_save_no_known_euros() -> None:
    assert judged((TWO, LANE), ((*TWO[:3], 1, *TWO[4:]), LANE)).eur is None


def test_lanes_of_no_length_save_nothing() -> None:
    found = judged(((*TWO[:1], 0, *TWO[2:]), (5000, 0, 5000, *SAME, *SAME)))
    assert found.worth.tolist() == [0]
    assert shown(found, "km_saved") == [(0, 1, 100)]


def figures(found: Judged, by: Sharing | None = None, lanes: tuple[int, ...] = TWO) -> Any:
    two, sums = np.array([2]), np.array(lanes)[:, None]
    return FREIGHT.figures(Totals(two, two, sums, np.array(LANE)[:, None]), found, by, PARAMETERS)


def test_what_lanes_spare_follows_their_kilometres() -> None:
    """12,200 of 20,000 km: 610,000 t.km at 0.0875 kg, 70 % unsure: 53,375 kg * 0.3 to 1.7. Of
    80,000 EUR at most 61 %. The other 39 % are driven for less as well: 7,800 km, of 30,000 EUR
    11,700, 34,125 kg * 1.7. A lorry of 28 t emits 0.0726 kg."""
    found = judged((TWO, LANE))
    assert figures(found) == {
        "eur": Amount("EUR", "18300.00", "48800.00", fixed_low="-11700.00"),
        "tonnes": Amount("t", "2080", "2080"),
        "km": Amount("km", "12200", "12200", fixed_low="-7800"),
        "tco2e": Amount("tCO2e", "16.012", "90.738", factor="road_40t", fixed_low="-58.012"),
    }
    assert figures(found, carrier(payload=28))["tco2e"].factor == "road_44t"


def test_lanes_that_drive_further_together_save_no_euro() -> None:
    loss = Judged(np.array([-1_000_000]), (), eur=np.array([-5]))
    assert figures(loss)["eur"] == Amount("EUR", "0.00", "0.00", fixed_low="-31500.00")
    assert figures(loss)["km"] == Amount("km", "-1000", "-1000", fixed_low="-21000")
    assert "eur" not in figures(Judged(np.array([1]), ()))


def test_lanes_of_no_length_spare_nothing() -> None:
    still = Judged(np.array([0]), (), eur=np.array([0]))
    none = figures(still, lanes=(*TWO[:1], 0, *TWO[2:]))
    assert (none["eur"].low, none["eur"].high) == ("0.00", "0.00")
    assert (none["km"].low, none["km"].high) == ("0", "0")


@pytest.mark.parametrize(("kg", "missing"), [(18_147, "implausible"), (18_148, None)])
def test_no_more_carbon_is_spared_than_five_tonnes_a_tonne(kg: int, missing: str | None) -> None:
    """90.7375 t at most are five times 18.1475 t."""
    found = figures(judged((TWO, LANE)), lanes=(*TWO[:6], kg, TWO[7]))
    assert found["tco2e"].missing == missing


def test_tonne_kilometres_are_counted_to_one() -> None:
    """600 t a week over 28.911 km: 902,023.2 t.km."""
    row = FREIGHT.row(lane(figures={**WHOLE, "tonnes": 600}, destination=TO), None, PARAMETERS)
    assert row.sums[5] == 902_023


def test_who_may_not_ride_together() -> None:
    """No common day: Monday and Tuesday, Wednesday. No common hour: until 12, from 12. An end more
    than 20 km off: 0.18 of a degree is 20.015 km, 0.179 is 19.904."""

    def apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
        pair = [lane(1, **{"destination": TO, **one}), lane(2, **{"destination": TO, **other})]
        found = FREIGHT.apart(pair, PARAMETERS)
        assert found[0, 1] == found[1, 0]
        return bool(found[0, 1])

    early, late, noon = {"hours": (6, 12)}, {"hours": (12, 18)}, {"hours": (11, 13)}
    assert apart(early, late)
    assert apart(late, {"hours": (6, 10)})
    assert not apart(early, noon)
    assert not apart(noon, late)
    assert not apart(early, {})
    assert not apart({}, late)
    assert not apart({}, {})
    week = {"weekdays": (1, 2)}
    assert apart(week, {"weekdays": (3,)})
    assert not apart(week, {"weekdays": (2, 3)})
    assert not apart(week, {})
    assert apart({**week, **early}, {**week, **late})
    assert apart({}, {"destination": Place(47.38, 5.0)})
    assert not apart({}, {"destination": Place(47.379, 5.0)})
    assert apart({}, {"origin": Place(46.82, 5.0)})
    assert not apart({}, {"origin": Place(46.821, 5.0)})


def test_who_declares_its_load_and_its_cost_is_counted() -> None:
    lanes = [lane(1, figures=WHOLE, cost="1"), lane(2, figures=WHOLE), lane(3)]
    assert FREIGHT.criteria(lanes) == (
        Criterion(name="declared_load", verdict="partial", value="2", limit="3"),
        Criterion(name="declared_cost", verdict="partial", value="1", limit="3"),
    )
    assert [one.verdict for one in FREIGHT.criteria(lanes[:1])] == ["pass", "pass"]


def test_a_carrier_is_an_offer_and_no_member() -> None:
    assert FREIGHT.carries(carrier())
    assert not FREIGHT.carries(lane())
    assert FREIGHT.needs_carrier
    assert not FREIGHT.whole_time
    assert FREIGHT.capacity(carrier()) is None
