"""A group that grew goes on with what was reported of the one before; newcomers add theirs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from boucle.contract.events.groups import Growth
from boucle.contract.events.matching import Result
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.indicators.facts.bodies import Fact
from boucle.platform.events import Event
from tests.unit.indicators.figures.test_figures import event, facts, figures_of, ident
from tests.unit.indicators.figures.test_group_figures import (
    FOUR,
    SYNERGY,
    A,
    group,
    lived,
    member,
    to_itself,
)
from tests.unit.indicators.figures.test_ran import in_month

FIVE = (*FOUR, member("e"))
GROWN = ident("grown")
DAY = date(2026, 11, 21)
OF_FIVE = {
    "eur": Amount("EUR/yr", "5000", "5000"),
    "tonnes": Amount("t/yr", "500", "500"),
}


def of_october(name: str, **changes: Any) -> Result:
    its: dict[str, Any] = {"quantity": Quantity("10", "t"), "eur": "200", "document": "114"}
    period = {"period_start": date(2026, 10, 1), "period_end": date(2026, 10, 31)}
    return Result(result_id=ident(name), grade="declared", **its | period | changes)


def grew(
    *results: Result,
    own: tuple[Result, ...] = (),
    left: tuple[str, ...] = (),
    since: date = DAY,
    agreed: str = "300",
    possible: str = "500",
) -> list[Fact]:
    """Four ran with 200 t since July; since the 21st of November a fifth has 100 t."""
    its: dict[str, Any] = {"results": results, "agreed": Quantity("200", "t")}
    its |= {"running_since": date(2026, 7, 1), "disclosed": True}
    began = lived("running", **its)
    ended = lived("stopped", version=2, **its, stopped_on=DAY, grown_into=GROWN)
    new = lived(
        "running",
        FIVE,
        agreed=Quantity(agreed, "t"),
        potential=Quantity(possible, "t"),
        running_since=since,
        results=own,
        left=left,
    )
    growth = Growth(SYNERGY, (FIVE[-1].sharing_id,))
    found = replace(new.data.group, synergy_id=GROWN, growth=growth, figures=OF_FIVE)
    life = replace(new.data, synergy_id=GROWN, group=found)
    published = event("group.running.v1", GROWN, replace(found, state="running"))
    return facts(_before(), began, ended, published, event("life.running.v1", GROWN, life))


def _before() -> Event[Any]:
    return group("running")


def pooled(known: list[Fact], key: str) -> Decimal:
    return round(figures_of(known)[f"running_{key}_pooling", "estimated"].low or Decimal(0), 1)


def test_what_was_reported_goes_on_and_the_newcomer_adds_what_it_declares() -> None:
    """10 t, 200 EUR of October are 117.7 t, 2,354.8 EUR a year; a fifth of 500 t and 950 EUR."""
    known = grew(of_october("all"))
    assert pooled(known, "tonnes") == Decimal("217.7")
    assert pooled(known, "eur") == Decimal("3354.8")  # 1,000 of 5,000 for all are the fifth's part


def test_without_results_it_runs_as_agreed_with_the_newcomers() -> None:
    assert pooled(grew(), "tonnes") == 300


def test_a_member_goes_on_by_its_own_report_until_it_tells_more() -> None:
    """20 t a year of one; three fifths of 100 t of each of the others."""
    before = of_october("a", quantity=Quantity("1.7", "t"), document=None, **A)
    assert pooled(grew(before), "tonnes") == Decimal("260.0")


def test_the_months_before_keep_what_the_former_group_brought() -> None:
    """October as reported; of November twenty days of it, and ten of the grown one."""
    known = grew(of_october("all"))
    assert in_month(known, 2026, 10)["ran_eur", "estimated"].low == 200
    november = in_month(known, 2026, 11)["ran_eur", "estimated"].low or Decimal(0)
    assert round(november) == round((Decimal("2354.84") * 20 + Decimal("3354.84") * 10) / 365)


@pytest.mark.parametrize(
    ("company", "agreed", "tonnes"),
    [
        ("a", "300", "29.4"),
        ("e", "300", "100"),
        ("a", "250", "29.4"),
        ("e", "250", "50"),
        ("a", "450", "90"),
        ("e", "450", "90"),
    ],
)
def test_a_member_reads_its_part_of_what_counts(company: str, agreed: str, tonnes: str) -> None:
    """A quarter of 117.7 t; the newcomer, as the territory counts it, what is agreed beside the 200
    of before. 450 of 500 t are agreed anew for all."""
    known = grew(of_october("all"), agreed=agreed)
    found = to_itself(known, company)["running_tonnes_pooling", "estimated"]
    assert round(found.low or Decimal(0), 1) == Decimal(tonnes)


def test_who_left_takes_its_part_along() -> None:
    """Three of the four stay, and the fifth."""
    known = grew(of_october("all"), left=("a",))
    assert pooled(known, "tonnes") == Decimal("188.3")  # 88.3 + 100


@pytest.mark.parametrize("day", [5, 21, 25])
def test_days_on_which_the_former_group_ran_count_once_whatever_day_was_told(day: int) -> None:
    """A group told to run before the former one ended: 200 t for twenty days, 300 t for ten. One
    that began later leaves days on which none ran."""
    known = grew(since=date(2026, 11, day))
    november = in_month(known, 2026, 11)["ran_eur", "estimated"].low or Decimal(0)
    after = 30 - max(day, 21) + 1
    assert round(november) == round((Decimal(1500) * 20 + Decimal(3000) * after) / 365)
    earlier = grew(since=date(2026, 10, 5))
    october = in_month(earlier, 2026, 10)
    assert october["synergies_pooling_running", "counted"].value == 1
    assert october["running_tonnes_pooling", "estimated"].low == 200
    assert pooled(earlier, "tonnes") == 300


@pytest.mark.parametrize(
    ("agreed", "tonnes", "eur"),
    [("250", "167.7", "2854.84"), ("450", "450", "4500"), ("100", "100", "1000")],
)
def test_a_quantity_agreed_anew_is_followed(agreed: str, tonnes: str, eur: str) -> None:
    """Of 250 t, 200 are of those who reported 117.7: the fifth brings 50. More than 200 and its
    100 t, or less than 200, is agreed anew for all, whatever was reported before: a fifth each."""
    known = grew(of_october("all"), agreed=agreed)
    assert pooled(known, "tonnes") == Decimal(tonnes)
    after = in_month(known, 2026, 11)["ran_eur", "estimated"].low or Decimal(0)
    assert round(after) == round((Decimal("2354.84") * 20 + Decimal(eur) * 10) / 365)


def test_who_left_changes_nothing_of_what_the_others_agreed() -> None:
    """A newcomer with 50 of its 100 t, three of four with 88.3; the agreed of 250 is 200 of 400."""
    known = grew(of_october("all"), agreed="200", possible="400", left=("a",))
    assert pooled(known, "tonnes") == Decimal("138.3")
