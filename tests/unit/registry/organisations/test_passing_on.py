"""Whoever holds a forwarded link adds nobody but people of the company's own domain."""

import pytest

from boucle.registry.parties.organisations.passing_on import is_own_domain


@pytest.mark.parametrize(
    ("passing", "named"),
    [
        ("accueil@scierie.example", "qse@scierie.example"),
        ("accueil@scierie.example", "QSE@Scierie.Example"),
        ("accueil@usine.groupe.example", "qse@usine.groupe.example"),
    ],
)
def test_its_own_domain_is_taken(passing: str, named: str) -> None:
    assert is_own_domain(passing, named)


@pytest.mark.parametrize(
    ("passing", "named"),
    [
        ("accueil@scierie.example", "qse@concurrent.example"),
        ("accueil@scierie.example", "qse@scierie.example.org"),
        ("accueil@scierie.example", "qse@autre.scierie.example"),
        ("accueil@usine.groupe.example", "qse@groupe.example"),
        ("scierie@orange.fr", "inconnu@orange.fr"),
        ("scierie@wanadoo.fr", "inconnu@wanadoo.fr"),
        ("scierie@GMail.com", "inconnu@gmail.com"),
        ("scierie@sfr.fr", "inconnu@sfr.fr"),
        ("scierie@yahoo.co.uk", "inconnu@yahoo.co.uk"),
        ("scierie@protonmail.ch", "inconnu@protonmail.ch"),
        ("scierie@mairie.free.fr", "inconnu@mairie.free.fr"),
    ],
)
def test_any_other_and_a_provider_that_is_open_to_anybody_is_not(passing: str, named: str) -> None:
    assert not is_own_domain(passing, named)
