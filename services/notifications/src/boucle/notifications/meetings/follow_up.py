"""Send, a week after a meeting, one mail to each company that came, or had said it would."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from boucle.notifications.mails import store as mails
from boucle.notifications.meetings import store as meetings
from boucle.notifications.meetings.decisions import Invitee
from boucle.notifications.meetings.use_cases import mails_of
from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic

AFTER: Final = timedelta(days=7)
"""Delay; it falls at the hour at which the meeting ended: people are at work."""
WITHIN: Final = timedelta(days=7)
"""Time after which a late follow-up is dropped."""
_EVERY_S: Final = 60.0


def recipients(invitees: Iterable[Invitee]) -> list[Invitee]:
    """Return those who came; where nobody recorded attendance, those who said yes."""
    return [
        one for one in invitees if one.attended or (one.attended is None and one.answer == "yes")
    ]


def following_up(database: Database, clock: Clock, wake: asyncio.Event) -> Periodic:
    async def follow_up() -> None:
        now = clock()
        async with database.read() as session:
            ended = await meetings.to_follow_up(session, now - AFTER - WITHIN, now - AFTER)
        called = [
            mail
            for stored in ended
            for mail in mails_of(
                stored.record,
                "follow_up",
                stored.event_id,
                [one.organisation_id for one in recipients(stored.record.invitees)],
            )
        ]
        if called:
            async with database.write() as session:
                await mails.add(session, called, now)
            wake.set()

    return Periodic("follow_up", _EVERY_S, follow_up)
