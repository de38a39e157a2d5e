"""Apply what a contact changes on its page, or by one click in its mail program."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from boucle.notifications.preferences import store
from boucle.notifications.preferences.decisions import Preference
from boucle.platform.db import WriteSession


async def change(
    session: WriteSession,
    contact: UUID | None,
    mail: UUID,
    changed: Callable[[Preference], Preference],
    now: datetime,
    *,
    person: str | None = None,
) -> None:
    """Apply a change made by a link of ``mail``; what changes nothing is not written. ``person`` is
    a keyed hash of the contact's address: where it is known, stopping and resuming apply to all
    organisations. Without ``contact`` (the person was erased), only stopping and resuming are
    stored."""
    before = await store.lock(session, contact, person)
    after = changed(before)
    if after == before:
        return
    if person is not None:
        if after.stopped:
            await store.stop(session, person, mail, now)
        else:
            await store.go_on(session, person)
    if contact is not None:
        stopped = after.stopped and person is None
        await store.save(session, contact, replace(after, stopped=stopped), mail, now)
