"""How many introductions a company gets: one a day by the policy, some a week, a pair once."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from boucle.notifications.introductions.admission import PAIR_REST
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


async def scores(office: Office, state: str) -> list[int]:
    return [row["score"] for row in await office.rows(SCORES, state)]


async def on(office: Office, at: datetime) -> list[int]:
    """What is sent once it is ``at``, besides what was sent before."""
    before = await scores(office, "sent")
    office.clock.set(at)
    await office.releaser.work()
    await office.send()
    return [one for one in await scores(office, "sent") if one not in before]


async def test_the_policy_introduces_once_a_day_the_best_in_the_morning(
    office: Office, busy: UUID
) -> None:
    await qualify(office, busy, 5000, 9000, 7000, 6000, 8000)
    await office.send()
    assert await scores(office, "sent") == [5000], "the day's first leaves at once"
    until = await office.rows("select distinct held_until from introduction where state = 'held'")
    assert [row["held_until"] for row in until] == [MORNING]
    assert await on(office, MORNING - timedelta(seconds=1)) == []
    assert await on(office, MORNING) == [9000]
    assert await on(office, MORNING + timedelta(hours=12)) == []
    assert await on(office, MORNING + timedelta(days=1)) == [8000]
    assert await on(office, MORNING + timedelta(days=2)) == [], "three a week"
    assert await on(office, START + timedelta(days=7, minutes=1)) == [7000]
    assert await on(office, START + timedelta(days=7, hours=12)) == []
    assert await on(office, MORNING + timedelta(days=7, minutes=1)) == [6000]
    assert await scores(office, "held") == []


async def test_what_comes_at_night_overtakes_nothing_that_waits_for_the_morning(
    office: Office, busy: UUID
) -> None:
    await qualify(office, busy, 5000, 7000)
    await office.send()
    office.clock.set(MORNING - timedelta(hours=4))  # three in Paris: another day
    await qualify(office, busy, 4000, 8000)
    await office.send()
    assert await scores(office, "sent") == [5000]
    assert await on(office, MORNING) == [8000]
    assert await on(office, MORNING + timedelta(days=1)) == [7000]


async def test_what_leaves_after_midnight_is_of_the_new_day(office: Office, busy: UUID) -> None:
    office.clock.set(MORNING - timedelta(hours=7, seconds=3))
    await qualify(office, busy, 5000)
    office.clock.set(MORNING - timedelta(hours=6))
    await qualify(office, busy, 6000)
    await office.send()
    assert await scores(office, "sent") == [5000]
    assert await on(office, MORNING + timedelta(days=1)) == [6000]


async def test_each_company_has_a_day_of_its_own(office: Office, busy: UUID) -> None:
    await qualify(office, busy, 5000)
    await qualify(office, two(office)[0], 4000)
    await office.send()
    assert await scores(office, "sent") == [5000, 4000]


async def test_the_animator_s_word_goes_before_the_caps(office: Office, busy: UUID) -> None:
    await qualify(office, busy, *range(5), automatic=False)
    assert await office.send() == 10


@pytest.mark.parametrize("automatic", [True, False])
async def test_two_companies_are_introduced_to_each_other_once_in_their_rest(
    office: Office, automatic: bool
) -> None:
    pair = two(office)
    first = a_life(*pair, automatic=automatic)
    await office.hear(published(first))
    await office.send()
    office.clock.advance(timedelta(days=10))
    for _ in range(2):  # other flows of theirs, whoever asks
        await office.hear(published(a_life(*pair, automatic=automatic)))
    await office.send()
    assert len(office.sink.received()) == 2
    waiting = await office.rows("select held_until from introduction where state = 'held'")
    assert len(waiting) == 2
    assert all(row["held_until"] > office.clock() for row in waiting)
    assert await office.releaser.work() == 0
    office.clock.advance(PAIR_REST - timedelta(days=10) + timedelta(seconds=5))
    assert await office.releaser.work() == 1, "and the other rests anew"
    await office.send()
    assert len(office.sink.received()) == 4
    office.clock.advance(PAIR_REST + timedelta(seconds=5))
    assert await office.releaser.work() == 1
