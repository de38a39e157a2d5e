"""Reasons that say something of this pair, and what to check together as questions."""

import pytest

from boucle.catalogue import load_catalogue
from boucle.contract.events.reasons import Criterion, Verdict
from boucle.notifications.letters.checks import checks, strengths
from boucle.notifications.translating import translator

FR = translator("fr")


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("route", "pass"),
        ("form", "pass"),
        ("quality", "pass"),
        ("legal", "pass"),
        ("distance", "pass"),
        ("eur", "pass"),
        ("quality.temperature", "pass"),  # masked: no value
        ("season", "fail"),
    ],
)
def test_what_is_true_of_nearly_every_pair_is_not_said(name: str, verdict: Verdict) -> None:
    one = Criterion(name=name, verdict=verdict, weight=9)
    assert strengths([one], load_catalogue(), None, FR) == ()
    assert checks([one], load_catalogue(), FR) == ()


@pytest.mark.parametrize(
    ("one", "asked"),
    [
        (
            Criterion(
                name="quality.temperature", verdict="unknown", weight=20, limit="≥ 70", unit="Cel"
            ),
            "Température : quelle valeur ? Il faut au moins 70\u00a0°C.",
        ),
        (
            Criterion(name="quality.temperature", verdict="unknown", weight=20),
            "Température : quelle valeur ?",
        ),
        (
            Criterion(name="legal", verdict="unknown", weight=5, limit="status untold"),
            "Déchet, sous-produit ou produit : quel est le statut de l'offre ?",
        ),
        (
            Criterion(name="form", verdict="unknown", weight=5),
            "Sous quelle forme (vrac, balles, liquide…) ?",
        ),
        (
            Criterion(name="quantity", verdict="partial", weight=15),
            "L'offre couvre une partie du besoin : d'où viendra le reste ?",
        ),
    ],
)
def test_what_is_open_is_asked(one: Criterion, asked: str) -> None:
    assert checks([one], load_catalogue(), FR) == (asked,)


@pytest.mark.parametrize(
    ("one", "asked"),
    [
        (
            Criterion(name="quality", verdict="partial", weight=9),
            "La qualité convient-elle à cet usage ? Les valeurs exactes de l'autre entreprise se "
            "diront après l'accord.",
        ),
        (
            Criterion(name="quality.temperature", verdict="unknown", weight=9),
            "Température : la vôtre est-elle exacte ? Celle de l'autre entreprise se dira après "
            "l'accord.",
        ),
        (
            Criterion(
                name="quality.temperature", verdict="partial", weight=9, limit="≥ 70", unit="Cel"
            ),
            "Température : il faut au moins 70\u00a0°C. La valeur de l'autre entreprise se dira "
            "après l'accord.",
        ),
        (
            Criterion(name="quantity", verdict="partial", weight=9),
            "L'offre suffit-elle au besoin ? Sinon, d'où viendra le reste ?",
        ),
    ],
)
def test_a_doubt_of_a_copy_is_no_fact_of_the_other(one: Criterion, asked: str) -> None:
    assert checks([one], load_catalogue(), FR, masked=True) == (asked,)


def test_what_passes_with_a_value_is_said() -> None:
    one = Criterion(
        name="quality.temperature", verdict="pass", weight=20, value="85", limit="≥ 70", unit="Cel"
    )
    [said] = strengths([one], load_catalogue(), None, FR)
    assert said.startswith("Température\u00a0: 85\u00a0°C")


def test_a_quantity_that_suffices_is_said_without_the_engine_s_percent() -> None:
    one = Criterion(name="quantity", verdict="pass", weight=10, value="121", limit="0.1", unit="%")
    [said] = strengths([one], load_catalogue(), None, FR)
    assert "%" not in said


def test_the_weightiest_come_first_and_four_at_most() -> None:
    names = ("form", "season", "certainty", "quality", "legal", "transport")
    found = checks(
        [
            Criterion(name=name, verdict="unknown", weight=weight)
            for weight, name in enumerate(names)
        ],
        load_catalogue(),
        FR,
    )
    assert len(found) == 4
    assert found[0] == "Marchandise dangereuse : quelle classe ADR, selon quelle analyse ?"


@pytest.mark.parametrize(("percent", "said"), [("100", False), ("159", False), ("160", True)])
def test_an_amount_of_a_copy_suffices_if_the_least_behind_it_does(percent: str, said: bool) -> None:
    one = Criterion(name="quantity", verdict="pass", weight=9, value=percent, unit="%")
    assert bool(strengths([one], load_catalogue(), None, FR, masked=True)) is said


@pytest.mark.parametrize(
    ("family", "asked"),
    [
        ("heat_steam", "Au-delà de 5 km pour ce flux, que coûterait la conduite ?"),
        ("cardboard", "Au-delà de 200 km pour ce flux, le transport reste-t-il rentable ?"),
    ],
)
def test_what_is_far_for_its_kind_says_from_where_on(family: str, asked: str) -> None:
    """`users.md` #22: beside « moins de 10 km », « plus loin que d'habitude » said nothing."""
    far = Criterion(name="distance", verdict="partial", weight=9, value="8", unit="km")
    assert checks([far], load_catalogue(), FR, family=family) == (asked,)
