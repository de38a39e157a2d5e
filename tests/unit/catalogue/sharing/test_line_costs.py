"""What a line costs, reckoned by hand."""

from decimal import Decimal
from fractions import Fraction

from boucle.catalogue.sharing import metre_prices, yearly_share
from boucle.catalogue.sharing.lines import annuity


def test_an_annuity_repays_a_loan_with_its_interest() -> None:
    """One euro at 5 % over two years: 0.05 / (1 - 1 / 1.1025) = 0.055125 / 0.1025; without
    interest, its part of each year."""
    assert annuity(Fraction(1, 20), 2) == Fraction(55_125, 102_500)
    assert annuity(Fraction(1, 20), 1) == Fraction(21, 20)
    assert annuity(Fraction(0), 20) == Fraction(1, 20)


def test_a_metre_has_a_least_and_a_most_or_no_price() -> None:
    def prices(low: str, high: str) -> tuple[Fraction, Fraction] | None:
        ends = {"low": Decimal(low), "high": Decimal(high)}
        return metre_prices("steam", {f"steam_line_eur_m_{key}": of for key, of in ends.items()})

    assert prices("2100", "6000") == (Fraction(2100), Fraction(6000))
    assert prices("0.5", "0.2") == (Fraction(1, 2), Fraction(1, 2))
    assert prices("0", "6000") is prices("-1", "6000") is None


def test_a_metre_as_the_crow_flies_costs_its_detour_and_annuity() -> None:
    given = {"line_rate": Decimal(0), "line_years": Decimal(20), "line_detour": Decimal("1.3")}
    assert yearly_share(given) == Fraction(13, 200)
