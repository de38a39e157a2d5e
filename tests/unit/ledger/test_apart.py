"""What may not be told at all, and the pages behind mails' links."""

from __future__ import annotations

from typing import Any

from tests.reference.ledger.compare import differences
from tests.unit.ledger.makers import entry, ident, organisation
from tests.unit.ledger.test_compare import PAIR, pair, start

Body = dict[str, Any]
SANDBOX, INSIDE = "000001008", "000001016"
PAGE = {"page": "/r/x", "status": 200, "synergy_id": PAIR, "organisation_id": ident("Suez")}


def rules(log: list[Body]) -> set[str]:
    return {one.rule for one in differences(log)}


def page(says: str, **more: Any) -> Body:
    html = f"<html><title>Vapeur</title><style>a {{width: 1.250%}}</style><p>{says}</p></html>"
    return {"at": "2026-01-03", **PAGE, "html": html, **more}


def with_a_sandbox() -> list[Body]:
    made = {
        "sandbox_id": SANDBOX,
        "territories": [{"siren": INSIDE}],
        "tool": {"client_id": "tool-x"},
    }
    return [
        *start(),
        entry("2026-01-02T08:00", "POST", "/v1/sandboxes", made),
        entry("2026-01-02T09:00", "PUT", "/v1/x", organisation("Essai", territory=INSIDE)),
    ]


def test_a_page_follows_the_rule_of_its_mail() -> None:
    assert rules([*start(), page("Un preneur possible. Jusqu'à 14 M€ par an.")]) == set()
    assert "two significant digits beyond a hundred" in rules([*start(), page("1 234 € par an")])
    nothing = page("", html="<h1>Pas d'économie sûre en €.</h1>")
    assert "a negation is never headline" in rules([*start(), nothing])


def test_a_page_names_the_other_once_both_agreed() -> None:
    assert rules([*start(), page("Contact : Tereos")]) == {"masked until consent"}
    known = entry("2026-01-02", "GET", f"/v1/synergies/{PAIR}", pair(disclosed=True))
    assert rules([*start(), known, page("Contact : Tereos")]) == set()


def test_a_page_stays_open_for_six_months() -> None:
    assert rules([*start(), page("", status=404)]) == {"open for six months"}
    assert rules([*start(), page("", status=404, since="2025-01-03")]) == set()
    assert rules([*start(), page("", status=500)]) == {"no 5xx"}


def test_a_sandbox_is_closed() -> None:
    log = with_a_sandbox()
    for by in (f"animator:{INSIDE}", "tool:tool-x", f"company:{ident('Essai')}"):
        line = entry("2026-01-03", "GET", "/v1/organisations", {"items": [organisation("Suez")]})
        assert rules([*log, {**line, "by": by}]) == {"a sandbox is closed"}
    own = entry("2026-01-03", "GET", "/v1/organisations", {"items": [organisation("Essai")]})
    own["answer"]["items"][0]["territory"] = INSIDE
    assert rules([*log, {**own, "by": f"animator:{INSIDE}"}]) == set()
    assert rules([*log, own]) == set()  # the operator is everywhere
    assert rules([*log, {**own, "by": "animator:200010999"}]) == {"a sandbox is closed"}


def test_a_sandbox_sends_no_mail_and_pairs_nothing_with_the_outside() -> None:
    mail = {"at": "2026-01-03", "subject": "Vapeur", "text": "", "step": "introduction"}
    mail["organisation_id"] = ident("Essai")
    assert rules([*with_a_sandbox(), mail]) == {"stored, not sent"}
    crossing = pair()
    crossing["sides"][0]["territory"] = INSIDE
    listed = entry("2026-01-03", "GET", "/v1/synergies", {"items": [crossing]})
    assert "pairs nothing" in rules([*with_a_sandbox(), listed])


def test_an_erased_person_is_told_nowhere() -> None:
    contact = {"name": "Camille Suez", "email": "c@suez.example"}
    log = start()
    put = entry("2026-01-01T11:00", "PUT", "/v1/x", organisation("Suez"))
    erase = entry("2026-01-02T11:00", "POST", "/v1/persons/erase", {"contacts": 1})
    log += [
        {**put, "body": {"contacts": [contact]}},
        {**erase, "body": {"address": "C@suez.example"}},
    ]
    told = entry("2026-01-03", "GET", "/v1/organisations", {"items": [{"contacts": [contact]}]})
    assert rules([*log, told]) == {"an erased person is nowhere"}
    assert rules([*log, page("Camille Suezane")]) == set()
    assert rules([*log, page("Contact : Camille Suez")]) == {"an erased person is nowhere"}
    assert rules([*log, page("", status=404)]) == set()  # nobody else answers with its link


def test_nobody_writes_to_a_company_that_left_a_month_ago() -> None:
    known = organisation("Suez", sources=[{"source": "t", "external_id": "suez"}])
    log = [*start(), entry("2026-01-01T11:00", "PUT", "/v1/x", known)]
    gone = entry("2026-01-02", "DELETE", "/v1/sources/t/organisations/suez", None, status=204)
    mail = {"at": "2026-02-02", "subject": "Vapeur", "text": "", "organisation_id": ident("Suez")}
    assert rules([*log, gone, mail]) == {"no contact is stored of who left"}
    assert rules([*log, mail]) == set()
    assert rules([*log, gone, {**mail, "at": "2026-02-01"}]) == set()
