"""Mails as mail programs lay them out: tables that stand in Outlook, dark mode, what is hidden."""

import re

import pytest

from boucle.catalogue.wording.figures import Language
from tests.unit.notifications.letters.mail_clients import problems
from tests.unit.notifications.letters.test_mail import every_letter, parsed, parts

LIGHT = {"text": "#1d2a22", "quiet": "#566259", "brand": "#2a6140", "label": "#ffffff"}
GROUNDS = {"page": "#f3f5f1", "card": "#ffffff", "key": "#eaf3ec", "button": "#2a6140"}
ON = {"text": ("card", "key"), "quiet": ("page", "card", "key"), "brand": ("page",)}


def pages(language: Language) -> list[str]:
    return [parts(parsed(letter))["text/html"] for letter in every_letter(language)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_mail_stands_in_every_program(language: Language) -> None:
    for html in pages(language):
        assert problems(html) == []
        assert f'<html lang="{language}"' in html
        assert '<meta name="color-scheme" content="light dark">' in html


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p style='padding:4px'>x</p>", "<p> padding:4px"),
        ("<div style='display:flex'>x</div>", "<div> is hidden from some only"),
        ("<table></table>", "<table> is read out as a table of data"),
        ("<td style='background-color:#ffffff'>x</td>", "<td> has no bgcolor"),
        ("<td style='border-radius:8px;box-shadow:0 0 2px'>x</td>", "<td> box-shadow:0 0 2px"),
        ("<p style='margin:0 auto'>x</p>", "<p> margin:0 auto"),
        ("<p style='margin:-4px 0'>x</p>", "<p> margin:-4px 0"),
        ("<p style='color:var(--ink)'>x</p>", "<p> color:var(--ink)"),
        ("<body><style>x</style></body>", "<style> is read in the head alone"),
        ("<section>x</section>", "<section> is not shown by all"),
        ("<p>x", "<p> stays open"),
        ("<p>" + "x" * 103_000 + "</p>", "Gmail cuts it off"),
    ],
)
def test_what_some_program_does_not_show_is_found(html: str, found: str) -> None:
    assert found in problems(html)


def test_words_are_read_well_by_day_and_by_night() -> None:
    html = pages("fr")[0]
    night = dict(re.findall(r"^\.(\w+) \{ (?:background-)?color: (#\w{6})", html, re.MULTILINE))
    for ink, grounds in (*ON.items(), ("label", ("button",))):
        for ground in grounds:
            assert contrast(LIGHT[ink], GROUNDS[ground]) >= 4.5, (ink, ground)
            assert contrast(night[ink], night[ground]) >= 4.5, (ink, ground, "night")
    for name, colour in (LIGHT | GROUNDS).items():
        assert colour in html, name


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
