"""Store what contacts chose, by contact, and who stopped all mail, by person. No name, no
address."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import asyncpg

from boucle.notifications.preferences.decisions import (
    NOTHING_CHOSEN,
    Preference,
    Preferences,
    QuietHours,
)
from boucle.notifications.tables import PreferenceRow
from boucle.platform.db import Database, Session, WriteSession

# A person may be a contact of several organisations, and stops for all of them.
SELECT = """
select contact_id, language, rhythm, "off", quiet_from, quiet_to, paused_until,
       coalesce(stopped, false) or stopped_person.person is not null as stopped
from unnest($1::uuid[], $2::text[]) as contact (contact_id, person)
left join preference using (contact_id)
left join stopped_person on stopped_person.person = contact.person
where rhythm is not null or stopped_person.person is not null
"""

STOP = """
insert into stopped_person (person, mail_id, stopped_at) values ($1, $2, $3) on conflict do nothing
"""

GO_ON = "delete from stopped_person where person = $1"

LOCK = "select pg_advisory_xact_lock(hashtextextended($1::text, 20))"


async def of_contacts(database: Database, contacts: Mapping[UUID, str | None]) -> Preferences:
    """Return the choices of those who made any; ``contacts`` maps each to its person."""
    if not contacts:
        return {}
    rows = await database.fetch(SELECT, list(contacts), list(contacts.values()))
    return {row["contact_id"]: _preference(row) for row in rows}


async def read(session: Session, contact: UUID | None, person: str | None = None) -> Preference:
    """Return the choice; an erased person has no contact: only whether the ``person`` stopped
    remains."""
    identified = contact is not None or person is not None
    row = await session.fetchrow(SELECT, [contact], [person]) if identified else None
    return _preference(row) if row else NOTHING_CHOSEN


async def lock(
    session: WriteSession, contact: UUID | None, person: str | None = None
) -> Preference:
    """Return the choice; another change of it waits until this transaction ends."""
    await session.fetchval(LOCK, person or str(contact))
    return await read(session, contact, person)


async def stop(session: WriteSession, person: str, mail: UUID, now: datetime) -> None:
    """Stop all mail, whichever organisation it is for; ``mail`` is the one whose link was used."""
    driver = await session.driver()
    await driver.execute(STOP, person, mail, now)


async def go_on(session: WriteSession, person: str) -> None:
    driver = await session.driver()
    await driver.execute(GO_ON, person)


async def save(
    session: WriteSession, contact: UUID, chosen: Preference, mail: UUID, now: datetime
) -> None:
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
    if row["rhythm"] is None:
        return replace(NOTHING_CHOSEN, stopped=row["stopped"])
    return replace(
        NOTHING_CHOSEN,
        language=row["language"],
        rhythm=row["rhythm"],
        off=frozenset(row["off"]),
        quiet=quiet,
        paused_until=row["paused_until"],
        stopped=row["stopped"],
    )
