"""What a member is shown of an introduction of several, and which pairs of groups rest."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.kinds.members import CROWD
from boucle.notifications.introductions.decisions import InformedSide, IntroductionRecord, Reply
from boucle.notifications.introductions.rate_limits import Candidate, MailHistory, admit
from tests.unit.notifications.introductions.test_shown import (
    CAUX,
    ID,
    NOW,
    Answers,
    Fails,
    Leave,
    Step,
    Story,
    replies,
)

MEMBERS = [UUID(int=number) for number in range(1, 5)]
YES = Reply("interested", consent=True)
NO = Reply("refused", reason="price")

companies = st.sampled_from(MEMBERS)
posted = st.lists(
    st.tuples(st.sampled_from(["introduction", "disclosure"]), companies), min_size=1, max_size=4
).map(lambda mails: Leave(tuple(mails)))
steps = st.lists(
    st.one_of(st.builds(Answers, companies, replies), posted, st.just(Fails())), max_size=12
)


def begun() -> Story:
    sides = tuple(InformedSide(one, CAUX) for one in MEMBERS)
    return Story(IntroductionRecord(ID, UUID(int=8), 0, "due", sides))


def written_to() -> Story:
    story = begun()
    story.take(Leave(tuple(("introduction", one) for one in MEMBERS)))
    return story


@given(steps)
def test_the_version_moves_by_what_is_seen_and_by_nothing_else(steps: list[Step]) -> None:
    story = begun()
    for step in steps:
        before = [(story.sight(one), story.version(one)) for one in MEMBERS]
        story.take(step)
        for one, (sight, version) in zip(MEMBERS, before, strict=True):
            assert (story.version(one) > version) == (story.sight(one) != sight)


@given(steps)
def test_who_did_not_consent_is_seen_by_nobody_and_sees_nobody(steps: list[Step]) -> None:
    story = begun()
    story.take(*steps)
    consented = {
        side.organisation_id
        for side in story.record.sides
        if side.reply is not None and side.reply.consent
    }
    for one in MEMBERS:
        sight = story.sight(one)
        if sight is None:
            continue
        assert None not in {party.organisation_id for party in sight.parties}, "counted"
        seen = {party.organisation_id for party in sight.parties} - {one}
        assert seen <= (consented if one in consented else set())


def test_those_who_went_on_see_each_other_and_not_who_left() -> None:
    story = written_to()
    story.take(*(Answers(one, YES) for one in MEMBERS[:3]), Answers(MEMBERS[3], NO))
    before = story.sight(MEMBERS[0])
    assert before is not None
    assert before.state == "answered"
    story.take(Leave(tuple(("disclosure", one) for one in MEMBERS[:3])))
    sight, left = story.sight(MEMBERS[0]), story.sight(MEMBERS[3])
    assert sight is not None
    assert left is not None
    assert sight.state == "disclosed"
    assert {p.organisation_id for p in sight.parties} >= {*MEMBERS[:3]}
    assert MEMBERS[3] not in {p.organisation_id for p in sight.parties}
    assert left.state == "answered"


def test_who_consented_and_left_is_seen_by_nobody_and_sees_nobody() -> None:
    story = written_to()
    story.take(*(Answers(one, YES) for one in MEMBERS))
    story.take(Leave(tuple(("disclosure", one) for one in MEMBERS[:3])))
    sight, left = story.sight(MEMBERS[0]), story.sight(MEMBERS[3])
    assert sight is not None
    assert left is not None
    assert {p.organisation_id for p in sight.parties} == {*MEMBERS[:3]}
    assert {p.organisation_id for p in left.parties} == {MEMBERS[3]}
    assert left.state == "answered"


def test_what_the_others_answer_shows_nowhere() -> None:
    story = written_to()
    sight = story.sight(MEMBERS[0])
    story.take(Answers(MEMBERS[1], YES), Answers(MEMBERS[2], NO), Answers(MEMBERS[3], YES))
    assert story.sight(MEMBERS[0]) == sight
    assert story.version(MEMBERS[0]) == 1


def asked(count: int) -> Candidate:
    members = tuple(UUID(int=number) for number in range(1, count + 1))
    return Candidate(ID, UUID(int=8), members, members, 0, automatic=False)


def test_pairs_of_a_group_rest_while_it_is_small() -> None:
    met = {frozenset(MEMBERS[:2]): {UUID(int=77): NOW - timedelta(days=5)}}
    for count in range(2, 7):
        held = admit([asked(count)], MailHistory(introduced=met), NOW).held
        assert bool(held) == (count <= CROWD)
