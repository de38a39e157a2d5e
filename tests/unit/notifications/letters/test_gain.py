"""What a reader would gain, said for what it is."""

import re
from decimal import Decimal

import pytest
from msgspec.structs import replace as changed

from boucle.catalogue import load_catalogue
from boucle.catalogue.wording.figures import Language
from boucle.contract.events.matching import Role
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.notifications.directory.answer import OwnFlow
from boucle.notifications.letters.amounts import at_most, in_unit_of
from boucle.notifications.letters.disclosure import disclosure
from boucle.notifications.letters.gain import gain_of
from boucle.notifications.letters.group_words.equipment import POST
from boucle.notifications.letters.group_words.share import Weighed, share_of
from boucle.notifications.letters.introduction import introduction
from boucle.notifications.letters.masked import masked_view
from boucle.notifications.translating import translator
from boucle.pages.typography import typeset
from tests.unit.notifications.letters.test_mail import (
    LIFE,
    OFFER,
    THEM,
    about,
    facts_of,
    parsed,
    parts,
)
from tests.unit.notifications.letters.test_previews import NARROW, with_preview

PRICE_OF_OFFER = "offer.current_route.cost_eur_per_unit"
PRICE_OF_NEED = "need.current_supply.price_eur_per_unit"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("2345678", "2612345", "environ 2,5 M€ par an"),
        ("2000000", "3000000", "entre 2 et 3 M€ par an"),
        ("800000", "1200000", "entre 0,8 et 1,2 M€ par an"),
        ("25123", "41999", "entre 25 000 et 42 000 € par an"),
        ("0", "1533.27", "jusqu'à 1 500 € par an"),
        ("1500", "1560", "environ 1 500 € par an"),
        ("-61000", "32000", "jusqu'à 32 000 € par an, ou un surcoût jusqu'à 61 000 € par an"),
    ],
)
def test_euros_read_as_people_say_them(low: str, high: str, said: str) -> None:
    gain = gain_of(
        Amount("EUR", low, high), "offer", load_catalogue(), masked=True, _=translator("fr")
    )
    assert gain.amount.replace("\u00a0", " ") == said
    assert gain.computed
    assert gain.explained


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("25000", "42000", "entre 25\u00a0000 et 42\u00a0000\u00a0€ par an"),
        ("0", "32000", "jusqu'à 32\u00a0000\u00a0€ par an"),
        (
            "-6100",
            "32000",
            "jusqu'à 32\u00a0000\u00a0€ par an, ou un surcoût jusqu'à 6\u00a0100\u00a0€ par an",
        ),
    ],
)
def test_a_gain_is_said_alike_of_a_pair_and_of_a_group(low: str, high: str, said: str) -> None:
    eur, _ = Amount("EUR", low, high), translator("fr")
    of_pair = gain_of(eur, "need", load_catalogue(), masked=False, _=_)
    before = share_of(eur, Weighed(), "", POST, _)
    of_all = share_of(None, Weighed(total=eur, runs=True), "", POST, _)
    middle = str((Decimal(low) + Decimal(high)) / 2)
    own = share_of(None, Weighed(saving=middle, total=eur), "", POST, _)
    assert [of_pair.amount, before.amount, of_all.amount, own.amount] == [said] * 4
    plafond = any(line.startswith("C'est un plafond : transport") for line in of_pair.explained)
    assert plafond is (low == "0")


NEGATIONS = re.compile(r"\b(pas|rien|aucun|jamais|no|nothing|never)\b", re.IGNORECASE)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("role", ["offer", "need", "member"])
@pytest.mark.parametrize(
    ("ends", "masked"),
    [(("-9000", "-4000"), True), (("0", "0"), True), (("0", "0"), False), (("-95", "-9"), True)],
)
def test_nothing_to_gain_is_never_said(
    ends: tuple[str, str], role: Role, masked: bool, language: Language
) -> None:
    """It is still to be worked out, and what is missing, or hidden, is said."""
    _ = translator(language)
    gain = gain_of(Amount("EUR", *ends), role, load_catalogue(), masked=masked, _=_)
    assert not gain.computed
    hidden = masked and role != "member"
    begins = {
        "fr": "à chiffrer une fois les noms échangés : " if hidden else "à chiffrer : il manque ",
        "en": "to be costed once names are exchanged: " if hidden else "to be costed: ",
    }
    assert gain.amount.startswith(begins[language])
    assert not NEGATIONS.search(gain.amount)


