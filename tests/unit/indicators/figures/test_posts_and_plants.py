"""Results of what is shared: of all and of members, users and owners, nothing counts twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from boucle.contract.events.groups import GroupMember
from boucle.contract.events.matching import Result
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.indicators.facts.bodies import Fact
from tests.unit.indicators.figures.test_figures import facts, figures_of, ident
from tests.unit.indicators.figures.test_group_figures import (
    Found,
    group,
    lived,
    member,
    result,
    to_itself,
)

OWNER, USERS = "a", "bcde"
TAKES = {"b": "800", "c": "1000", "d": "1200", "e": "600"}


def told(month: int, last: int, whose: str | None = None, first: int | None = None) -> Result:
    period = {"period_start": date(2026, first or month, 1), "period_end": date(2026, month, last)}
    own = None if whose is None else ident(f"{whose} company")
    return result(f"{month} {whose}", "declared", organisation_id=own, **period)


def run(members: Iterable[GroupMember], results: Iterable[Result], **its: Any) -> list[Fact]:
    known: dict[str, Any] = {"kind": "sharing", "figures": its.pop("figures")}
    members = tuple(members)
    began: dict[str, Any] = {
        "running_since": date(2026, 4, 1),
        "disclosed": True,
        "results": tuple(results),
    }
    return facts(
        group("running", members, **known), lived("running", members, **known, **began, **its)
    )


def post(*results: Result) -> list[Fact]:
    """Half a post, three tenths, two tenths: no saving is computed of it."""
    parts = {"a": "0.5", "b": "0.3", "c": "0.2"}
    members = [
        member(name, amount=part, alone=None, saving=None, months=(part,) * 12)
        for name, part in parts.items()
    ]
    fte = {"fte": Amount("FTE", "1", "1")}
    agreed = {"agreed": Quantity("0.8", "FTE"), "potential": Quantity("1", "FTE")}
    return run(members, results, figures=fte, **agreed)


def steam(*results: Result) -> list[Fact]:
    members = [
        member(OWNER, role="owner", amount="5000", alone=None, saving="100000"),
        *(member(one, amount=kw, saving="100000", alone="900000") for one, kw in TAKES.items()),
    ]
    figures = {"mwh": Amount("MWh", "30000", "30000"), "use": Amount("1", "0.72", "0.72")}
    figures["eur"] = Amount("EUR", "500000", "500000")
    heat = Quantity("30000", "MWh")
    return run(members, results, figures=figures, agreed=heat, potential=heat)


def low(found: Found, key: str) -> Decimal:
    figure = found[key, "estimated"]
    return round(Decimal(figure.low or 0), 1)


def with_(one: Result, **values: Any) -> Result:
    known = {name: getattr(one, name) for name in one.__struct_fields__}
    return Result(**known | values)


def test_a_member_s_own_result_replaces_its_part_of_one_of_all() -> None:
    """5,000 € of 92 days are 19,836.96 a year; a's half goes, 1,000 € of 30 days are 12,166.67."""
    of_all = with_(told(7, 31, first=5), eur="5000")
    assert low(figures_of(post(of_all)), "running_eur_sharing") == Decimal("19837.0")
    own = with_(told(9, 30, "a"), eur="1000")
    found = figures_of(post(of_all, own))
    assert low(found, "running_eur_sharing") == Decimal("22085.1")


def test_members_have_of_co2_by_what_they_take() -> None:
    """500 t of May are 5,887.1 a year: of 3,600 kW 800, 1,000, 1,200 and 600; the owner none."""
    known = steam(with_(told(5, 31), quantity=Quantity("2500", "MWh"), tco2e="500"))
    assert low(figures_of(known), "running_tco2e_sharing") == Decimal("5887.1")
    parts = [low(to_itself(known, one), "running_tco2e_sharing") for one in "abcde"]
    assert parts == [Decimal(one) for one in ("0", "1308.2", "1635.3", "1962.4", "981.2")]


def test_what_an_owner_gives_is_what_users_take() -> None:
    """2,600 MWh in May are 30,612.9, at most 30,000 as declared. 400 of b in July are 4,709.7
    beside 7/9 of these, 23,333.3: 28,043.0 MWh; of 30,000 booked the plant's use is 0.72."""
    of_all = with_(told(5, 31), quantity=Quantity("2600", "MWh"))
    taken = with_(told(7, 31, "b"), quantity=Quantity("400", "MWh"), eur="8000")
    given = with_(told(7, 31, OWNER), quantity=Quantity("400", "MWh"), eur="8000")
    for known in (steam(of_all, taken), steam(of_all, taken, given), steam(given, taken, of_all)):
        found = figures_of(known)
        assert low(found, "running_mwh_sharing") == Decimal("28043.0")
        assert found["reported_energy_sharing", "declared"].value == 3000
        assert found["running_use_sharing", "estimated"].value == Decimal("0.673")
        for one in OWNER + USERS:
            own = to_itself(known, one)
            assert own["running_use_sharing", "estimated"].value == Decimal("0.673"), one
    euros = figures_of(steam(of_all, given, taken))["reported_eur_sharing", "declared"]
    assert euros.value == 16000
    assert ("reported_energy_sharing", "declared") not in to_itself(steam(given, taken), OWNER)


def test_an_owner_alone_tells_what_was_given() -> None:
    given = with_(told(7, 31, OWNER), quantity=Quantity("400", "MWh"))
    found = figures_of(steam(given))
    assert found["reported_energy_sharing", "declared"].value == 400
    assert low(found, "running_mwh_sharing") == 30000


SPENT = {"a": "30000", "b": "48000", "c": "70000", "d": "20000"}


def buyers(*results: Result) -> list[Fact]:
    """168,000 € a year are spent on gas; what they would pay together, nobody quoted."""
    members = [member(name, amount="1", alone=paid, saving=None) for name, paid in SPENT.items()]
    known: dict[str, Any] = {"kind": "pooling", "figures": {"eur": Amount("EUR", missing="access")}}
    its: dict[str, Any] = {"running_since": date(2026, 2, 1), "disclosed": True, "agreed": None}
    its |= {"results": tuple(results)}
    return facts(group("running", members, **known), lived("running", members, **known, **its))


def test_buyers_save_no_more_than_they_spend() -> None:
    """30 of 365.25 days of 168,000 € a year are 13,798.8."""
    for eur, counted in (("13700", Decimal(13700)), ("13900", None), ("200000", None)):
        found = figures_of(buyers(with_(told(6, 30), eur=eur)))
        assert found["reported_eur_pooling", "declared"].value == counted
    of_plant = with_(told(7, 31, OWNER), eur="400000")  # four users pay 900,000 each
    assert figures_of(steam(of_plant))["reported_eur_sharing", "declared"].value is None


def test_buyers_have_of_a_result_of_all_by_what_they_pay() -> None:
    """1,680 € of 30 days are 20,440 a year: of 168,000 €, a pays 30,000, b 48,000, c 70,000."""
    known = buyers(with_(told(6, 30), eur="1680"))
    parts = [low(to_itself(known, one), "running_eur_pooling") for one in "abcd"]
    assert parts == [Decimal(one) for one in ("3650.0", "5840.0", "8516.7", "2433.3")]
    own = with_(told(7, 31, "a"), eur="310")  # 3,650 a year too
    both = figures_of(buyers(with_(told(6, 30), eur="1680"), own))
    assert low(both, "running_eur_pooling") == Decimal("20440.0")
