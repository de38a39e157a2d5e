"""A month of mails, whatever comes when: the bar on each contact's day; and a digest that died."""

import asyncio
from collections import Counter
from datetime import timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from boucle.notifications.introductions.rate_limits import DIGEST
from boucle.notifications.preferences import store
from boucle.notifications.preferences.days import day_of, morning
from boucle.notifications.preferences.decisions import Preference, QuietHours
from tests.integration.notifications.support import START, Office, a_life, published, two

SENT = """
select mail_id, organisation_id, step, digest_id, contact_id, sent_at from mail
where state = 'sent'
"""
CHOICES = (
    Preference(),
    Preference(),
    Preference(rhythm="daily"),
    Preference(rhythm="weekly"),
    Preference(quiet=QuietHours(18, 9)),
    Preference(paused_until=day_of(START) + timedelta(days=12)),
)


async def a_month(office: Office, seed: int) -> None:
    """Companies that choose this and that are introduced to each other at any hour, by the policy
    or by animators; registry and the mail server are away now and then, and so is the worker."""
    chance = Random(seed)
    companies = [uuid4() for _ in range(8)]
    office.registry.add(*companies)
    async with office.database.write() as session:
        for one in companies:
            contact = UUID(office.registry.companies[one]["contacts"][0]["contact_id"])
            await store.save(session, contact, chance.choice(CHOICES), uuid4(), office.clock())
    pairs = [(one, other) for one in companies for other in companies if one < other]
    chance.shuffle(pairs)
    for _ in range(230):
        office.clock.advance(timedelta(minutes=chance.randint(5, 380)))
        if pairs and chance.random() < 0.3:
            automatic, score = chance.random() < 0.7, chance.randint(1, 9000)
            life = a_life(*pairs.pop(), automatic=automatic, score=score)
            await office.hear(published(life))
        office.registry.down = chance.random() < 0.1
        if chance.random() < 0.1:
            office.sink.fail(451, chance.randint(1, 4))
        if chance.random() < 0.8:
            await office.digest_task.work()
        if chance.random() < 0.9:
            await office.send()
    office.registry.down = False
    for _ in range(40):
        office.clock.set(morning(office.clock(), days=1) + timedelta(hours=4))
        await office.digest_task.work()
        await office.send()


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_contact_gets_one_mail_at_once_and_one_digest_a_day(
    office: Office, seed: int
) -> None:
    await a_month(office, seed)
    rows = await office.rows(SENT)
    at_once = Counter(
        (row["contact_id"], day_of(row["sent_at"]))
        for row in rows
        if row["digest_id"] is None and row["step"] == "introduction"
    )
    digests = {
        (row["contact_id"], day_of(row["sent_at"]), row["digest_id"])
        for row in rows
        if row["digest_id"] is not None and row["step"] != "handover"
    }
    assert max(at_once.values()) == 1
    assert max(Counter((contact, day) for contact, day, _ in digests).values()) == 1
    sizes = Counter(row["digest_id"] for row in rows if row["step"] != "handover")
    del sizes[None]
    assert 1 < max(sizes.values()) <= DIGEST
    ids = Counter(one.message_id for one in office.sink.received())
    assert set(ids.values()) == {1}
    waiting = await office.rows("select state, step, reason from mail where state <> 'sent'")
    assert [row for row in waiting if row["reason"] not in ("smtp_451", "overtaken")] == []
    assert await office.rows("select 1 from introduction where state in ('held', 'due')") == []


async def test_a_digest_that_may_have_left_leaves_again_as_the_same_mail(office: Office) -> None:
    """Its sender died between the mail server's yes and its own mark; one line is over since."""
    company = two(office)[0]
    lives = [a_life(company, two(office)[0], automatic=True, score=n) for n in range(4)]
    for life in lives:
        await office.hear(published(life))
    await office.send()
    office.clock.set(morning(office.clock(), days=1))
    await office.digest_task.work()
    while await office.sender.send_due(asyncio.Event()):
        pass
    async with office.database.write() as session:
        driver = await session.driver()
        await driver.execute(
            "update mail set state = 'sending', due_at = $1, sent_at = null"
            " where organisation_id = $2 and digest_id is not null",
            office.clock(),
            company,
        )
    await office.hear(published(replace(lives[3], state="refused"), "answered", 2))
    office.clock.advance(timedelta(days=1))  # not put off to another digest
    await office.send()
    to = office.registry.email(company)
    [_, first, again] = [one for one in office.sink.received() if one.to == to]
    assert first.message_id == again.message_id
    answers = [[one for one in mail.links if "/r/" in one] for mail in (first, again)]
    assert [len(set(each)) for each in answers] == [3, 2]
    assert set(answers[1]) < set(answers[0])
