"""What a contact changes on its page, or by one click in its mail program."""

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
    """``mail``: by whose link. ``person``: who the contact is, a keyed hash of its address; where
    it is known, stopping and going on hold for all organisations. What changes nothing is not
    written. No ``contact``: the person was erased; stopping and going on are all that is kept."""
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
