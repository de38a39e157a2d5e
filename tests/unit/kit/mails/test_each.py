"""Each rule of one mail passes a mail that is right, and finds what breaks it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from boucle.contract.events.registry import Quantity
from tests.kit.mails import OF_EACH, Known, Received, findings
from tests.unit.kit.mails.making import (
    GOOD,
    KNOWN,
    LINKS,
    MEETING,
    SUBJECT,
    Made,
    body,
    foot,
    ics,
    seen,
)


def test_a_mail_that_is_right_passes_every_rule() -> None:
    meeting = replace(KNOWN, kind="meeting", own=None)
    assert list(findings([seen()])) == []
    assert list(findings([seen(MEETING, meeting)])) == []


MISSING = replace(KNOWN, gain="missing")
SILENT = {"name": "Anne Dubois", "phone": None, "email": "anne@caux.example"}
TABLE = "<table><tr><td>80\u00a0GWh</td><td>100\u00a0000\u00a0MWh</td></tr></table>"


@pytest.mark.parametrize(
    ("rule", "made", "known"),
    [
        ("subject", replace(GOOD, subject="x" * 71), KNOWN),
        ("subject", replace(GOOD, subject=""), KNOWN),
        ("preheader", replace(GOOD, preheader=""), KNOWN),
        ("preheader", replace(GOOD, preheader=SUBJECT), KNOWN),
        ("preheader", replace(GOOD, preheader=f"{SUBJECT} encore"), KNOWN),
        ("headers", replace(GOOD, to="jean"), KNOWN),
        ("html", replace(GOOD, head=""), KNOWN),
        ("html", replace(GOOD, more_html="<p><b>gras</p></b>"), KNOWN),
        ("html", GOOD, replace(KNOWN, language="en")),
        ("remote", replace(GOOD, more_html='<img src="https://x.example/a.png">'), KNOWN),
        (
            "remote",
            replace(GOOD, more_html='<p style="background:url(//x.example/a)">a</p>'),
            KNOWN,
        ),
        ("remote", replace(GOOD, more_html="<style>@import 'x.css';</style>"), KNOWN),
        ("remote", replace(GOOD, more_html="<script>1</script>"), KNOWN),
        ("links", replace(GOOD, more_html='<a href="https://boucle.example/q">a</a>'), KNOWN),
        ("links", replace(GOOD, more_html='<a href="">a</a>'), KNOWN),
        ("signed", body("Anne Dubois", "Boucle"), KNOWN),
        ("signed", body("02 35 00 00 00", "téléphone"), KNOWN),
        ("signed", GOOD, replace(KNOWN, territory="Pays de Falaise")),
        ("signed", GOOD, replace(KNOWN, animator=SILENT)),
        ("foot", foot("viennent de la déclaration de", "sont de"), KNOWN),
        ("foot", foot("Finalité\u00a0: l'écologie industrielle."), KNOWN),
        ("foot", foot("Base\u00a0: intérêt public."), KNOWN),
        ("foot", foot("36 mois", "toujours"), KNOWN),
        ("foot", foot("Vos droits\u00a0: accès, rectification, effacement."), KNOWN),
        ("foot", GOOD, replace(KNOWN, controller="Communauté d'Alençon")),
        *[("foot", replace(GOOD, links=LINKS[:n] + LINKS[n + 1 :]), KNOWN) for n in range(3)],
        ("gain", body("€", "euros"), KNOWN),
        ("gain", GOOD, MISSING),
        ("gain", body("12\u00a0000 à 40\u00a0000\u00a0€ par an", "à chiffrer"), MISSING),
        ("typography", body("gravats.", "gravats !"), KNOWN),
        ("typography", body("gravats.", "gravats !\nSuite"), KNOWN),
        ("typography", body("gravats.", "« gravats\u00a0»."), KNOWN),
        ("typography", body("gravats.", "gravats?"), KNOWN),
        ("typography", replace(GOOD, subject="Gravats : 27 t"), KNOWN),
        ("typography", replace(GOOD, preheader="À gagner : bien plus que cela"), KNOWN),
        ("typography", body("gravats.", "rubble\u00a0: 2 t"), replace(KNOWN, language="en")),
        ("typography", body("gravats.", "gravats ! 2 t"), replace(KNOWN, language="en")),
        ("language", body("Bonjour", "Hello"), KNOWN),
        ("language", GOOD, replace(KNOWN, language="en")),
        ("units", replace(GOOD, more_html=TABLE), KNOWN),
        ("units", body("gravats.", "80\u00a0GWh ou 100\u00a0000\u00a0MWh."), KNOWN),
        ("quantities", body("20\u00a0000\u00a0t", "30\u00a0000\u00a0t"), KNOWN),
        ("quantities", body("20\u00a0000\u00a0t", "30 000 t"), KNOWN),
        ("quantities", GOOD, replace(KNOWN, own=Quantity("19000000", "kg"))),
        ("secrets", body("gravats.", "gravats, Sablières Martin."), KNOWN),
        ("secrets", replace(GOOD, preheader="Sablières Martin vous attend, dit-on"), KNOWN),
        ("calendar", GOOD, replace(KNOWN, kind="meeting")),
        ("calendar", ics("BEGIN:VEVENT", "BEGIN:VEVENTS"), KNOWN),
        ("calendar", replace(MEETING, method="CANCEL"), KNOWN),
        ("calendar", ics("ATTENDEE:mailto:jean", "ATTENDEE:mailto:paul"), KNOWN),
        ("calendar", ics("TZID:Europe/Paris", "TZID:Europe/Rome"), KNOWN),
        ("calendar", ics("SEQUENCE:0\r\n", ""), KNOWN),
        ("calendar", ics("SUMMARY:", f"SUMMARY:{'x' * 80}"), KNOWN),
    ],
)
def test_a_mail_that_breaks_a_rule_is_found(rule: str, made: Made, known: Known) -> None:
    assert [*OF_EACH[rule](*_pair(made, known))], rule


def _pair(made: Made, known: Known) -> tuple[Received, Known]:
    return Received.of(made.content()), known


def test_every_rule_of_one_mail_is_broken_by_some_mail() -> None:
    marks = test_a_mail_that_breaks_a_rule_is_found.pytestmark  # type: ignore[attr-defined]
    broken = {case[0] for mark in marks for case in mark.args[1]}
    assert broken == OF_EACH.keys()


def test_a_part_that_is_missing_is_found() -> None:
    mail = Received.of(GOOD.content())
    found = OF_EACH["headers"](replace(mail, html=""), KNOWN)
    assert [*found] == ["a part is missing: text and HTML are wanted"]


def test_what_is_missing_of_a_gain_is_said_instead() -> None:
    said = "à chiffrer\u00a0: il manque le prix que vous payez"
    made = body("12\u00a0000 à 40\u00a0000\u00a0€ par an", said)
    assert [*OF_EACH["gain"](*_pair(made, MISSING))] == []


def test_what_is_said_of_another_company_may_be_more_than_ones_own() -> None:
    made = body("gravats.", "gravats.\nL'autre entreprise cherche\u00a0: 50\u00a0000\u00a0t")
    assert [*OF_EACH["quantities"](*_pair(made, KNOWN))] == []


def test_an_english_mail_repeats_french_words_as_they_are() -> None:
    made = body("gravats.", "Atelier : on y va !")
    english = replace(KNOWN, language="en", quoted=frozenset({"Atelier : on y va !"}))
    assert "«Atelier" not in " ".join(OF_EACH["typography"](*_pair(made, english)))


def test_cells_of_a_row_are_read_together() -> None:
    row = "<table><tr><td>L'autre entreprise</td><td>50\u00a0000\u00a0t</td></tr></table>"
    made = replace(GOOD, more_html=row)
    assert [*OF_EACH["quantities"](*_pair(made, KNOWN))] == []
