"""A life keeps how it ran before: it stopped, was reopened, or another quantity was agreed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.contract.events.groups import Growth
from boucle.contract.events.matching import FormerRun, Life
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.matching.lives.commands import Leave, Reopen, Run, Stop, Weigh
from boucle.matching.lives.groups import life_of_group
from boucle.matching.lives.results import ensure_of_capacity
from boucle.matching.lives.runs import ensure_apart, with_newcomers
from boucle.platform.errors import Faulty
from tests.unit.matching.lives.groups import NOW, company, group
from tests.unit.matching.lives.test_transitions import at, life_in, result

TEN, TWENTY = Quantity("10", "t"), Quantity("20", "t")
JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))


def began() -> Life:
    """It runs with 10 t since January."""
    return at(life_in("running"), Run(TEN, JANUARY))


def again(quantity: Quantity | None, since: date | None, life: Life | None = None) -> Life:
    return at(life or began(), Run(quantity, since))


def test_another_quantity_from_a_later_day_begins_another_run() -> None:
    more = again(TWENTY, FEBRUARY)
    assert more.former_runs == (FormerRun(JANUARY, FEBRUARY, TEN),)
    assert (more.running_since, more.agreed) == (FEBRUARY, TWENTY)


def test_a_former_run_keeps_what_was_declared_and_saved() -> None:
    """600 t that save 60,000 EUR from January to June; whatever is declared once 10 t run."""
    figures: dict[str, Any] = {
        "potential": Quantity("600", "t"),
        "eur": Amount("EUR", "0", "60000"),
        "tco2e": Amount("t", "0", "12"),
        "months": (1, 2, 3, 4, 5, 6),
    }
    more = again(TWENTY, FEBRUARY, replace(began(), **figures))
    assert more.former_runs == (FormerRun(JANUARY, FEBRUARY, TEN, **figures),)


def test_told_for_a_day_before_it_replaces_what_ran_since() -> None:
    more = again(TWENTY, FEBRUARY)
    assert again(None, JANUARY, more).former_runs == ()
    assert again(None, date(2026, 1, 20), more).former_runs == (
        FormerRun(JANUARY, date(2026, 1, 20), TEN),
    )


def test_the_same_quantity_from_another_day_corrects_the_day() -> None:
    assert again(TEN, FEBRUARY).former_runs == ()
    later = again(TWENTY, MARCH, again(TWENTY, FEBRUARY))
    assert later.former_runs == (FormerRun(JANUARY, MARCH, TEN),)


def test_a_later_day_that_corrects_one_keeps_the_first_told() -> None:
    later = again(TEN, MARCH, again(TEN, FEBRUARY))
    assert (later.running_since, later.corrected_from) == (MARCH, JANUARY)
    assert again(TEN, MARCH, later) == later
    assert again(TWENTY, date(2026, 4, 1), later).corrected_from == JANUARY
    assert again(TWENTY, FEBRUARY).corrected_from is None
    assert at(at(later, Stop(on=MARCH)), Reopen(), who="animator").corrected_from is None


def test_what_stopped_and_runs_again_keeps_the_run_until_it_stopped() -> None:
    stopped = at(began(), Stop(on=FEBRUARY))
    assert again(TEN, MARCH, stopped).former_runs == (FormerRun(JANUARY, FEBRUARY, TEN),)
    reopened = at(stopped, Reopen(), who="animator")
    assert (reopened.state, reopened.running_since) == ("detected", None)
    assert reopened.former_runs == (FormerRun(JANUARY, FEBRUARY, TEN),)


def test_results_are_of_days_on_which_it_ran() -> None:
    """In January and since March, with 10 t and since April with 20."""
    stopped = at(began(), Stop(on=FEBRUARY))
    life = again(TWENTY, date(2026, 4, 1), again(TEN, MARCH, stopped))
    assert at(life, result(1, JANUARY, date(2026, 1, 31))).results
    assert at(life, result(1, MARCH, date(2026, 4, 30))).results
    with pytest.raises(Faulty, match="2026-02-01 or before"):
        at(life, result(1, date(2026, 1, 15), date(2026, 3, 15)))
    with pytest.raises(Faulty, match="2026-01-01 on"):
        at(life, result(1, date(2025, 12, 1), date(2026, 1, 15)))


def test_a_plant_gives_no_more_than_at_all_hours() -> None:
    """8,000 kW at 720 hours of November are 5,760 MWh; of 17,472 one is told what would be right.
    What has no kW is only warned of."""
    found = replace(group(2), figures={"mwh": Amount("MWh", "26208", "26208")})
    user, owner = found.members
    members = (user, replace(owner, role="owner", amount="8000"))
    november = result(1, date(2026, 11, 1), date(2026, 11, 30)).result
    plant = replace(found, members=members)
    ensure_of_capacity(replace(november, quantity=Quantity("5760", "MWh")), plant)
    much = replace(november, quantity=Quantity("17472000", "kWh"))
    with pytest.raises(Faulty, match="at most 5760 MWh: 8000 kW in 30 days"):
        ensure_of_capacity(much, plant)
    ensure_of_capacity(much, found)
    ensure_of_capacity(much, replace(plant, figures={}))


@pytest.mark.parametrize(
    ("agreed", "grown"),
    [
        (Quantity("60", "t"), Quantity("1065.5", "t")),
        (Quantity("60000", "kg"), Quantity("1065500", "kg")),
        (None, None),
    ],
)
def test_newcomers_add_what_they_declare(agreed: Quantity | None, grown: Quantity | None) -> None:
    """Of six the last is new: it declares 1,005.5 of 6,018 t."""
    six = group(6)
    found = replace(
        six,
        figures={"tonnes": Amount("t", "6018", "6018")},
        growth=Growth(UUID(int=9), (six.members[-1].sharing_id,)),
    )
    assert with_newcomers(life_of_group(found, NOW), agreed) == grown


def test_two_groups_of_the_same_members_run_on_different_days() -> None:
    """The one before ran until the first of March: what grew begins then at the earliest."""
    former = at(began(), Stop(on=MARCH))
    ensure_apart(again(TWENTY, MARCH), [former])
    right = "a date from 2026-03-01 on: the other group of its members ran until then"
    with pytest.raises(Faulty, match=right):
        ensure_apart(again(TWENTY, FEBRUARY), [former])
    with pytest.raises(Faulty, match="that one runs"):
        ensure_apart(again(TWENTY, MARCH), [began()])
    ensure_apart(again(TWENTY, MARCH), [life_in("detected")])


def test_who_leaves_takes_its_part_of_what_was_agreed_along() -> None:
    """42 of 7 times 12 t: each has agreed 6."""
    seven = group(7)
    members = tuple(replace(one, amount="12") for one in seven.members)
    figures = {"tonnes": Amount("t", "84", "84")}
    life = life_of_group(replace(seven, members=members, figures=figures), NOW)
    life = at(life, Run(Quantity("42", "t"), MARCH))
    left = at(life, Leave(company(1), None, NOW))
    assert (left.agreed, left.potential) == (Quantity("36", "t"), Quantity("72", "t"))
    six = replace(seven, members=members[:1] + members[2:], state="running")
    assert at(left, Weigh(six), who="engine").agreed == Quantity("36", "t")
    gone = at(life, Weigh(six), who="engine")
    assert (gone.agreed, gone.potential) == (left.agreed, left.potential)
    assert at(gone, Leave(company(2), None, NOW)).agreed == Quantity("30", "t")
