"""Who is written to, when, at which step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from boucle.contract.events.matching import Life, Party, Role, Side, Standing, State
from boucle.notifications.mails import plan
from boucle.notifications.preferences.decisions import Preference
from tests.kit.of_groups.made_groups import (
    a_group,
    all_say,
    at_risk,
    growing,
    lost,
    with_standings,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
A, B = UUID(int=1), UUID(int=2)


def life(
    state: State = "qualified",
    standings: Sequence[Standing] = ("pending", "pending"),
    companies: Sequence[UUID] = (A, B),
) -> Life:
    roles: tuple[Role, ...] = ("offer", "need")
    parties = tuple(
        Party(side=Side(role=role, organisation_id=one, territory="200010700"), standing=standing)
        for role, one, standing in zip(roles, companies, standings, strict=True)
    )
    return Life(
        synergy_id=UUID(int=9),
        kind="substitution",
        state=state,
        found_by="engine",
        parties=parties,
        state_since=NOW,
        opened_at=NOW,
        qualified_at=NOW,
        disclosed=set(standings) == {"consented"},
    )


def test_a_qualification_calls_for_one_introduction() -> None:
    assert plan.calls_for_introduction(None, life(), introduced=False)
    assert not plan.calls_for_introduction(life(), life(), introduced=True)
    assert not plan.calls_for_introduction(None, life(), introduced=True)
    assert not plan.calls_for_introduction(None, life("detected"), introduced=False)


def test_a_missed_qualification_is_caught_by_the_next_event() -> None:
    assert plan.calls_for_introduction(life(), life(), introduced=False)


def test_another_qualification_calls_for_another_introduction() -> None:
    again = replace(life(), qualified_at=LATER)
    assert plan.calls_for_introduction(life("detected"), again, introduced=True)


def test_a_company_is_not_introduced_to_itself() -> None:
    assert not plan.calls_for_introduction(None, life(companies=(A, A)), introduced=False)
    same = life(companies=(A, A), standings=("consented", "consented"))
    assert plan.disclosures(same) == ()


@pytest.mark.parametrize(
    ("standings", "asked"),
    [
        (("interested", "interested"), (A, B)),
        (("interested", "consented"), (A,)),
        (("consented", "interested"), (B,)),
        (("interested", "pending"), ()),
        (("interested", "refused"), ()),
        (("consented", "consented"), ()),
    ],
)
def test_consent_is_asked_only_when_all_are_interested(
    standings: Sequence[Standing], asked: tuple[UUID, ...]
) -> None:
    assert plan.consent_requests(life(standings=standings)) == asked


@pytest.mark.parametrize(
    ("standings", "asked"),
    [
        (("pending", "pending", "pending", "interested"), ()),  # nobody in the group answers
        (("interested", "pending", "pending", "pending"), ()),  # nobody would join yet
        (("consented", "pending", "pending", "interested"), (3,)),
        (("interested", "refused", "pending", "interested"), (3, 0)),
        (("refused", "refused", "pending", "interested"), ()),
    ],
)
def test_silent_members_of_a_group_that_would_grow_hold_nobody_up(
    standings: tuple[Standing, ...], asked: tuple[int, ...]
) -> None:
    """Three run together, the fourth would join."""
    companies = [UUID(int=100 + one) for one in range(4)]
    made = with_standings(growing(a_group("waste", companies)).life, *standings)
    assert plan.consent_requests(made) == tuple(companies[one] for one in asked)


def test_who_refused_a_newcomer_and_the_newcomer_are_not_named_to_each_other() -> None:
    companies = [UUID(int=100 + one) for one in range(4)]
    made = all_say(growing(a_group("waste", companies)).life, "consented")
    first, *others, last = made.parties
    refused = replace(first, apart_from=(companies[3],))
    joined = replace(last, apart_from=(companies[0],))
    made = replace(made, parties=(refused, *others, joined))
    named = [plan.named_to(made, one) for one in companies]
    assert named[0] == (companies[1], companies[2])
    assert named[1] == (companies[0], companies[2], companies[3])
    assert named[3] == (companies[1], companies[2])


def test_names_are_given_only_when_matching_says_so() -> None:
    agreed = life("consented", ("consented", "consented"))
    assert plan.disclosures(agreed) == (A, B)
    assert plan.disclosures(replace(agreed, disclosed=False)) == ()


def first(*standings: Standing, state: State = "introduced") -> Life:
    """Of which A is asked first."""
    return replace(life(state, standings), asked_first=A)


def test_who_is_asked_first_is_written_to_alone_until_it_agrees() -> None:
    assert plan.written_to(life()) == (A, B)
    assert plan.written_to(first("pending", "pending", state="qualified")) == (A,)
    assert plan.written_to(first("pending", "interested", state="qualified")) == (A,)
    assert plan.written_to(first("consented", "pending", state="qualified")) == (A, B)


@pytest.mark.parametrize(
    ("before", "after", "asked"),
    [
        (first("pending", "pending"), first("interested", "pending"), (B,)),
        (first("pending", "pending"), first("consented", "pending"), (B,)),
        (None, first("interested", "pending"), (B,)),
        (first("refused", "pending", state="refused"), first("interested", "pending"), (B,)),
        (first("interested", "pending"), first("consented", "pending"), ()),
        (first("pending", "pending"), first("refused", "pending", state="refused"), ()),
        (first("pending", "interested"), first("interested", "interested", state="interested"), ()),
        (first("pending", "pending"), first("interested", "pending", state="running"), ()),
        (life(), life(standings=("interested", "pending")), ()),
    ],
)
def test_the_others_are_written_to_when_the_first_agrees(
    before: Life | None, after: Life, asked: tuple[UUID, ...]
) -> None:
    assert plan.newly_asked(before, after) == asked


def test_until_names_are_given_no_mail_says_that_somebody_left_a_group() -> None:
    begun = a_group("waste", [UUID(int=number) for number in range(1, 6)]).life
    said_yes: list[Standing] = ["consented"] * 3
    before = with_standings(begun, *said_yes, "pending", "pending")
    fewer = with_standings(begun, *said_yes, "pending", "refused")
    assert not before.disclosed
    assert list(plan.news(before, fewer)) == []
    known = with_standings(begun, *said_yes, "consented", "refused")
    assert list(plan.news(fewer, known)) == []
    left = with_standings(begun, *said_yes, "refused", "refused")
    stay = tuple(UUID(int=number) for number in (1, 2, 3))
    assert list(plan.news(known, left)) == [("member_left", stay)]
    over = with_standings(begun, "consented", "refused", "refused", "refused", "refused")
    assert list(plan.news(fewer, over)) == [("group_over", stay[:1])]


def test_that_one_left_is_no_second_mail_unless_those_who_stay_miss_what_they_need() -> None:
    """Five of five needed stay: nothing got worse. Four: it is viable no more."""
    begun = a_group("waste", [UUID(int=number) for number in range(1, 6)]).life
    agreed = all_say(begun, "consented")
    assert list(plan.news(agreed, at_risk(agreed, "member_left"))) == []
    everybody = tuple(UUID(int=number) for number in range(1, 6))
    assert list(plan.news(agreed, at_risk(agreed, "cost_rose"))) == [("at_risk", everybody)]
    running = replace(agreed, state="running")
    assert running.group is not None
    fewer = replace(at_risk(running, "member_left"), group_now=replace(running.group, state="lost"))
    assert list(plan.news(running, fewer)) == [("at_risk", everybody)]
    assert list(plan.news(fewer, fewer)) == []


def test_no_mail_says_that_a_group_is_over_which_a_larger_one_replaced() -> None:
    """It was at risk before, and those who came made it well again."""
    begun = a_group("waste", [UUID(int=number) for number in range(1, 6)]).life
    running = replace(all_say(begun, "consented"), state="running")
    ended = lost(at_risk(running, "volume_fell"), "volume_fell")
    everybody = tuple(UUID(int=number) for number in range(1, 6))
    assert list(plan.news(running, ended)) == [("group_over", everybody)]
    assert list(plan.news(running, replace(ended, grown_into=UUID(int=9)))) == []


@dataclass(frozen=True)
class Person:
    contact_id: UUID


def test_the_contact_chosen_first_is_kept_while_there() -> None:
    first, second, gone = Person(uuid4()), Person(uuid4()), uuid4()
    people = [first, second]
    stopped = Preference(stopped=True)
    left = {first.contact_id: stopped}
    assert plan.choose_contact(people, {}, "introduction", None) is first
    assert plan.choose_contact(people, {}, "introduction", second.contact_id) is second
    assert plan.choose_contact(people, {}, "introduction", gone) is first
    assert plan.choose_contact(people, left, "introduction", first.contact_id) is second
    nobody = {one.contact_id: stopped for one in people}
    assert plan.choose_contact(people, nobody, "introduction", None) is None


def test_who_consented_is_given_the_names_though_they_stopped_our_mails() -> None:
    person = Person(uuid4())
    stopped = {person.contact_id: Preference(stopped=True)}
    for step in get_args(plan.Step):
        chosen = plan.choose_contact([person], stopped, step, None)
        assert (chosen is person) == (step in ("disclosure", "handover")), step


def test_nobody_else_is_reminded_of_what_somebody_was_introduced_to() -> None:
    first, second = Person(uuid4()), Person(uuid4())
    off = {first.contact_id: Preference(off=frozenset({"reminders"}))}
    people = [first, second]
    assert plan.choose_contact(people, off, "reminder", first.contact_id) is None
    assert plan.choose_contact(people, off, "introduction", first.contact_id) is first
    assert plan.choose_contact([second], off, "reminder", first.contact_id) is second


def test_attempts_are_spaced_and_end() -> None:
    waits = []
    for attempt in range(1, 9):
        again = plan.retry_at(NOW, attempt, NOW)
        assert again is not None
        waits.append((again - NOW).total_seconds())
    assert waits == sorted(waits)
    assert waits[-1] == 3600
    assert plan.retry_at(NOW + plan.GIVE_UP_AFTER, 9, NOW) is None


def test_ids_say_the_same_at_every_attempt_and_differ_where_mails_do() -> None:
    event = uuid4()
    assert plan.mail_id(event, "introduction", A) == plan.mail_id(event, "introduction", A)
    ids = {
        plan.mail_id(event, step, company)
        for step in ("introduction", "disclosure")
        for company in (A, B)
    }
    assert len(ids) == 4
    assert plan.message_id(event, "meeting", A, "b.example").endswith("@b.example>")
