"""Sums and sentences of mails: users B3, figures.md "Sentences", issue 37.6."""

from __future__ import annotations

from tests.reference.ledger.checks.words import (
    above,
    negated,
    negation_faults,
    rounding_faults,
    sums,
    yearly_sums,
)
from tests.reference.ledger.masks import at_most, band_holds, companies_shown, hides, subtractable
from tests.reference.ledger.quantities import Span, significant
from tests.unit.ledger.makers import exactly


def test_sums_as_people_write_them() -> None:
    assert sums("Environ 20 M€ par an") == [20_000_000]
    assert sums("entre 2 et 3 M€ par an") == [2_000_000, 3_000_000]
    assert sums("Jusqu'à 2\u202f000\u00a0€ par an") == [2000]
    assert sums("1,5 M€") == [1_500_000]
    assert yearly_sums("un tarif de 30 €, jusqu'à 900 € par an") == [900]


def test_a_negation_is_no_headline() -> None:
    """users B3."""
    assert negated("Gain possible : pas d'économie sûre en €.")
    html = '<div style="display:none;">Pas d&#39;économie sûre en €.</div><h1>Vapeur</h1>'
    assert [f.source for f in negation_faults("40 000 MWh/an", "Bonjour", html)]
    assert not negation_faults("40 000 MWh/an", "Bonjour", "<h1>Environ 2 M€ par an</h1>")


def test_not_above_the_own_bound() -> None:
    """figures.md 4: "Jusqu'à 2 000 € par an" to who can save 1,533 at most."""
    assert above("Jusqu'à 2 000 € par an", exactly("1533"))
    assert not above("Jusqu'à 1 500 € par an", exactly("1533"))
    assert not above("Jusqu'à 2 000 € par an", None)


def test_rounded_as_people_say() -> None:
    assert significant(exactly("1533")) == 1500
    assert significant(exactly("14520000")) == 15_000_000
    assert rounding_faults("19,871 %")
    assert rounding_faults("28,999 km")
    assert rounding_faults("2 379 € par an")
    assert not rounding_faults("2 400 € par an")
    assert rounding_faults("janvier, février, mars, avril, mai")


def test_masks() -> None:
    assert [companies_shown(n) for n in (2, 3, 4, 7, 49, 60)] == [None, 3, 3, 5, 20, 50]
    assert band_holds("10-30 km", exactly("12"))
    assert not band_holds("0-10 km", exactly("12"))
    assert hides(Span(exactly("0"), exactly("100")), Span(exactly("480"), exactly("480")), "x")
    assert not hides(Span(exactly("0"), exactly("1500")), Span(exactly("480"), exactly("480")), "x")
    assert at_most(Span(exactly("0"), exactly("2000")), exactly("1533"), "x")
    assert subtractable({"value": "3"}, 1)
    assert not subtractable({"value": "3"}, 3)
