"""What a pipe of rain costs, across the sites of a group: reckoned by hand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import numpy as np

from boucle.contract.events.reasons import Amount
from boucle.matching.kinds.pooling.conditions import Totals
from boucle.matching.kinds.pooling.services.rainwater import Rainwater
from tests.unit.matching.kinds.pooling.declarations import defaults

FREE: Mapping[str, Decimal] = {**defaults(""), "line_rate": Decimal(0)}
"""Without interest a metre is paid over 20 years: 1.3 / 20 = 0.065 a year."""
UNPRICED: Mapping[str, Decimal] = {**FREE, "water_line_eur_m_low": Decimal(0)}
WIDE = (3000, 0, 4000, 0)
"""Millionths of a degree from the equator: 0.333585 and 0.44478 km, 0.555975 across."""


def totals(*places: tuple[int, int, int, int]) -> Totals:
    """Of 1,000 m3 given and 1,000 taken, for 20,000 EUR, where no tank is lacking."""
    two = np.full(len(places), 2)
    sums = np.array([[2_000_000, 1_000_000, 1_000_000, 90_000, 2_000_000]] * len(places)).T
    return Totals(two, two, sums, np.array(places).T)


def test_a_pipe_costs_its_metres_a_year() -> None:
    """At 126 EUR 4,553.44 a year, at 435 15,720.19: 10,136.81 in the middle, cents cut."""
    rain = Rainwater()
    found = rain.judge(None, FREE)(totals(WIDE, (0, 0, 0, 0)))
    assert found.worth.tolist() == [986_319, 2_000_000]
    assert found.unknown is None


def test_a_group_says_what_its_pipe_costs_at_least_and_at_most() -> None:
    """5,583.37 to either side of 9,863.19; laid, twenty years of each."""
    rain, one = Rainwater(), totals(WIDE)
    figures = rain.figures(one, rain.judge(None, FREE)(one), None, FREE)
    assert figures == {
        "m3": Amount("m3", "1000", "1000"),
        "investment": Amount("EUR", "91068.80", "314403.80"),
        "eur": Amount("EUR", "4279.82", "15446.56", fixed_low="-15720.19", fixed_high="-4553.44"),
    }


def test_a_pipe_that_nobody_has_priced_is_not_known() -> None:
    """Where there is one: a place of its own needs none."""
    rain = Rainwater()
    found = rain.judge(None, UNPRICED)(totals(WIDE, (0, 0, 0, 0)))
    assert found.worth.tolist() == [2_000_000, 2_000_000]
    assert found.unknown is not None
    assert found.unknown.tolist() == [True, False]
    figures = rain.figures(totals(WIDE), found, None, UNPRICED)
    assert figures["investment"] == Amount("EUR", "0.00", "0.00")
    assert "eur" not in figures