def test_who_pays_nothing_is_told_the_public_price_with_its_source_and_date() -> None:
    """ECOSTU'AIR gives away 330,000 MWh of steam; at 33 to 65 EUR a MWh: 10.9 to 21.5 M EUR."""
    worth = Amount("EUR", "10000000", "22000000", factor="natural_gas")
    view = masked_view(with_preview(changed(NARROW, eur=worth)), OFFER, load_catalogue(), "fr")
    letter = introduction(about(view))
    assert letter.preheader.startswith("Repère public : entre 10 et 22\u00a0M€ par an.")
    for text in parts(parsed(letter)).values():
        assert "Repère public\u00a0: entre 10 et 22\u00a0M€ par an." in text
        assert "65\u00a0€/MWh en moyenne pour les entreprises (SDES, 2024)" in text
        assert "économie" not in text


@pytest.mark.parametrize(
    ("missing", "role", "said"),
    [
        (PRICE_OF_OFFER, "offer", "ce que vous coûte aujourd'hui l'évacuation de ce flux"),
        (PRICE_OF_NEED, "need", "le prix de votre approvisionnement d'aujourd'hui"),
        (PRICE_OF_NEED, "offer", "le prix que l'autre entreprise paie aujourd'hui"),
        (PRICE_OF_OFFER, "need", "ce que l'autre entreprise paie pour l'évacuation"),
        ("the place is not shown", "need", "cela dépend de la distance"),
        ("route", "offer", "les quantités et les coûts de chacun"),
    ],
)
@pytest.mark.parametrize("masked", [True, False])
def test_what_is_missing_is_said(missing: str, role: Role, said: str, *, masked: bool) -> None:
    """Until names are known the other's price is hidden, whether it is declared or not."""
    gain = gain_of(
        Amount("EUR", missing=missing), role, load_catalogue(), masked=masked, _=translator("fr")
    )
    if masked and "l'autre" in said:
        assert gain.amount == (
            "à chiffrer une fois les noms échangés : cela dépend de ce que paie l'autre entreprise"
        )
    else:
        assert re.fullmatch(rf"à chiffrer.* : (il manque )?{re.escape(said)}", gain.amount)
    assert not gain.computed


def test_the_gain_shown_before_consent_is_the_preview_s() -> None:
    preview = changed(NARROW, eur=Amount("EUR", "2000000", "3000000"))
    view = masked_view(with_preview(preview), OFFER, load_catalogue(), "fr")
    texts = parts(parsed(introduction(about(view)))).values()
    for text in texts:
        assert "Entre 2 et 3\u00a0M€ par an." in text
        assert "avant le prix dont vous conviendrez" in text
        assert "120" not in text  # LIFE's own, with both prices


def test_the_gain_shown_after_consent_is_of_both() -> None:
    view = masked_view(changed(LIFE, disclosed=True), OFFER, load_catalogue(), "fr")
    text = parts(parsed(disclosure(about(view, others=[THEM]))))["text/plain"]
    assert "Entre 120\u00a0000 et 230\u00a0000\u00a0€ par an." in text
    assert "Ce que vous y gagneriez ensemble" in text
    assert "à vous deux" in text


