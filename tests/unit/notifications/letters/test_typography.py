"""Spaces as typographers set them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup

from boucle.notifications.letters.letter import SUBJECT_LENGTH, fitting
from boucle.pages.typography import set_in, typeset


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Vapeur : un preneur ?", "Vapeur~: un preneur~?"),
        ("oui ; « non » !", "oui~; «~non~»~!"),
        ("9 000 t/an à 10 km", "9~000~t/an à 10~km"),
        ("02 35 00 00 09", "02~35~00~00~09"),
        ("25 000 € ; 3 %", "25~000~€~; 3~%"),
        ("à 85 °C, 12 MWh", "à 85~°C, 12~MWh"),
        ("dans 3 tonneaux", "dans 3 tonneaux"),
        ("https://x.example/a?b=c;d", "https://x.example/a?b=c;d"),
        ("voir https://x.example : ici", "voir https://x.example~: ici"),
        ("bonjour :-)", "bonjour :-)"),
    ],
)
def test_french_spaces(written: str, shown: str) -> None:
    assert typeset(written, "fr") == shown.replace("~", "\u00a0")


def test_english_has_none_before_marks() -> None:
    assert typeset("9 000 t : what ?", "en") == "9\u00a0000\u00a0t : what ?"


@given(st.text("a 1:;?!«»\u00a0t€", max_size=30), st.sampled_from(["fr", "en"]))
def test_it_changes_spaces_only_and_once(text: str, language: str) -> None:
    once = typeset(text, "fr" if language == "fr" else "en")
    assert once.split() == text.split() or "".join(once.split()) == "".join(text.split())
    assert typeset(once, "fr" if language == "fr" else "en") == once


def test_a_template_shows_what_people_wrote_set() -> None:
    env = Environment(autoescape=True, finalize=set_in)
    shown = env.from_string("<p>{{ text }}</p>{{ css }}").render(
        language="fr", text="<b> Quoi ?", css=Markup("a :hover { b : c }")
    )
    assert shown == "<p>&lt;b&gt; Quoi\u00a0?</p>a :hover { b : c }"


@given(st.lists(st.text("ab \u00a0", min_size=1, max_size=90), min_size=1, max_size=4))
def test_a_subject_fits_and_no_word_is_cut(ways: list[str]) -> None:
    subject = fitting(ways)
    assert len(subject) <= SUBJECT_LENGTH
    assert any(set(subject.removesuffix("…").split(" ")) <= {*way.split(" "), ""} for way in ways)
