"""Who calls whom by when: both companies read the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as changed

from boucle.catalogue import load_catalogue
from boucle.contract.events.registry import Quantity
from boucle.notifications.directory.answer import Company, OwnFlow
from boucle.notifications.letters.calls import call_by, first_caller
from boucle.notifications.letters.disclosure import disclosure
from boucle.notifications.letters.letter import Letter
from boucle.notifications.letters.masked import masked_view
from tests.unit.notifications.letters.test_mail import (
    CLAIRE,
    KARIM,
    LIFE,
    NEED,
    OFFER,
    THEM,
    US,
    about,
    parsed,
    parts,
)

DISCLOSED = changed(LIFE, disclosed=True)


@pytest.mark.parametrize(
    ("since", "by"),
    [
        (date(2026, 3, 2), date(2026, 3, 9)),
        (date(2026, 3, 6), date(2026, 3, 13)),
        (date(2026, 3, 7), date(2026, 3, 13)),  # a Saturday
        (date(2026, 4, 30), date(2026, 5, 11)),  # 1 and 8 May are Fridays
        (date(2026, 5, 13), date(2026, 5, 21)),  # Ascension
        (date(2026, 12, 24), date(2027, 1, 4)),
    ],
)
def test_five_working_days(since: date, by: date) -> None:
    assert call_by(since) == by


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_it_is_never_a_week_end_and_within_a_fortnight(since: date) -> None:
    by = call_by(since)
    assert by.weekday() < 5
    assert 7 <= (by - since).days <= 14 or since.weekday() > 4


def letters(them: Company) -> tuple[Letter, Letter]:
    """To who offers and to who needs."""
    offer = masked_view(DISCLOSED, OFFER, load_catalogue(), "fr")
    need = masked_view(DISCLOSED, NEED, load_catalogue(), "fr")
    return (
        disclosure(about(offer, company=US, contact=CLAIRE, others=[them])),
        disclosure(about(need, company=them, contact=KARIM, others=[US])),
    )


def test_both_read_who_calls_whom_by_when() -> None:
    caller, called = (parts(parsed(one))["text/plain"] for one in letters(THEM))
    by = "avant le lundi 9 mars 2026"
    assert f"Nous proposons que vous appeliez Karim Haddad (Besoin) {by}" in caller
    assert f"Nous proposons que Claire Dupré (Offre SA) vous contacte {by}" in called
    for text in (caller, called):
        assert "02\u00a035\u00a000\u00a000\u00a001" in text
        assert "02\u00a035\u00a000\u00a000\u00a002" in text


def test_who_is_named_has_a_site() -> None:
    view = masked_view(DISCLOSED, OFFER, load_catalogue(), "fr")
    flow = OwnFlow(site="Usine B", commune="Oudalle", quantity=Quantity("1", "MWh"))
    for sites, shown in (([flow], True), ([None], False), ([], False)):
        letter = disclosure(about(view, others=[THEM], sites=sites))
        assert ("Site\u00a0: Usine B, Oudalle" in parts(parsed(letter))["text/plain"]) is shown


def test_a_company_without_contact_is_called_by_its_name() -> None:
    caller, _ = letters(Company(name="Besoin"))
    assert "que vous appeliez Besoin avant" in parts(parsed(caller))["text/plain"]


def test_nobody_is_asked_to_call_where_no_phone_is_told() -> None:
    """`users.md` #19, whose company's name was told twice besides."""
    service = changed(KARIM, name="Service environnement, Besoin", phone=None)
    mails = letters(Company(name="Besoin", contacts=(service,)))
    caller, called = (parts(parsed(one))["text/plain"] for one in mails)
    assert "que vous écriviez à Service environnement, Besoin avant" in caller
    assert "vous contacte avant" in called
    assert "appeliez" not in caller


def test_where_nobody_offers_the_first_side_calls() -> None:
    assert first_caller(LIFE) == OFFER
    members = [changed(one, side=changed(one.side, role="member")) for one in LIFE.parties]
    assert first_caller(changed(LIFE, parties=tuple(members[::-1]))) == NEED


def test_a_contact_without_name_is_one_of_his_company() -> None:
    nameless = Company(name="Besoin", contacts=(changed(KARIM, name=""),))
    caller, _ = letters(nameless)
    message = parsed(caller)
    text = parts(message)["text/plain"]
    assert "que vous appeliez Besoin avant" in text
    assert "Contact" not in text
    assert KARIM.email in text
    for_him = disclosure(
        about(
            masked_view(DISCLOSED, NEED, load_catalogue(), "fr"),
            company=nameless,
            contact=nameless.contacts[0],
            others=[US],
        )
    )
    message = parsed(for_him)
    assert message["To"] == KARIM.email
    assert parts(message)["text/plain"].lstrip().startswith("Bonjour,")
