"""A pair by network moves in the months of both of its flows, and its year is of their days.

Heat from January to June, needed from May to August: it moves in May and June, 61 days. 200 MWh of
300 are agreed, which bring 11,200 to 11,900 EUR.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from boucle.contract.events.matching import Result
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.indicators.facts.bodies import Fact
from tests.unit.indicators.figures.test_agreed import runs
from tests.unit.indicators.figures.test_figures import facts
from tests.unit.indicators.figures.test_ran import in_month
from tests.unit.indicators.figures.test_rates import ends, euros, said

SEASON: dict[str, Any] = {"period_start": date(2026, 5, 1), "period_end": date(2026, 6, 30)}


def heat(*results: Result, agreed: str | None = "200") -> list[Fact]:
    its: dict[str, Any] = {
        "potential": Quantity("300", "MWh"),
        "eur": Amount("EUR", "16800", "17850"),
        "tco2e": Amount("tCO2e", "68.1", "75.3"),
        "running_since": date(2026, 1, 1),
        "months": (5, 6),
        "results": results,
    }
    return facts(runs("heat", agreed, **its))


@pytest.mark.parametrize(
    ("month", "mwh", "least", "most"),
    [
        (1, "0", "0", "0"),
        (5, "101.639", "5691.803", "6047.541"),  # 31 of 61 days
        (6, "98.361", "5508.197", "5852.459"),
        (11, "0", "0", "0"),
    ],
)
def test_in_months_in_which_nothing_can_move_nothing_ran(
    month: int, mwh: str, least: str, most: str
) -> None:
    found = in_month(heat(), 2026, month)
    assert found["ran_energy", "declared"].value == Decimal(mwh)
    assert ends(found["ran_eur", "estimated"]) == euros(least, most)
    assert found["running_energy", "declared"].value == 200
    unknown = in_month(heat(agreed=None), 2026, month)["ran_energy", "declared"]
    assert unknown.value == (Decimal(0) if mwh == "0" else None)


def test_what_a_season_brought_is_what_its_year_brings() -> None:
    known = heat(said(mwh="200", eur="11000", tco2e="48", **SEASON))
    june = in_month(known, 2026, 6)
    assert june["running_energy", "declared"].value == 200
    assert ends(june["running_eur", "estimated"]) == euros("11000")
    assert ends(june["running_tco2e", "estimated"]) == euros("48")
    assert june["reported_eur", "declared"].value == 11000
    assert june["reported_tco2e", "declared"].value == 48
    ran = [in_month(known, 2026, month)["ran_energy", "declared"].value for month in range(1, 13)]
    assert ran == [0, 0, 0, 0, Decimal("101.639"), Decimal("98.361"), 0, 0, 0, 0, 0, 0]


def test_a_part_of_a_season_is_brought_to_all_of_it() -> None:
    """26 of 61 days: 80 MWh are 187.69 a year, 4,400 EUR 10,323."""
    part: dict[str, Any] = {"period_start": date(2026, 5, 16), "period_end": date(2026, 6, 10)}
    june = in_month(heat(said(mwh="80", eur="4400", **part)), 2026, 6)
    energy = june["running_energy", "declared"].value
    assert energy is not None
    assert round(energy, 2) == Decimal("187.69")
    low, _ = ends(june["running_eur", "estimated"])
    assert low is not None
    assert round(low) == 10323


@pytest.mark.parametrize(
    ("first", "last", "eur", "counts"),
    [
        # All of it saves 17,850 EUR at most: twice that in all of its days, 15 of 61 of it else.
        (date(2026, 5, 1), date(2026, 6, 30), "35700", True),
        (date(2026, 5, 1), date(2026, 6, 30), "35701", False),
        (date(2026, 5, 1), date(2026, 5, 15), "8778", True),
        (date(2026, 5, 1), date(2026, 5, 15), "8779", False),
        (date(2026, 1, 1), date(2026, 1, 31), "1", False),
    ],
)
def test_no_season_brings_more_than_twice_what_it_could(
    first: date, last: date, eur: str, counts: bool
) -> None:
    known = heat(said(mwh="50", eur=eur, period_start=first, period_end=last))
    reported = in_month(known, 2026, 6)["reported_eur", "declared"]
    assert (reported.value is not None) is counts


def test_what_moved_where_nothing_can_needs_a_document() -> None:
    january: dict[str, Any] = {"period_start": date(2026, 1, 1), "period_end": date(2026, 1, 31)}
    found = in_month(heat(said(mwh="10", tco2e="2", **january)), 2026, 6)
    assert found["reported_tco2e", "declared"].value is None
    assert found["running_energy", "declared"].value == 200
    shown = said(mwh="10", tco2e="2", grade="verified", document="114", **january)
    assert in_month(heat(shown), 2026, 6)["reported_tco2e", "verified"].value == 2


@pytest.mark.parametrize(
    ("wrong", "eur", "tco2e"),
    [
        # Of 250 of 300 MWh: 16,800 to 17,850 EUR and 68.1 to 75.3 t of all.
        ({"eur": "90000"}, ("14000", "14875"), ("56.75", "62.75")),
        ({"eur": "13000", "tco2e": "900"}, ("13000", "13000"), ("56.75", "62.75")),
    ],
)
def test_euros_that_nobody_believes_cost_no_megawatt_hour(
    wrong: dict[str, str], eur: tuple[str, str], tco2e: tuple[str, str]
) -> None:
    known = heat(said(mwh="250", **wrong, **SEASON))
    found = in_month(known, 2026, 7)
    assert found["running_energy", "declared"].value == 250
    assert ends(found["running_eur", "estimated"]) == euros(*eur)
    assert ends(found["running_tco2e", "estimated"]) == euros(*tco2e)
