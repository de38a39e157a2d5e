"""What is pooled and shared: what counts of it, what a company sees of it, what nobody believes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.contract.events.groups import Group, GroupMember, GroupState
from boucle.contract.events.matching import Life, Party, Result, Side
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity, SiteFacts
from boucle.contract.events.sharing import Sharing
from boucle.indicators.facts.bodies import Fact
from boucle.indicators.facts.company_view import visible_to
from boucle.indicators.figures.figure import Figure, Month, Scope
from boucle.indicators.figures.formulas import figures
from boucle.indicators.figures.plausible import TOO_MUCH_CO2, TOO_MUCH_MOVED, TOO_MUCH_SAVED
from boucle.indicators.figures.running_groups import FEW_OTHERS, NO_GROUP
from boucle.platform.events import Event
from tests.unit.indicators.figures.test_figures import (
    CAUX,
    HAVRE,
    NOVEMBER,
    by_key,
    event,
    facts,
    figures_of,
    ident,
    life,
)

NOW = datetime(2026, 11, 2, tzinfo=UTC)
SYNERGY = ident("group")
Found = dict[tuple[str, str], Figure]


def sharing(name: str, **changes: Any) -> Sharing:
    values: dict[str, Any] = {
        "sharing_id": ident(name),
        "organisation_id": ident(f"{name} company"),
        "site_id": ident(f"{name} site"),
        "territory": HAVRE,
        "kind": "service",
        "direction": "need",
        "subject": "waste_collection",
        "catalogue_version": "1",
        "site": SiteFacts(49.5, 0.1, "commune"),
        "certainty": "estimated",
        "valid_from": date(2026, 1, 1),
    }
    return Sharing(**(values | changes))


def declared(name: str, **changes: Any) -> Event[Any]:
    return event("sharing.declared.v1", ident(name), sharing(name, **changes))


def member(name: str, territory: str = HAVRE, **changes: Any) -> GroupMember:
    values: dict[str, Any] = {
        "sharing_id": ident(name),
        "organisation_id": ident(f"{name} company"),
        "site_id": ident(f"{name} site"),
        "territory": territory,
        "amount": "100",
        "alone": "13100",
        "saving": "950",
    }
    return GroupMember(**(values | changes))


A: dict[str, Any] = {"organisation_id": ident("a company")}
FOUR = tuple(member(name) for name in "abcd")
BRINGS = {
    "eur": Amount("EUR/yr", "3000", "3800"),
    "tonnes": Amount("t/yr", "400", "400"),
    "km": Amount("km/yr", "2000", "2400"),
    "tco2e": Amount("tCO2e/yr", "1.8", "2.2", factor="lorry@1"),
}


def group(
    state: GroupState, members: Iterable[GroupMember] = FOUR, version: int = 1, **changes: Any
) -> Event[Any]:
    day = changes.pop("day", 3)
    values: dict[str, Any] = {
        "synergy_id": SYNERGY,
        "kind": "pooling",
        "subject": "waste_collection",
        "anchor": f"zone:{HAVRE}/Z1",
        "stream": "bin",
        "state": state,
        "territory": HAVRE,
        "members": tuple(members),
        "measure": "saving",
        "value": "0.29",
        "threshold": "0.1",
        "unit": "1",
        "figures": BRINGS,
    }
    data = Group(**(values | changes))
    return event(f"group.{state}.v1", data.synergy_id, data, version, day)


def lived(
    state: Any, members: Iterable[GroupMember] = FOUR, version: int = 1, **changes: Any
) -> Event[Any]:
    left = {ident(name) for name in changes.pop("left", ())}
    left_at = changes.pop("left_at", None)
    now, figures = changes.pop("now", None), changes.pop("figures", BRINGS)
    members = tuple(members)
    data = life(
        "group",
        state,
        (),
        **{"kind": "pooling", "disclosed": state == "running", "agreed": Quantity("400", "t")}
        | changes,
    )
    parties = tuple(
        Party(
            side=Side("member", one.organisation_id, one.territory, sharing_id=one.sharing_id),
            standing="refused" if one.sharing_id in left else "consented",
            answered_at=left_at if one.sharing_id in left else None,
        )
        for one in members
    )
    found: Group = group("viable", members, kind=data.kind, figures=figures).data
    values = {name: getattr(data, name) for name in data.__struct_fields__}
    whole = Life(**values | {"parties": parties, "group": found, "group_now": now})
    return event(f"life.{state}.v1", SYNERGY, whole, version)


def to_itself(known: list[Fact], company: str, *, month: Month = NOVEMBER) -> Found:
    organisation = ident(f"{company} company")
    seen = list(visible_to(organisation, known))
    return by_key(figures(seen, Scope(organisation=organisation), month))


def result(name: str, grade: Any, **changes: Any) -> Result:
    year = {"period_start": date(2025, 11, 1), "period_end": date(2026, 10, 31)}
    return Result(result_id=ident(name), grade=grade, **year | changes)


# --- declarations and groups -----------------------------------------------------------------


def test_declarations_count_by_kind_and_direction_while_in_force() -> None:
    known = facts(
        declared("a"),
        declared("b", kind="equipment", direction="offer", subject="steam"),
        declared("c", kind="workforce", subject="H1502"),
        declared("d", kind="workforce", subject="H1502", on_trial=True),
        declared("e"),
        event("sharing.withdrawn.v1", ident("e"), sharing("e"), version=2, day=10),
    )
    found = figures_of(known)
    assert found["services_needed", "counted"].value == 1
    assert found["services_offered", "counted"].value == 0
    assert found["equipment_offered", "counted"].value == 1
    assert found["workforce_needed", "counted"].value == 1
    october = Month.of(2026, 10, date(2026, 11, 24))
    before = by_key(figures(known, Scope(frozenset({HAVRE})), october))
    assert before["services_needed", "counted"].value == 2


@pytest.mark.parametrize("state", get_args(GroupState))
def test_a_group_counts_in_its_state_and_nowhere_once_lost(state: GroupState) -> None:
    found = figures_of(facts(group("near"), group(state, version=2, day=9)))
    counted = {key for key, _ in found if key.startswith("groups_")}
    assert counted == (set() if state == "lost" else {f"groups_pooling_{state}"})


@pytest.mark.parametrize("state", ["refused", "already_done", "contract_until", "stopped"])
def test_a_group_that_is_over_counts_nowhere_though_it_is_found_again(state: Any) -> None:
    """Its members are free, so the engine finds the same group; to its animator it is lost."""
    found = figures_of(facts(group("viable"), lived(state)))
    assert [key for key, _ in found if key.startswith("groups_")] == []


def test_before_a_member_left_it_counts_among_the_companies_involved() -> None:
    """Introduced in October; one of four leaves on 9 November: four in October, three since."""
    introduced: dict[str, Any] = {"state_since": datetime(2026, 10, 20, tzinfo=UTC)}
    left_on = datetime(2026, 11, 9, tzinfo=UTC)
    left = lived("introduced", version=2, left=("d",), left_at=left_on, **introduced)
    known = facts(lived("introduced", **introduced), left)
    october = Month.of(2026, 10, date(2026, 11, 24))
    before = by_key(figures(known, Scope(frozenset({HAVRE})), october))
    assert before["companies_involved", "counted"].value == 4
    assert figures_of(known)["companies_involved", "counted"].value == 3


def test_what_nobody_agreed_is_said_to_its_members_as_to_the_territory() -> None:
    two = FOUR[:2]
    known = facts(group("running", two), lived("running", two, agreed=None))
    assert figures_of(known)["running_eur", "estimated"].missing == ("agreed",)
    assert to_itself(known, "a")["running_eur", "estimated"].missing == ("agreed",)


def test_whoever_left_a_running_group_counts_nothing_of_it_though_nobody_stays() -> None:
    its: dict[str, Any] = {"at_risk": True, "lost_on": date(2026, 11, 9)}
    known = facts(lived("running", left=("a", "b", "c", "d"), **its))
    found = figures_of(known)
    assert found["synergies_pooling_lost", "counted"].value == 1
    assert found["companies_involved", "counted"].value == 0
    own = Scope(organisation=ident("a company"))
    its_sheet = by_key(figures(known, own, Month.of(2026, 11, date(2026, 11, 24))))
    assert its_sheet["synergies", "counted"].value == 0


def test_a_viable_group_is_a_detected_synergy_until_people_act_on_it() -> None:
    viable = group("viable")
    assert figures_of(facts(viable))["synergies_pooling_detected", "counted"].value == 1
    assert figures_of(facts(group("near")))["synergies", "counted"].value == 0
    found = figures_of(facts(viable, lived("qualified")))
    assert ("synergies_pooling_detected", "counted") not in found
    assert found["synergies", "counted"].value == 1


def test_a_group_across_two_territories_counts_in_both_and_once_in_their_federation() -> None:
    members = (*FOUR, member("e", CAUX))
    known = facts(group("running", members), lived("running", members))
    for places in ((HAVRE,), (CAUX,), (HAVRE, CAUX)):
        found = figures_of(known, *places)
        assert found["groups_pooling_running", "counted"].value == 1
        assert found["running_km_pooling", "estimated"].high == 2400


def test_a_group_across_two_territories_that_nobody_acted_on_counts_in_their_federation() -> None:
    """Its state follows exact amounts of members elsewhere."""
    for state in ("near", "viable"):
        known = facts(group(state, (*FOUR, member("e", CAUX))))
        for place in (HAVRE, CAUX):
            found = figures_of(known, place)
            assert (f"groups_pooling_{state}", "counted") not in found
            assert found["synergies", "counted"].value == 0
        both = figures_of(known, HAVRE, CAUX)
        assert both[f"groups_pooling_{state}", "counted"].value == 1


# --- what running groups bring ---------------------------------------------------------------


def test_a_running_group_brings_what_it_was_found_to_bring_by_now() -> None:
    fell = {**BRINGS, "tonnes": Amount("t/yr", "273", "273")}
    known = facts(group("proposed"), lived("running"), group("at_risk", version=2, figures=fell))
    found = figures_of(known)
    assert found["running_tonnes_pooling", "estimated"].low == 273
    assert found["running_eur_pooling", "estimated"].high == 3800
    assert found["running_tco2e_pooling", "estimated"].factors == ("lorry@1",)
    assert found["running_eur", "estimated"] != found["running_eur_pooling", "estimated"]
    assert found["running_eur", "estimated"].high == 3800
    assert ("running_m3_pooling", "estimated") not in found
    assert ("running_eur_sharing", "estimated") not in found


def test_what_is_not_known_is_null_with_its_reason() -> None:
    unknown = {"eur": Amount("EUR/yr", missing="no treatment price")}
    found = figures_of(facts(group("running", figures=unknown), lived("running")))
    assert found["running_eur_pooling", "estimated"].low is None
    assert found["running_eur_pooling", "estimated"].missing == ("no treatment price",)
    lost = figures_of(facts(lived("running"), group("running"), group("lost", version=2, day=9)))
    assert lost["running_eur_pooling", "estimated"].missing == (NO_GROUP,)
    assert lost["running_eur_pooling", "estimated"].counted == 0


def test_a_running_group_that_lost_three_of_five_is_at_risk_and_not_counted_as_running() -> None:
    """Note 11: it was no longer at risk, and still counted as running."""
    five = (*FOUR, member("e"))
    its: dict[str, Any] = {"left": ("c", "d", "e"), "at_risk": True}
    lost = lived("running", five, version=2, lost_on=date(2026, 11, 20), **its)
    known = facts(group("running", five), lived("running", five), lost)
    found = figures_of(known)
    assert found["synergies_at_risk", "counted"].value == 1
    assert found["synergies_pooling_lost", "counted"].value == 1
    assert ("synergies_pooling_running", "counted") not in found
    assert found["synergies", "counted"].value == 1
    assert found["running_eur", "estimated"].counted == 0
    assert ("running_eur_pooling", "estimated") not in found
    # While it only is at risk, it runs.
    risky = lived("running", five, version=2, left=("e",), at_risk=True)
    found = figures_of(facts(group("at_risk", five[:4]), lived("running", five), risky))
    assert found["synergies_at_risk", "counted"].value == 1
    assert found["synergies_pooling_running", "counted"].value == 1


def test_a_group_that_another_took_the_place_of_is_not_counted_as_stopped() -> None:
    """It grew: counted once, as the grown one; one that people stopped is counted."""
    ended: dict[str, Any] = {"version": 2, "stopped_on": date(2026, 11, 20)}
    former = lived("stopped", **ended, grown_into=ident("grown"))
    found = figures_of(facts(group("running"), lived("running"), former))
    assert ("synergies_pooling_stopped", "counted") not in found
    assert found["synergies", "counted"].value == 0
    stopped = figures_of(facts(group("running"), lived("running"), lived("stopped", **ended)))
    assert stopped["synergies_pooling_stopped", "counted"].value == 1


def test_no_group_saves_more_than_its_members_pay_nor_than_collection_costs() -> None:
    claims = {**BRINGS, "eur": Amount("EUR/yr", "52000", "52401")}
    found = figures_of(facts(group("running", figures=claims), lived("running")))
    assert found["running_eur_pooling", "estimated"].low is None
    assert found["running_eur_pooling", "estimated"].missing == (TOO_MUCH_SAVED,)
    bound = {**BRINGS, "collection": Amount("EUR/yr", "3700", "3700")}
    found = figures_of(facts(group("running", figures=bound), lived("running")))
    assert found["running_eur_pooling", "estimated"].missing == (TOO_MUCH_SAVED,)


def test_more_than_five_tonnes_of_co2_a_tonne_is_not_believed() -> None:
    claims = {**BRINGS, "tco2e": Amount("tCO2e/yr", "1990", "2001")}
    found = figures_of(facts(group("running", figures=claims), lived("running")))
    assert found["running_tco2e_pooling", "estimated"].low is None
    assert found["running_tco2e_pooling", "estimated"].missing == (TOO_MUCH_CO2,)
    assert found["running_tonnes_pooling", "estimated"].low == 400


def test_what_is_reported_counts_unless_nobody_could_believe_it() -> None:
    """765 t of CO2 of 50 t are not believed, nor 52,436 EUR: the tonnes beside them are."""
    results = (
        result("r1", "declared", quantity=Quantity("50", "t"), tco2e="765", eur="1000"),
        result(
            "r2", "verified", quantity=Quantity("50", "t"), tco2e="300", eur="99999", document="114"
        ),
        result("r3", "declared", quantity=Quantity("10", "t"), eur="52436"),
        result("r4", "declared", quantity=Quantity("30", "t"), tco2e="3", eur="1200"),
    )
    found = figures_of(facts(group("running"), lived("running", results=results)))
    assert found["reported_tonnes_pooling", "declared"].value == 50 + 10 + 30
    assert found["reported_tonnes_pooling", "declared"].missing == ()
    assert found["reported_tco2e_pooling", "declared"].value == 3
    assert found["reported_tco2e_pooling", "declared"].missing == (TOO_MUCH_CO2,)
    assert found["reported_tco2e_pooling", "verified"].value == 300
    assert found["reported_eur_pooling", "declared"].value == 1000 + 1200
    assert found["reported_eur_pooling", "declared"].missing == (TOO_MUCH_SAVED,)
    assert found["reported_eur", "declared"].value == 1000 + 1200
    assert found["reported_eur_pooling", "verified"].value == 99999
    assert found["running_eur_pooling", "estimated"].high == 99999


def test_once_it_stopped_nobody_guesses_what_a_group_goes_on_to_bring() -> None:
    """C03: no tonnage was followed after the operation, so there is none."""
    stopped = lived("stopped", version=2, disclosed=True, stopped_on=date(2026, 11, 9))
    found = figures_of(facts(group("running"), lived("running"), stopped))
    assert {key for key, _ in found if key.endswith("_pooling") and "running" in key} == set()
    assert ("reported_tonnes_pooling", "declared") not in found


# --- posts and equipment ---------------------------------------------------------------------


def post(*months: str) -> tuple[GroupMember, ...]:
    return tuple(
        member(name, months=tuple(each.split()), amount=None, alone=None, saving=None)
        for name, each in zip("abcd", months, strict=False)
    )


def test_a_post_of_two_half_years_is_one_full_time_equivalent() -> None:
    winter, summer = "1 1 1 0 0 0 0 0 0 1 1 1", "0 0 0 1 1 1 1 1 1 0 0 0"
    members = post(winter, summer)
    its: dict[str, Any] = {
        "kind": "sharing",
        "subject": "H1502",
        "figures": {"fte": Amount("FTE", "1", "1")},
    }
    found = figures_of(
        facts(group("running", members, **its), lived("running", members, kind="sharing"))
    )
    assert found["running_posts", "counted"].value == 1
    assert found["running_fte", "estimated"].low == 1
    assert found["firms_per_post", "counted"].value == 2


def test_use_of_capacity_is_a_mean_over_equipment_and_no_post() -> None:
    its: dict[str, Any] = {
        "kind": "sharing",
        "subject": "steam",
        "figures": {"use": Amount("1", "0.625", "0.625")},
    }
    found = figures_of(facts(group("running", **its), lived("running", kind="sharing")))
    assert found["running_use_sharing", "estimated"].value == Decimal("0.625")
    assert found["running_posts", "counted"].value == 0


# --- what a company sees of it ---------------------------------------------------------------

CLAIMED = ("groups_", "running_", "firms_", "reported_")


def of_groups(found: Found) -> dict[tuple[str, str], Figure]:
    return {
        place: figure
        for place, figure in found.items()
        if place[0].startswith(CLAIMED) and figure.counted
    }


@pytest.mark.parametrize("state", ["qualified", "introduced", "interested"])
def test_a_company_sees_nothing_of_its_group_before_all_agreed(state: Any) -> None:
    known = facts(group("proposed"), lived(state, found_by="engine"))
    assert of_groups(to_itself(known, "a")) == {}
    assert of_groups(to_itself(facts(group("near")), "a")) == {}


def test_what_another_answered_shows_in_no_figure_of_a_member() -> None:
    def seen(state: Any) -> set[tuple[str, str]]:
        its = lived(state, found_by="engine", introduced_at=NOW, at_risk=state == "interested")
        found = to_itself(facts(group("at_risk"), its), "a")
        return {key for key, figure in found.items() if key[0].startswith("syn") and figure.value}

    assert seen("introduced") == seen("interested")
    assert ("synergies_pooling_interested", "counted") in seen("introduced")  # its own answer
    assert ("synergies_pooling_stopped", "counted") in seen("refused")


def test_a_company_sees_its_own_part_and_totals_that_three_others_stand_behind() -> None:
    known = facts(group("running"), lived("running"))
    own = to_itself(known, "a")
    assert own["running_eur_pooling", "estimated"].low == 950
    assert own["running_tonnes_pooling", "estimated"].low == 100
    assert own["running_km_pooling", "estimated"].high == 600  # 100 of 400 t, of 2,400 km
    assert own["running_tco2e_pooling", "estimated"].low == Decimal("0.45")
    few = FOUR[:3]
    known = facts(group("running", few), lived("running", few))
    own = to_itself(known, "a")
    assert own["running_eur_pooling", "estimated"].low == 950
    assert own["running_km_pooling", "estimated"].low is None
    assert own["running_km_pooling", "estimated"].missing == (FEW_OTHERS,)


def test_each_member_reads_what_it_reported_itself() -> None:
    own = result("r1", "declared", eur="700", organisation_id=ident("a company"))
    other = result("r2", "declared", eur="500", organisation_id=ident("b company"))
    of_all = result("r3", "declared", eur="1400")
    known = facts(group("running"), lived("running", results=(own, other)))
    assert figures_of(known)["reported_eur_pooling", "declared"].value == 1200
    for key in ("reported_eur", "reported_eur_pooling"):
        assert to_itself(known, "a")[key, "declared"].value == 700
    assert ("reported_eur", "declared") not in to_itself(known, "c")
    known = facts(group("running"), lived("running", results=(own, other, of_all)))
    assert figures_of(known)["reported_eur_pooling", "declared"].value == 1400
    assert to_itself(known, "a")["reported_eur_pooling", "declared"].value == 700


def test_a_member_reads_its_part_of_what_is_said_of_all() -> None:
    """One of four alike has a quarter; of what a document shows of another, none. Its own report
    of these days comes before. Two others are too few."""
    of_all = result("r1", "declared", quantity=Quantity("40", "t"), eur="1400", tco2e="2")
    known = facts(group("running"), lived("running", results=(of_all,)))
    for key, quarter in (("eur", 350), ("tonnes", 10), ("tco2e", Decimal("0.5"))):
        assert to_itself(known, "c")[f"reported_{key}_pooling", "declared"].value == quarter
    its: dict[str, Any] = {"eur": "500", "organisation_id": ident("b company")}
    shown = result("r2", "verified", document="facture 12", **its)
    known = facts(group("running"), lived("running", results=(of_all, shown)))
    key = "reported_eur_pooling"
    assert ("reported_eur_pooling", "declared") not in to_itself(known, "b")
    assert to_itself(known, "b")[key, "verified"].value == 500
    few = facts(group("running", FOUR[:3]), lived("running", FOUR[:3], results=(of_all,)))
    assert (key, "declared") not in to_itself(few, "c")


@pytest.mark.parametrize(
    ("grade", "document", "declared", "verified"),
    [
        ("verified", "facture 12", 1300, 700),  # 2,000 of all, of which a document shows 700
        ("verified", None, 2000, None),  # nobody saw it: no more than declared
        ("estimated", None, 2000, None),
        ("declared", None, 2000, None),
    ],
)
def test_a_period_counts_once(
    grade: Any, document: str | None, declared: int, verified: int | None
) -> None:
    own = result("r1", grade, eur="700", organisation_id=ident("a company"), document=document)
    of_all = result("r2", "declared", eur="2000")
    found = figures_of(facts(group("running"), lived("running", results=(own, of_all))))
    for key in ("reported_eur", "reported_eur_pooling"):
        assert found[key, "declared"].value == declared
        assert (found[key, "verified"].value if verified else None) == verified
        assert (key, "estimated") not in found
        assert ((key, "verified") in found) is (verified is not None)


def test_no_member_saves_more_than_it_pays_itself() -> None:
    own = result("r", "declared", eur="13200", organisation_id=ident("a company"))
    found = figures_of(facts(group("running"), lived("running", results=(own,))))
    assert found["reported_eur_pooling", "declared"].value is None
    assert found["reported_eur_pooling", "declared"].missing == (TOO_MUCH_SAVED,)


@pytest.mark.parametrize(
    ("tonnes", "months", "is_counted"),
    [
        ("100", 3, True),  # a season may bring the year's: a declares 100 of 400 t
        ("101", 3, False),
        ("101", 24, True),
        ("5000", 3, False),
    ],
)
def test_no_member_brings_more_than_it_declares(tonnes: str, months: int, is_counted: bool) -> None:
    days = {"period_start": date(2026 - months // 12, 8 if months == 3 else 11, 1)}
    own = result("r", "declared", quantity=Quantity(tonnes, "t"), **days, **A)
    its = lived("running", results=(own,), potential=Quantity("400", "t"))
    found = figures_of(facts(group("running"), its))
    told = found["reported_tonnes_pooling", "declared"]
    assert told.missing == (() if is_counted else (TOO_MUCH_MOVED,))
    assert told.value == (Decimal(tonnes) if is_counted else None)


def test_a_named_carrier_is_no_member() -> None:
    carrier = member("carrier", CAUX, role="carrier")
    known = facts(group("running", (*FOUR[:3], carrier)), lived("running", FOUR[:3]))
    assert ("groups_pooling_running", "counted") not in figures_of(known, CAUX)
    assert to_itself(known, "a")["running_km_pooling", "estimated"].missing == (FEW_OTHERS,)
    assert of_groups(to_itself(known, "carrier")) == {}


def test_who_left_sees_nothing_of_those_who_went_on_nor_do_they_count_it() -> None:
    rest = FOUR[:3]
    known = facts(
        group("proposed"),
        group("running", rest, version=2, day=4),
        lived("running", left=("d",)),
    )
    found = to_itself(known, "d")
    assert of_groups(found) == {}
    assert {key for key, _ in found if key.startswith("synergies_pooling")} == set()
    assert figures_of(known)["companies_involved", "counted"].value == 3


EVENTS = (
    declared("a"),
    group("near"),
    group("viable", version=2, day=4),
    group("running", version=3, day=5),
    group("lost", version=4, day=6),
    lived("qualified"),
    lived("running", version=2),
    lived("running", version=3, left=("d",)),
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(EVENTS), min_size=0, max_size=16), st.randoms())
def test_any_order_and_any_repetition_give_the_same_figures(extra: list[Any], random: Any) -> None:
    shuffled = [*EVENTS, *extra]
    random.shuffle(shuffled)
    assert figures_of(facts(*shuffled)) == figures_of(facts(*EVENTS))


@settings(deadline=None)
@given(
    others=st.integers(1, 2),
    amounts=st.lists(st.integers(1, 10**6), min_size=4, max_size=4),
    km=st.lists(st.integers(1, 10**6), min_size=2, max_size=2),
)
def test_of_one_or_two_others_a_company_sees_nothing_whatever_they_bring(
    others: int, amounts: list[int], km: list[int]
) -> None:
    def seen(of_others: list[int], distance: int) -> Found:
        tonnes = str(10 + sum(of_others))
        members = (
            member("a", amount="10", saving="20"),
            *(member(name, amount=str(one)) for name, one in zip("bc", of_others, strict=False)),
        )
        brings = {
            **BRINGS,
            "tonnes": Amount("t/yr", tonnes, tonnes),
            "km": Amount("km/yr", str(distance), str(distance)),
        }
        running = group("running", members, figures=brings)
        all_of_it = lived("running", members, agreed=Quantity("9000000", "t"))
        return of_groups(to_itself(facts(running, all_of_it), "a"))

    once, again = seen(amounts[:others], km[0]), seen(amounts[2 : 2 + others], km[1])
    assert once == again
    assert once["running_tonnes_pooling", "estimated"].low == 10
    assert once["running_eur_pooling", "estimated"].low == 20


# --- recorded late, and over ------------------------------------------------------------------


def in_october(known: list[Fact]) -> Found:
    october = Month.of(2026, 10, date(2026, 11, 24))
    return by_key(figures(known, Scope(frozenset({HAVRE})), october))


def test_a_group_recorded_late_ran_in_the_months_before_with_those_who_stayed() -> None:
    """Recorded on 9 November as running since 1 October; one of four had left on the 8th."""
    ran: dict[str, Any] = {"period_start": date(2026, 10, 1)}
    its: dict[str, Any] = {
        "running_since": date(2026, 10, 1),
        "state_since": datetime(2026, 11, 9, tzinfo=UTC),
        "left_at": datetime(2026, 11, 8, tzinfo=UTC),
        "agreed": Quantity("300", "t"),
        "potential": Quantity("300", "t"),
        "results": (result("r", "declared", eur="99", organisation_id=ident("a company"), **ran),),
    }
    three = {**BRINGS, "tonnes": Amount("t/yr", "300", "300")}
    known = facts(
        group("viable", day=8),
        group("running", FOUR[:3], version=2, day=9, figures=three),
        lived("running", left=("d",), now=group("running", FOUR[:3], figures=three).data, **its),
    )
    found = in_october(known)
    assert found["synergies_pooling_running", "counted"].value == 1
    assert found["running_tonnes_pooling", "estimated"].high == 300
    assert found["reported_eur", "declared"].value == 99
    assert found["ran_eur", "estimated"].counted == 1
    assert ("groups_pooling_viable", "counted") not in found


def test_what_is_not_believed_is_not_in_the_months_before_it_was_recorded_either() -> None:
    """A member that pays 13,100 EUR a year, 88,888 EUR; published on the 9th."""
    its: dict[str, Any] = {
        "running_since": date(2026, 10, 1),
        "state_since": datetime(2026, 11, 9, tzinfo=UTC),
        "results": (result("r", "declared", eur="88888", **A),),
    }
    known = facts(group("running", day=9), lived("running", now=group("running").data, **its))
    found = in_october(known)["reported_eur", "declared"]
    assert (found.value, found.missing) == (None, (TOO_MUCH_SAVED,))


def test_the_days_before_a_group_stopped_count_in_its_last_month() -> None:
    """3,000 to 3,800 EUR a year; from the 11th to the 20th: ten days of 365."""
    its: dict[str, Any] = {"running_since": date(2026, 11, 11), "disclosed": True}
    stopped = lived("stopped", version=2, stopped_on=date(2026, 11, 21), **its)
    known = facts(group("running"), lived("running", **its), stopped, group("lost", version=2))
    found = figures_of(known)["ran_eur", "estimated"]
    assert (found.low, found.high) == (Decimal("82.192"), Decimal("104.11"))
