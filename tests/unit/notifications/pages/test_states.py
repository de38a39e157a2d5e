"""What a company's page is, of what is stored: its own answer, the other's, and the life."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from msgspec.structs import replace as changed

from boucle.contract.events.matching import Life, Party, Standing
from boucle.contract.events.matching import Side as LifeSide
from boucle.notifications.introductions.decisions import InformedSide, IntroductionRecord, Reply
from boucle.notifications.pages.states import TEMPLATES, Situation, situation
from tests.kit.of_groups.made_groups import a_group, all_say, growing, with_standings

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
US, THEM = uuid4(), uuid4()
YES, AGREED = Reply("interested"), Reply("interested", consent=True)
NO = Reply("refused", reason="price", comment="trop cher")
DONE = Reply("already_done", contract_until=date(2027, 12, 31))


def a_life(**more: Any) -> Life:
    parties = tuple(
        Party(
            side=LifeSide(
                role="offer" if one == US else "need", organisation_id=one, territory="200010700"
            )
        )
        for one in (US, THEM)
    )
    given = {"state": "introduced", "parties": parties, **more}
    return Life(
        synergy_id=uuid4(),
        kind="substitution",
        found_by="engine",
        state_since=NOW,
        opened_at=NOW,
        **given,
    )


def a_record(
    ours: Reply | None = None, theirs: Reply | None = None, **more: Any
) -> IntroductionRecord:
    sides = tuple(
        InformedSide(one, "200010700", reply=said, answered_at=NOW if said else None)
        for one, said in ((US, ours), (THEM, theirs))
    )
    given = {"state": "answered" if ours or theirs else "sent", **more}
    return IntroductionRecord(
        introduction_id=uuid4(), synergy_id=uuid4(), version=1, sides=sides, **given
    )


def stands(record: IntroductionRecord, life: Life | None = None) -> Situation:
    return situation(record, life or a_life(), US, NOW)


def answered(standing: Standing, at: datetime = LATER, of: object = THEM, **more: Any) -> Life:
    """A life in which this company answered elsewhere than on its page."""
    life = a_life()
    return changed(
        life,
        parties=tuple(
            changed(party, standing=standing, answered_at=at, **more)
            if party.side.organisation_id == of
            else party
            for party in life.parties
        ),
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "state"),
    [
        (None, None, "first_look"),
        (None, YES, "first_look"),
        (YES, None, "answered"),
        (AGREED, None, "answered"),
        (AGREED, YES, "answered"),
        (AGREED, AGREED, "answered"),
        (YES, YES, "other_interested"),
        (YES, AGREED, "other_interested"),
        (NO, None, "refused"),
        (NO, NO, "refused"),
        (DONE, YES, "already_done"),
        (YES, NO, "over"),
        (None, DONE, "over"),
    ],
)
def test_a_state_follows_from_both_answers(
    ours: Reply | None, theirs: Reply | None, state: str
) -> None:
    found = stands(a_record(ours, theirs))
    assert (found.state, found.reply) == (state, ours)
    assert found.answerable == (state != "over")
    assert found.others_agreed is (theirs == AGREED)
    assert found.state in TEMPLATES


def test_what_was_answered_elsewhere_counts_where_it_is_later() -> None:
    assert stands(a_record(YES), answered("interested")).state == "other_interested"
    assert stands(a_record(YES, NO), answered("consented")).state == "other_interested"
    assert stands(a_record(YES, NO), answered("consented", NOW - timedelta(1))).state == "over"
    ours = stands(a_record(YES), answered("refused", of=US, reason="distance"))
    assert (ours.state, ours.reply) == ("refused", Reply("refused", reason="distance"))
    bound = answered("refused", of=US, reason="timing", contract_until=date(2027, 12, 31))
    assert stands(a_record(), bound).reply == DONE
    assert stands(a_record(NO), answered("refused", NOW, of=US, reason="price")).reply == NO


@pytest.mark.parametrize(
    ("life", "record", "state", "ending"),
    [
        (a_life(disclosed=True, state="consented"), a_record(AGREED, AGREED), "disclosed", None),
        (a_life(disclosed=True, state="studying"), a_record(AGREED, AGREED), "disclosed", None),
        (a_life(disclosed=True, state="running"), a_record(AGREED, AGREED), "over", "running"),
        (a_life(state="stopped"), a_record(), "over", "stopped"),
        (a_life(state="studying"), a_record(), "over", "studying"),
        (a_life(), a_record(AGREED, AGREED, state="disclosed"), "over", "ended"),
        (a_life(), a_record(state="withdrawn"), "over", "withdrawn"),
        (a_life(), a_record(NO, state="withdrawn"), "refused", None),
        (a_life(state="detected", reopened_at=LATER), a_record(YES, YES), "over", "withdrawn"),
    ],
)
def test_what_the_life_says_ends_it(
    life: Life, record: IntroductionRecord, state: str, ending: str | None
) -> None:
    found = stands(record, life)
    assert (found.state, found.ending, found.named) == (state, ending, life.disclosed)
    assert not found.answerable or state == "refused"


def test_a_mail_of_after_it_was_opened_again_starts_afresh() -> None:
    reopened = a_life(state="introduced", reopened_at=LATER)
    after = LATER + timedelta(hours=1)
    assert situation(a_record(NO, YES), reopened, US, after) == Situation("first_look")
    again = a_record(NO)
    sides = tuple(replace(side, answered_at=after) for side in again.sides)
    assert situation(replace(again, sides=sides), reopened, US, after).state == "refused"


def test_a_group_that_runs_says_whether_it_is_viable_or_grew() -> None:
    group = all_say(a_group("waste", [US, THEM, uuid4()]).life, "consented")
    running = changed(group, state="running")
    lost = changed(running, lost_on=date(2026, 3, 2))
    stopped = changed(lost, state="stopped", stopped_on=date(2026, 3, 3))
    lives = (running, lost, stopped, changed(stopped, grown_into=uuid4()))
    found = [stands(a_record(AGREED, AGREED), life).ending for life in lives]
    assert found == ["running", "below", "stopped", "grown"]


@pytest.mark.parametrize(
    ("theirs", "state"),
    [(None, "answered"), (YES, "other_interested"), (NO, "answered")],
)
def test_a_newcomer_waits_for_one_member_that_says_yes_not_for_the_silent(
    theirs: Reply | None, state: str
) -> None:
    """Of the two that run together one answers so; the other says nothing."""
    member, newcomer = uuid4(), US
    life = growing(a_group("waste", [THEM, member, newcomer])).life
    standing: Standing = "pending" if theirs is None else theirs.answer
    life = with_standings(life, standing, "pending", "interested")
    record = a_record(YES, theirs)
    silent = InformedSide(member, "200010700")
    assert stands(replace(record, sides=(*record.sides, silent)), life).state == state
