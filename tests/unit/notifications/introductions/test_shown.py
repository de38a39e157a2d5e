"""The version of an introduction that a company is shown moves when what it may see of it does,
and only then."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events.matching import Party, RefusalReason, Side, Standing
from boucle.contract.events.notifications import Introduction
from boucle.notifications.api import views
from boucle.notifications.api.schemas import IntroductionOut
from boucle.notifications.introductions import decisions
from boucle.notifications.introductions.decisions import (
    AlreadyDisclosed,
    InformedSide,
    IntroductionRecord,
    Reply,
    introduction_event,
)
from boucle.notifications.introductions.store import StoredIntroduction
from boucle.notifications.subscriptions.feeds.decisions import FeedChange, followed
from boucle.platform.events import Event
from boucle.platform.identity import Principal
from boucle.platform.outbox import new_event

A, B, ID = (UUID(int=number) for number in (1, 2, 9))
CAUX, HAVRE = "200010700", "200084952"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
READERS = ((A,), (B,), (A, B))
"""Two companies, and a tool of both."""


@dataclass(frozen=True)
class Answers:
    company: UUID
    reply: Reply


@dataclass(frozen=True)
class Leave:
    """Mails of introduction or disclosure that left, of which the recorder says what they
    complete."""

    mails: tuple[tuple[str, UUID], ...]


@dataclass(frozen=True)
class Fails:
    """A mail of introduction never leaves."""


@dataclass(frozen=True)
class Recorded:
    """A company answered over the API, as its life tells."""

    party: Party


Step = Answers | Leave | Fails | Recorded

replies = st.sampled_from(
    [
        Reply("interested"),
        Reply("interested", consent=True),
        Reply("refused", reason="price"),
        Reply("refused", reason="price", comment="trop cher"),
        Reply("already_done", contract_until=NOW.date() + timedelta(days=400)),
    ]
)
companies = st.sampled_from([A, B])
posted = st.lists(
    st.tuples(st.sampled_from(["introduction", "disclosure"]), companies), min_size=1, max_size=4
).map(lambda mails: Leave(tuple(mails)))
answers = st.builds(Answers, companies, replies)
standings = st.sampled_from(["interested", "consented", "already_done", "refused"])
recorded = st.builds(
    lambda company, standing: Recorded(party(company, standing)), companies, standings
)
lives = st.lists(st.one_of(answers, posted, st.just(Fails()), recorded), max_size=9)


def party(company: UUID, standing: Standing, at: datetime | None = None) -> Party:
    """As a life has it; ``at``: else when the story tells it."""
    side = Side("need", company, CAUX)
    reason: RefusalReason | None = "price" if standing == "refused" else None
    return Party(side=side, standing=standing, reason=reason, answered_at=at)


WRITTEN_TO = Leave((("introduction", A),))


@dataclass
class Story:
    """An introduction through its steps; ``events``: what was said of each version."""

    record: IntroductionRecord
    now: datetime = NOW
    events: list[Event[Introduction]] = field(default_factory=list)

    def take(self, *steps: Step) -> None:
        for step in steps:
            self.now += timedelta(hours=1)
            if isinstance(step, Answers):
                self._reply(step.company, step.reply)
            elif isinstance(step, Leave):
                self._post(step)
            elif isinstance(step, Recorded):
                said = msgspec.structs.replace(step.party, answered_at=self.now)
                if after := decisions.answered_elsewhere(self.record, [said], self.now):
                    self._say("answered", after)
            else:
                self.record = decisions.failed(self.record)

    def _reply(self, company: UUID, said: Reply) -> None:
        try:
            after = decisions.reply(self.record, company, said, self.now)
        except AlreadyDisclosed:
            return
        if after is not None:
            self._say("answered", after)

    def _post(self, posted: Leave) -> None:
        """As ``sending.recorder`` does."""
        left, sent = self.now - timedelta(minutes=1), False
        for step, company in posted.mails:
            if step == "introduction":
                after = decisions.accepted(self.record, company, left, self.now)
                self.record, sent = after or self.record, sent or after is not None
            elif after := decisions.disclosed(self.record, company, left, self.now):
                self._say("disclosed", after)
        if sent:
            self._say("sent", decisions.with_sent_counted(self.record))

    def _say(self, step: str, record: IntroductionRecord) -> None:
        self.record = record
        self.events.append(
            new_event(
                f"introduction.{step}.v1",
                subject=ID,
                version=record.version,
                data=introduction_event(record),
                now=self.now,
            )
        )

    def sight(self, *own: UUID) -> IntroductionOut | None:
        """All that the API answers, its moment apart; None before it is heard of."""
        if not any(self.record.side(one).is_informed for one in own):
            return None
        kept = StoredIntroduction(self.record, ID, ID, NOW)
        principal = Principal("c", "company", "c", organisations=frozenset(own))
        return views.introduction(kept, (), principal)

    def version(self, *own: UUID) -> int:
        return sum(self.record.side(one).shown for one in own)


def begun() -> Story:
    sides = InformedSide(A, CAUX), InformedSide(B, HAVRE)
    return Story(IntroductionRecord(ID, UUID(int=8), 0, "due", sides))


@given(lives)
def test_the_version_moves_by_what_is_seen_and_by_nothing_else(
    steps: list[Step],
) -> None:
    story = begun()
    for step in steps:
        before = [(story.sight(*own), story.version(*own)) for own in READERS]
        story.take(step)
        for own, (sight, version) in zip(READERS, before, strict=True):
            moved = story.sight(*own) != sight
            assert (story.version(*own) > version) == moved
            times = (story.record.side(one).changed_at for one in own)
            assert (story.now in times) == moved


@given(lives)
def test_who_follows_hears_the_same(steps: list[Step]) -> None:
    story = begun()
    story.take(*steps)
    changes, _ = followed(story.events, {})
    assert [one.version for one in changes] == [one.entity_version for one in story.events]
    for own in READERS:
        versions = heard(changes, *own)
        assert versions == sorted(set(versions))
        assert versions[-1:] == ([story.version(*own)] if story.version(*own) else [])


def heard(changes: list[FeedChange], *own: UUID) -> list[int]:
    found = []
    for one in changes:
        if one.audience.organisations.intersection(own):
            assert one.shown is not None
            found.append(one.shown.version(own))
    return found


def test_the_others_mail_and_answer_show_nowhere() -> None:
    story = begun()
    story.take(WRITTEN_TO)
    sight, side = story.sight(A), story.record.side(A)
    story.take(Leave((("introduction", B),)), Answers(B, Reply("interested")), Fails())
    story.take(Answers(B, Reply("refused", reason="price")))
    assert story.record.state == "answered"
    assert (story.sight(A), story.record.side(A)) == (sight, side)
    assert heard(followed(story.events, {})[0], A) == [1]


def test_what_an_animator_wrote_down_is_an_answer() -> None:
    story = begun()
    story.take(Recorded(party(A, "interested")))
    assert story.record.version == 0, "no mail left yet: it is no answer to one"
    story.take(Leave((("introduction", A), ("introduction", B))), Recorded(party(A, "interested")))
    first = story.now
    story.take(Recorded(party(A, "consented")))
    side = story.record.side(A)
    assert (story.record.state, side.reply) == ("answered", Reply("interested", consent=True))
    assert (side.first_answered_at, side.answered_at) == (first, story.now)
    last = story.events[-1].data.parties[0]
    assert (last.first_answered_at, last.answered_at) == (first, story.now)
    again = party(A, "consented", story.now)
    assert decisions.answered_elsewhere(story.record, [again], story.now) is None
    gone = Party(side=again.side, standing="refused", answered_at=story.now + timedelta(hours=1))
    assert decisions.answered_elsewhere(story.record, [gone], story.now) is None


def test_what_both_answered_before_their_mails_left_is_no_less_an_answer() -> None:
    """An animator wrote down both consents; the mails left after, those with the names too."""
    story = begun()
    answers = [Recorded(party(A, "consented")), Recorded(party(B, "consented"))]
    mails = [(step, one) for step in ("disclosure", "introduction") for one in (A, B)]
    story.take(*answers, Leave(tuple(mails)))
    said = [party(one, "consented", NOW + timedelta(hours=1)) for one in (A, B)]
    after = decisions.answered_elsewhere(story.record, said, story.now)
    assert after is not None
    assert after.state == "disclosed"
    assert {side.reply for side in after.sides} == {Reply("interested", consent=True)}
    assert {side.first_answered_at for side in after.sides} == {NOW + timedelta(hours=1)}
    gone = [party(A, "refused", story.now)]
    assert decisions.answered_elsewhere(after, gone, story.now) is None, "names are exchanged"


def test_both_see_each_other_as_soon_as_one_has_the_others_name() -> None:
    story = begun()
    consents = Reply("interested", consent=True)
    story.take(WRITTEN_TO, Answers(A, consents), Answers(B, consents))
    before = story.version(A), story.version(B)
    story.take(Leave((("disclosure", B),)))
    assert (story.version(A), story.version(B)) == (before[0] + 1, before[1] + 1)
    seen = story.sight(A)
    assert seen is not None
    assert (seen.state, seen.parties[1].organisation_id) == ("disclosed", B)


def test_events_of_before_are_heard_by_all_who_had_heard() -> None:
    story = begun()
    story.take(WRITTEN_TO, Answers(A, Reply("interested")))
    last = story.events[-1]
    parties = tuple(msgspec.structs.replace(one, seen=0, shown=0) for one in last.data.parties)
    data = msgspec.structs.replace(last.data, parties=parties)
    of_before = dataclasses.replace(last, data=data, entity_version=7)
    changes, _ = followed([of_before], {})
    assert heard(changes, A) == [7]
    assert heard(changes, B) == []
