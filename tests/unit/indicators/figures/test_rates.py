"""What runs follows what was agreed, and from the day of a report on what was reported."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from boucle.contract.events.matching import Result
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.indicators.facts.bodies import Fact
from boucle.indicators.figures.figure import Figure
from boucle.indicators.figures.group_parts import NOT_BY_ALL
from tests.unit.indicators.figures.test_agreed import runs
from tests.unit.indicators.figures.test_figures import facts, figures_of, ident
from tests.unit.indicators.figures.test_group_figures import FOUR, group, post, to_itself
from tests.unit.indicators.figures.test_group_figures import lived as group_lived
from tests.unit.indicators.figures.test_ran import in_month

OFFER, NEED = ident("steam o company"), ident("steam n company")
FORTNIGHT: dict[str, Any] = {"period_start": date(2026, 11, 16), "period_end": date(2026, 11, 30)}
YEAR: dict[str, Any] = {"period_start": date(2025, 11, 1), "period_end": date(2026, 10, 31)}


def said(name: str = "r", mwh: str | None = None, **changes: Any) -> Result:
    quantity = None if mwh is None else Quantity(mwh, "MWh")
    its: dict[str, Any] = {"result_id": ident(name), "grade": "declared", "quantity": quantity}
    return Result(**its | FORTNIGHT | changes)


def steam(*results: Result, agreed: str | None = "3650", **changes: Any) -> list[Fact]:
    """3,650 MWh a year, ten a day, of 330,000 possible: 390 to 440 EUR a day."""
    its: dict[str, Any] = {"running_since": date(2026, 11, 1), "results": results} | changes
    return facts(runs("steam", agreed, **its))


def ends(figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    return figure.low, figure.high


def euros(low: str, high: str | None = None) -> tuple[Decimal, Decimal]:
    return Decimal(low), Decimal(high or low)


def test_from_its_first_day_on_a_report_replaces_what_was_agreed() -> None:
    """75 MWh and 3,000 EUR in fifteen days: five MWh and 200 EUR a day, also afterwards."""
    known = steam(said(mwh="75", eur="3000"))
    november = in_month(known, 2026, 11)
    assert november["ran_energy", "declared"].value == 15 * 10 + 15 * 5
    assert ends(november["ran_eur", "estimated"]) == euros("8850", "9600")  # 15 × (390..440 + 200)
    assert november["running_energy", "declared"].value == 5 * 365
    assert ends(november["running_eur", "estimated"]) == euros("73000")
    assert in_month(known, 2026, 12)["ran_energy", "declared"].value == 31 * 5
    assert ends(in_month(known, 2026, 12)["ran_eur", "estimated"]) == euros("6200")


def test_a_load_of_one_day_is_no_rate_of_a_year() -> None:
    """150 MWh on the last of November: what was agreed goes on; it stands in what was reported."""
    day: dict[str, Any] = {"period_start": date(2026, 11, 30), "period_end": date(2026, 11, 30)}
    november = in_month(steam(said(mwh="150", eur="9000", **day)), 2026, 11)
    assert november["running_energy", "declared"].value == 3650
    assert november["ran_energy", "declared"].value == 30 * 10
    assert november["reported_eur", "declared"].value == 9000


@pytest.mark.parametrize(
    ("mwh", "eur", "yearly", "saved"),
    [
        # 30 days are 1/12.17 of a year: at that rate 365 times 1,000 MWh.
        ("30000", "600000", "330000", "6600000"),  # 11 times both: all that is possible
        ("3000", "60000", "36500", "730000"),
    ],
)
def test_a_season_that_brings_most_of_the_year_is_no_rate_above_it(
    mwh: str, eur: str, yearly: str, saved: str
) -> None:
    november: dict[str, Any] = {"period_start": date(2026, 11, 1)}
    found = in_month(steam(said(mwh=mwh, eur=eur, **november)), 2026, 11)
    assert found["running_energy", "declared"].value == Decimal(yearly)
    assert ends(found["running_eur", "estimated"]) == euros(saved)


@pytest.mark.parametrize(
    ("shown", "yearly", "april"),
    [
        ({}, "365", "19.5"),  # a quarter a day until the 14th, then one: the declared year's
        ({"grade": "verified", "document": "invoice 12"}, "730", "35.5"),
        ({"reported_by": OFFER}, "730", "35.5"),  # and NEED says the same
    ],
)
def test_what_is_verified_counts_whole_in_what_runs_too(
    shown: dict[str, Any], yearly: str, april: str
) -> None:
    """62 MWh of 31 days, of a pair that declares 365 a year and agreed a quarter of it."""
    spring: dict[str, Any] = {"period_start": date(2026, 4, 15), "period_end": date(2026, 5, 15)}
    results = [said(mwh="62", eur="600", **spring, **shown)]
    if "reported_by" in shown:
        results.append(said("n", "62", eur="600", **spring, reported_by=NEED))
    its: dict[str, Any] = {
        "potential": Quantity("365", "MWh"),
        "running_since": date(2026, 1, 11),
        "eur": Amount("EUR", "3650", "3650"),
    }
    known = steam(*results, agreed="91.25", **its)
    found = in_month(known, 2026, 4)
    assert found["running_energy", "declared"].value == Decimal(yearly)
    assert found["ran_energy", "declared"].value == Decimal(april)


@pytest.mark.parametrize(
    ("what", "value", "counts"),
    [
        # All of it saves 14,520,000 EUR a year at most: twice that, 15 of 365.25 days.
        ("eur", "1192607", True),
        ("eur", "1192608", False),
        ("tco2e", "82.5", True),  # 75 MWh at 1.1
        ("tco2e", "82.6", False),
        ("tco2e", "1500000", False),
    ],
)
def test_no_pair_brings_more_than_it_could(what: str, value: str, counts: bool) -> None:
    told: dict[str, Any] = {what: value}
    reported = in_month(steam(said(mwh="75", **told)), 2026, 11)[f"reported_{what}", "declared"]
    assert (reported.value is None) is not counts


def test_what_was_reported_of_november_changes_no_month_before() -> None:
    began: dict[str, Any] = {"running_since": date(2026, 10, 1)}
    with_it, without = steam(said(mwh="75"), **began), steam(**began)
    assert in_month(with_it, 2026, 10) == in_month(without, 2026, 10)


def test_euros_that_nobody_reported_follow_the_reported_quantity() -> None:
    """Half of what was agreed: 195 to 220 EUR a day."""
    found = in_month(steam(said(mwh="75")), 2026, 11)["running_eur", "estimated"]
    assert ends(found) == euros("71175", "80300")


def test_a_newer_report_speaks_and_what_it_does_not_tell_the_one_before() -> None:
    december: dict[str, Any] = {"period_start": date(2026, 12, 1), "period_end": date(2026, 12, 31)}
    known = steam(said(mwh="75", eur="3000"), said("later", "310", **december))
    found = in_month(known, 2026, 12)
    assert found["running_energy", "declared"].value == 3650
    assert ends(found["running_eur", "estimated"]) == euros("142350", "160600")
    only_euros = steam(said(mwh="75"), said("later", eur="3100", **december))
    found = in_month(only_euros, 2026, 12)
    assert found["running_energy", "declared"].value == 1825
    assert ends(found["running_eur", "estimated"]) == euros("36500")


def test_of_two_sides_the_lesser_counts_and_what_is_said_for_both_replaces_them() -> None:
    each = said("o", "75", eur="3000", reported_by=OFFER), said("n", "60", reported_by=NEED)
    found = in_month(steam(*each), 2026, 11)
    assert found["running_energy", "declared"].value == 4 * 365
    # 60 of 75 MWh bring four fifths of half: 156 to 176 EUR a day, less than 200.
    assert ends(found["running_eur", "estimated"]) == euros("56940", "64240")
    both = in_month(steam(*each, said("both", "90")), 2026, 11)
    assert both["running_energy", "declared"].value == 6 * 365
    shown = said("shown", "120", grade="verified", document="114")
    found = in_month(steam(*each, said("both", "90"), shown), 2026, 11)
    assert found["running_energy", "declared"].value == 8 * 365


def test_an_estimate_is_no_declaration_and_the_claimed_share_counts() -> None:
    found = in_month(steam(said(mwh="75", grade="estimated", claimed="0.2")), 2026, 11)
    assert found["running_energy", "estimated"].value == 365
    assert ("running_energy", "declared") not in found


def test_a_quantity_that_nobody_agreed_is_known_once_reported() -> None:
    known = steam(said(mwh="75"), agreed=None)
    november, december = in_month(known, 2026, 11), in_month(known, 2026, 12)
    assert november["running_energy", "declared"].value == 1825
    assert december["ran_energy", "declared"].value == 155
    # What half of November brought nobody knows: nor what all of it did.
    assert november["ran_energy", "declared"].missing == ("agreed",)
    assert november["ran_eur", "estimated"].missing == ("agreed",)


# --- groups ----------------------------------------------------------------------------------


def of_year(name: str, eur: str, **changes: Any) -> Result:
    its: dict[str, Any] = {"organisation_id": ident(f"{name} company")} | changes
    return Result(result_id=ident(f"{name} r"), grade="declared", eur=eur, **YEAR | its)


def test_a_members_report_takes_nothing_from_the_others() -> None:
    """Each of four has a quarter of 3,000 to 3,800 EUR; one reports 365: three quarters stay."""
    known = facts(group("running"), group_lived("running", results=(of_year("a", "365"),)))
    found = figures_of(known)
    for key in ("running_eur", "running_eur_pooling"):
        assert ends(found[key, "estimated"]) == euros("2615", "3215")
        assert found[key, "estimated"].missing == ()
    assert ends(to_itself(known, "a")["running_eur", "estimated"]) == euros("365")
    assert ends(to_itself(known, "b")["running_eur", "estimated"]) == euros("950")


def test_what_all_reported_is_their_sum_and_what_is_said_of_all_replaces_it() -> None:
    each = tuple(of_year(name, "365") for name in "abcd")
    found = figures_of(facts(group("running"), group_lived("running", results=each)))
    assert ends(found["running_eur", "estimated"]) == euros("1460")
    joint = (*each, of_year("all", "2000", organisation_id=None))
    known = facts(group("running"), group_lived("running", results=joint))
    assert ends(figures_of(known)["running_eur", "estimated"]) == euros("2000")
    assert ends(to_itself(known, "a")["running_eur", "estimated"]) == euros("500")


def test_a_members_later_report_takes_nothing_from_what_is_said_of_all() -> None:
    """2,000 EUR of the year to October, a quarter each; then one alone says 30 of November."""
    later: dict[str, Any] = {
        "period_start": date(2026, 11, 1),
        "period_end": date(2026, 11, 30),
    }
    joint = of_year("all", "2000", organisation_id=None, document="114")
    alone = of_year("a", "30", **later)
    known = facts(group("running"), group_lived("running", results=(joint, alone)))
    assert ends(figures_of(known)["running_eur", "estimated"]) == euros("1865")  # 365 + 1,500
    assert ends(to_itself(known, "a")["running_eur", "estimated"]) == euros("365")
    assert ends(to_itself(known, "b")["running_eur", "estimated"]) == euros("500")


def test_tonnes_kilometres_and_euros_of_a_group_follow_its_reported_tonnes() -> None:
    """200 of 400 t in a year: half of all that was computed."""
    tonnes = {"quantity": Quantity("200", "t")}
    joint = Result(result_id=ident("all"), grade="declared", **YEAR | tonnes)
    known = facts(group("running"), group_lived("running", agreed=None, results=(joint,)))
    found = figures_of(known)
    assert ends(found["running_tonnes_pooling", "estimated"]) == euros("200")
    assert ends(found["running_km_pooling", "estimated"]) == euros("1000", "1200")
    assert ends(found["running_eur", "estimated"]) == euros("1500", "1900")


@pytest.mark.parametrize(("names", "missing"), [("ab", ()), ("a", ("not computed",))])
def test_of_a_post_counts_what_is_reported_and_what_is_missing_is_named(
    names: str, missing: tuple[str, ...]
) -> None:
    members = post("1 1 1 0 0 0 0 0 0 1 1 1", "0 0 0 1 1 1 1 1 1 0 0 0")
    its: dict[str, Any] = {"kind": "sharing", "subject": "H1502", "figures": {}}
    results = tuple(of_year(name, "3650") for name in names)
    lived = group_lived("running", members, kind="sharing", results=results)
    found = figures_of(facts(group("running", members, **its), lived))["running_eur", "estimated"]
    assert ends(found) == euros(str(3650 * len(names)))
    assert found.missing == missing
    assert (found.counted, found.left_out) == (1, 0)


def test_where_nobody_knows_each_ones_part_the_rest_is_missing() -> None:
    unknown = group("running", (*FOUR[1:], *post("1 1 1 0 0 0 0 0 0 1 1 1")))
    lived = group_lived("running", results=(of_year("b", "365"),))
    found = figures_of(facts(unknown, lived))["running_eur", "estimated"]
    assert ends(found) == euros("365")
    assert found.missing == (NOT_BY_ALL,)