def test_figures_are_exact_once_all_are_named() -> None:
    """As the API tells them, and one way only in a mail."""
    sides = [
        changed(one, side=changed(one.side, quantity=Quantity(amount, "t")))
        for one, amount in zip(LIFE.parties, ("1237", "2518.5"), strict=True)
    ]
    life = changed(LIFE, parties=tuple(sides), potential=Quantity("1237", "t"), distance_km="18.5")
    letters = {
        kind: letter(about(masked_view(view, OFFER, load_catalogue(), "fr"), others=[THEM]))
        for kind, letter, view in (
            ("before", introduction, life),
            ("after", disclosure, changed(life, disclosed=True)),
        )
    }
    texts = {
        kind: {fact.label: fact.value for fact in facts_of(letter)}
        for kind, letter in letters.items()
    }
    assert texts["before"]["Distance"] == "Moins de 10\u00a0km"  # its preview's
    assert "18,5" not in str(letters["before"])
    after = texts["after"]
    assert after["Distance"] == "19\u00a0km"
    assert after["Ce qui pourrait circuler"] == "1\u00a0237\u00a0t par an"
    assert after["L'autre entreprise cherche"] == "Vapeur (2\u00a0518,5\u00a0t par an)"
    assert after["Vous proposez"] == "Vapeur, 1\u00a0237\u00a0t par an"
    assert letters["after"].subject.startswith("1\u00a0237\u00a0t/an de vapeur")
    assert "240" not in str(letters["after"])


def test_once_they_are_named_the_distance_is_not_said_to_be_missing() -> None:
    """Before, nothing could be told without the place; now what is missing is the other's price."""
    preview = changed(NARROW, eur=Amount("EUR", missing="the place is not shown"))
    missing = Amount("EUR", missing="need.current_supply.price_eur_per_unit")
    named = changed(with_preview(preview), disclosed=True, eur=missing)
    view = masked_view(named, OFFER, load_catalogue(), "fr")
    assert view.gain.amount.endswith("il manque le prix que l'autre entreprise paie aujourd'hui")


def test_what_was_shown_before_consent_holds_while_the_other_names_no_price() -> None:
    preview = changed(NARROW, eur=Amount("EUR", "2000000", "3000000"))
    missing = Amount("EUR", missing="need.current_supply.price_eur_per_unit")
    named = changed(with_preview(preview), disclosed=True, eur=missing)
    view = masked_view(named, OFFER, load_catalogue(), "fr")
    text = parts(parsed(disclosure(about(view, others=[THEM]))))["text/plain"]
    assert "Entre 2 et 3\u00a0M€ par an." in text
    assert "avant le prix dont vous conviendrez" in text


def test_a_table_has_one_unit_and_nothing_beyond_the_reader_s_own() -> None:
    own = OwnFlow(site="Usine A", quantity=Quantity("80", "GWh"))
    moved = changed(NARROW, quantity=Quantity("100000", "MWh"))
    view = masked_view(with_preview(moved), OFFER, load_catalogue(), "fr", own)
    facts = {one.label: one.value for one in facts_of(introduction(about(view, own=own)))}
    assert facts["Vous proposez"] == "Vapeur, 80\u00a0GWh par an"
    assert "(environ 500\u00a0GWh par an)" in facts["L'autre entreprise cherche"]
    # 100 GWh is a step: 63 to 160 stand behind it, and the reader has 80
    assert facts["Ce qui pourrait circuler"] == "Entre 63 et 80\u00a0GWh par an"
    assert "MWh" not in parts(parsed(introduction(about(view, own=own))))["text/plain"]


def test_units_that_measure_other_things_stay() -> None:
    tonnes = Quantity("3", "t")
    assert in_unit_of(tonnes, Quantity("1", "MWh")) == tonnes
    assert in_unit_of(Quantity("3500", "kg"), Quantity("1", "t")) == Quantity("3.5", "t")
    assert in_unit_of(tonnes, None) == tonnes
    assert at_most(tonnes, Quantity("1", "MWh")) == tonnes
    assert at_most(Quantity("30000", "m3"), Quantity("27500", "m3")) == Quantity("27500", "m3")


def test_each_amount_has_its_unit_on_its_line() -> None:
    assert typeset("environ 79 000 t de CO₂", "fr") == "environ 79\u00a0000\u00a0t de CO₂"


def test_a_loss_says_how_much_once_both_know_each_other() -> None:
    """No price makes it a gain for both: nothing is missing."""
    loss = Amount("EUR", "-156605", "-31012")
    found = gain_of(loss, "offer", load_catalogue(), masked=False, _=translator("fr"))
    assert found.amount.replace("\u00a0", " ") == (
        "entre 31 000 et 160 000 € par an de plus qu'aujourd'hui"
    )
    assert found.whose == "loss"
