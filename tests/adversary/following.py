"""Who follows changes (or is sent them, which is the same rows): what their number, moments and
versions say of what a follower may not see.

The control numbers places openly and lets everybody count every step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final
from uuid import UUID

import numpy as np

from boucle.contract.events.matching import Life
from boucle.contract.events.notifications import Introduction, Meeting
from boucle.matching.lives.commands import Answer, Command, Introduce, Qualify, Reopen
from boucle.matching.lives.decisions import decide
from boucle.matching.lives.seen import with_seen
from boucle.matching.lives.transitions import Who
from boucle.notifications.introductions import decisions as introductions
from boucle.notifications.introductions.decisions import InformedSide, IntroductionRecord, Reply
from boucle.notifications.meetings.decisions import Invitee, MeetingRecord, meeting_event
from boucle.notifications.subscriptions.feeds.cursors import Seal
from boucle.notifications.subscriptions.feeds.decisions import FeedEntry, followed
from boucle.notifications.subscriptions.feeds.use_cases import LOOKED_AT, step
from boucle.notifications.subscriptions.webhooks.messages import message_name, of_change
from boucle.platform.events import Event
from boucle.platform.outbox import new_event
from tests.adversary.search import Outcome, best_guess, is_near
from tests.adversary.views import Control, Doors
from tests.adversary.world import Victim, expected
from tests.unit.matching.lives.test_transitions import NEED, NOW, OFFER, detected

CHANGES: Final = 1000.0, 100_000.0
"""Of others, in a month."""
INVITED: Final = 2, 40
"""To a meeting."""
ROUNDS: Final = 6
"""Of a synergy that one company heard of, and the other not yet: fewer."""
ANSWERS: Final = 6
"""Of the other company, each taking back the one before: fewer."""
_OTHERS = expected(*CHANGES, 300)
_SEAL = Seal(UUID(int=1), b"s" * 32)
_STEPS_OF_A_ROUND: Final = 4
_HOUR: Final = timedelta(hours=1)
_BEFORE = 5_000_000
"""Changes that the feed has had."""


def others(_victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """How much others change between two changes of one's own: by the places of both, and by the
    answers in between. The control says places without sealing them."""
    low, high = np.log(CHANGES)
    truth = round(float(np.exp(rng.uniform(low, high))))
    chance = best_guess(_OTHERS)[1]
    if doors is Control:
        return Outcome(is_near(float(_place(truth) - _place(0)), truth), 2, chance)
    shown = _answers(truth)
    alike = np.array([value for value in _OTHERS if _answers(round(float(value))) == shown])
    return Outcome(is_near(best_guess(alike)[0], truth), 2, chance)


@cache
def _answers(others_between: int) -> list[tuple[int, int, bool]]:
    """What each answer until the last shows: items, the cursor's length, whether there is more."""
    own = _place(others_between)
    found = _own(own)
    place, answers = _BEFORE, []
    while True:
        until = min(place + LOOKED_AT, own)
        one = step([found] if place < own <= until else [], until, own, 200)
        place = one.number
        answers.append((len(one.entries), len(_SEAL.cursor("tool", place)), one.more))
        if not one.more:
            return answers


