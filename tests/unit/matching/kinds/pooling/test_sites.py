"""What a site's waste counts as, and what a tour of several saves: by hand, from the formulas of
``waste``."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.pooling.conditions import Judged, Totals
from boucle.matching.kinds.pooling.places import Spot
from boucle.matching.kinds.pooling.services.emissions import road_tco2e
from boucle.matching.kinds.pooling.services.waste import Lorry, WasteCollection, lorry
from tests.unit.matching.kinds.pooling.declarations import defaults, sharing

WASTE, PARAMETERS = WasteCollection(), defaults("")
HERE = (47.0, 5.0)
SAME = (47_000_000, -47_000_000, 5_000_000, -5_000_000)
SKIP: dict[str, Any] = {
    "tonnes": 20,
    "pickups": 26,
    "density": 200,
    "rental": 300,
    "treatment_price": 100,
}


def site(cost: str | None = None, container: str = "skip", **figures: Any) -> Sharing:
    """Figures of None are not said."""
    said = {key: value for key, value in {**SKIP, **figures}.items() if value is not None}
    choices = {"low": "15 01 03", "container": container}
    return sharing(1, "waste_collection", figures=said, choices=choices, cost=cost, at=HERE)


def carrier(at: tuple[float, float] = HERE, **terms: Any) -> Sharing:
    return sharing(
        9, "waste_collection", "offer", figures=terms, choices={"low": "15 01 03"}, at=at
    )


ITS_TERMS: dict[str, Any] = {
    "hour_price": 60,
    "km_price": 1,
    "payload": 10,
    "fee": 500,
    "treatment_price": 80,
}


def test_a_lorry_has_its_carriers_terms_or_the_usual_ones() -> None:
    assert lorry(None, PARAMETERS) == Lorry(
        *(55.0, 0.9, 0.75, 30.0, 9000, 30_000, 8500, 30, 0.71, None, 15.0, 0, None)
    )
    assert lorry(carrier(**ITS_TERMS), PARAMETERS) == Lorry(
        *(60.0, 1.0, 0.75, 30.0, 10_000, 30_000, 8500, 30, 0.71),
        *(Spot(47_000_000, 5_000_000), 15.0, 50_000, Decimal(80)),
    )
    assert lorry(carrier(payload=10), PARAMETERS).fee == 0


@pytest.mark.parametrize(
    ("kg", "litres", "loads"),
    [(7650, 0, 1), (7651, 0, 2), (0, 25_500, 1), (0, 25_501, 2), (0, 0, 0), (7651, 76_501, 4)],
)
def test_a_lorry_is_full_by_mass_or_by_volume(kg: int, litres: int, loads: int) -> None:
    """0.85 of 9 t, of 30 m3."""
    usual = lorry(None, PARAMETERS)
    found = usual.loads(kg, litres)
    assert (found, isinstance(found, int)) == (loads, True)
    assert usual.loads(np.array([kg]), np.array([litres])).tolist() == [loads]


@pytest.mark.parametrize(
    ("visits", "pickups", "tours"), [(30, 1, 1), (31, 1, 2), (61, 1, 3), (30, 5, 5), (91, 4, 4)]
)
def test_tours_are_as_many_as_stops_and_pickups_ask_for(
    visits: int, pickups: int, tours: int
) -> None:
    """Thirty stops a tour at most."""
    usual = lorry(None, PARAMETERS)
    assert usual.tours(7650, 0, visits, pickups) == tours
    of_many = [np.array([each]) for each in (7650, 0, visits, pickups)]
    assert usual.tours(*of_many).tolist() == [tours]


def test_a_tour_costs_its_hours_and_its_kilometres() -> None:
    """Ten of 60 km with two hours of stops: 7.5 + 2 + 20 h at 55 EUR, 600 km at 0.90."""
    assert lorry(None, PARAMETERS).cost(10, 7200, 60) == pytest.approx(2162.5)


def test_what_a_site_counts_as() -> None:
    """26 visits of 12 min, from 15 km off: 50.7 h and 780 km, 3,490.50 EUR. Of 4,000 paid, 2,000
    of treatment and 300 of hire stay; 39 % are 1,560, less than the other 1,700."""
    row = WASTE.row(site("4000"), None, PARAMETERS)
    assert row.sums == (
        *(20_000, 100_000, 26, 400_000, 156_000, 780_000, 0, 18_720),
        *(170_000, 170_000, 170_000),
    )
    assert (row.amount, row.greatest) == (Decimal(20), (26, *SAME))
    assert (row.alone, row.most) == (400_000, 156_000)


def test_no_more_is_believed_than_a_lorry_of_its_own() -> None:
    """Of 10,000 EUR; a tour may cost three tenths less or more."""
    row = WASTE.row(site("10000"), None, PARAMETERS)
    assert (row.most, row.sums[8:]) == (349_050, (349_050, 244_335, 453_765))


def test_without_a_price_of_treatment_collection_is_its_usual_share() -> None:
    """49 of 125 of 4,000 EUR are 1,568. Hire of 3,000 leaves 1,000 to save at most."""
    row = WASTE.row(site("4000", treatment_price=None), None, PARAMETERS)
    assert (row.most, row.sums[8:]) == (156_000, (156_800,) * 3)
    hired = WASTE.row(site("4000", treatment_price=None, rental=3000), None, PARAMETERS)
    assert (hired.most, hired.sums[8:]) == (100_000, (156_800,) * 3)
    beyond = WASTE.row(site("2000", treatment_price=None, rental=3000), None, PARAMETERS)
    assert beyond.most == 0


def test_what_is_not_paid_is_assumed_and_said_so() -> None:
    """40 t at 125 EUR are 5,000, less than a lorry of its own and what stays beside it. Of 8
    visits that lorry costs 1,074 EUR, 2,739.79 with what stays: 3,039.79 with hire, of which 49 of
    125 are 1,191.598."""
    often = WASTE.row(site(tonnes=40, treatment_price=None), None, PARAMETERS)
    assert (often.sums[3], often.sums[6], often.alone) == (500_000, 1, None)
    seldom = WASTE.row(site(tonnes=40, pickups=1, treatment_price=None), None, PARAMETERS)
    assert seldom.sums == (
        *(40_000, 200_000, 8, 303_979, 118_551, 240_000, 1, 5760),
        *(119_160, 119_160, 119_160),
    )
    treated = WASTE.row(site(tonnes=40, pickups=1, treatment_price=10), None, PARAMETERS)
    assert (treated.sums[3], treated.sums[4]) == (177_400, 69_186)
    assert treated.sums[8:] == (107_400,) * 3


def test_a_carrier_that_treats_for_less_saves_that_too() -> None:
    """At the site: 24.7 h at 60 EUR and a fee of 500, 1,982. 80 EUR a tonne for 100: 400."""
    row = WASTE.row(site("4000"), carrier(**ITS_TERMS), PARAMETERS)
    assert row.sums == (
        *(20_000, 100_000, 26, 400_000, 156_000, 0, 0, 18_720),
        *(210_000, 178_740, 210_000),
    )
    same = WASTE.row(site("4000", treatment_price=None), carrier(**ITS_TERMS), PARAMETERS)
    assert same.sums[8] == 198_200


def test_a_carrier_that_treats_for_more_takes_that_from_it() -> None:
    """120 EUR a tonne for 100: 400 more."""
    dear = carrier(**{**ITS_TERMS, "treatment_price": 120})
    row = WASTE.row(site("10000"), dear, PARAMETERS)
    assert (row.most, row.sums[8:]) == (198_200, (158_200, 98_740, 217_660))


def test_a_lorry_drives_from_its_depot_and_back() -> None:
    """A tenth of a degree: 22.239 km, 26 times."""
    assert WASTE.row(site("4000"), carrier((47.1, 5.0)), PARAMETERS).sums[5] == 578_214


@pytest.mark.parametrize(("said", "visits"), [(12.5, 13), (None, 12), (40, 40)])
def test_pickups_are_whole_and_twelve_at_least(said: float | None, visits: int) -> None:
    row = WASTE.row(site(pickups=said, tonnes=1), None, PARAMETERS)
    assert (row.sums[2], row.greatest[0]) == (visits, visits)


def test_waste_in_bins_is_compacted_and_takes_little_time() -> None:
    """Four times as dense; 4 min a stop. Wood has 180 kg/m3, of others no volume is known."""
    row = WASTE.row(site(container="bin"), None, PARAMETERS)
    assert (row.sums[1], row.sums[7]) == (25_000, 26 * 240)
    assert WASTE.row(site(container="bags"), None, PARAMETERS).sums[7] == 26 * 720
    assert WASTE.row(site(density=None), None, PARAMETERS).sums[1] == 111_111
    other = sharing(1, "waste_collection", figures={"tonnes": 20}, choices={"low": "20 01 36"})
    assert WASTE.row(other, None, PARAMETERS).sums[1] == 0
    nothing = WASTE.row(site(tonnes=None, rental=None), None, PARAMETERS)
    assert (nothing.sums[:2], nothing.amount) == ((0, 0), Decimal(0))
    assert WASTE.row(site("4000", rental=None), None, PARAMETERS).sums[8] == 200_000


FIVE = (100_000, 500_000, 130, 2_000_000, 780_000, 3_900_000, 0, 93_600, *(850_000,) * 3)
"""Five sites of ``SKIP``, of 4,000 EUR each."""


def totals(*sums: tuple[int, ...], place: tuple[int, ...] = SAME, count: int = 5) -> Totals:
    of = np.full(len(sums), count)
    greatest = np.array([(26, *place)] * len(sums)).T
    return Totals(of, of, np.array(sums).T, greatest)


def judged(found: Totals, by: Sharing | None = None) -> Judged:
    return WASTE.judge(by, PARAMETERS)(found)


def test_a_tour_of_five_saves_what_they_no_longer_pay() -> None:
    """26 tours of 30 km and five stops: 71.5 h and 780 km, 4,634.50 EUR of 8,500; of 16,000 at
    most what collection costs, 7,800."""
    found = judged(totals(FIVE, (*FIVE[:8], *(1_600_000,) * 3)))
    assert found.eur is not None
    assert found.worth.tolist() == found.eur.tolist() == [386_550, 780_000]
    members, share = found.conditions
    assert (members.threshold.tolist(), share.missing, share.of_costs) == ([5, 5], "saving", True)
    assert share.value.tolist()[0] == 3_865_500_000
    assert share.threshold.tolist()[0] == 2_000_000_000
    assert share.scale.tolist()[0] == 200_000_000
    fee = judged(totals(FIVE), carrier(fee=500, payload=9))
    assert fee.worth.tolist() == [850_000 - 26 * 5500 * 7 // 4 - 50_000]


def test_a_tour_goes_around_its_sites_from_the_middle_of_them() -> None:
    """A square of a tenth of a degree at the equator: 11.1195 km; of 130 visits on 26 tours, five
    a tour, 22.239 km around it; of 100 a tour 78.95. From a depot 0.05 of a degree off its middle
    5.56 km."""
    square = (100_000, 0, 100_000, 0)

    def km(visits: int, by: Sharing | None) -> float:
        found = totals((*FIVE[:2], visits, *FIVE[3:]), place=square)
        spent = 850_000 - judged(found, by).worth.tolist()[0]
        tours = max(26, -(-visits // 30))
        hours = 0.75 * tours + 26
        return float((spent / 100 - hours * 55) / (tours * (55 / 30 + 0.9)))

    assert km(130, None) == pytest.approx(30 + 22.239, abs=0.01)
    assert km(780, None) == pytest.approx(30 + 0.71 * 11.1195 * 30**0.5, abs=0.01)
    assert km(130, carrier((0.1, 0.05), payload=9)) == pytest.approx(11.1195 + 22.239, abs=0.01)


def test_who_pays_nothing_has_no_share_to_save() -> None:
    share = judged(totals((*FIVE[:3], 0, 0, *FIVE[5:8], 0, 0, 0))).conditions[1]
    assert (share.threshold.tolist(), share.scale.tolist()) == ([1], [100])


@pytest.mark.parametrize(("assumed", "unknown"), [(0, False), (1, True), (5, True)])
def test_a_cost_that_is_assumed_makes_it_unknown(assumed: int, *, unknown: bool) -> None:
    found = totals((*FIVE[:6], assumed, *FIVE[7:]))
    flags = judged(found).unknown
    assert flags is not None
    assert flags.tolist() == [unknown]
    figures = WASTE.figures(found, judged(found), None, PARAMETERS)
    assert ("eur" in figures) is not unknown
    assert figures["collection"].missing == ("cost" if unknown else None)


def test_what_a_tour_saves_is_a_range() -> None:
    """A tour costs 3,244.15 to 6,024.85 EUR. 3,120 km less with 3.825 t on board at 0.143 kg, 70 %
    unsure; the 780 that are driven emit 0.727 t at most, for less waste too."""
    found = totals(FIVE)
    assert WASTE.figures(found, judged(found), None, PARAMETERS) == {
        "tonnes": Amount("t", "100", "100"),
        "collection": Amount("EUR", "7800.00", "7800.00"),
        "eur": Amount("EUR", "2475.15", "5255.85", fixed_low="-6024.85"),
        "km": Amount("km", "0", "3120"),
        "tco2e": Amount("tCO2e", "0.000", "2.901", factor="road_26t"),
    }


def test_kilometres_are_rounded_once() -> None:
    found = totals((*FIVE[:5], 5 * 780_400, *FIVE[6:]))  # 3,902 km of five, less 780 together
    assert WASTE.figures(found, judged(found), None, PARAMETERS)["km"].high == "3122"


def test_a_tour_that_is_longer_than_theirs_emits_more() -> None:
    """500 km before, 780 now: 280 with 3.825 t are 1,071 t.km, 153 kg and 70 % more of it."""
    found = totals((*FIVE[:5], 500_000, *FIVE[6:]))
    figures = WASTE.figures(found, judged(found), None, PARAMETERS)
    assert (figures["km"].low, figures["km"].high) == ("-280", "0")
    assert (figures["tco2e"].low, figures["tco2e"].high) == ("-0.260", "0.000")


def test_carbon_of_more_kilometres_is_a_range_in_its_order() -> None:
    """1,000 t.km more at 0.0875 kg, 70 % unsure: 26 to 149 kg are emitted."""
    more = Decimal(-1000), Decimal(-1000)
    found = road_tco2e(more, Decimal(25), Decimal(100), PARAMETERS, Decimal(0))
    assert (found.low, found.high) == ("-0.149", "-0.026")


def test_no_more_carbon_is_spared_than_five_tonnes_a_tonne() -> None:
    """2.9011554 t are five times 580.23 kg."""

    def missing(kg: int) -> str | None:
        found = totals((kg, *FIVE[1:]))
        return WASTE.figures(found, judged(found), None, PARAMETERS)["tco2e"].missing

    assert (missing(580), missing(581)) == ("implausible", None)


def test_who_declares_its_cost_is_counted() -> None:
    assert WASTE.criteria([site("1"), site()]) == (
        Criterion(name="declared_cost", verdict="partial", value="1", limit="2"),
    )


def test_a_carrier_is_an_offer_and_no_member() -> None:
    assert WASTE.carries(carrier())
    assert not WASTE.carries(site())
    assert WASTE.needs_carrier
    assert not WASTE.whole_time
    assert WASTE.spot(site()) == (47_000_000, 5_000_000)
    assert WASTE.radius_km(PARAMETERS) == 15
