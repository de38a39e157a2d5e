"""What other runs leave of the months of a pipe, by hand."""

from __future__ import annotations

from fractions import Fraction

from tests.reference.ledger.checks.beside import left_beside
from tests.reference.ledger.kinds.pairs import Pair
from tests.unit.ledger.makers import flow
from tests.unit.ledger.test_statement import pair_of

PIPE = {"reach": {"km": 10, "network": True}, "needed_per_offered": "1"}


def _pair(need: str, quantity: str, *months: int) -> Pair:
    """Heat of January to June, 1500 a month, for this need."""
    offer = flow("p0", "output", "steam", "9000", "MWh", availability={"months": [*range(1, 7)]})
    wanted = flow(need, "input", "steam", quantity, "MWh", availability={"months": [*months]})
    return pair_of(offer, wanted, **PIPE)


def test_an_offer_of_half_a_year_all_of_whose_spring_runs() -> None:
    spring = [(_pair("q3", "14000", 4, 5, 6), Fraction(4500))]
    assert left_beside(_pair("q0", "12000", 5, 6, 7, 8), []) == 3000
    assert left_beside(_pair("q0", "12000", 5, 6, 7, 8), spring) == 0
    assert left_beside(_pair("q1", "8000", 6, 7, 8, 9), spring) == 0
    winter = left_beside(_pair("q4", "9000", 1, 2, 3), spring)
    assert winter == 4500


def test_a_need_of_which_two_months_are_served_in_part() -> None:
    """300 a month from May to August, of which 200 run in May and June."""
    ran = [(_pair("nb", "1200", 5, 6, 7, 8), Fraction(200))]
    assert left_beside(_pair("nb", "1200", 5, 6, 7, 8), ran) == 400
