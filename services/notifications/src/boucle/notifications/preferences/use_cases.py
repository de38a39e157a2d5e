"""What a contact changes on its page, or by one click in its mail program."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from boucle.common.db import WriteSession
from boucle.notifications.preferences import store
from boucle.notifications.preferences.decisions import Preference


async def change(
    session: WriteSession,
    contact: UUID,
    mail: UUID,
    changed: Callable[[Preference], Preference],
    now: datetime,
) -> None:
    """``mail``: by whose link. What changes nothing is not written."""
    before = await store.lock(session, contact)
    after = changed(before)
    if after != before:
        await store.save(session, contact, after, mail, now)


async def stop_all(session: WriteSession, contact: UUID, mail: UUID, now: datetime) -> None:
    """No more mail, but the names that it consented to have."""
    await change(session, contact, mail, lambda before: replace(before, stopped=True), now)
