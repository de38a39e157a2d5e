"""A group goes on with those who stay: in any order of answers, known to each other only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.contract.events.groups import Group
from boucle.contract.events.matching import Life, Side
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.contract.introduced import introduced_to
from boucle.contract.kinds.members import left, organisations, staying, weighed_group
from boucle.matching.disclosures.decisions import disclosures_of
from boucle.matching.groups.decisions import acting_on, refusing
from boucle.matching.lives.commands import (
    Command,
    FlagRisk,
    Leave,
    Lose,
    NameCarrier,
    NotAParty,
    Qualify,
    Reopen,
    Run,
    Stop,
    Study,
    Weigh,
)
from boucle.matching.lives.decisions import decide
from boucle.matching.lives.groups import life_of_group, of_version
from boucle.matching.lives.kinds import kind_of
from boucle.matching.lives.transitions import InvalidTransition
from tests.unit.matching.lives.groups import (
    NOW,
    company,
    detected,
    group,
    introduced,
    lived,
    qualified,
    said,
    sharing,
    steps,
)
from tests.unit.matching.lives.test_transitions import life_in


@given(steps().flatmap(lambda some: st.tuples(st.just(some), st.permutations(some * 2))))
def test_any_order_and_any_repetition_give_the_same_life(
    orders: tuple[list[Command], list[Command]],
) -> None:
    in_order, shuffled = orders
    assert lived(qualified(), *in_order) == lived(qualified(), *shuffled)


@given(steps())
def test_it_is_known_among_those_who_stay_once_all_of_them_consented(
    commands: list[Command],
) -> None:
    life = lived(qualified(), *commands)
    stay = organisations(staying(life))
    everybody = {party.standing for party in staying(life)} == {"consented"}
    assert life.disclosed == (everybody and len(stay) >= 2)
    assert (life.state == "consented") == life.disclosed
    known = {
        (one.to_organisation, one.of_organisation)
        for one in disclosures_of(None, life, version=1, at=NOW, actor="")
        if one.kind == "identity"
    }
    if life.disclosed:
        assert known == {(one, other) for one in stay for other in stay if one != other}
    else:
        assert not known


@given(steps())
def test_one_that_left_is_no_part_of_what_is_weighed(commands: list[Command]) -> None:
    life = lived(qualified(), *commands)
    weighed = acting_on(life)
    gone = {p.side.sharing_id for p in life.parties if p.standing in ("refused", "already_done")}
    assert left(life) == gone
    if {p.side.organisation_id for p in life.parties} - {company(0)} and weighed is not None:
        assert weighed.left == gone
        assert weighed.group == group()
    assert (weighed is None) == (life.state in ("refused", "already_done", "contract_until"))


def test_the_last_but_one_to_leave_ends_it() -> None:
    life = lived(introduced(3), said(0, "refused", 1))
    assert life.state == "introduced"
    life = lived(life, said(2, "consented", 5), said(1, "already_done", 3))
    assert life.state == "refused"
    assert life.state_since == NOW + timedelta(minutes=3)
    assert not life.disclosed
    assert acting_on(life) is None


def test_all_bound_until_a_day_are_asked_again_then() -> None:
    until = [replace_until(one) for one in (0, 1)]
    life = lived(introduced(2), *until)
    assert life.state == "contract_until"
    assert life.contract_until == NOW.date()


def replace_until(number: int) -> Command:
    answer = said(number, "contract_until")
    return type(answer)(answer.organisation_id, "contract_until", answer.at, None, None, NOW.date())


def test_those_who_stay_agree_although_one_refused() -> None:
    life = lived(introduced(3), said(0, "consented"), said(1, "refused"), said(2, "interested"))
    assert life.state == "interested"
    life = lived(life, said(2, "consented", 2))
    assert (life.state, life.disclosed) == ("consented", True)
    assert introduced_to(life) == {company(0), company(1), company(2)}


def test_who_left_before_its_mail_hears_of_nothing() -> None:
    life = lived(qualified(3), Weigh(only(3, 0, 1)), who="engine")
    assert left(life) == {sharing(2)}
    life = lived(life, said(0, "consented"), said(1, "consented"))
    assert life.disclosed
    running = lived(life, Run(None, NOW.date()), who="animator")
    assert {company(0), company(1)} <= introduced_to(running)


def test_who_stays_alone_in_a_running_group_sees_that_it_is_lost() -> None:
    life = lived(introduced(2), said(0, "consented"), said(1, "consented"))
    life = lived(life, Run(None, NOW.date()), who="animator")
    life = lived(life, Leave(company(1), "has_provider", NOW), who="animator")
    life = lived(life, Weigh(only(2, 0, state="lost")), who="engine")
    assert (life.state, life.disclosed, life.at_risk) == ("running", True, True)
    assert life.at_risk_since is not None
    assert lived(life, Stop(NOW.date()), who="animator").disclosed


def only(count: int, *numbers: int, state: str = "proposed", **changes: object) -> Group:
    whole = group(count)
    members = tuple(one for one in whole.members if one.sharing_id in map(sharing, numbers))
    return replace(whole, members=members, state=state, **changes)


def test_the_engine_says_at_risk_and_why_and_takes_it_back() -> None:
    risky = replace(group(), state="at_risk", reasons=("volume_fell",))
    life = lived(introduced(), Weigh(risky), who="engine")
    assert (life.state, life.at_risk, life.risks) == ("introduced", True, ("volume_fell",))
    life = lived(life, Weigh(replace(group(), state="proposed")), who="engine")
    assert (life.at_risk, life.risks) == (False, ())


def test_the_engine_ends_what_does_not_run_yet_and_never_what_does() -> None:
    lost = replace(group(), state="lost", reasons=("member_left",))
    life = lived(introduced(), Lose(lost), who="engine")
    assert (life.state, life.risks, life.at_risk) == ("stopped", ("member_left",), False)
    assert life.stopped_on is not None
    assert acting_on(life) is None
    running = lived(introduced(), Run(None, NOW.date()), who="animator")
    with pytest.raises(InvalidTransition):
        lived(running, Lose(lost), who="engine")
    weighed = lived(running, Weigh(replace(lost, state="at_risk")), who="engine")
    assert (weighed.state, weighed.at_risk) == ("running", True)


def test_what_runs_and_loses_three_of_five_is_at_risk_and_lost_since_that_day() -> None:
    whole = replace(group(), figures={"tonnes": Amount("t", "500", "500")})
    before = replace(introduced(), group=whole)
    running = lived(before, Run(Quantity("400", "t"), NOW.date()), who="animator")
    assert running.potential == Quantity("500", "t")
    two = only(5, 0, 1, state="lost", reasons=("member_left",))
    life = lived(running, Weigh(two), who="engine")
    assert (life.state, life.at_risk, life.risks) == ("running", True, ("member_left",))
    assert life.lost_on == date(2030, 1, 1)
    assert decide(life, Weigh(two), who="engine", now=NOW + timedelta(days=9999)).event is None
    well = lived(life, Weigh(only(5, 0, 1, state="running")), who="engine")
    assert (well.at_risk, well.lost_on) == (False, None)


def test_told_again_without_a_day_it_runs_since_the_day_that_was_told() -> None:
    tonnes = [Quantity(value, "t") for value in ("300", "3")]
    running = lived(introduced(), Run(tonnes[0], NOW.date()), who="animator")
    corrected = lived(running, Run(tonnes[1], None), who="animator")
    assert (corrected.agreed, corrected.running_since) == (tonnes[1], NOW.date())
    ended = lived(running, Stop(date(2029, 12, 1)), who="animator")
    assert lived(ended, Run(None, None), who="animator").running_since == date(2030, 1, 1)


def test_a_member_leaves_what_runs_and_the_others_go_on() -> None:
    running = lived(introduced(3), Study(), Run(None, NOW.date()), who="animator")
    command = kind_of(running).leaving(running, said(1, "refused"))
    assert isinstance(command, Leave)
    life = lived(running, command, who="party")
    assert life.state == "running"
    weighed = acting_on(life)
    assert weighed is not None
    assert weighed.left == {sharing(1)}
    assert weighed.running
    with pytest.raises(NotAParty):
        lived(life, command, who="party")


def test_only_a_group_is_left_weighed_or_carried() -> None:
    pair = life_in("running")
    side = Side(role="member", organisation_id=company(1), territory="1")
    for command, who in (
        (Leave(company(1), "price", NOW), "party"),
        (Weigh(group()), "engine"),
        (NameCarrier(side), "animator"),
    ):
        with pytest.raises(InvalidTransition) as refused:
            decide(pair, command, who=who, now=NOW)  # type: ignore[arg-type]
        assert "carrier" not in str(refused.value).partition("possible")[2]
    assert kind_of(pair).leaving(pair, said(1, "refused")) == said(1, "refused")
    assert decide(pair, FlagRisk(at_risk=True), who="engine", now=NOW).life.at_risk


def test_the_carrier_is_named_and_no_party() -> None:
    side = Side(role="member", organisation_id=company(9), territory="1", sharing_id=sharing(9))
    life = lived(introduced(3), NameCarrier(side), who="animator")
    weighed = acting_on(life)
    assert weighed is not None
    assert weighed.carrier == sharing(9)
    agreed = lived(life, *(said(one, "consented") for one in range(3)))
    lines = disclosures_of(life, agreed, version=3, at=NOW, actor="")
    carrier = [one for one in lines if one.kind == "carrier"]
    assert {one.to_organisation for one in carrier} == {company(one) for one in range(3)}
    assert {one.of_organisation for one in carrier} == {company(9)}
    assert not [one for one in lines if one.to_organisation == company(9)]


def test_a_carrier_that_stands_in_the_group_is_no_party() -> None:

    life = life_of_group(group(3, carrier=True), NOW)
    assert len(life.parties) == 3


def test_reopened_all_are_asked_again() -> None:
    ended = lived(introduced(2), said(0, "refused"))
    life: Life = lived(ended, Reopen(), who="animator")
    assert life.state == "detected"
    assert not left(life)
    assert lived(life, Qualify(), who="animator").state == "qualified"
    assert life.parties == detected(2).parties


def test_who_left_stands_in_no_new_group_while_its_declaration_is_as_it_was() -> None:
    refused = of_version(introduced(3), said(1, "refused"), {sharing(1): 4, sharing(2): 9})
    assert refusing([lived(introduced(3), refused), life_in("refused")]) == {(sharing(1), "4")}


def test_who_refuses_with_several_declarations_refuses_with_each_as_it_was() -> None:
    twice = introduced(3)
    first, second, third = twice.parties
    of_one = replace(second, side=replace(second.side, organisation_id=company(0)))
    life = replace(twice, parties=(first, of_one, third))
    refused = of_version(life, said(0, "refused"), {sharing(0): 4, sharing(1): 9})
    after = refusing([lived(life, refused)])
    assert after >= {(sharing(0), "4"), (sharing(1), "9")}
    assert {id_ for id_, _ in after} == {sharing(0), sharing(1)}


def test_a_group_that_people_act_on_is_proposed_then_running() -> None:
    """Whatever it was as it was found: docs/reference/groups.md, "States"."""
    life = qualified()
    assert weighed_group(life).state == "proposed"
    assert weighed_group(replace(life, state="running")).state == "running"
    assert weighed_group(replace(life, state="refused")).state == "lost"
    assert weighed_group(replace(life, state="contract_until")).state == "lost"
    at_risk = replace(life, group_now=replace(group(), state="at_risk"))
    assert weighed_group(at_risk).state == "at_risk"
    assert weighed_group(replace(at_risk, state="stopped")).state == "lost"
