"""figures.md 9 and the published steam and heat lines."""

from __future__ import annotations

from tests.reference.ledger.kinds.lines import (
    annuity,
    dense_enough,
    density,
    invested,
    price_a_metre,
    yearly,
)
from tests.reference.ledger.parameters import Parameters
from tests.unit.ledger.makers import exactly

NUMBERS = Parameters()


def test_semedi_three_to_four_kilometres_for_eight_and_a_half_million() -> None:
    """8.5 MEUR for 3 to 4 km are 2,125 to 2,833 EUR a metre: within the range of the notes."""
    span = price_a_metre("steam", NUMBERS)
    assert span.holds(exactly("8500000") / 4000)
    assert span.holds(exactly("8500000") / 3000)


def test_lillebonne_three_kilometres_for_eighteen_million() -> None:
    assert invested("steam", exactly("3"), NUMBERS).bounds()[1] == exactly("18000000")


def test_steam_at_five_kilometres_four() -> None:
    """figures.md 9: 11 to 32 MEUR, 0.9 to 2.6 MEUR a year."""
    low, high = invested("steam", exactly("5.4"), NUMBERS).bounds()
    assert (low, high) == (exactly("11340000"), exactly("32400000"))
    low, high = yearly("steam", exactly("5.4"), NUMBERS).bounds()
    assert 900_000 <= low <= 920_000
    assert 2_590_000 <= high <= 2_610_000
    assert abs(annuity(exactly("0.05"), 20) - exactly("0.0802426")) < exactly("0.0000001")


def test_unsourced_lines_are_unpriced() -> None:
    assert not price_a_metre("effluent", NUMBERS).known
    assert invested("cold", exactly("2"), NUMBERS).missing == ("line price",)


def test_water_costs_what_its_pipes_cost() -> None:
    """Agence de l'eau, 2017: 126 to 435 EUR a metre; two kilometres are 252,000 to 870,000."""
    low, high = invested("water", exactly("2"), NUMBERS).bounds()
    assert (low, high) == (exactly("252000"), exactly("870000"))


def test_density() -> None:
    """figures.md 9: 50 kW over 5.4 km, 0.08 MWh a metre; 10: 5.96 passes; hot water asks 1.5."""
    carried = density(exactly("50") * 8760 / 1000, exactly("5.4"))
    assert carried is not None
    assert round(float(carried), 2) == 0.08
    assert dense_enough("hot_water", exactly("438"), exactly("5.4"), NUMBERS) is False
    assert dense_enough("hot_water", exactly("5.96") * 10500, exactly("10.5"), NUMBERS) is True
    assert dense_enough("steam", exactly("438"), exactly("5.4"), NUMBERS) is None
