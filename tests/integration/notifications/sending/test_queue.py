"""Whose claim counts: that of the sender that has it now."""

from datetime import datetime, timedelta

from boucle.notifications.mails import queue
from boucle.notifications.mails.store import Mail
from tests.integration.notifications.support import Office, a_life, published, two

LEASE = timedelta(seconds=30)


async def test_who_was_taken_over_puts_nothing_back(office: Office) -> None:
    await office.hear(published(a_life(*two(office))))
    now = office.clock() + timedelta(minutes=1)
    frozen, _ = await queue.claim(office.database, now, now + LEASE, 20)
    assert [one.taken_over for one in frozen] == [False, False]
    assert await queue.claim(office.database, now, now + LEASE, 20) == ([], {})

    now += 2 * LEASE
    awake, _ = await queue.claim(office.database, now, now + LEASE, 20)
    assert [one.taken_over for one in awake] == [True, True]
    assert await _put_back(office, frozen, now) == {("sending", 2, "taken_over")}
    assert await _put_back(office, awake, now) == {("due", 1, "taken_over")}


async def _put_back(office: Office, claimed: list[Mail], at: datetime) -> set[tuple[object, ...]]:
    """Return what the mails are then."""
    async with office.database.write() as session:
        await queue.later(session, claimed, at, "mail_server_away", tried=False)
    rows = await office.rows("select state, attempts, reason from mail")
    return {tuple(row.values()) for row in rows}
