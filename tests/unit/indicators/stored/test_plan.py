"""What is made first: the newest month, and each older one in its turn."""

from __future__ import annotations

from datetime import date

from boucle.indicators.stored.plan import ComputationPlan, MonthOfScope, Touched, to_compute

HERE, REGION = "200000001", "200000004"
MONTHS = [date(2026, month, 1) for month in range(1, 6)]


def planned(plan: ComputationPlan) -> date | None:
    found = plan.next()
    if found is None:
        return None
    plan.done(found[0])
    return found[0]


def touch(plan: ComputationPlan, id_: int, *months: date) -> None:
    plan.add(Touched(HERE, min(months), (id_,)), [MonthOfScope(month, HERE) for month in months])


def test_months_that_were_never_made_come_from_the_newest_back() -> None:
    plan = ComputationPlan()
    touch(plan, 1, *MONTHS)
    assert [planned(plan) for _ in range(6)] == [*reversed(MONTHS), None]


def test_the_newest_is_made_after_each_older_one_and_none_starves() -> None:
    plan = ComputationPlan()
    made = []
    for number in range(8):
        touch(plan, number, *MONTHS[-3:])
        made.append(planned(plan))
    first, second, newest = MONTHS[-3:]
    assert made == [newest, second, newest, first, newest, second, newest, first]


def test_a_row_is_done_when_all_its_months_are() -> None:
    plan = ComputationPlan()
    touch(plan, 1, MONTHS[0], MONTHS[4])
    touch(plan, 2, MONTHS[4])
    assert plan.done(MONTHS[4]) == [2]
    assert plan.taken == {1}
    assert plan.done(MONTHS[0]) == [1]
    assert plan.taken == set()


def test_a_touched_territory_is_made_with_its_federations_in_all_months_that_follow() -> None:
    parents = {HERE: REGION, REGION: None, "200000002": REGION}
    months = {"200000002": [MONTHS[4]], HERE: [MONTHS[0], MONTHS[3]], "200000009": [MONTHS[2]]}
    assert to_compute(Touched(HERE, date(2026, 2, 14), (1,)), parents, months) == {
        MonthOfScope(MONTHS[1], HERE),
        MonthOfScope(MONTHS[3], HERE),
        MonthOfScope(MONTHS[1], REGION),
        MonthOfScope(MONTHS[3], REGION),
        MonthOfScope(MONTHS[4], REGION),
    }
