"""What contacts chose, by contact. No name, no address."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import asyncpg

from boucle.common.db import Database, Session, WriteSession
from boucle.notifications.preferences.decisions import (
    NOTHING_CHOSEN,
    Preference,
    Preferences,
    QuietHours,
)
from boucle.notifications.tables import PreferenceRow

SELECT = "select * from preference where contact_id = any($1)"

LOCK = "select pg_advisory_xact_lock(hashtextextended($1::text, 20))"


async def of_contacts(database: Database, contacts: Collection[UUID]) -> Preferences:
    """Those of these who chose anything."""
    if not contacts:
        return {}
    rows = await database.fetch(SELECT, list(contacts))
    return {row["contact_id"]: _preference(row) for row in rows}


async def read(session: Session, contact: UUID | None) -> Preference:
    row = await session.fetchrow(SELECT, [contact]) if contact else None
    return _preference(row) if row else NOTHING_CHOSEN


async def lock(session: WriteSession, contact: UUID) -> Preference:
    """What it chose; another change of it waits until this transaction ends."""
    await session.fetchval(LOCK, str(contact))
    return await read(session, contact)


async def save(
    session: WriteSession, contact: UUID, chosen: Preference, mail: UUID, now: datetime
) -> None:
    """``mail``: by whose link."""
    quiet = chosen.quiet
    await session.save(
        PreferenceRow(
            contact_id=contact,
            language=chosen.language,
            rhythm=chosen.rhythm,
            off=sorted(chosen.off),
            quiet_from=quiet.start if quiet else None,
            quiet_to=quiet.end if quiet else None,
            paused_until=chosen.paused_until,
            stopped=chosen.stopped,
            mail_id=mail,
            updated_at=now,
        )
    )


def _preference(row: asyncpg.Record) -> Preference:
    quiet = None
    if row["quiet_from"] is not None:
        quiet = QuietHours(row["quiet_from"], row["quiet_to"])
    return replace(
        NOTHING_CHOSEN,
        language=row["language"],
        rhythm=row["rhythm"],
        off=frozenset(row["off"]),
        quiet=quiet,
        paused_until=row["paused_until"],
        stopped=row["stopped"],
    )
