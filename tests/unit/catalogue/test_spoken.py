"""Figures and months as people say them."""

from __future__ import annotations

import pytest

from boucle.catalogue import load_catalogue
from boucle.catalogue.criteria import sentence
from boucle.catalogue.wording.figures import NBSP, spoken, unit_price
from boucle.catalogue.wording.phrases import month_spans
from tests.unit.catalogue.criteria.test_reasons import Shown


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [
        ("19.871", "%", "20"),
        ("28.999", "km", "29"),
        ("6.672", "km", "6.7"),
        ("1234.56", "t", "1235"),
        ("62.54", "t", "62.5"),
        ("5.9612", "MWh/m/a", "5.96"),
        ("0.04567", "EUR/kWh", "0.046"),
        ("4850", "t", "4850"),
        ("0", "%", "0"),
        ("R3", None, "R3"),
    ],
)
def test_no_figure_has_more_decimals_than_people_say(
    text: str, unit: str | None, said: str
) -> None:
    assert spoken(text, unit) == said


@pytest.mark.parametrize(
    ("price", "unit", "said"),
    [
        ("0.055", "EUR/kWh", "5,5 c€/kWh"),
        ("0.0253", "EUR/Nm3", "2,53 c€/Nm³"),
        ("0.995", "EUR/kWh", "99,5 c€/kWh"),
        ("1", "EUR/m3", "1 €/m³"),
        ("62.54", "EUR/MWh", "62,5 €/MWh"),
    ],
)
def test_a_price_below_one_euro_is_said_in_cents(price: str, unit: str, said: str) -> None:
    assert unit_price(price, unit, "fr") == said.replace(" ", NBSP)


def test_what_differs_reads_differently() -> None:
    """19.8 % of the 20 % asked for is not said as « 20 %, minimum 20 % »."""
    said = sentence(Shown("saving_share", "fail", "19.871", "20", "%"), load_catalogue())
    assert "(19,9\u00a0%, minimum 20\u00a0%)" in said.fr


@pytest.mark.parametrize(
    ("months", "french", "english"),
    [
        ("4 5 6 7 8 9", "d'avril à septembre", "April to September"),
        ("1 2 3 10 11 12", "d'octobre à mars", "October to March"),
        ("3 5 6 7 8", "mars et de mai à août", "March and May to August"),
        ("1 3 5", "janvier, mars et mai", "January, March and May"),
        ("12 1", "décembre et janvier", "December and January"),
        (" ".join(map(str, range(1, 13))), "toute l'année", "all year"),
    ],
)
def test_months_are_said_as_spans(months: str, french: str, english: str) -> None:
    assert month_spans(months.split(), "fr") == french
    assert month_spans(months.split(), "en") == english
