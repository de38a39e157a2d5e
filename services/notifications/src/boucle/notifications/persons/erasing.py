"""Erase a person: mails lose their reader, texts the name; the others learn of the departure."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from boucle.contract.events.matching import Life
from boucle.contract.events.registry import ErasedPerson
from boucle.contract.persons import PersonKey
from boucle.notifications.lives import store as lives
from boucle.notifications.mails import plan
from boucle.notifications.mails import store as mails
from boucle.notifications.mails.store import NewMail
from boucle.notifications.persons import texts
from boucle.platform.db import WriteSession
from boucle.platform.events import Event

# Waiting mails go to another contact of the company. The hash stays: the links of those that left
# still stop what comes, and undo it.
_MAILS: Final = """
update mail set contact_id = null
where contact_id = any($1) or (person = $2 and contact_id is not null)
returning introduction_id, organisation_id
"""
_PREFERENCES: Final = "delete from preference where contact_id = any($1)"
_MORNINGS: Final = (
    "delete from morning_mail where reader = left($1, 32)::uuid and stopped_at is null"
)
_COMMENTS: Final = """
update introduction_side as side set comment = ''
from unnest($1::uuid[], $2::uuid[]) as theirs (introduction_id, organisation_id)
where side.introduction_id = theirs.introduction_id
  and side.organisation_id = theirs.organisation_id and comment <> ''
"""
_SANDBOXED: Final = """
delete from sandbox_mail where mail_id in (
    select mail_id from mail
    where introduction_id in (select introduction_id from introduction_side
                              where organisation_id = any($1))
       or meeting_id in (select meeting_id from invitee where organisation_id = any($1))
)
"""
_NEWEST: Final = """
select distinct on (synergy_id) introduction_id, synergy_id, organisation_id
from introduction join introduction_side using (introduction_id)
where organisation_id = any($1)
order by synergy_id, created_at desc, introduction_id
"""
_UNDER_WAY: Final = frozenset({"consented", "studying", "running"})

EraseAddresses = Callable[[WriteSession, Callable[[str], bool]], Awaitable[None]]
"""Drops a person's addresses stored elsewhere."""


async def erase(
    session: WriteSession,
    event: Event[ErasedPerson],
    key: PersonKey,
    erase_addresses: EraseAddresses,
    now: datetime,
) -> None:
    """Erase; mails about current synergies go on, and those who had the names are written to."""
    data, driver = event.data, await session.driver()
    hashes = texts.Hashes(data.person, frozenset(data.mentions), frozenset(data.organisations))
    found = await texts.find_rows(session, key, hashes)
    await texts.lock(session, found, data.contacts, data.person)
    rows = await driver.fetch(_MAILS, list(data.contacts), data.person)
    read = {(row["introduction_id"], row["organisation_id"]) for row in rows}
    about = [(one, company) for one, company in read if one is not None]
    await driver.execute(_PREFERENCES, list(data.contacts))
    await driver.execute(_MORNINGS, data.person)
    await driver.execute(_COMMENTS, [one for one, _ in about], [company for _, company in about])
    await driver.execute(_SANDBOXED, list(data.organisations))
    await texts.erase_rows(session, key, hashes, found)
    await erase_addresses(session, lambda one: key.of_address(one) == data.person)
    await _write_to_others(session, event, frozenset(about), now)
    await texts.erase_answers(session, key, hashes)


async def _write_to_others(
    session: WriteSession,
    event: Event[ErasedPerson],
    read: Collection[tuple[UUID, UUID]],
    now: datetime,
) -> None:
    """Write where the company has no contact left, or where the person had been named."""
    data, driver = event.data, await session.driver()
    rows = await driver.fetch(_NEWEST, sorted(set(data.organisations)))
    concerned = {
        row["introduction_id"]: (row["synergy_id"], row["organisation_id"])
        for row in rows
        if row["organisation_id"] in data.without_contact
        or (row["introduction_id"], row["organisation_id"]) in read
    }
    stored_lives = await lives.read(session, {synergy for synergy, _ in concerned.values()})
    lives_by_id = {id_: one.life for id_, one in stored_lives.items()}
    await mails.add(session, new_mails(event.id, concerned, lives_by_id), now)


def new_mails(
    event: UUID, concerned: Mapping[UUID, tuple[UUID, UUID]], lives_by_id: Mapping[UUID, Life]
) -> list[NewMail]:
    """Return mails to the other companies of current synergies; ``concerned`` has, by introduction,
    its synergy and the company whose contact left."""
    new = []
    for introduction, (synergy, company) in concerned.items():
        life = lives_by_id.get(synergy)
        if life is None or life.state not in _UNDER_WAY:
            continue
        cause = uuid5(event, f"{introduction}")
        new += [
            NewMail(
                mail_id=plan.mail_id(cause, "contact_left", other),
                event_id=cause,
                step="contact_left",
                organisation_id=other,
                introduction_id=introduction,
                wait=plan.PASSING_ON,
            )
            for other in plan.named_to(life, company)
        ]
    return new
