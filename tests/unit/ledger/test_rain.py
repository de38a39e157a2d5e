"""40 m3 of tank for 30,000 EUR, paid back in two years; decree 2024-796; figures.md 18."""

from __future__ import annotations

from tests.reference.ledger.kinds.rain import (
    collected,
    gates,
    payback,
    reckon,
    tank,
    used,
    water_price,
)
from tests.reference.ledger.parameters import Parameters
from tests.unit.ledger.makers import exactly, member, north, sharing

NUMBERS = Parameters()


def test_the_published_tank() -> None:
    """30,000 / 40 = 750 EUR a m3; two years: 15,000 EUR saved a year; 5 % of 800 m3 is 40."""
    assert NUMBERS.value("rain_tank_eur") == exactly("30000") / 40
    assert payback(exactly("30000"), exactly("15000")) == 2
    assert tank(exactly("800"), exactly("900"), NUMBERS) == 40


def test_a_roof() -> None:
    """A P 0.8 0.9 / 1000 of 1,000 m2 and 700 mm: 504 m3."""
    assert collected(exactly("1000"), exactly("700"), NUMBERS) == 504


def test_watering_is_not_even_over_the_year() -> None:
    """figures.md 18: of 600 m3 asked for in two months a small tank gives less than of a year."""
    even = [exactly("50") * d / 31 for d in (31,) * 12]
    days = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    flat = [exactly(str(d)) for d in days]
    summer = [exactly("0")] * 6 + [exactly("300"), exactly("300")] + [exactly("0")] * 4
    assert used(exactly("600"), flat, exactly("20")).bounds() == (exactly("365"), exactly("365"))
    low, high = used(exactly("600"), summer, exactly("30")).bounds()
    assert low == 130
    assert high == 600
    assert len(even) == 12


def test_sewerage_stays_due() -> None:
    """CGCT R2224-19-4: of 4 EUR a m3 of which 2 are sewerage, 2 are saved."""
    whole = member(sharing("a", "rainwater", figures={"price": "4", "sewerage": "2"})).sharing
    assert water_price(whole).bounds() == (exactly("2"), exactly("2"))
    part = member(sharing("a", "rainwater", figures={"price": "4"})).sharing
    assert water_price(part).bounds() == (exactly("0"), exactly("4"))


def test_never_for_food_nor_at_schools() -> None:
    bad = [
        member(sharing("a", "rainwater", choices={"use": "food"})),
        member(sharing("b", "rainwater", choices={"place": "school"})),
    ]
    assert len(gates(bad)) == 2


def test_roof_and_use() -> None:
    """Even demand: the lesser of 504 and 365 m3; 18.25 m3 of tank, 1,368.75 EUR a year."""
    roof = member(sharing("a", "rainwater", figures={"roof": "1000", "rainfall": "700"}))
    need = sharing("b", "rainwater", figures={"m3_day": "1", "price": "4", "sewerage": "0"})
    found = reckon([roof, member(need, north(0))], NUMBERS)
    assert found.figures["m3"].bounds() == (exactly("365"), exactly("365"))
    assert found.figures["tank"].bounds()[0] == exactly("18.25")
    assert found.eur.bounds()[1] == 4 * 365 - exactly("18.25") * 750 / 10


def test_a_pipe_between_sites_costs_a_year() -> None:
    """0.4 km are 520 m of pipe at 126 to 435 EUR: 65,520 to 226,200 EUR, by 0.0802426 a year."""
    roof = member(sharing("a", "rainwater", figures={"roof": "1000", "rainfall": "700"}))
    need = sharing("b", "rainwater", figures={"m3_day": "1", "price": "4", "sewerage": "0"})
    near = reckon([roof, member(need, north(0))], NUMBERS).eur.bounds()
    far = reckon([roof, member(need, north(0.4))], NUMBERS).eur.bounds()
    assert 5_200 < float(near[1] - far[1]) < 5_300
    assert 18_000 < float(near[0] - far[0]) < 18_300
