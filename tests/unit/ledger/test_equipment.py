"""Equipment: capacity by hour, tariffs, annuity by capacity, lines (figures.md 9, 14, 15, 18)."""

from __future__ import annotations

from tests.reference.ledger.groups import Member
from tests.reference.ledger.kinds.equipment import (
    capacity_faults,
    complementarity,
    fixed_part,
    profile,
    quality_faults,
    reckon,
    tariff,
    year_hours,
)
from tests.reference.ledger.parameters import Parameters
from tests.unit.ledger.makers import exactly, member, north, sharing

NUMBERS = Parameters()


def unit(name: str, subject: str, amount: str, km: float = 0.0, **more: object) -> Member:
    body = sharing(name, subject, "equipment", slots=[{"amount": amount}])
    return member({**body, **more}, north(km))


def test_an_amount_all_year() -> None:
    """50 kW are 436.8 MWh in 52 weeks (13 of each season)."""
    assert year_hours(profile(unit("a", "steam", "50").sharing)) == 50 * 168 * 52


def test_capacity_is_never_exceeded() -> None:
    offer = unit("o", "storage", "100", direction="offer").sharing
    needs = [unit(n, "storage", "60").sharing for n in "ab"]
    assert len(capacity_faults(offer, needs)) == 1
    assert not capacity_faults(offer, needs[:1])


def test_opposite_seasons_complete_each_other() -> None:
    winter = unit("a", "storage", "0", slots=[{"season": 1, "amount": "10"}]).sharing
    summer = unit("b", "storage", "0", slots=[{"season": 3, "amount": "10"}]).sharing
    assert complementarity([profile(winter), profile(summer)]) == exactly("1/2")
    assert complementarity([profile(winter), profile(winter)]) == 0


def test_annuity_by_capacity() -> None:
    """figures.md 14: half of a store pays half of its annuity, whoever came first."""
    offer = unit("o", "storage", "100", direction="offer", figures={"annuity": "10000"}).sharing
    assert fixed_part(offer, exactly("50"), exactly("100")) == 5000


def test_a_tariff_is_never_upside_down() -> None:
    """figures.md 18: low 0.045, high 0.04."""
    assert tariff(exactly("0.03"), exactly("0.04"), exactly("0.045")) is None
    span = tariff(exactly("0.03"), exactly("0.06"), exactly("0.045"))
    assert span is not None
    assert span.bounds() == (exactly("0.03"), exactly("0.06"))


def test_a_plants_own_ph() -> None:
    """figures.md 15: pH 4 offered for pH 4."""
    plant = unit("o", "effluent", "5", direction="offer", figures={"ph_least": "4"}).sharing
    assert not quality_faults(plant, unit("a", "effluent", "1", figures={"ph": "4"}).sharing)
    strict = unit("o", "effluent", "5", direction="offer", figures={"ph_least": "5.5"}).sharing
    assert quality_faults(strict, unit("a", "effluent", "1", figures={"ph": "4"}).sharing)


def test_a_thin_line_of_steam_loses() -> None:
    """figures.md 9: 50 kW over 5.4 km: the line costs 0.9 MEUR a year at least."""
    offer = unit("o", "steam", "5000", direction="offer", figures={"marginal": "0.01"})
    need = unit("a", "steam", "50", 5.4, figures={"alone": "0.06"})
    found = reckon(offer, [need], NUMBERS, {})
    assert found.viable is False
    assert found.eur.bounds()[1] < 0
    assert found.savings[0].bounds()[0] < 0


def test_without_prices_never_viable() -> None:
    """figures.md 9: "50 kW over 5.4 km without prices: viable" was wrong."""
    offer = unit("o", "steam", "5000", direction="offer")
    found = reckon(offer, [unit("a", "steam", "50", 5.4)], NUMBERS, {})
    assert found.viable is False
    assert not found.eur.known


def test_the_tariff_by_capacity() -> None:
    """A store of 1,400 m2 with 69,000 EUR a year and 3 EUR a m2: 52.29 EUR a m2, whoever comes."""
    costs = {"annuity": "60000", "fixed": "9000", "marginal": "3"}
    offer = unit("o", "storage", "1400", direction="offer", figures=costs)
    need = unit("a", "storage", "730", figures={"stand_alone": "75"})
    found = reckon(offer, [need], NUMBERS, {"storage": "m2"})
    price = 3 + exactly("69000") / 1400
    assert found.figures["tariff_proposed"].bounds()[0] == price
    assert found.eur.bounds()[0] == found.savings[0].bounds()[0] == 730 * (75 - price)
