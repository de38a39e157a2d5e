"""What the API refuses is said by the label of its field, with what was typed."""

import pytest

from boucle.portal.answers import label_of, named, said_of
from boucle.portal.api import ApiFault, ApiProblem


def test_a_fault_names_its_field_and_what_was_typed() -> None:
    fault = ApiFault("body.quantity.value", "beaucoup", "n'est pas un nombre", "un nombre")
    expected = "Combien par an ? « beaucoup » n'est pas un nombre (un nombre)"
    assert named(fault, "fr") == expected
    assert named(fault, "en").startswith("How much a year?")


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("body.contacts[0].email", "Adresse de courriel"),
        ("contacts.12.email", "Adresse de courriel"),
        ("quantity", "Combien par an ?"),
        ("body.availability.months[3]", "Quels mois ?"),
        ("query.limit", None),
        ("", None),
    ],
)
def test_a_field_is_called_as_in_the_form(field: str, label: str | None) -> None:
    assert label_of(field) == label


def test_a_problem_without_fields_says_itself() -> None:
    assert said_of(ApiProblem(409, "Conflit", "Trop tard.", ()), "fr") == ("Trop tard.",)
    unknown = ApiFault("query.x", 3, "est inconnu", "")
    assert said_of(ApiProblem(422, "", "", (unknown,)), "fr") == ("est inconnu",)
