"""Real cases of sharing from public sources, as declarations through the detectors.

Which case of posts is which, and its source: ``docs/reference/posts.md``. Of equipment: E01, Osiris
(info-chimie.fr/la-mutualisation-fait-economiser-20-sur-les-services,53684); N18 to N20
(syvedac.org, clesdelatransition.org); a thin line (biomasse-normandie.fr/encyclopedie/densite-de-
desserte). What a source does not tell is chosen here and said.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from tests.unit.matching.kinds.sharing.declared import equipment, post_need
from tests.unit.matching.kinds.sharing.test_blind_cases import (
    contract_of,
    equipment_of,
    members_of,
    posts_of,
)

OYSTERS = "A1404"
QUALITY, MECHANICAL_QUALITY = "H1502", "H1506"
SAFETY = "H1302"


def _criterion(group: Group, name: str) -> tuple[str, str | None]:
    return next((of.verdict, of.value) for of in group.criteria if of.name == name)


def _oyster_farms(base: str, peak: str) -> list[Sharing]:
    """J01: two or three times as many hands at the spring tides and the end of the year."""
    months = [peak if month in (3, 4, 5, 11, 12) else base for month in range(1, 13)]
    return [
        post_need(number, months, OYSTERS, at=(48.97 + number * 0.02, -1.60), naf="03.21Z")
        for number in range(1, 7)
    ]


def test_j01_same_seasons_make_no_full_time_post() -> None:
    """A third of a person, a whole one in season: no two of them can have one in both."""
    assert posts_of(*_oyster_farms("0.3", "0.9")) == ()


def test_j01_small_needs_make_a_seasonal_post_and_say_why() -> None:
    found = posts_of(*_oyster_farms("0.15", "0.45"))
    assert len(found) == 3
    for group in found:
        assert contract_of(group) == "seasonal"
        assert _criterion(group, "full_time_months") == ("fail", "1,2,6,7,8,9,10")
        assert _criterion(group, "same_activity")[0] == "partial"
        covered = [month for month, of in enumerate(group.members[0].months, 1) if of != "0"]
        assert covered == [3, 4, 5]


@pytest.mark.parametrize("other", [QUALITY, MECHANICAL_QUALITY])
def test_j05_two_opposite_halves_of_a_year_make_one_post(other: str) -> None:
    """Smoked salmon from October to March, salads the rest of the year, at Quimper."""
    winter = (10, 11, 12, 1, 2, 3)
    salmon = [int(month in winter) for month in range(1, 13)]
    (group,) = posts_of(
        post_need(1, salmon, QUALITY, naf="10.20Z"),
        post_need(2, [1 - month for month in salmon], other, naf="10.39A"),
    )
    assert (group.state, contract_of(group)) == ("viable", "permanent_full_time")
    assert members_of(group) == {1, 2}
    assert (group.value, group.threshold, group.amount) == ("1", "0.9", "1")


def test_j06_four_quarters_of_a_safety_officer_make_one_post() -> None:
    (group,) = posts_of(*(post_need(number, "0.25", SAFETY) for number in range(1, 5)))
    assert (group.state, contract_of(group)) == ("viable", "permanent_full_time")
    assert members_of(group) == {1, 2, 3, 4}
    assert group.figures["hours"].low == "1815"


def test_j07_five_employers_are_one_too_many() -> None:
    """Four of the five share a post of 28 hours a week; none has five."""
    found = posts_of(*(post_need(number, "0.2", SAFETY) for number in range(1, 6)))
    assert [len(group.members) for group in found] == [4]
    assert [contract_of(group) for group in found] == ["permanent_part_time"]


def test_j07_competitors_share_nobody() -> None:
    half = [
        post_need(1, "0.5", SAFETY, excluded=(UUID(int=1002),)),
        post_need(2, "0.5", SAFETY),
    ]
    assert posts_of(*half) == ()
    assert posts_of(*reversed(half)) == ()
    (group,) = posts_of(*half, post_need(3, "0.5", SAFETY))
    assert len(members_of(group)) == 2
    assert 3 in members_of(group)


def test_twelve_hours_of_communication_are_no_post_and_two_of_them_are_a_part_time_one() -> None:
    """Gemme, Herault (20minutes.fr): "12 hours of work" for a person in communication."""
    twelve = str(Decimal(12) / 35)
    assert posts_of(post_need(1, twelve, "E1103")) == ()
    (group,) = posts_of(post_need(1, twelve, "E1103"), post_need(2, twelve, "E1103"))
    assert contract_of(group) == "permanent_part_time"


def test_six_companies_of_one_person_are_two_too_many() -> None:
    """RMC: "sometimes up to 6 or 7". Four of six equal ones have 23.3 hours a week: near."""
    found = posts_of(*(post_need(number, str(Decimal(1) / 6), SAFETY) for number in range(1, 7)))
    assert [(group.state, len(group.members), group.missing) for group in found] == [
        ("near", 4, ("months",))
    ]


def _platform(alone: str) -> list[Sharing]:
    """E01: steam of a non-profit grouping and the 16 firms of its platform, 5 MW each (chosen), by
    the lines that are there; what it costs is chosen so that services cost a fifth less than alone,
    as the source says."""
    users = [
        equipment(
            number,
            "need",
            "5000",
            at=(45.35 + number * 0.0005, 4.79),
            figures={"stand_alone": alone, "pressure": "12"},
        )
        for number in range(1, 17)
    ]
    marginal, cost = Decimal("0.02"), Decimal("0.8") * Decimal("0.05")
    yearly = (cost - marginal) * 16 * 5000 * 8736
    boiler = {"pressure": "15", "marginal": "0.02", "annuity": str(yearly), "fixed": "0"}
    boiler["line"] = "0"
    return [*users, equipment(99, "offer", "80000", at=(45.35, 4.79), figures=boiler)]


def test_e01_a_shared_utility_beats_standing_alone_for_each() -> None:
    (group,) = equipment_of(*_platform("0.05"))
    assert group.state == "viable"
    users = [member for member in group.members if member.role == "user"]
    assert len(users) == 16
    alone = sum(Decimal(member.alone or 0) for member in users)
    assert Decimal(group.figures["eur"].low or 0) / alone == Decimal("0.2")
    assert all(Decimal(member.saving or 0) > 0 for member in users)
    shares = sum(Decimal(member.saving or 0) for member in group.members)
    assert abs(shares - Decimal(group.figures["eur"].low or 0)) <= len(group.members)


def test_e01_nobody_joins_who_would_pay_more_than_alone() -> None:
    """At 3.9 cents alone against 4: near, as the steam of one of them is."""
    found = equipment_of(*_platform("0.039"))
    assert "viable" not in {group.state for group in found}


def test_greenhouses_by_an_incinerator_get_its_water_and_a_far_brickworks_does_not() -> None:
    """N19: four hectares at 4 GWh each (N18), 750 m from the incinerator of Colombelles. N20: the
    brickworks was too far: 12 km (chosen)."""
    heat = equipment(1, "offer", "20000", "hot_water", at=(49.20, -0.30))
    greenhouse = {1: "4500", 2: "1400", 4: "1400"}
    near = equipment(2, "need", greenhouse, "hot_water", at=(49.20675, -0.30))
    far = equipment(3, "need", greenhouse, "hot_water", at=(49.308, -0.30))
    (group,) = equipment_of(heat, near, far)
    assert members_of(group) == {1, 2}
    assert (group.state, group.missing[0]) == ("near", "annuity")  # no page tells a price


def test_a_line_of_heat_that_delivers_too_little_for_its_length_is_not_laid() -> None:
    """1.5 MWh a metre and year (biomasse-normandie.fr): 140 kW over 750 m, 975 of line, is 1.25:
    near."""
    heat = equipment(1, "offer", "20000", "hot_water", at=(49.20, -0.30))
    (group,) = equipment_of(heat, equipment(2, "need", "140", "hot_water", at=(49.20675, -0.30)))
    assert (group.state, group.measure, group.missing) == ("near", "line", ("line",))
