"""What members of a group report, and what the others bring meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests.reference.ledger.lives import rate
from tests.reference.ledger.parts import given
from tests.reference.ledger.quantities import Span, exact
from tests.reference.ledger.recorded.lives_read import Amount, Life, Party, Report
from tests.unit.ledger.makers import exactly

ON = date(2026, 6, 30)


def group(agreed: str | None = "400") -> Life:
    """Four members of 100 t; each saves 950 of 3,800 EUR a year."""
    members = [
        {"organisation_id": name, "amount": "100", "saving": "950", "role": "user"}
        for name in "abcd"
    ]
    life = Life("g", kind="pooling", subject="waste_collection", disclosed=True)
    life.group, life.basis = {"members": members}, Amount(exactly("400"), "t")
    life.eur, life.tco2e = Span(exactly("3000"), exactly("3800")), exact(exactly("2"))
    life.parties = [Party(n, None, None, n, "member", "200010700", "consented") for n in "abcd"]
    life.begin(date(2026, 1, 1), Amount(exactly(agreed), "t") if agreed else None)
    return life


def reported(by: str | None, eur: str) -> Report:
    days = date(2025, 7, 1), ON
    return Report("", by, *days, "declared", None, exactly(eur), None, None, None)


def test_who_reported_nothing_goes_on_as_agreed_by_its_part() -> None:
    life = group()
    life.report(reported("a", "365"))
    assert rate(life, ON).eur == Span(exactly("2615"), exactly("3215"))
    assert rate(life, ON, "a").eur == exact(exactly("365"))
    assert rate(life, ON, "b").eur == exact(exactly("950"))
    life.report(reported(None, "2000"))
    assert rate(life, ON).eur == exact(exactly("2000"))


def test_of_a_quantity_that_nobody_told_of_a_group_nothing_is_known() -> None:
    found = rate(group(None), ON)
    assert (found.amount.missing, found.eur.missing) == (("agreed",), ("agreed",))


def test_what_is_fixed_stays_and_each_bears_its_part() -> None:
    """Tours of 2,000 EUR: 5,800 less, for 100 of 400 t 1,450 less 2,000, a quarter of it each."""
    life = group("100")
    life.eur, life.fixed = exact(exactly("3800")), {"eur": exact(exactly("-2000"))}
    assert rate(life, ON).eur == exact(exactly("-550"))
    assert rate(life, ON, "a").eur == exact(exactly("-137.5"))
    days = date(2025, 7, 1), ON
    life.report(Report("", "a", *days, "declared", Amount(exactly("100"), "t"), *[None] * 4))
    assert rate(life, ON, "a").eur == exact(exactly("950"))
    assert rate(life, ON).eur == exact(exactly("537.5"))


def test_a_member_reads_its_part_of_a_smaller_quantity_only_beside_three_others() -> None:
    life = group("100")
    assert rate(life, ON, "a").eur == exact(exactly("237.5"))
    life.parties = life.parties[:3]
    assert not rate(life, ON, "a").eur.known
    assert not rate(life, ON, "a").tco2e.known


def test_of_a_post_what_one_reports_takes_its_part_of_what_is_said_of_all() -> None:
    """Half a post: of 2,000 EUR its half goes, for its own 365."""
    life = group(None)
    parts = {"a": "0.5", "b": "0.3", "c": "0.2"}
    life.group = {
        "members": [
            {"organisation_id": one, "amount": part, "months": [part] * 12, "alone": "90000"}
            for one, part in parts.items()
        ]
    }
    life.eur = None
    life.agreements.clear()
    life.begin(date(2024, 1, 1), None)
    year: dict[str, Any] = {"first": date(2024, 7, 1), "last": date(2025, 6, 30)}
    life.report(replace(reported(None, "2000"), id="all", **year))
    assert rate(life, ON).eur == exact(exactly("2000"))
    life.report(replace(reported("a", "365"), id="own"))
    assert rate(life, ON).eur == exact(exactly("1365"))


def test_what_an_owner_gives_adds_nothing_to_what_users_take() -> None:
    life = group()
    for line in (life.group or {})["members"]:
        line["role"] = "owner" if line["organisation_id"] == "a" else "user"
    heat = Amount(exactly("30"), "MWh")
    own, given_ = (replace(reported(by, "9"), id=by, amount=heat) for by in "ba")
    life.report(own)
    before = rate(life, ON)
    life.report(given_)
    assert rate(life, ON).amount == before.amount
    assert given(life, given_, [own, given_], lambda r: r.amount.value if r.amount else None)
    assert not given(life, given_, [own, given_], lambda r: r.eur)
