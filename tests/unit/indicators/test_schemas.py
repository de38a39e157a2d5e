"""Figures are told as people say them: whole euros and kilometres, two decimals, no minus zero."""

from __future__ import annotations

from decimal import Decimal

import pytest

from boucle.indicators.figures.figure import Figure
from boucle.indicators.schemas import FigureOut


@pytest.mark.parametrize(
    ("key", "unit", "exact", "shown"),
    [
        ("running_eur", "EUR/yr", "2279.622", "2280"),
        ("running_eur", "EUR/yr", "-485319.273", "-485319"),
        ("running_eur", "EUR/yr", "-0.3", "0"),
        ("running_km_pooling", "km/yr", "1200.5", "1201"),
        ("running_tco2e", "tCO2e/yr", "0.005", "0.01"),
        ("running_energy", "MWh/yr", "10597.000", "10597"),
    ],
)
def test_a_figure_has_no_three_decimals(key: str, unit: str, exact: str, shown: str) -> None:
    found = FigureOut.of(Figure(key, unit, "estimated", value=Decimal(exact)))
    assert str(found.value) == shown
    assert found.low is None