def sent(_victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """The same, by what a webhook is sent of two changes of one's own. The control says places."""
    low, high = np.log(CHANGES)
    truth = round(float(np.exp(rng.uniform(low, high))))
    chance = best_guess(_OTHERS)[1]
    if doors is Control:
        return Outcome(is_near(float(_place(truth) - _place(0)), truth), 2, chance)
    shown = _message(truth)
    alike = np.array([value for value in _OTHERS if _message(round(float(value))) == shown])
    return Outcome(is_near(best_guess(alike)[0], truth), 2, chance)


def _place(others_between: int) -> int:
    return _BEFORE + others_between + 1


@cache
def _message(others_between: int) -> tuple[str, bytes, str]:
    made = of_change(UUID(int=5), _own(_place(others_between)))
    return message_name(made.message_id), made.body, made.type


def _own(number: int) -> FeedEntry:
    return FeedEntry(number, datetime(2026, 3, 2, tzinfo=UTC), "site", UUID(int=7), 2, "revised")


def invited(_victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """How many are invited to a meeting, by one of them: by the versions of the hour in which the
    mails leave."""
    truth = int(rng.integers(INVITED[0], INVITED[1] + 1))
    chance = 1 / (INVITED[1] - INVITED[0] + 1)
    heard = heard_by(_mails_leave(truth, rng), UUID(int=1), everything=doors is Control)
    if doors is Control:
        return Outcome(heard[-1] - 1 == truth, 0, chance)
    counts = range(INVITED[0], INVITED[1] + 1)
    alike = [count for count in counts if heard in _invited_heard(count)]
    return Outcome(alike[int(rng.integers(len(alike)))] == truth, 0, chance)


@cache
def _invited_heard(count: int) -> list[Sequence[int]]:
    """In several orders of the mails."""
    orders = (np.random.default_rng(seed) for seed in range(10))
    return [heard_by(_mails_leave(count, one), UUID(int=1), everything=False) for one in orders]


def _mails_leave(count: int, rng: np.random.Generator) -> Iterator[Event[Meeting]]:
    """In an order that nobody chose."""
    companies = [UUID(int=number + 1) for number in range(count)]
    meeting = MeetingRecord(
        meeting_id=UUID(int=9),
        version=1,
        territory="200010700",
        kind="workshop",
        title="",
        place="",
        starts_at=NOW + timedelta(days=30),
        ends_at=NOW + timedelta(days=31),
        synergy_ids=(),
        invitees=tuple(Invitee(one, "200010700") for one in companies),
    )
    yield _of_meeting("planned", meeting)
    for number in rng.permutation(count):
        invitee = meeting.invitee(companies[number])
        meeting = meeting.with_invitee(replace(invitee, invited_at=NOW), NOW)
        yield _of_meeting("invited", meeting)


def _of_meeting(step_: str, meeting: MeetingRecord) -> Event[Meeting]:
    return new_event(
        f"meeting.{step_}.v1",
        subject=meeting.meeting_id,
        version=meeting.version,
        data=meeting_event(meeting),
        now=NOW,
    )


def rounds(_victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """How often the other company was asked alone and refused, by the one that was never asked
    until now: by the versions that it hears of. The control by the last."""
    truth = int(rng.integers(ROUNDS))
    heard = heard_by(_life_steps(truth), NEED, everything=doors is Control)
    if doors is Control:
        return Outcome((heard[-1] - 2) // _STEPS_OF_A_ROUND == truth, 0, 1 / ROUNDS)
    alike = [count for count in range(ROUNDS) if _rounds_heard(count) == heard]
    return Outcome(alike[int(rng.integers(len(alike)))] == truth, 0, 1 / ROUNDS)


@cache
def _rounds_heard(count: int) -> Sequence[int]:
    return heard_by(_life_steps(count), NEED, everything=False)


def _life_steps(refusals: int) -> Iterator[Event[Life]]:
    """Asked first, it refuses, it is asked again …; then both are introduced."""
    commands: list[Command] = []
    for day in range(refusals):
        asked = NOW + timedelta(days=day)
        answer = Answer(OFFER, "refused", asked + _HOUR, reason="timing")
        commands += [Qualify(), Introduce(asked, {OFFER: asked}), answer, Reopen()]
    last = NOW + timedelta(days=refusals)
    commands += [Qualify(), Introduce(last, {OFFER: last, NEED: last})]
    life = None
    for version, command in enumerate(commands, 1):
        who: Who = "introduction" if isinstance(command, Introduce | Answer) else "animator"
        now = NOW + timedelta(days=(version - 1) // _STEPS_OF_A_ROUND) + 2 * _HOUR
        decided = decide(life or detected(), command, who=who, now=now)
        assert decided.event is not None
        life = with_seen(life, decided.life, version)
        yield new_event(decided.event, subject=life.synergy_id, version=version, data=life, now=now)


def answers(_victim: Victim, doors: Doors, rng: np.random.Generator) -> Outcome:
    """How often the other company answered an introduction, by the one that answers after it: by
    the versions that it hears of. The control by the last."""
    truth = int(rng.integers(ANSWERS))
    heard = heard_by(_introduction_steps(truth), UUID(int=1), everything=doors is Control)
    if doors is Control:
        return Outcome(heard[-1] - 2 == truth, 0, 1 / ANSWERS)
    alike = [count for count in range(ANSWERS) if _answers_heard(count) == heard]
    return Outcome(alike[int(rng.integers(len(alike)))] == truth, 0, 1 / ANSWERS)


@cache
def _answers_heard(count: int) -> Sequence[int]:
    return heard_by(_introduction_steps(count), UUID(int=1), everything=False)


def _introduction_steps(answers_: int) -> Iterator[Event[Introduction]]:
    """Both mails leave, the other answers so often, then the company itself."""
    own, other = UUID(int=1), UUID(int=2)
    sides = tuple(InformedSide(one, "200010700") for one in (own, other))
    now = IntroductionRecord(UUID(int=9), UUID(int=8), 0, "due", sides)
    for one in (own, other):
        now = introductions.accepted(now, one, NOW, NOW) or now
    yield _of_introduction("sent", now := introductions.with_sent_counted(now))
    for number in range(answers_ + 1):
        last = number == answers_
        said = Reply("interested", consent=number % 2 == 0)
        now = introductions.reply(now, own if last else other, said, NOW) or now
        yield _of_introduction("answered", now)


def _of_introduction(step_: str, record: IntroductionRecord) -> Event[Introduction]:
    return new_event(
        f"introduction.{step_}.v1",
        subject=record.introduction_id,
        version=record.version,
        data=introductions.introduction_event(record),
        now=NOW,
    )


def heard_by(
    events: Iterator[Event[Life]] | Iterator[Event[Meeting]] | Iterator[Event[Introduction]],
    company: UUID,
    *,
    everything: bool,
) -> Sequence[int]:
    """The versions of which the company hears."""
    changes, _ = followed(list(events), {})
    if everything:
        return [one.version for one in changes]
    own = (one for one in changes if company in one.audience.organisations)
    return [one.version if one.shown is None else one.shown.version({company}) for one in own]
