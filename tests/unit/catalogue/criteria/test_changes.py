"""What of one's own flow would have to be different, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from boucle.catalogue import load_catalogue
from boucle.catalogue.criteria import change_sentence
from boucle.catalogue.wording.figures import NBSP


@dataclass(frozen=True)
class Asked:
    field: str
    bound: str
    values: tuple[str, ...]
    unit: str | None = None
    least: int | None = None


@pytest.mark.parametrize(
    ("asked", "gives", "french", "english"),
    [
        (
            Asked("qualities.temperature", "at_least", ("70",), "Cel"),
            True,
            "Si votre flux avait pour température au moins 70 °C.",
            "If your temperature were at least 70 °C.",
        ),
        (
            Asked("qualities.moisture", "at_least", ("20",), "%"),
            False,
            "Si vous acceptiez pour humidité jusqu'à 20 %.",
            "If you accepted moisture up to 20%.",
        ),
        (
            Asked("qualities.temperature", "at_most", ("50",), "Cel"),
            False,
            "Si vous acceptiez pour température jusqu'à 50 °C.",
            "If you accepted temperature down to 50 °C.",
        ),
        (
            Asked("quantity", "at_most", ("12000",), "t"),
            True,
            "Si votre quantité était d'au plus 12 000 t par an.",
            "If your quantity were at most 12,000 t a year.",
        ),
        (
            Asked("availability.months", "also", ("1", "2"), "months", 1),
            True,
            "Si votre flux existait 1 mois de plus parmi : janvier et février.",
            "If your flow existed in one more month of: January and February.",
        ),
        (
            Asked("form", "one_of", ("bales", "powder")),
            True,
            "Si la forme de votre flux était : balles ou poudre.",
            "If the form of your flow were: bales or powder.",
        ),
        (
            Asked("hazardous", "one_of", ("false",)),
            True,
            "Si votre flux n'était pas dangereux.",
            "If your flow were not hazardous.",
        ),
        (
            Asked("legal_status", "one_of", ("product",)),
            True,
            "Si le statut réglementaire de votre flux était : produit.",
            "If the legal status of your flow were: product.",
        ),
        (
            Asked("accepts", "also", ("waste",), None, 1),
            False,
            "Si vous acceptiez aussi le statut : déchet.",
            "If you also accepted the status: waste.",
        ),
        (
            Asked("of_a_newer_release", "one_of", ("x",)),
            True,
            "Si of_a_newer_release changeait (x).",
            "If of_a_newer_release changed (x).",
        ),
    ],
)
def test_it_reads_in_both_languages(asked: Asked, gives: bool, french: str, english: str) -> None:
    said = change_sentence(asked, load_catalogue(), gives=gives)
    assert said.fr.replace(NBSP, " ") == french
    assert said.en.replace(NBSP, " ") == english


def test_treatments_are_named() -> None:
    asked = Asked("site.treatments", "also", ("R1", "R3"), None, 1)
    said = change_sentence(asked, load_catalogue(), gives=False)
    assert said.fr.startswith(f"Si votre site était autorisé pour{NBSP}: R1, ")
    assert " or R3, " in said.en
