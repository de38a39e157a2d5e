"""How many introductions a company gets: one a day by the policy, some a week, a pair once."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from boucle.local.mailsink.mailbox import SinkMessage
from boucle.notifications.introductions.rate_limits import PAIR_REST
from tests.integration.notifications.support import START, Office, a_life, published, two

SCORES = "select score from introduction where state = $1 order by score desc"
MORNING = datetime(2026, 3, 3, 6, tzinfo=UTC)
"""Seven in Paris, on the day after START."""


@pytest.fixture
def busy(office: Office) -> UUID:
    company = uuid4()
    office.registry.add(company)
    return company


async def qualify(office: Office, company: UUID, *scores: int, automatic: bool = True) -> None:
    """An introduction to somebody new for each score, one after the other."""
    for score in scores:
        other = uuid4()
        office.registry.add(other)
        await office.hear(published(a_life(company, other, automatic=automatic, score=score)))


def received(office: Office, company: UUID) -> list[SinkMessage]:
    to = office.registry.email(company)
    return [one for one in office.sink.received() if one.to == to]


async def scores(office: Office, state: str) -> list[int]:
    return [row["score"] for row in await office.rows(SCORES, state)]


async def on(office: Office, at: datetime) -> list[int]:
    """What is sent once it is ``at``, besides what was sent before."""
    before = await scores(office, "sent")
    office.clock.set(at)
    await office.digest_task.work()
    await office.send()
    return [one for one in await scores(office, "sent") if one not in before]


async def test_the_day_s_first_leaves_at_once_the_others_in_one_digest(
    office: Office, busy: UUID
) -> None:
    await qualify(office, busy, 5000, 9000, 7000, 6000, 8000, 5500, 6500)
    await office.send()
    assert await scores(office, "sent") == [5000], "the day's first leaves at once"
    until = await office.rows("select distinct held_until from introduction where state = 'held'")
    assert [row["held_until"] for row in until] == [MORNING]
    assert await on(office, MORNING - timedelta(seconds=1)) == []
    assert await on(office, MORNING) == [9000, 8000, 7000, 6500, 6000], "five, best first"
    [first, digest] = received(office, busy)
    answers = [one for one in digest.links if "/r/" in one]
    assert len(answers) == len(set(answers)) == 5, "each has its own answer"
    assert first.message_id != digest.message_id
    assert await on(office, MORNING + timedelta(hours=12)) == []
    assert await on(office, MORNING + timedelta(days=1)) == [5500]
    assert len(received(office, busy)) == 3, "the other one waited for the next morning"
    sent = await office.rows(
        "select count(distinct sent_at) as times, count(distinct digest_id) as digests"
        " from mail where organisation_id = $1 and digest_id is not null",
        busy,
    )
    assert sent == [{"times": 2, "digests": 2}]


async def test_three_mails_a_week_by_the_policy_a_digest_is_one(office: Office, busy: UUID) -> None:
    for day in range(5):
        office.clock.set(START + timedelta(days=day))
        await qualify(office, busy, 5000 + day, 6000 + day)
        await office.send()
        await on(office, MORNING + timedelta(days=day))
    assert len(received(office, busy)) == 3
    assert await on(office, MORNING + timedelta(days=5)) == []
    await on(office, MORNING + timedelta(days=7, minutes=1))
    assert len(received(office, busy)) == 4
    assert await scores(office, "held") == [5003, 5002], "the five best were in it"


async def test_what_is_overtaken_falls_out_of_the_digest(office: Office, busy: UUID) -> None:
    await qualify(office, busy, 5000, 9000, 8000)
    gone = a_life(busy, two(office)[0], automatic=True, score=8500)
    await office.hear(published(gone))
    office.clock.set(MORNING)
    await office.digest_task.work()
    await office.hear(published(replace(gone, state="refused"), "answered", 2))
    await office.send()
    [_, digest] = received(office, busy)
    assert len([one for one in digest.links if "/r/" in one]) == 2


async def test_what_leaves_after_midnight_is_of_the_new_day(office: Office, busy: UUID) -> None:
    office.clock.set(MORNING - timedelta(hours=7, seconds=3))
    await qualify(office, busy, 5000)
    office.clock.set(MORNING - timedelta(hours=6))
    await qualify(office, busy, 6000)
    await office.send()
    assert await scores(office, "sent") == [5000]
    assert await on(office, MORNING) == [6000], "the morning that comes is the same day's"


async def test_each_company_has_a_day_of_its_own(office: Office, busy: UUID) -> None:
    await qualify(office, busy, 5000)
    await qualify(office, two(office)[0], 4000)
    await office.send()
    assert await scores(office, "sent") == [5000, 4000]


async def test_the_animator_s_word_goes_before_the_week_but_not_before_the_day(
    office: Office, busy: UUID
) -> None:
    await qualify(office, busy, *range(4), automatic=False)
    await qualify(office, busy, 9000)
    await office.send()
    assert await scores(office, "sent") == [0]
    assert await on(office, MORNING) == [9000, 3, 2, 1]
    await qualify(office, busy, 5, automatic=False)
    await office.send()
    await qualify(office, busy, 6, automatic=False)
    await qualify(office, busy, 7)
    assert await on(office, MORNING + timedelta(days=1)) == [7, 6]
    assert len(received(office, busy)) == 4


async def test_the_best_of_persons_goes_first(office: Office, busy: UUID) -> None:
    """Where a digest has no room for all."""
    await qualify(office, busy, 1, *range(9000, 9004))
    await qualify(office, busy, 2, 3, automatic=False)
    await office.send()
    assert await on(office, MORNING) == [9003, 9002, 9001, 3, 2]


@pytest.mark.parametrize("automatic", [True, False])
async def test_two_companies_are_introduced_to_each_other_once_in_their_rest(
    office: Office, automatic: bool
) -> None:
    pair = two(office)
    first = a_life(*pair, automatic=automatic)
    await office.hear(published(first))
    await office.send()
    office.clock.advance(timedelta(days=5))
    for _ in range(2):  # other flows of theirs, whoever asks
        await office.hear(published(a_life(*pair, automatic=automatic)))
    await office.send()
    assert len(office.sink.received()) == 2
    waiting = await office.rows("select held_until from introduction where state = 'held'")
    assert len(waiting) == 2
    assert all(row["held_until"] > office.clock() for row in waiting)
    assert await office.digest_task.work() == 0
    office.clock.advance(PAIR_REST - timedelta(days=5) + timedelta(seconds=5))
    assert await office.digest_task.work() == 1, "and the other rests anew"
    await office.send()
    assert len(office.sink.received()) == 4
    office.clock.advance(PAIR_REST + timedelta(seconds=5))
    assert await office.digest_task.work() == 1
