"""What speaks against writing to companies: a loss of all together or of one, too small a gain."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.contract.events.matching import FormerRun, Life, Result
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.registry import Quantity, Territory
from boucle.matching.lives.doubts import (
    days_doubts,
    ensure_possible,
    gain_doubts,
    least_gain,
    result_doubts,
    run_doubts,
)
from boucle.matching.lives.groups import life_of_group, possible_now
from boucle.platform.errors import Faulty
from tests.unit.matching.lives.groups import NOW, company, group


def said(low: str | None, high: str | None, shares: tuple[str, ...] = ()) -> list[str]:
    return [one.message for one in gain_doubts(Amount("EUR", low, high), shares, Decimal(1000))]


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        ("-495100", "-95100", "all together would lose money"),
        ("-900", "500", "all together would lose money"),
        ("-500", "900", "it saves little"),
        ("0", "1999", "it saves little"),
        ("-277458", "332787", "it may lose more than it is likely to bring"),
    ],
)
def test_a_loss_or_a_small_gain_is_doubtful(low: str, high: str, message: str) -> None:
    assert said(low, high) == [message]


def test_a_gain_or_what_is_to_be_worked_out_is_not() -> None:
    assert (
        said("-1000", "3000") == said("0", "2000") == said("1000", "1000") == said(None, None) == []
    )
    assert said("2000", "2000", ("1500", "500", "0")) == []


def test_a_member_that_would_lose_is_doubtful_whatever_all_save() -> None:
    assert said("2000", "2000", ("2000.01", "-0.01")) == said("2000", "2000", ("2500", "-500"))
    assert said("2000", "2000", ("2500", "-500")) == ["one of them would pay more than alone"]


def test_the_greatest_of_the_territories_counts_by_kind() -> None:
    patient = Territory(siren="200065597", kind="epci", least_gain={"pooling": "5000"})
    eager = Territory(siren="200084952", kind="epci", least_gain={"pooling": "0"})
    assert least_gain("pooling", [patient, eager]) == 5000
    assert least_gain("pooling", [eager]) == 0
    assert least_gain("sharing", [patient, eager]) == 1000
    assert least_gain("sharing", []) == 1000


def waste(**changes: Any) -> Life:
    """Five members of about 1,000 t each, 5,012.5 in all, who pay about 20,000 EUR."""
    found = replace(group(), figures={"tonnes": Amount("t", "5012.5", "5012.5")})
    return replace(life_of_group(found, NOW), state="running", **changes)


def told(life: Life, **changes: Any) -> list[tuple[str, str]]:
    first, last = date(2026, 1, 1), date(2026, 3, 31)
    one = Result(result_id=UUID(int=1), period_start=first, period_end=last, grade="declared")
    reported = replace(life, results=(replace(one, **changes),))
    return [(doubt.field, doubt.expected) for doubt in result_doubts(reported, UUID(int=1))]


def test_a_result_beyond_what_is_declared_or_paid_is_doubtful_without_a_document() -> None:
    """90 days of 20,000.5 EUR a year are 4,928 EUR; a season brings 1,000.5 t at most."""
    own: dict[str, Any] = {"organisation_id": company(0)}
    assert told(waste(), eur="4900", quantity=Quantity("1000", "t"), **own) == []
    assert told(waste(), eur="10000000", **own) == [
        ("eur", "at most 4928 EUR, else a document that shows it")
    ]
    much = Quantity("5000", "t")
    assert [field for field, _ in told(waste(), quantity=much, **own)] == ["quantity"]
    assert told(waste(), quantity=much) == []  # of all together
    shown = {"grade": "verified", "document": "bon 7"}
    assert told(waste(), quantity=much, **own, **shown) == []


def test_carbon_beyond_what_moved_could_avoid_is_doubtful() -> None:
    """1.1 t a MWh, 5 t a tonne: 60 MWh of heat avoid 66 t at most, not 1.5 million."""
    heat = replace(waste(), group=None, nature="energy", potential=Quantity("800", "MWh"))
    moved: dict[str, Any] = {"quantity": Quantity("60000", "kWh")}
    assert told(heat, tco2e="66", **moved) == []
    assert told(heat, tco2e="1500000", **moved) == [
        ("tco2e", "at most 66.0 tCO2e, else a document that shows it")
    ]
    assert told(heat, tco2e="880") == []
    assert [field for field, _ in told(heat, tco2e="881")] == ["tco2e"]
    assert [field for field, _ in told(waste(), tco2e="51", quantity=Quantity("10", "t"))] == [
        "tco2e"
    ]
    assert told(heat, tco2e="99", grade="verified", document="bon 7", **moved) == []


def test_a_result_of_a_pair_beyond_twice_all_of_it_is_doubtful_without_a_document() -> None:
    """Of 50,000 EUR a year: 2 * 50,000 * 90 / 365.25 are 24,640."""
    pair = replace(waste(), group=None, eur=Amount("EUR", "-100", "50000"))
    assert told(pair, eur="24640") == []
    assert told(pair, eur="3000000") == [
        ("eur", "at most 24640 EUR, else a document that shows it")
    ]
    assert told(replace(pair, eur=Amount("EUR", "-900", "-100")), eur="24640") == []
    # Of February and March alone, 59.25 days: all of them.
    assert told(replace(pair, months=(2, 3)), eur="99578") == []
    assert told(replace(pair, months=(2, 3)), eur="99579") == [
        ("eur", "at most 99578 EUR, else a document that shows it")
    ]


@pytest.mark.parametrize(
    ("first", "last", "grade", "doubts"),
    [
        (date(2026, 5, 16), date(2026, 6, 15), "declared", ["period_start"]),
        (date(2026, 6, 1), date(2026, 6, 30), "declared", []),
        (date(2026, 5, 1), date(2026, 5, 31), "declared", []),
        (date(2026, 5, 16), date(2026, 6, 15), "verified", []),
    ],
)
def test_a_member_and_all_that_share_some_days_are_warned(
    first: date, last: date, grade: Any, doubts: list[str]
) -> None:
    """All tell of June: whoever of the two is told last."""
    june = Result(
        result_id=UUID(int=1),
        period_start=date(2026, 6, 1),
        period_end=date(2026, 6, 30),
        grade="declared",
    )
    its: dict[str, Any] = {"period_start": first, "period_end": last, "grade": grade}
    own = replace(june, result_id=UUID(int=2), organisation_id=company(0), **its)
    life = waste(results=(own, june))
    for id_ in (1, 2):
        assert [one.field for one in result_doubts(life, UUID(int=id_))] == doubts


def test_a_result_is_judged_by_the_run_of_its_days() -> None:
    """90 days of 600 t, twice 50,000 EUR a year: 24,640; later 1 t, that saves nothing, in May."""
    may = date(2026, 5, 1)
    then = Quantity("600", "t"), Quantity("600", "t"), Amount("EUR", "-100", "50000")
    now: dict[str, Any] = {
        "nature": "material",
        "group": None,
        "agreed": Quantity("1", "t"),
        "potential": Quantity("1", "t"),
        "eur": Amount("EUR", "1", "1"),
        "months": (5,),
        "running_since": may,
    }
    pair = waste(**now, former_runs=(FormerRun(date(2026, 1, 1), may, *then),))
    assert told(pair, eur="24640", quantity=Quantity("600", "t")) == []
    assert told(pair, eur="24641") == [("eur", "at most 24640 EUR, else a document that shows it")]
    after: dict[str, Any] = {"period_start": may, "period_end": date(2026, 5, 31)}
    assert [field for field, _ in told(pair, eur="3", **after)] == ["eur"]
    across: dict[str, Any] = {"period_end": date(2026, 5, 2)}
    assert told(pair, eur="24640", **across) == []


@pytest.mark.parametrize(
    ("run", "field", "value"),
    [
        ({"running_since": date(2025, 12, 1)}, None, None),
        ({"running_since": date(2025, 12, 1), "stopped_on": date(2026, 3, 31)}, None, None),
        ({"running_since": date(2025, 12, 1), "stopped_on": date(2026, 3, 30)}, "on", "2026-03-30"),
        ({"running_since": date(2026, 1, 2)}, "since", "2026-01-02"),
    ],
)
def test_a_run_that_leaves_reported_days_out_is_doubtful(
    run: dict[str, Any], field: str | None, value: str | None
) -> None:
    first, last = date(2026, 1, 1), date(2026, 3, 31)
    one = Result(result_id=UUID(int=1), period_start=first, period_end=last, grade="declared")
    life = waste(results=(one,), **run)
    found = list(days_doubts(life))
    assert [(doubt.field, doubt.value) for doubt in found] == ([(field, value)] if field else [])
    for doubt in found:
        assert doubt.expected == "a run that holds 2026-01-01 to 2026-03-31"


def test_more_agreed_than_declared_and_a_group_that_nobody_was_asked_about_are_doubtful() -> None:
    def fields(life: Life) -> list[str]:
        return [doubt.field for doubt in run_doubts(life, possible_now(life))]

    assert fields(waste(agreed=Quantity("5012500", "kg"))) == []
    assert fields(waste(agreed=Quantity("5013", "t"))) == ["agreed"]
    unknown = replace(waste(agreed=Quantity("9", "t")), group=None, nature="material")
    assert fields(unknown) == ["agreed"]  # nobody reckoned how much there can be
    near = replace(waste(), group=group(state="near"))
    assert fields(near) == ["group.state"]
    assert fields(replace(near, introduced_at=NOW)) == []


def test_a_run_before_the_end_of_a_contract_is_doubtful() -> None:
    """A contract until 31 March 2027: free from 1 April."""
    free = Criterion(name="window", verdict="pass", value="2027-04-01")
    pair = replace(waste(), group=None, criteria=(free,))

    def said(since: date) -> list[tuple[str, object, str]]:
        found = run_doubts(replace(pair, running_since=since), None)
        return [(one.field, one.value, str(one.expected)) for one in found]

    assert said(date(2026, 11, 1)) == [("running_since", "2026-11-01", "2027-04-01 or later")]
    assert said(date(2027, 3, 31)) != []
    assert said(date(2027, 4, 1)) == []


def test_more_agreed_than_there_ever_was_is_refused() -> None:
    most = Quantity("5012.5", "t")
    for agreed in ("5012500", "1"):
        ensure_possible(waste(agreed=Quantity(agreed, "kg")), most)
    ensure_possible(waste(agreed=Quantity("9000", "t")), None)
    with pytest.raises(Faulty, match=r"quantity.value = '5013': expected at most 5012.5 t a year"):
        ensure_possible(waste(agreed=Quantity("5013", "t")), most)
