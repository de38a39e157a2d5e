"""Figures as people say them, at the bounds of each rule."""

from __future__ import annotations

from decimal import Decimal

import pytest

from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.notifications.letters.amounts import (
    at_most,
    euros,
    figure_range,
    in_unit_of,
    is_part,
    span_behind,
    tonnes_of_co2,
)
from boucle.notifications.letters.words import of_territory, to_whom, with_article
from boucle.notifications.translating import translator

_ = translator("fr")


def plain(text: str | None) -> str | None:
    return None if text is None else text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("79123", "79123", "environ 79 000"),
        ("80", "100", "environ 90"),  # a quarter more at most: its middle
        ("79.9", "100", "entre 80 et 100"),
        ("1", "1.25", "environ 1,1"),
        ("-100", "-100", "environ −100"),
        ("-100", "-90", "entre −100 et −90"),
        ("0", "0", "environ 0"),
        ("0", "0.5", "entre 0 et 0,5"),
        ("19600", "51400", "entre 20 000 et 51 000"),
    ],
)
def test_a_range_has_two_digits_or_is_about_its_middle(low: str, high: str, said: str) -> None:
    assert plain(figure_range(Decimal(low), Decimal(high), _)) == said


def test_a_range_is_divided_and_both_its_ends_rounded_alike() -> None:
    low, high = Decimal(1_000_000), Decimal(1_990_000)
    assert plain(figure_range(low, high, _, Decimal(1000))) == "entre 1 000 et 2 000"
    heat = Decimal(449275), Decimal(616448)
    assert plain(figure_range(*heat, _)) == "entre 450 000 et 620 000"
    rain = Decimal("5975.90"), Decimal("9198.10")
    assert plain(figure_range(*rain, _)) == "entre 6 000 et 9 200"


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (("3000000",), "3 M€"),
        (("1000000",), "1 M€"),
        (("994999",), "990 000 €"),
        (("999999",), "1 M€"),
        (("-1290000",), "−1,3 M€"),
        (("2000000", "2100000"), "environ 2 M€"),
        (("-2400000", "-1000000"), "entre −2,4 et −1 M€"),
        (("25123", "41999"), "entre 25 000 et 42 000 €"),
        (("25123", "30000", "41999"), "entre 25 000 et 42 000 €"),
    ],
)
def test_euros_are_in_millions_from_a_million_on(ends: tuple[str, ...], said: str) -> None:
    assert plain(euros([Decimal(each) for each in ends], _)) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("1.96", "2.04", "environ 2 t de CO₂ évitées par an"),
        ("3", "1", "entre 1 et 3 t de CO₂ évitées par an"),
        ("0", "4", "entre 0 et 4 t de CO₂ évitées par an"),
        ("-1", "4.44", "jusqu'à 4,4 t de CO₂ évitées par an, sans certitude"),
        ("-9", "-3", "entre 3 et 9 t de CO₂ émises en plus par an"),
    ],
)
def test_carbon_is_avoided_perhaps_avoided_or_emitted(low: str, high: str, said: str) -> None:
    assert plain(tonnes_of_co2(Amount("tCO2e", low, high), _)) == said


def test_carbon_of_which_an_end_is_unknown_is_not_said() -> None:
    unknown = (None, Amount("tCO2e", missing="x"), Amount("tCO2e", "1"), Amount("tCO2e", None, "1"))
    assert {tonnes_of_co2(each, _) for each in unknown} == {None}


def test_a_quantity_is_said_in_the_readers_unit_and_never_beyond_its_own() -> None:
    assert in_unit_of(Quantity("2500", "kg"), Quantity("1", "t")) == Quantity("2.5", "t")
    assert in_unit_of(Quantity("3", "t"), Quantity("1", "kg")) == Quantity("3000", "kg")
    for same in (None, Quantity("1", "kg"), Quantity("1", "MWh"), Quantity("1", "?")):
        assert in_unit_of(Quantity("2500", "kg"), same) == Quantity("2500", "kg")
    assert in_unit_of(Quantity("5", "MWh"), Quantity("1", "t")) == Quantity("5", "MWh")
    assert at_most(Quantity("20", "kg"), Quantity("9", "t")) == Quantity("20", "kg")
    assert at_most(Quantity("20", "t"), Quantity("9", "t")) == Quantity("9", "t")
    assert at_most(Quantity("8", "t"), Quantity("9", "t")) == Quantity("8", "t")
    assert at_most(Quantity("20", "t"), Quantity("9", "kg")) == Quantity("20", "t")
    assert at_most(Quantity("20", "t"), None) == Quantity("20", "t")


@pytest.mark.parametrize(
    ("step", "own", "said", "part"),
    [
        # of 10,000: 6,300 to 16,000 behind it; the reader needs 12,000
        ("10000", "12000", "entre 6 300 et 12 000 MWh par an", False),
        ("1000", "1000", "entre 630 et 1 000 MWh par an", False),
        ("10000", "12800", "entre 6 300 et 12 000 MWh par an", False),
        ("1000", "37.9", "environ 37 MWh par an", False),
        ("5000", "15100", "entre 3 200 et 8 000 MWh par an", True),
        ("1000", "88", "environ 88 MWh par an", False),
    ],
)
def test_what_could_move_is_what_stands_behind_a_step(
    step: str, own: str, said: str, part: bool
) -> None:
    copy, mine = Quantity(step, "MWh"), Quantity(own, "MWh")
    assert plain(span_behind(copy, mine, _, at_times=False)) == said
    assert is_part(copy, mine, masked=True) is part


@pytest.mark.parametrize(
    ("name", "subject", "to"),
    [
        ("CC du Pays de Falaise", "la CC du Pays de Falaise", "à la CC du Pays de Falaise"),
        ("Métropole Rouen", "la Métropole Rouen", "à la Métropole Rouen"),
        ("Eurométropole de Metz", "l'Eurométropole de Metz", "à l'Eurométropole de Metz"),
        ("Pays de Bray", "le Pays de Bray", "au Pays de Bray"),
        ("Caux Seine agglo", "Caux Seine agglo", "à Caux Seine agglo"),
    ],
)
def test_a_territory_has_the_article_of_its_form(name: str, subject: str, to: str) -> None:
    assert with_article(name, "fr") == subject
    assert to_whom(subject, "fr") == to
    assert with_article(name, "en") == name


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("CU Le Havre Seine Métropole", "de la communauté urbaine Le Havre Seine Métropole"),
        ("Communauté du Haut-Bocage", "de la Communauté du Haut-Bocage"),
        ("Agglo de la Basse-Vire", "de l'Agglo de la Basse-Vire"),
        ("Pays de Bray", "du Pays de Bray"),
        ("Évreux Portes de Normandie", "d'Évreux Portes de Normandie"),
        ("Caux Seine agglo", "de Caux Seine agglo"),
    ],
)
def test_a_tool_is_of_a_territory(name: str, of: str) -> None:
    assert of_territory(name, "fr") == of
    assert of_territory(name, "en") == f"of {name}"
