"""A mail of several synergies: who found them, in a sentence."""

import pytest

from boucle.catalogue import load_catalogue
from boucle.notifications.directory.answer import TerritoryAnswer
from boucle.notifications.letters.digest import AboutDigest, DigestItem, digest
from boucle.notifications.letters.masked import masked_view
from tests.unit.notifications.letters.test_mail import CAUX, LIFE, OFFER, about, whom


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (CAUX, "Anne Morel, Caux Seine agglo, a 2 synergies possibles pour vous."),
        (
            TerritoryAnswer(name="Caux Seine agglo"),
            "Caux Seine agglo a 2 synergies possibles pour vous.",
        ),
    ],
)
def test_a_digest_names_who_found_them(where: TerritoryAnswer, said: str) -> None:
    seen = masked_view(LIFE, OFFER, load_catalogue(), "fr")
    one = DigestItem("introduction", about(seen))
    letter = digest(AboutDigest(items=(one, one), **whom(territory=where)))
    assert [line.partition("2026, ")[2] for line in letter.opening] == [said]


def test_another_partner_for_the_same_flow_is_said_to_be_instead_of_the_first() -> None:
    seen = masked_view(LIFE, OFFER, load_catalogue(), "fr")
    one = DigestItem("introduction", about(seen))
    first, second, third = digest(AboutDigest(items=(one, one, one), **whom())).blocks
    assert second.heading == f"Ou bien, pour le même flux (choix 2) : {first.heading}"
    assert third.heading == f"Ou bien, pour le même flux (choix 3) : {first.heading}"
