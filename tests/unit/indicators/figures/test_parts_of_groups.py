"""Whatever is reported, whoever joins or leaves: no low above its high, and parts are the whole."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.contract.events.groups import GroupMember, Growth
from boucle.contract.events.matching import Result
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.indicators.facts.bodies import Fact
from tests.unit.indicators.figures.test_figures import event, facts, figures_of, ident
from tests.unit.indicators.figures.test_group_figures import (
    SYNERGY,
    Found,
    group,
    lived,
    member,
    to_itself,
)

NAMES = "abcdefg"
GROWN = ident("grown")
BEGAN, GREW = date(2026, 3, 1), date(2026, 10, 11)
OF_GROUPS = ("running_", "ran_", "reported_")
KEYS = ("eur", "tonnes", "tco2e", "km")


@st.composite
def a_member(draw: st.DrawFn, name: str) -> GroupMember:
    amount, saving = draw(st.integers(1, 40)), draw(st.integers(1, 2000))
    return member(name, amount=str(amount), saving=str(saving), alone="90000")


@st.composite
def a_result(draw: st.DrawFn, number: int, members: list[str]) -> Result:
    first = BEGAN + timedelta(draw(st.integers(0, 200)))
    whose = draw(st.sampled_from([None, *members]))
    return Result(
        result_id=ident(f"result {number}"),
        period_start=first,
        period_end=first + timedelta(draw(st.integers(13, 60))),
        grade="declared",
        quantity=draw(st.none() | st.just(Quantity("0.5", "t"))),
        eur=draw(st.none() | st.integers(0, 30).map(str)),
        tco2e=draw(st.none() | st.just("0.1")),
        organisation_id=None if whose is None else ident(f"{whose} company"),
    )


def brings(members: list[GroupMember], spread: int, fixed: int) -> dict[str, Amount]:
    """``spread``: between low and high; ``fixed``: at most what does not follow the quantity."""
    eur, tonnes = (
        sum(int(value or 0) for value in each)
        for each in ([one.saving for one in members], [one.amount for one in members])
    )
    bounds = {"fixed_low": str(-fixed - spread), "fixed_high": str(-fixed)} if fixed else {}
    return {
        "eur": Amount("EUR/yr", str(eur - spread), str(eur), **bounds),
        "tonnes": Amount("t/yr", str(tonnes), str(tonnes)),
        "km": Amount("km/yr", "900", str(900 + spread)),
        "tco2e": Amount("tCO2e/yr", "0.5", str(0.5 + spread / 1000)),
    }


@st.composite
def ran(draw: st.DrawFn, *, exact: bool) -> tuple[list[Fact], list[str]]:
    """The facts of a group that ran, perhaps grew, and that perhaps one left; who stays."""
    count = draw(st.integers(5, 7))
    members = [draw(a_member(name)) for name in NAMES[:count]]
    spread = 0 if exact else draw(st.integers(0, 500))
    fixed = draw(st.sampled_from([0, 700]))
    grows = draw(st.booleans())
    share = Decimal(draw(st.integers(1, 20))) / 20
    first = members[:-1] if grows else members
    figures = brings(first, spread, fixed)
    agreed = Decimal(figures["tonnes"].high or 0) * share
    drawn = [draw(a_result(n, list(NAMES[: count - 1]))) for n in range(draw(st.integers(0, 4)))]
    its: dict[str, Any] = {"running_since": BEGAN, "disclosed": True, "figures": figures}
    its |= {"results": tuple(drawn), "agreed": Quantity(f"{agreed}", "t")}
    its |= {"potential": Quantity(figures["tonnes"].high or "", "t")}
    left = draw(st.sampled_from(["", "a", "b"])) if count > 5 else ""
    stay = [name for name in NAMES[:count] if name not in left]
    if not grows:
        now = [one for one in members if one.organisation_id != ident(f"{left} company")]
        found = brings(now, spread, fixed)
        return facts(
            group("running", now, figures=found), lived("running", members, **its, left=left)
        ), stay
    began = lived("running", first, **its)
    ended = lived("stopped", first, version=2, **its, stopped_on=GREW, grown_into=GROWN)
    figures = brings(members, spread, fixed)
    more = agreed + Decimal(members[-1].amount or 0) * draw(st.sampled_from([0, 1, 2]))
    its |= {"running_since": GREW, "agreed": Quantity(f"{more}", "t"), "results": ()}
    its |= {"potential": Quantity(figures["tonnes"].high or "", "t"), "figures": figures}
    new = lived("running", members, **its, left=left)
    growth = Growth(SYNERGY, (members[-1].sharing_id,))
    whole = replace(new.data.group, synergy_id=GROWN, growth=growth)
    life = replace(new.data, synergy_id=GROWN, group=whole)
    now = [one for one in members if one.organisation_id != ident(f"{left} company")]
    found = replace(whole, state="running", members=tuple(now), figures=brings(now, spread, fixed))
    published = event("group.running.v1", GROWN, found)
    before = group("running", first, figures=brings(first, spread, fixed))
    return facts(before, began, ended, published, event("life.running.v1", GROWN, life)), stay


def inverted(found: Found) -> list[str]:
    return [
        figure.key
        for figure in found.values()
        if figure.key.startswith(OF_GROUPS)
        and figure.low is not None
        and figure.high is not None
        and figure.low > figure.high
    ]


@settings(deadline=None)
@given(ran(exact=False))
def test_no_low_is_above_its_high(known: tuple[list[Fact], list[str]]) -> None:
    found, stay = known
    assert inverted(figures_of(found)) == []
    assert [key for name in stay for key in inverted(to_itself(found, name))] == []


@settings(deadline=None)
@given(ran(exact=True))
def test_the_parts_of_the_members_are_the_whole(known: tuple[list[Fact], list[str]]) -> None:
    found, stay = known
    whole, own = figures_of(found), [to_itself(found, name) for name in stay]
    for key in KEYS:
        place = f"running_{key}_pooling", "estimated"
        total = whole[place].low
        parts = [one[place].low for one in own]
        if total is not None and None not in parts:
            assert abs(sum(part or 0 for part in parts) - total) <= Decimal("0.05"), key
